"""Which words form one line."""

from __future__ import annotations

from extractors.layout.lines import lines_of
from extractors.pages.model import Word


def _texts(words: list[Word]) -> list[str]:
    return [line.text for line in lines_of(words)]


def test_a_word_that_hangs_lower_stays_between_its_neighbours() -> None:
    """OCR boxes words tightly; the value in the cell beside the label stands a little higher."""
    words = [
        Word("3", (231.5, 715.0, 235.8, 721.1)),
        Word("Aantal", (58.7, 717.5, 81.0, 723.6)),
        Word("keer", (83.9, 717.5, 99.4, 723.6)),
        Word("per", (101.5, 719.3, 113.0, 725.0)),
        Word("week", (115.2, 717.5, 133.9, 723.6)),
    ]
    assert _texts(words) == ["Aantal keer per week 3"]


def test_lines_of_a_slanted_scan_do_not_run_into_each_other() -> None:
    words = [
        Word(
            f"{row}{column}",
            (column * 40.0, 100 + row * 12 + column * 1.5, column * 40.0 + 30, 108 + row * 12 + column * 1.5),
        )
        for row in range(2)
        for column in range(4)
    ]
    assert _texts(words) == ["00 01 02 03", "10 11 12 13"]
