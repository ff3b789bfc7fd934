"""A table as a plain grid that can be turned, and its lines told apart: headings, sections, rows, averages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from extractors.scores.headings import names_heading
from extractors.scores.sheet import EMPTY, Cell
from extractors.scores.typed import values_in
from extractors.values.moments import parse_moment
from extractors.vocabulary import load

if TYPE_CHECKING:
    from extractors.layout.tables import Table
    from extractors.pages.model import BBox, Page

LineKind = Literal["heading", "section", "row", "empty"]


@dataclass(slots=True)
class Grid:
    """Lines of cells; a spanning cell stands at each of its places (the same object)."""

    page: Page
    bbox: BBox
    lines: list[list[Cell]]

    def turned(self) -> Grid:
        """Columns become lines."""
        return Grid(self.page, self.bbox, [list(line) for line in zip(*self.lines, strict=True)])


def grid_of(page: Page, table: Table) -> Grid:
    """The table's grid. Headings that stand over several columns without spanning them are parted by place."""
    cells = {id(c): Cell(c.text, c.words) for c in table.cells}
    lines = [[cells[id(c)] if c else EMPTY for c in line] for line in table.grid()]
    return Grid(page, table.bbox, [line for line in lines if any(c.text for c in line)])


def line_kind(line: list[Cell]) -> LineKind:
    """What a line of a grid is, by its cells alone."""
    texts = list({id(c): c.text for c in line if c.text}.values())
    if not texts:
        return "empty"
    kinds = [_look(t) for t in texts]
    headings, values = kinds.count("heading"), kinds.count("value")
    if len(texts) == 1 and len(line) > 1:
        return "section" if kinds[0] != "value" or parse_moment(texts[0]) else "row"
    if headings >= 2 and headings > values:
        return "heading"
    return "row" if values else "heading" if headings else "section" if len(texts) == 1 else "row"


@lru_cache(maxsize=20_000)
def _look(text: str) -> Literal["heading", "value", "text"]:
    if names_heading(text):
        return "heading"
    values = values_in(text)
    if values and sum(v.span[1] - v.span[0] for v in values) >= 0.5 * len(text.replace(" ", "")):
        return "value"
    return "value" if parse_moment(text) and not load("tests").whole(text) else "text"
