"""Names of months in a hand, between a day and a year."""

import pytest

from extractors.pages.hand.months import DOUBTED, with_months
from extractors.pages.model import Word


def line(text):
    words, x = [], 20.0
    for token in text.split():
        words.append(Word(token, (x, 100.0, x + 6 * len(token), 110.0), 0.7))
        x += 6 * len(token) + 5
    return words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("11 met. 2024", "11 mrt. 2024"),
        ("17 moi 2024", "17 mei 2024"),
        ("3 mart 2024", "3 maart 2024"),
        ("3 junl 2024", "3 junl 2024"),  # 'juni' or 'jul'
        ("4 sep. 2022", "4 sep. 2022"),
        ("2 met 2024", "2 met 2024"),  # 'mrt' or 'mei'
        ("5 jan 2024", "5 jan 2024"),
        ("5 jon 2024", "5 jon 2024"),  # 'jan' or 'jun'
        ("4 van 2024", "4 van 2024"),
        ("groep moi 2024", "groep moi 2024"),
        ("17 moi vier", "17 moi vier"),
    ],
)
def test_a_word_between_a_day_and_a_year_that_is_nearly_a_month(written, read):
    words = with_months(line(written))
    assert " ".join(w.text for w in words) == read
    assert words[1].confidence == (DOUBTED if written != read else 0.7)


def test_a_day_elsewhere_tells_nothing():
    day, *others = line("17 moi 2024")
    far = Word(day.text, (day.x0, 300.0, day.x1, 310.0), 0.7)
    assert [w.text for w in with_months([far, *others])] == ["17", "moi", "2024"]
