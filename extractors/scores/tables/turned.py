"""Turned tables without rulings: each line a heading with a value for every measurement behind it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.layout.lines import text_of
from extractors.pages.model import union
from extractors.scores.tables.headings import exact_heading, names_heading
from extractors.scores.tables.sheet import Cell, Row, Sheet
from extractors.scores.typed import values_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.pages.model import BBox, Page, Word

    Extent = tuple[float, float]

LONGEST_LABEL = 5  # words


@dataclass(slots=True)
class TurnedBlock:
    """Lines that begin with a heading; `places` are where the values of each measurement stand."""

    page: Page
    lines: list[Line]
    places: list[Extent]

    @property
    def bbox(self) -> BBox:
        return union([line.bbox for line in self.lines])

    def sheet(self, title: tuple[str, ...]) -> Sheet:
        """A row for each place, a column for each line."""
        heads: list[tuple[str, ...]] = []
        columns: list[list[Cell]] = []
        for line in self.lines:
            label = _label(line)
            heads.append((" ".join(w.text for w in line.words[:label]),))
            columns.append(_cells(line.words[label:], self.places))
        rows = [Row(self.page, list(cells), title) for cells in zip(*columns, strict=True)]
        return Sheet(heads, rows)


def turned_blocks(page: Page, lines: Sequence[Line]) -> list[TurnedBlock]:
    """Stretches of at least three such lines of which one gives two or more dates or moments."""
    blocks: list[TurnedBlock] = []
    run: list[Line] = []
    for last, line in pairwise([None, *lines, None]):
        apart = last is None or line is None or line.bbox[1] - last.bbox[3] > 1.6 * (line.bbox[3] - line.bbox[1])
        if apart or (line is not None and not _label(line)):
            if len(run) > 2 and (places := _places(run)):
                blocks.append(TurnedBlock(page, run, places))
            run = []
        if line is not None and _label(line):
            run.append(line)
    return blocks


def _label(line: Line) -> int:
    """How many words at the start are a heading, with values and no other heading behind them; 0 for none."""
    texts = [" ".join(w.text for w in line.words[:n]) for n in range(1, min(LONGEST_LABEL, len(line.words)) + 1)]
    counts = [n for n, t in enumerate(texts, 1) if exact_heading(t)] or [
        n for n, t in enumerate(texts, 1) if names_heading(t)
    ]
    if not counts:
        return 0
    rest = " ".join(w.text for w in line.words[counts[-1] :])
    for value in reversed(values_in(rest)):
        rest = rest[: value.span[0]] + rest[value.span[1] :]
    return counts[-1] if not any(map(names_heading, rest.split())) else 0


def _places(lines: Sequence[Line]) -> list[Extent]:
    """Where the dates or moments of the line with the most of them stand."""
    best: list[Extent] = []
    for line in lines:
        words = line.words[_label(line) :]
        values = values_in(" ".join(w.text for w in words))
        for kind in ("date", "moment"):
            own = [_words_at(words, v.span) for v in values if v.kind == kind]
            if len(own) > max(1, len(best)):
                best = [(run[0].x0, run[-1].x1) for run in own]
    return best


def _words_at(words: Sequence[Word], span: tuple[int, int]) -> list[Word]:
    at, found = 0, []
    for word in words:
        if at < span[1] and span[0] < at + len(word.text):
            found.append(word)
        at += len(word.text) + 1
    return found


def _cells(words: Sequence[Word], places: Sequence[Extent]) -> list[Cell]:
    cells = [Cell() for _ in places]
    for word in words:
        cells[min(range(len(places)), key=lambda i: _distance(word, places[i]))].words.append(word)
    for cell in cells:
        cell.text = text_of(cell.words)
    return cells


def _distance(word: Word, place: Extent) -> float:
    """How far a word stands from a place; within it, how far from its left side or middle."""
    x0, x1 = place
    outside = max(x0 - word.x1, word.x0 - x1, 0.0)
    return outside + 0.01 * min(abs(word.x0 - x0), abs(word.x0 + word.x1 - x0 - x1) / 2)
