"""Tables of which a scan shows the frame of the headings alone: what stands beneath has lines too thin to be seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.layout.lines import lines_of
from extractors.scores.tables.grid import grid_of, line_kind
from extractors.scores.typed import values_in

if TYPE_CHECKING:
    from extractors.layout.reading import PageLayout
    from extractors.layout.tables import Table

SEVERAL = 4  # values in one cell: a row of a table
BENEATH = 25.0  # points: rows begin within about two lines


def without_frames(layout: PageLayout) -> PageLayout:
    """The scanned page without frames that hold headings only, or nothing: their words head what is beneath them."""
    if layout.page.reading != "ocr":
        return layout
    tables = [t for t in layout.tables if not (t.ruled and (_is_empty(t) or _heads_only(layout, t) or _holds_lines(t)))]
    return layout if len(tables) == len(layout.tables) else replace(layout, tables=tables)


def _is_empty(table: Table) -> bool:
    return not any(cell.words for cell in table.cells)


def _holds_lines(table: Table) -> bool:
    """Whether the cells of a frame are whole rows: lines between the rows were seen, those between columns are none."""
    filled = [c for c in table.cells if c.words]
    rows = [
        c
        for c in filled
        if len(lines_of(c.words)) == 1
        and len(values := values_in(c.text)) >= SEVERAL
        and any(v.kind == "date" for v in values)
        and any(v.kind == "number" for v in values)
    ]
    return len(rows) > 1 and 2 * len(rows) >= len(filled)


def _heads_only(layout: PageLayout, table: Table) -> bool:
    """Whether all lines of a table are headings, and what goes on beneath it is no such table."""
    lines = grid_of(layout.page, [table]).lines
    if any(line_kind(line) not in ("heading", "text") for line in lines):
        return False
    _, _, _, bottom = table.bbox
    goes_on = [t for t in layout.tables if t is not table and -1 <= t.bbox[1] - bottom <= BENEATH]
    return not any(t.ruled and t.column_count == table.column_count for t in goes_on)
