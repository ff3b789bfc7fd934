"""Row labels that stand for several rows: a test's name beside its first rows, wrapped over them or in their middle."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.scores.sheet import Cell
from extractors.scores.tests import names_test
from extractors.values.dates import parse_date

if TYPE_CHECKING:
    from extractors.scores.sheet import Row, Sheet

SPARSE = 0.3  # share of empty cells from which a column of labels is one for groups of rows


def labelled(sheet: Sheet) -> Sheet:
    """The sheet with every such label, put together from its lines, in each row that it stands for."""
    for column in range(len(sheet.heads)):
        cells = [row.cells[column] for row in sheet.rows]
        empty = sum(not c.text for c in cells)
        if SPARSE * len(cells) <= empty < len(cells) and (labels := _labels(cells)):
            return replace(sheet, rows=_spread(sheet.rows, column, labels))
    return sheet


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
    if starts[0] > 0 and len(runs := _runs(rows)) == len(labels):
        starts = runs  # labels in the middle of their rows: a run of dates for each
    out: list[Row] = []
    for i, row in enumerate(rows):
        own = [label for start, (_, label) in zip(starts, labels, strict=True) if start <= i]
        cells = list(row.cells)
        cells[column] = own[-1] if own else Cell()
        out.append(replace(row, cells=cells))
    return out


def _runs(rows: list[Row]) -> list[int]:
    """Indices at which the dates start anew."""
    dates = [next((d for c in row.cells if (d := parse_date(c.text))), None) for row in rows]
    steps = [(i, (b - a).days) for i, (a, b) in enumerate(zip(dates, dates[1:], strict=False), 1) if a and b]
    rising = sum(days > 0 for _, days in steps) >= sum(days < 0 for _, days in steps)
    return [0, *(i for i, days in steps if (days < 0) == rising and days != 0)]
