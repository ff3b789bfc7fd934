"""Tables of two columns in which options are chosen by a cross in the cell beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout.box_marks import EMPTY, STROKES, TICKED
from extractors.layout.tickboxes import TickBox

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.tables import Table
    from extractors.layout.tables.model import Cell

FEWEST = 2  # options
LONGEST = 8  # words of an option
CONFIDENCE = 0.93
Pair = tuple["Cell", "Cell"]


def ticked_cells(tables: Sequence[Table]) -> Iterator[TickBox]:
    """A box for each option; only where some cell is crossed and the others are empty."""
    for table in tables:
        if table.column_count == 2:
            rows = [(a, b) for a, b in table.grid() if a is not None and b is not None and a is not b]
            yield from _boxes(rows) or _boxes([(b, a) for a, b in rows])


def _boxes(rows: Sequence[Pair]) -> list[TickBox]:
    head = next((n for n, (_, mark) in enumerate(rows) if _is_mark(mark)), len(rows))
    body = rows[head:]
    if len(body) < FEWEST or head > 1 or not all(_is_mark(mark) and _is_option(option) for option, mark in body):
        return []
    if not any(mark.text for _, mark in body):
        return []
    return [TickBox(bool(mark.text), mark.bbox, option.text, option.words, CONFIDENCE) for option, mark in body]


def _is_mark(cell: Cell) -> bool:
    return not cell.text or (len(cell.text) == 1 and cell.text in STROKES)


def _is_option(cell: Cell) -> bool:
    return 0 < len(cell.text.split()) <= LONGEST and cell.text[0] not in EMPTY + TICKED
