"""Which rows at the top of a grid are its header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout.typed import is_moment, is_value

if TYPE_CHECKING:
    from extractors.layout.tables.model import Cell, Table

MOST_HEADER_ROWS = 4


def mark_headers(table: Table) -> None:
    """Set `header_rows`, and `header` on their cells: leading rows without values, set apart by style or by place."""
    rows = [_distinct(row) for row in table.grid()]
    count = _count(rows)
    table.header_rows = count
    for cell in table.cells:
        cell.header = cell.row < count


def _distinct(row: list[Cell | None]) -> list[Cell]:
    seen: list[Cell] = []
    for cell in row:
        if cell and (not seen or seen[-1] is not cell):
            seen.append(cell)
    return seen


def _count(rows: list[list[Cell]]) -> int:
    count = 0
    for index, row in enumerate(rows[: min(MOST_HEADER_ROWS, len(rows) - 1)]):
        texts = [c for c in row if c.text]
        if len(texts) <= 1 and len(row) > 1 and index == 0 and not rows[1:]:
            break
        if not _heads(row, rows[index + 1 :]):
            break
        count = index + 1
    while count and _is_title_row(rows[count - 1]):  # a section row under the header belongs to the body
        count -= 1
    return count


def _is_title_row(row: list[Cell]) -> bool:
    return len(row) == 1


def _heads(row: list[Cell], below: list[list[Cell]]) -> bool:
    filled = [c for c in row if c.text]
    if not filled or not below:
        return False
    if len(row) == 1:
        return len(below) > 1 and len(below[0]) > 1
    if is_value(filled[0].text) or any(is_value(c.text) and not is_moment(c.text) for c in filled[1:]):
        return False
    return _set_apart(filled, _body(below)) or _apart_by_kind(filled, row, below)


def _body(below: list[list[Cell]]) -> list[Cell]:
    """The texts of the rows that hold values, or of all rows; titles across the table are neither."""
    rows = [[c for c in row if c.text] for row in below if len(row) > 1]
    valued = [row for row in rows if any(is_value(c.text) for c in row)]
    return [c for row in valued or rows for c in row]


def _apart_by_kind(filled: list[Cell], row: list[Cell], below: list[list[Cell]]) -> bool:
    """Names where the rows beneath hold values; moments where they hold other values (a turned table)."""
    if len(row) <= 2 or _first_alike(filled[0], below):
        return False
    moments = sum(is_moment(c.text) for c in filled)
    if moments:
        return moments >= 2 and not any(is_moment(c.text) for other in below for c in other[1:])
    return len(filled) >= 2 and _values_beneath(row, below)


def _set_apart(filled: list[Cell], body: list[Cell]) -> bool:
    """Bold or shaded as a whole, where the body is not."""
    bold = all(c.bold for c in filled) and sum(c.bold for c in body) < 0.5 * max(len(body), 1)
    shaded = all(c.shaded for c in filled) and sum(c.shaded for c in body) < 0.3 * max(len(body), 1)
    return bold or shaded


def _first_alike(first: Cell, below: list[list[Cell]]) -> bool:
    """Bold down the first column while the row itself is not all bold: labels beside their values, no header."""
    return first.bold and all(other[0].bold for other in below if other[0].text)


def _values_beneath(row: list[Cell], below: list[list[Cell]]) -> bool:
    """Whether the columns of this row hold values further down: at least a third of them do."""
    columns = {c.column for c in row if c.text}
    valued = {c.column for other in below for c in other if is_value(c.text)} & columns
    return len(valued) * 3 >= len(columns)
