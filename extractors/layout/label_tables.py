"""Labels in the cells of a table: beside their value, above it, or in one cell with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout.label_parts import Pair, all_bold, at_colon, looks_like_label
from extractors.layout.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.tables import Cell, Table

FEW_ROWS = 2  # up to so many rows beneath a header, it reads as labels above their values


def table_pairs(tables: Sequence[Table]) -> Iterator[Pair]:
    """Pairs from tables that set out labels and values."""
    for table in tables:
        body = [_distinct(row) for row in table.grid()]
        if table.header_rows and table.row_count - table.header_rows < FEW_ROWS:
            yield from _beneath(table)
        elif table.header_rows == 0 or table.column_count == 2:
            rows = body[table.header_rows :]
            labels = [cell for row in rows for cell in row[::2] if len(row) > 1 and cell.words]
            plain = all(looks_like_label(cell.words) for cell in labels)
            for row in rows:
                yield from _across(row, plain=plain)
        for cell in table.cells:
            yield from _within(cell)


def _distinct(row: Sequence[Cell | None]) -> list[Cell]:
    cells: list[Cell] = []
    for cell in row:
        if cell and (not cells or cells[-1] is not cell):
            cells.append(cell)
    return cells


def _beneath(table: Table) -> Iterator[Pair]:
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.column_span == 1:
            heads = table.header_cells(cell.column)
            if heads:
                yield Pair([w for h in heads for w in h.words], cell.words, cell.bbox, 0.9)


def _across(row: Sequence[Cell], *, plain: bool) -> Iterator[Pair]:
    """Cells two by two, label and value; `plain` tells that labels need not be bold."""
    if len(row) < 2:
        return
    index = 0
    while index + 1 < len(row):
        label, value = row[index], row[index + 1]
        if not looks_like_label(label.words) or not (plain or label.bold) or any(True for _ in _within(label)):
            index += 1
            continue
        if label.bold and value.bold and value.words:
            index += 1
            continue
        yield Pair(label.words, value.words, value.bbox, 0.97 if label.bold else 0.9)
        index += 2


def _within(cell: Cell) -> Iterator[Pair]:
    lines = lines_of(cell.words)
    if not lines:
        return
    for line in lines:
        parted = at_colon(line.words)
        if parted and parted[1] and looks_like_label(parted[0]):
            yield Pair(parted[0], parted[1], None, 0.85)
    first, *others = lines
    if others and all_bold(first.words) and not any(w.bold for line in others for w in line.words):
        yield Pair(first.words, [w for line in others for w in line.words], cell.bbox, 0.85)
