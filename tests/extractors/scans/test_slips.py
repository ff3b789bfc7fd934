"""Slips of an engine that no Dutch text has."""

from __future__ import annotations

import pytest

from extractors.pages.model import Word
from extractors.pages.second.slips import without_slips


def _line(text: str) -> list[Word]:
    words, x = [], 50.0
    for part in text.split():
        words.append(Word(part, (x, 100.0, x + 6.0 * len(part), 110.0), 0.95))
        x += 6.0 * len(part) + 3.0
    return words


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("24 woorden goed in | minuut, 4 fouten", "24 woorden goed in 1 minuut, 4 fouten"),
        ("DMT kaart |: 16, kaart 2: 26", "DMT kaart 1: 16, kaart 2: 26"),
        ("vooruitgang van S woorden", "vooruitgang van 5 woorden"),
        ("in 1 minuut, B fouten", "in 1 minuut, 8 fouten"),
        ("AVI-M83 frustratieniveau", "AVI-M3 frustratieniveau"),
        ("AVI-Má frustratieniveau", "AVI-M4 frustratieniveau"),
        ("AVI-E4 en AVI-M8", "AVI-E4 en AVI-M8"),
        ("school B en leerling S", "school B en leerling S"),
        ("| Datum", "| Datum"),
        ("ES: 36 (E), 24-5-24", "E5: 36 (E), 24-5-24"),
        ("DMT MS op 2 feb. 2024", "DMT M5 op 2 feb. 2024"),
        ("zijn moeder heeft MS gehad", "zijn moeder heeft MS gehad"),
    ],
)
def test_slips_are_put_right_where_one_meaning_is_left(read: str, meant: str) -> None:
    assert " ".join(w.text for w in without_slips(_line(read))) == meant


def test_what_was_put_right_is_not_sure() -> None:
    mended = without_slips(_line("in | minuut"))[1]
    assert (mended.text, mended.confidence) == ("1", 0.8)
