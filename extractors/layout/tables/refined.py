"""Ruled tables whose lines do not part everything: a frame around rows or columns that only alignment parts."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING

from extractors.layout.lines import lines_of
from extractors.layout.tables.columns import Column
from extractors.layout.tables.model import Cell
from extractors.layout.tables.rows import row_of, rows_of
from extractors.layout.typed import has_day, is_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.layout.lines import Line
    from extractors.pages.model import Word

MARGIN = 1.5  # points by which a word may stand over a wall
APART = 0.55  # of the type's height: white around a wall that shows that two columns stand there


def refine(cells: list[Cell], xs: list[float], ys: list[float], separators: Sequence[float]) -> list[float]:
    """Split cells that hold several rows or columns, in place; returns the heights of the finer grid.

    `separators` are heights of lines and shades that do not cross the whole table.
    """
    cuts: dict[int, tuple[list[float], list[float]]] = {}
    for index, cell in enumerate(cells):
        found = _columns_and_rows(cell, xs, separators)
        if found:
            cuts[index] = found
    for row in _rows(cells).values():
        heights = _stacked(row, cells)
        if heights:
            cuts |= {i: ([cells[i].bbox[0], cells[i].bbox[2]], _clamped(heights, cells[i])) for i in row}
    if not cuts:
        return ys
    finer = sorted(set(ys) | {y for _, tops in cuts.values() for y in tops})
    finer = [y for y, before in zip(finer, [finer[0] - 9, *finer], strict=False) if y in ys or y - before > 1]
    parts: list[Cell] = []
    for index, cell in enumerate(cells):
        parts += _parts(cell, *cuts.get(index, ([cell.bbox[0], cell.bbox[2]], [cell.bbox[1], cell.bbox[3]])), xs, finer)
    cells[:] = parts
    return finer


def _rows(cells: Sequence[Cell]) -> dict[tuple[int, int], list[int]]:
    rows: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, cell in enumerate(cells):
        rows[cell.row, cell.row_span].append(index)
    return rows


def _columns_and_rows(
    cell: Cell, xs: Sequence[float], separators: Sequence[float]
) -> tuple[list[float], list[float]] | None:
    """Walls and heights within a cell that spans columns, where its words keep to them."""
    if cell.column_span < 2 or len(cell.words) < cell.column_span:
        return None
    walls = list(xs[cell.column : cell.column + cell.column_span + 1])
    lines = lines_of(cell.words)
    if not _keeps_to(lines, walls):
        return None
    columns = [Column(a + MARGIN, b - MARGIN) for a, b in itertools.pairwise(walls)]
    inside = [y for y in separators if cell.bbox[1] < y < cell.bbox[3]]
    rows = rows_of([row_of(line, columns) for line in lines], columns, inside)
    middles = [(a.bottom + b.top) / 2 for a, b in itertools.pairwise(rows)]
    return walls, [cell.bbox[1], *middles, cell.bbox[3]]


def _keeps_to(lines: Sequence[Line], walls: Sequence[float]) -> bool:
    """No word stands over a wall, and where words stand on both sides of one, there is clear white between them."""
    parted = 0
    for line in lines:
        for before, after in itertools.pairwise(line.words):
            wall = next((w for w in walls[1:-1] if before.x0 + before.x1 < 2 * w < after.x0 + after.x1), None)
            if wall is not None:
                if after.x0 - before.x1 < APART * (after.bottom - after.top):
                    return False
                parted += 1
        if any(w.x0 + MARGIN < wall < w.x1 - MARGIN for w in line.words for wall in walls[1:-1]):
            return False
    return parted >= 2 and parted >= len(lines)


def _stacked(row: Sequence[int], cells: Sequence[Cell]) -> list[float]:
    """Heights between rows where two or more cells hold as many values beneath each other."""
    piles = [lines_of(cells[i].words) for i in row]
    counts = [len(pile) for pile in piles if len(pile) > 1 and all(is_value(line.text) for line in pile)]
    if len(counts) < 2 or len(set(counts)) > 1 or sum(map(_says_when, piles)) >= 2:
        return []
    pile = next(p for p in piles if len(p) == counts[0] and all(is_value(line.text) for line in p))
    if any(len(p) > counts[0] for p in piles):
        return []
    return [(a.bbox[3] + b.bbox[1]) / 2 for a, b in itertools.pairwise(pile)]


def _says_when(pile: Sequence[Line]) -> bool:
    """Whether a cell holds one value and beneath it its day: that is one row."""
    days = [has_day(line.text) for line in pile]
    return len(pile) == 2 and days == [False, True]


def _clamped(heights: Iterable[float], cell: Cell) -> list[float]:
    return [cell.bbox[1], *(y for y in heights if cell.bbox[1] < y < cell.bbox[3]), cell.bbox[3]]


def _parts(
    cell: Cell, walls: Sequence[float], heights: Sequence[float], xs: list[float], ys: list[float]
) -> list[Cell]:
    """The cell cut along its walls and heights, placed on the finer grid."""
    held: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for word in cell.words:
        x, y = (word.x0 + word.x1) / 2, word.middle
        column = min(sum(x > wall for wall in walls[1:-1]), len(walls) - 2)
        row = min(sum(y > height for height in heights[1:-1]), len(heights) - 2)
        held[row, column].append(word)
    parts = []
    for r, (top, bottom) in enumerate(itertools.pairwise(heights)):
        for c, (x0, x1) in enumerate(itertools.pairwise(walls)):
            first, last = _index(ys, top), _index(ys, bottom)
            left, right = _index(xs, x0), _index(xs, x1)
            part = Cell(first, left, last - first, right - left, (x0, top, x1, bottom))
            part.put(held[r, c])
            parts.append(part)
    return parts


def _index(places: Sequence[float], at: float) -> int:
    return min(range(len(places)), key=lambda i: abs(places[i] - at))
