"""Tables without lines between their columns: blocks of lines whose phrases stand beneath each other."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from extractors.layout.lines import is_sentence, lines_of, phrases_of
from extractors.layout.tables.beside import parted_beside
from extractors.layout.tables.blocks import blocks_of, holds_value, is_beside, is_bold, is_head, segments_of
from extractors.layout.tables.columns import boundaries, columns_of, crosses
from extractors.layout.tables.model import Cell, Table
from extractors.layout.tables.rows import row_of, rows_of
from extractors.layout.typed import is_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.lines import Line
    from extractors.layout.tables.columns import Column
    from extractors.layout.tables.edges import Edge
    from extractors.layout.tables.rows import Row
    from extractors.pages.model import BBox, Page, Word


def aligned_tables(page: Page, words: Sequence[Word], lines: Sequence[Edge], shades: Sequence[BBox]) -> Iterator[Table]:
    """Tables among words that no frame holds; horizontal `lines` and `shades` of rows help to part rows."""
    for block in blocks_of(lines_of(words)):
        for group in parted_beside(block):
            for segment in segments_of(group):
                table = _table(page, segment, lines, shades)
                if table:
                    yield table


def _table(page: Page, segment: list[Line], lines: Sequence[Edge], shades: Sequence[BBox]) -> Table | None:
    separators = _separators(segment, lines, shades)
    segment = _without_legend(segment, separators)
    headers = _header_lines(segment)
    while len(segment) > headers + 1 and is_sentence(segment[-1]):
        segment = segment[:-1]
    body = [line for line in segment[headers:] if len(phrases_of(line)) >= 2] or segment[headers:]
    columns = columns_of(body, segment[:headers])
    if len(columns) < 2 or not body:
        return None
    while len(segment) > headers + 1 and crosses(segment[-1], columns):  # a legend beneath
        segment = segment[:-1]
    placed = [row_of(line, columns) for line in segment]
    rows = rows_of(placed[:headers], columns, separators) if headers else []
    rows += rows_of(placed[headers:], columns, separators)
    table = _assemble(page, rows, columns)
    parted = len(rows) > 1 and len(separators) >= len(rows) - 1
    return table if _sensible(table, headers, parted=parted) else None


def _header_lines(segment: Sequence[Line]) -> int:
    """How many lines head the segment; beneath a bold one only bold ones do."""
    count = int(len(segment) > 1 and is_beside(segment[0], segment[1]) and is_head(segment[1]))
    while count < len(segment) and is_head(segment[count]) and (is_bold(segment[count]) or not is_bold(segment[0])):
        count += 1
    return count


def _without_legend(segment: list[Line], separators: Sequence[float]) -> list[Line]:
    """Without the lines beneath the table's closing line, when none of them holds a value."""
    for y in reversed(separators):
        below = [line for line in segment if line.bbox[1] > y - 2]
        if not below or len(segment) - len(below) < 3:
            continue
        above = segment[: len(segment) - len(below)]
        usual = sorted(len(phrases_of(line)) for line in above)[len(above) // 2]
        legend = all(not holds_value(line) and 2 * len(phrases_of(line)) <= usual for line in below)
        return above if legend else segment
    return segment


def _separators(segment: Sequence[Line], lines: Sequence[Edge], shades: Sequence[BBox]) -> list[float]:
    """Heights at which a line or the border of a shade runs through most of the segment's width."""
    x0 = min(line.bbox[0] for line in segment)
    x1 = max(line.bbox[2] for line in segment)
    top, bottom = segment[0].bbox[1], segment[-1].bbox[3]
    wide = 0.6 * (x1 - x0)
    spans = [(e.at, e.start, e.end) for e in lines]
    spans += [(y, s[0], s[2]) for s in shades for y in (s[1], s[3])]
    return sorted(y for y, a, b in spans if top < y < bottom and min(b, x1) - max(a, x0) >= wide)


def _assemble(page: Page, rows: Sequence[Row], columns: Sequence[Column]) -> Table:
    x0 = min([columns[0].x0] + [w.bbox[0] for r in rows for ws in r.places.values() for w in ws])
    x1 = max([columns[-1].x1] + [w.bbox[2] for r in rows for ws in r.places.values() for w in ws])
    xs = [x0 - 1, *boundaries(columns), x1 + 1]
    ys = [rows[0].top, *((a.bottom + b.top) / 2 for a, b in itertools.pairwise(rows)), rows[-1].bottom]
    cells: list[Cell] = []
    for index, row in enumerate(rows):
        places = _places(row, len(columns))
        for first, last in places:
            cell = Cell(index, first, 1, last - first + 1, (xs[first], ys[index], xs[last + 1], ys[index + 1]))
            cell.put([w for (a, b), ws in row.places.items() if first <= a and b <= last for w in ws])
            cells.append(cell)
    return Table(page.number, (xs[0], ys[0], xs[-1], ys[-1]), len(rows), len(columns), cells, ruled=False)


def _places(row: Row, count: int) -> list[tuple[int, int]]:
    """The columns of a row as runs: those that one text crosses are one cell; one text alone takes the whole row."""
    if len(row.places) == 1 and count > 2:
        ((first, last),) = row.places
        text = " ".join(w.text for w in next(iter(row.places.values())))
        if first == 0 and not is_value(text):
            return [(0, count - 1)]
    runs: list[tuple[int, int]] = []
    for column in range(count):
        over = [p for p in row.places if p[0] <= column <= p[1]]
        first = min([column] + [p[0] for p in over])
        last = max([column] + [p[1] for p in over])
        if runs and first <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        else:
            runs.append((first, last))
    return runs


def _sensible(table: Table, headers: int, *, parted: bool) -> bool:
    """Whether this is a table and no list of labels with values, nor prose with wide spaces.

    `parted` tells that lines or shades part its rows: then it need not hold values.
    """
    if table.row_count < 2:
        return False
    valued = {c.column for c in table.cells if c.row >= headers and c.column_span == 1 and is_value(c.text)}
    if _labels_with_values(table, headers, valued, parted=parted):
        return False
    if headers:
        return table.column_count >= 3 or bool(valued)
    if parted and table.column_count >= 3:
        return 3 * sum(bool(c.text) for c in table.cells) >= 2 * table.row_count * table.column_count
    return table.column_count >= 3 and len(valued) >= max(2, table.column_count / 2) and _rows_agree(table)


def _rows_agree(table: Table) -> bool:
    """Whether most rows fill some of the same columns as the row before: lists and tables do, loose lines don't."""
    filled = [{c.column for c in row if c and c.text} for row in table.grid() if len({id(c) for c in row}) > 1]
    pairs = list(itertools.pairwise(filled))
    return 2 * sum(len(a & b) >= 2 for a, b in pairs) > len(pairs)


def _labels_with_values(table: Table, headers: int, valued: set[int], *, parted: bool) -> bool:
    """Pairs of columns of which the first never holds a value: labels, set out in columns."""
    first = [c for c in table.cells if c.text and c.column == 0]
    if 3 * sum(c.text.endswith(":") for c in first) >= 2 * len(first):
        return True
    if parted or table.column_count % 2 or any(column % 2 == 0 for column in valued):
        return False
    labels = [c for c in table.cells if c.text and c.column % 2 == 0]
    values = [c for c in table.cells if c.text and c.column % 2 == 1]
    if all(c.bold for c in labels) and not any(c.bold for c in values):
        return True
    return table.column_count > 2 and table.row_count - headers < 3
