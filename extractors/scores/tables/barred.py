"""Tables typed with bars between their fields ('DMT 2018 | M3 | 2023-01-27'), as exports print them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.layout.lines import text_of
from extractors.pages.model import union
from extractors.scores.tables.headings import names_heading
from extractors.scores.tables.sheet import Cell, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.pages.model import BBox, Page, Word

BARS = {"|", "¦", "║", "│"}
FEWEST_BARS = 2
FEWEST_LINES = 3
HEADINGS = 2  # cells that must be headings for a line to head the others


@dataclass(slots=True)
class BarredBlock:
    """Lines that follow each other with as many bars each."""

    page: Page
    lines: list[Line]

    @property
    def bbox(self) -> BBox:
        return union([line.bbox for line in self.lines])

    def sheet(self, title: tuple[str, ...]) -> Sheet:
        """A column for each field between bars; the first line heads them when it holds headings."""
        cells = [_cells(line) for line in self.lines]
        headed = sum(names_heading(c.text) for c in cells[0]) >= HEADINGS
        heads: list[tuple[str, ...]] = [(c.text,) if headed and c.text else () for c in cells[0]]
        return Sheet(heads, [Row(self.page, own, title) for own in cells[headed:]])


def barred_blocks(page: Page, lines: Sequence[Line]) -> list[BarredBlock]:
    """Stretches of at least three lines with equally many bars, two or more."""
    blocks: list[BarredBlock] = []
    count = 0
    for line in lines:
        bars = sum(w.text in BARS for w in line.words)
        if bars < FEWEST_BARS:
            count = 0
        elif bars == count:
            blocks[-1].lines.append(line)
        else:
            blocks.append(BarredBlock(page, [line]))
            count = bars
    return [block for block in blocks if len(block.lines) >= FEWEST_LINES]


def _cells(line: Line) -> list[Cell]:
    fields: list[list[Word]] = [[]]
    for word in line.words:
        if word.text in BARS:
            fields.append([])
        else:
            fields[-1].append(word)
    return [Cell(text_of(words), words) for words in fields]
