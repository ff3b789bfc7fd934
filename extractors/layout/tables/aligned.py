"""Tables without lines between their columns: blocks of lines whose phrases stand beneath each other."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from extractors.layout.lines import lines_of, phrases_of
from extractors.layout.tables.beside import parted_beside
from extractors.layout.tables.columns import boundaries, columns_of, crosses
from extractors.layout.tables.model import Cell, Table
from extractors.layout.tables.rows import row_of, rows_of
from extractors.layout.typed import has_day_or_number, is_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.lines import Line
    from extractors.layout.tables.columns import Column
    from extractors.layout.tables.edges import Edge
    from extractors.layout.tables.rows import Row
    from extractors.pages.model import BBox, Page, Word

LARGEST_GAP = 2.0  # of the type's height, between two rows of one table


def aligned_tables(page: Page, words: Sequence[Word], lines: Sequence[Edge], shades: Sequence[BBox]) -> Iterator[Table]:
    """Tables among words that no frame holds; horizontal `lines` and `shades` of rows help to part rows."""
    for block in _blocks(lines_of(words)):
        for group in parted_beside(block):
            for segment in _segments(group):
                table = _table(page, segment, lines, shades)
                if table:
                    yield table


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if block and line.bbox[1] - block[-1].bbox[3] > LARGEST_GAP * (line.bbox[3] - line.bbox[1]):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _segments(block: Sequence[Line]) -> Iterator[list[Line]]:
    """A block parted before each header: lines of several phrases that hold no values."""
    segment: list[Line] = []
    for index, line in enumerate(block):
        starts = _heads(line) and not (segment and _heads(segment[-1]))
        if starts and any(_valued(other) for other in block[index + 1 : index + 4]):
            yield from _trimmed(segment)
            segment = []
        segment.append(line)
    yield from _trimmed(segment)


def _heads(line: Line) -> bool:
    """Several names; a level may stand among them (a column for each), a number or day may not."""
    texts = [p.text for p in phrases_of(line)]
    if len(texts) < 2 or any(has_day_or_number(t) for t in texts):
        return False
    names = sum(not is_value(t) for t in texts)
    return (names >= 3 and 2 * names >= len(texts)) or (names == len(texts) and _bold(line))


def _bold(line: Line) -> bool:
    return all(w.bold for w in line.words)


def _valued(line: Line) -> bool:
    phrases = phrases_of(line)
    return len(phrases) >= 2 and any(is_value(p.text) for p in phrases)


def _trimmed(segment: list[Line]) -> Iterator[list[Line]]:
    """Without the single phrases (titles, legends) before and after the lines of several phrases."""
    several = [i for i, line in enumerate(segment) if len(phrases_of(line)) >= 2]
    if len(several) < 2:
        return
    last = several[-1]
    left = min(segment[i].bbox[0] for i in several)
    while last + 1 < len(segment) and _hangs(segment[last + 1], segment[last], left):
        last += 1
    first = several[0]
    if first and any(_same_kind(segment[first - 1], segment[i]) for i in range(first, last) if i not in several):
        first -= 1
    yield segment[first : last + 1]


def _same_kind(title: Line, other: Line) -> bool:
    """Titles of sections within one table start at the same place in the same type."""
    return (
        abs(title.bbox[0] - other.bbox[0]) < 2
        and _bold(title) == _bold(other)
        and title.words[0].size == other.words[0].size
    )


def _hangs(line: Line, above: Line, left: float) -> bool:
    """The second line of a cell that is not the first of its row: close, short and away from the left side."""
    height = line.bbox[3] - line.bbox[1]
    return line.bbox[1] - above.bbox[3] < 0.5 * height and line.bbox[0] > left + height


def _table(page: Page, segment: list[Line], lines: Sequence[Edge], shades: Sequence[BBox]) -> Table | None:
    separators = _separators(segment, lines, shades)
    segment = _without_legend(segment, separators)
    headers = 0
    while headers < len(segment) and _heads(segment[headers]):
        headers += 1
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
    return table if _sensible(table, headers) else None


def _without_legend(segment: list[Line], separators: Sequence[float]) -> list[Line]:
    """Without the lines beneath the table's closing line, when none of them holds a value."""
    for y in reversed(separators):
        below = [line for line in segment if line.bbox[1] > y - 2]
        if not below or len(segment) - len(below) < 3:
            continue
        return segment if any(_valued(line) for line in below) else segment[: len(segment) - len(below)]
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


def _sensible(table: Table, headers: int) -> bool:
    """Whether this is a table and no list of labels with values, nor prose with wide spaces."""
    if table.row_count < 2:
        return False
    valued = {c.column for c in table.cells if c.row >= headers and c.column_span == 1 and is_value(c.text)}
    if _labels_with_values(table, headers, valued):
        return False
    if headers:
        return table.column_count >= 3 or bool(valued)
    return table.column_count >= 3 and len(valued) >= max(2, table.column_count / 2)


def _labels_with_values(table: Table, headers: int, valued: set[int]) -> bool:
    """Pairs of columns of which the first never holds a value: labels, set out in columns."""
    if table.column_count % 2 or any(column % 2 == 0 for column in valued):
        return False
    labels = [c for c in table.cells if c.text and c.column % 2 == 0]
    values = [c for c in table.cells if c.text and c.column % 2 == 1]
    if all(c.bold for c in labels) and not any(c.bold for c in values):
        return True
    return table.column_count > 2 and table.row_count - headers < 3
