"""A table as a plain grid that can be turned, and its lines told apart: headings, sections, rows, averages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from extractors.layout.lines import text_of
from extractors.pages.model import union
from extractors.scores.named_test import names_test
from extractors.scores.tables.headings import heading_runs, names_heading
from extractors.scores.tables.sheet import EMPTY, Cell
from extractors.scores.typed import values_in
from extractors.scores.worn.unseen_walls import parted_columns
from extractors.values.moments import parse_moment
from extractors.vocabulary import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.tables import Table
    from extractors.pages.model import BBox, Page, Word

    Extent = tuple[float, float]

SAME_COLUMN = 6.0  # points between the middles of a column in two pieces of one table
LineKind = Literal["heading", "section", "row", "text", "empty"]


@dataclass(slots=True)
class Grid:
    """Lines of cells; a spanning cell stands at each of its places (the same object)."""

    page: Page
    bbox: BBox
    lines: list[list[Cell]]

    def turned(self) -> Grid:
        """Columns become lines."""
        return Grid(self.page, self.bbox, [list(line) for line in zip(*self.lines, strict=True)])


def grid_of(page: Page, tables: Sequence[Table]) -> Grid:
    """The lines of one table, or of several that are one table drawn apart."""
    scanned = page.reading == "ocr"
    lines = [line for table in tables for line in _lines(table, scanned=scanned)]
    if scanned and len({len(line) for line in lines}) == 1:
        lines = parted_columns(lines)
    return Grid(page, union([t.bbox for t in tables]), [line for line in lines if any(c.text for c in line)])


def continues(table: Table, before: Table) -> bool:
    """Whether a table has the columns of the one above it and no headings of its own."""
    if table.header_rows or table.column_count != before.column_count:
        return False
    pairs = list(zip(_columns(table), _columns(before), strict=True))
    return all(abs((a[0] + a[1] - b[0] - b[1]) / 2) < SAME_COLUMN for a, b in pairs)


def _lines(table: Table, *, scanned: bool) -> list[list[Cell]]:
    columns = _columns(table)
    places: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        span = range(cell.column, cell.column + cell.column_span)
        whole = Cell(cell.text, cell.words)
        parts = _split(cell.words, span, columns) or (_split_headings(cell.words, span) if scanned else None)
        places[id(cell)] = parts or dict.fromkeys(span, whole)
    return [[places[id(c)].get(i, EMPTY) if c else EMPTY for i, c in enumerate(line)] for line in table.grid()]


def _columns(table: Table) -> list[Extent]:
    """The room of each column: from cells that take no other, or else between the walls that other rows show."""
    rooms: list[Extent] = []
    for column in range(table.column_count):
        own = [c.bbox for c in table.cells if c.column == column and c.column_span == 1]
        left = [c.bbox for c in table.cells if c.column == column]
        right = [c.bbox for c in table.cells if c.column + c.column_span == column + 1]
        x0 = min((b[0] for b in own or left), default=table.bbox[0])
        rooms.append((x0, max((b[2] for b in own or right), default=table.bbox[2])))
    return rooms


def _split(words: Sequence[Word], span: range, columns: Sequence[Extent]) -> dict[int, Cell] | None:
    """The values of a cell that spans columns only because nothing was drawn between them; None for a real span."""
    if len(span) < 2 or len(words) < 2 or names_test(text_of(words)):
        return None
    by_column: dict[int, list[Word]] = {}
    for word in words:
        middle = (word.x0 + word.x1) / 2
        over = [i for i in span if columns[i][0] - 1 <= word.x0 and word.x1 <= columns[i][1] + 1]
        if len(over) != 1 or not columns[over[0]][0] <= middle <= columns[over[0]][1]:
            return None
        by_column.setdefault(over[0], []).append(word)
    cells = {i: Cell(text_of(own), own) for i, own in by_column.items()}
    values = [c for c in cells.values() if _look(c.text) == "value"]
    return cells if len(cells) > 1 and len(values) >= len(cells) - 1 else None


def _split_headings(words: Sequence[Word], span: range) -> dict[int, Cell] | None:
    """Headings that a scan shows too close to part them: as many as the columns that they stand over."""
    runs = heading_runs(words) if len(span) > 1 else []
    if len(runs) != len(span):
        return None
    return {i: Cell(text_of(run), run) for i, run in zip(span, runs, strict=True)}


def line_kind(line: list[Cell]) -> LineKind:
    """What a line of a grid is, by its cells alone."""
    texts = list({id(c): c.text for c in line if c.text}.values())
    if not texts:
        return "empty"
    kinds = [_look(t) for t in texts]
    headings, values = kinds.count("heading"), kinds.count("value")
    if len(texts) == 1 and len(line) > 1:
        return "section" if kinds[0] != "value" or parse_moment(texts[0]) or names_test(texts[0]) else "row"
    firm = sum(k == "value" and any(c.isdigit() for c in t) for k, t in zip(kinds, texts, strict=True))
    if headings >= 2 and (headings > values or not firm):
        return "heading"
    return "row" if values else "heading" if headings else "section" if len(texts) == 1 else "text"


@lru_cache(maxsize=20_000)
def _look(text: str) -> Literal["heading", "value", "text"]:
    if names_heading(text):
        return "heading"
    values = values_in(text)
    if values and names_test(text) and all(v.kind == "number" for v in values):
        return "text"  # a test with its edition
    if values and sum(v.span[1] - v.span[0] for v in values) >= 0.5 * len(text.replace(" ", "")):
        return "value"
    return "value" if parse_moment(text) and not load("tests").whole(text) else "text"
