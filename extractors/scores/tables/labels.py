"""Row labels that stand for several rows: a test's name beside its first rows, wrapped over them or in their middle."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.scores.named_test import names_test
from extractors.scores.tables.sheet import Cell
from extractors.values.dates import parse_date
from extractors.values.levels import parse_avi, parse_level
from extractors.values.moments import parse_moment

if TYPE_CHECKING:
    from extractors.pages.model import Word
    from extractors.scores.tables.sheet import Row, Sheet

WIDE_SPACE = 1.6  # of the type's height: the space of a typewriter
MOST = 0.8  # share of the cells that must name tests
SPARSE = 0.3  # share of empty cells from which a column of labels is one for groups of rows


def labelled(sheet: Sheet) -> Sheet:
    """The sheet with every such label, put together from its lines, in each row that it stands for."""
    for column in range(len(sheet.heads)):
        cells = [row.cells[column] for row in sheet.rows]
        empty = sum(not c.text for c in cells)
        if SPARSE * len(cells) <= empty < len(cells) and (labels := _labels(cells)):
            return replace(sheet, rows=_spread(sheet.rows, column, labels))
    return sheet


def whole_names(sheet: Sheet) -> Sheet:
    """The sheet with the names of tests put together that wide spaces have parted over columns ('Spelling', '3.0')."""
    at = 0
    while at + 1 < len(sheet.heads):
        if _runs_on(sheet, at):
            rows = [replace(row, cells=_with_next(row.cells, at)) for row in sheet.rows]
            heads = [*sheet.heads[: at + 1], *sheet.heads[at + 2 :]]
            sheet = replace(sheet, heads=heads, rows=rows)
        else:
            at += 1
    return sheet


def _runs_on(sheet: Sheet, at: int) -> bool:
    """Whether the column goes on in the next: a space apart, without a heading, and names of tests together."""
    pairs = [(row.cells[at], row.cells[at + 1]) for row in sheet.rows if row.cells[at + 1].text]
    if sheet.heads[at + 1] or not pairs:
        return False
    close = all(_space(a.words, b.words) <= WIDE_SPACE for a, b in pairs)
    plain = not any(
        is_value(b.text) for _, b in pairs for is_value in (parse_moment, parse_date, parse_level, parse_avi)
    )
    named = sum(names_test(f"{a.text} {b.text}") for a, b in pairs)
    return close and plain and named >= MOST * len(pairs)


def _space(left: list[Word], right: list[Word]) -> float:
    """The white between two cells in heights of their type; endless beside an empty one."""
    if not left or not right:
        return float("inf")
    return (min(w.x0 for w in right) - max(w.x1 for w in left)) / max(1.0, *(w.bottom - w.top for w in left))


def _with_next(cells: list[Cell], at: int) -> list[Cell]:
    one, other = cells[at : at + 2]
    joined = Cell(f"{one.text} {other.text}", [*one.words, *other.words]) if other.text else one
    return [*cells[:at], joined, *cells[at + 2 :]]


def _labels(cells: list[Cell]) -> list[tuple[int, Cell]]:
    """Labels with the index of their first row; empty when they don't name tests."""
    labels: list[tuple[int, Cell]] = []
    for i, cell in enumerate(cells):
        if not cell.text:
            continue
        goes_on = i > 0 and bool(cells[i - 1].text) and bool(labels)
        if goes_on and not (names_test(cell.text) and names_test(labels[-1][1].text)):
            first, label = labels[-1]
            labels[-1] = (first, Cell(f"{label.text} {cell.text}", [*label.words, *cell.words]))
        else:
            labels.append((i, cell))
    return labels if labels and all(names_test(label.text) for _, label in labels) else []


def _spread(rows: list[Row], column: int, labels: list[tuple[int, Cell]]) -> list[Row]:
    starts = [first for first, _ in labels]
    if starts[0] > 0:  # labels in the middle of their rows
        starts = _around(rows, column, [label for _, label in labels]) or starts
    out: list[Row] = []
    for i, row in enumerate(rows):
        own = [label for start, (_, label) in zip(starts, labels, strict=True) if start <= i]
        cells = list(row.cells)
        cells[column] = own[-1] if own else Cell()
        out.append(replace(row, cells=cells))
    return out


def _around(rows: list[Row], column: int, labels: list[Cell]) -> list[int]:
    """Where the rows around each label start: as far above it as they go on below it. Empty if that does not add up."""
    middles = [_middle([w for i, c in enumerate(row.cells) if i != column for w in c.words]) for row in rows]
    pitch = (middles[-1] - middles[0]) / max(1, len(rows) - 1)
    top = middles[0] - pitch / 2
    starts = []
    for label in labels:
        starts.append(sum(m < top for m in middles))
        top = 2 * _middle(label.words) - top
    return starts if abs(top - pitch / 2 - middles[-1]) < pitch else []


def _middle(words: list[Word]) -> float:
    return (min(w.top for w in words) + max(w.bottom for w in words)) / 2 if words else 0.0
