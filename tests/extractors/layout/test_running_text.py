"""Lines of running text told from rows, and the height of type from that of its ink."""

from extractors.layout.lines import is_sentence, line_from, type_height
from extractors.pages.model import Word


def line(text, gap, *, ink=1.0):
    words, x = [], 50.0
    for part in text.split():
        words.append(Word(part, (x, 100, x + 5 * len(part), 108), confidence=ink))
        x += 5 * len(part) + gap
    return line_from(words)


LEGEND = "A is de beste vijfentwintig procent van alle leerlingen in dit land"


def test_many_words_with_plain_spaces_are_a_sentence():
    assert is_sentence(line(LEGEND, 3))
    assert not is_sentence(line("DMT 2018 M3 18-01-2022 11 14 E V", 14))
    assert not is_sentence(line("Begrijpend lezen 3.0", 3))


def test_a_word_that_was_not_read_leaves_a_sentence_one():
    words = line(LEGEND, 3, ink=0.9).words
    assert is_sentence(line_from(words[:2] + words[3:]))


def test_type_is_higher_than_the_ink_of_a_picture():
    assert type_height(line(LEGEND, 3).words) == 8
    assert type_height(line(LEGEND, 3, ink=0.9).words) > 9
    assert type_height([]) == 0
