"""Whether a table goes on in another one, judged by the places of their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.layout.tables.model import Table

SAME_PLACE = 6.0  # points


def continues(previous: Table, table: Table) -> bool:
    """Whether `table` has the columns of `previous`, in number and place, and no other header than its own."""
    if previous.column_count != table.column_count:
        return False
    ours, theirs = _lefts(previous), _lefts(table)
    if any(abs(ours[c] - theirs[c]) > SAME_PLACE for c in ours.keys() & theirs.keys()):
        return False
    if not table.header_rows:
        return True
    columns = range(table.column_count)
    return [previous.column_header(c) for c in columns] == [table.column_header(c) for c in columns]


def _lefts(table: Table) -> dict[int, float]:
    """Left side of each column: of the room where lines part the columns, otherwise of the text."""
    lefts: dict[int, float] = {}
    for cell in table.cells:
        if cell.column_span == 1:
            left = cell.bbox[0]
            lefts[cell.column] = min(left, lefts.get(cell.column, left))
    return lefts
