"""Which rows a label stands for on a scan that lost some labels: where time falls back, another series begins."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.scores.named_test import names_test, test_of
from extractors.scores.tables.sheet import Cell
from extractors.values.dates import parse_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from extractors.scores.tables.sheet import Row, Sheet

A_TERM = 100  # days that a new series starts at least before the end of the one above it
DATED = 0.7  # share of a column's cells that must be days
SPARSE = 0.3  # share of empty cells from which a column of labels is one for groups of rows
UNREAD = "?"  # stands for a label that could not be read: its rows are nobody's


def grouped(sheet: Sheet) -> Sheet:
    """The sheet with each label in all rows of its series, and none in those of a series whose label was not read.

    It stays as it is when every series has its label, from its first row on, or when several stand beside one.
    """
    column, days = _labels_of(sheet), _days_of(sheet)
    if column is None or days is None:
        return sheet
    starts = _starts(days)
    groups = [sheet.rows[a:b] for a, b in pairwise([*starts, len(sheet.rows)])]
    labels = [[row.cells[column] for row in group if row.cells[column].text] for group in groups]
    if any(_several(own) for own in labels):
        return sheet
    begin = all(group[0].cells[column].text for group in groups)
    if all(labels) and (begin or not all(_names_one(own) for own in labels)):
        return sheet
    rows = [_with(row, column, own) for group, own in zip(groups, labels, strict=True) for row in group]
    return replace(sheet, rows=rows)


def _labels_of(sheet: Sheet) -> int | None:
    """The column that holds names of tests in some of its cells alone."""
    for column in range(len(sheet.heads)):
        texts = sheet.column(column)
        sparse = SPARSE * len(sheet.rows) <= len(sheet.rows) - len(texts)
        if sparse and any(map(names_test, texts)):
            return column
    return None


def _days_of(sheet: Sheet) -> list[dt.date | None] | None:
    """The days of the column that holds them."""
    columns = range(len(sheet.heads))
    days = ([parse_date(row.cells[i].text) for row in sheet.rows] for i in columns)
    return next((own for own in days if sum(day is not None for day in own) >= DATED * len(own)), None)


def _starts(days: Sequence[dt.date | None]) -> list[int]:
    """The first row of each series: time falls back there, or leaps on in a table with the newest on top."""
    known = [(i, day) for i, day in enumerate(days) if day]
    steps = [(i, (day - before).days) for (_, before), (i, day) in pairwise(known)]
    way = 1 if sum(step > 0 for _, step in steps) >= len(steps) / 2 else -1
    return [0, *(i for i, step in steps if way * step < -A_TERM)]


def _several(labels: Sequence[Cell]) -> bool:
    """Whether the lines beside a series name several tests; a name may go on in the next line with its edition."""
    names = [label.text for label in labels if names_test(label.text)]
    return len(names) > 2


def _names_one(labels: Sequence[Cell]) -> bool:
    return len({test.domain for label in labels if (test := test_of((label.text,)))}) == 1


def _with(row: Row, column: int, labels: Sequence[Cell]) -> Row:
    words = [word for label in labels for word in label.words]
    cell = Cell(" ".join(label.text for label in labels), words) if labels else Cell(UNREAD)
    return replace(row, cells=[*row.cells[:column], cell, *row.cells[column + 1 :]])
