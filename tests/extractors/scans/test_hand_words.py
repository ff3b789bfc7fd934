"""Values that a hand wrote into a form: what is read, how surely, and what is left alone."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))
from hand_strokes import Hand

from extractors.pages.hand.lone_figures import figures_again
from extractors.pages.hand.values import Value, shares_of, values_of
from extractors.pages.hand.words import AGREED, CLEAR, SURE, filled_in_by_hand, with_hands
from extractors.pages.model import Word

DPI = 72.0  # so that a point is a pixel
TEXTS = ("12", "147", "8", "E", "M4", "16-01-2023", "7/2/2023", "1+2+3", "35")


def written(text, seed, height=26.0, space=4, ink=30):
    """A word in grey, in one of the hands of our own."""
    hand = Hand(np.random.default_rng(seed))
    paper, x = np.full((80, 480), 250, np.uint8), 20
    for char in text:
        layer, _ = hand.written(char, height)
        columns = np.flatnonzero(layer.any(axis=0))
        part = layer[:, columns[0] : columns[-1] + 1]
        place = paper[10 : 10 + part.shape[0], x : x + part.shape[1]]
        np.minimum(place, 250 - (part[: place.shape[0]] * ((250 - ink) / 255)).astype(np.uint8), out=place)
        x += part.shape[1] + space
    return paper


def test_most_of_what_a_hand_wrote_is_read_and_nothing_clear_is_wrong():
    read = [(text, values_of(written(text, seed))) for seed in range(8) for text in TEXTS]
    right = sum(bool(values) and values[0].text == text for text, values in read)
    assert right >= 0.85 * len(read)
    assert [
        (text, values[0]) for text, values in read if values and values[0].chance >= CLEAR and values[0].text != text
    ] == []


def word_on(paper, text, confidence):
    """A word where the ink is."""
    rows, columns = np.nonzero(paper < 128)
    return Word(text, (columns.min(), rows.min(), columns.max(), rows.max()), confidence)


def test_paper_is_no_value():
    assert values_of(np.full((40, 60), 240, np.uint8)) == []


@pytest.mark.parametrize("text", ["lees", "moeite", "Drie-Minuten-", "(leerkracht)"])
def test_a_word_in_letters_that_was_read_stays(text):
    paper = written("123", 1)
    words = [word_on(paper, text, 0.7)]
    assert with_hands(paper, words, DPI) == words


def test_two_readers_that_say_the_same_are_surer():
    paper = written("35", 2)
    read = with_hands(paper, [word_on(paper, "35", 0.5)], DPI)
    assert [(w.text, w.confidence) for w in read] == [("35", AGREED)]


def test_what_a_reader_of_print_made_of_a_figure_gives_way():
    paper = written("147", 1)
    (word,) = with_hands(paper, [word_on(paper, "I4?", 0.3)], DPI)
    assert word.text == "147"
    assert word.confidence <= SURE


@pytest.mark.parametrize(
    ("read", "confidence", "text"), [("14?", 0.5, "147"), ("141", 0.6, "147"), ("141", 0.7, "141")]
)
def test_a_figure_on_a_printed_page_that_readers_differ_about_is_read_once_more(read, confidence, text):
    paper = written("147", 1)
    words = [word_on(paper, read, confidence)]
    assert [(w.text, w.confidence) for w in figures_again(paper, words, DPI)] == [(text, confidence)]


def test_a_page_in_print_is_not_taken_for_one_filled_in():
    well_read = [Word("woord", (0, 0, 9, 9), 0.95)] * 90
    assert not filled_in_by_hand(well_read + [Word("?", (0, 0, 9, 9), 0.2)] * 9, [], hands={1, 2})
    assert filled_in_by_hand(well_read[:20], [(0.0, 0.0, 9.0, 9.0)] * 9, hands=set())
    assert filled_in_by_hand(well_read, [], hands=range(14))
    assert not filled_in_by_hand(well_read, [], hands=range(13))  # a pale copy of print has some letters that lean


def test_print_that_was_read_well_needs_no_reader_of_hands():
    paper = written("35", 2)
    words = [word_on(paper, "85", 0.96)]
    assert with_hands(paper, words, DPI) == words


def test_a_word_of_a_hand_tells_what_else_it_may_say():
    paper = written("1", 0)
    (word,) = with_hands(paper, [word_on(paper, "?", 0.3)], DPI)
    assert (word.text, word.others) == ("1", (("I", 1.0),))


def test_what_a_word_may_say_is_told_as_a_share_of_the_best():
    found = [Value("19", 0.5, "number", -0.5, rivals=(("17", -1.5), ("15", -4.0))), Value("II", 0.1, "level", -1.5)]
    assert shares_of(found) == {"19": 1.0, "17": 0.368, "II": 0.368}
    assert shares_of([]) == {}
