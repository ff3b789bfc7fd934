"""Places to sign in a table with a row or column headed 'Handtekening'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.layout.lines import Phrase, lines_of
from extractors.signatures.model import SignatureBox, holds
from extractors.signatures.roles import find_roles, plain
from extractors.signatures.wording import DATE_LABEL, NAME_LABEL, name_in
from extractors.values.dates import find_dates, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.tables.model import Cell, Table
    from extractors.records import Role
    from extractors.signatures.marks import Mark

PLACE_TO_SIGN = re.compile(r"hand\s?-?tekening|\bparaaf\b")
LONGEST_ROLE = 6  # words in the cell that says whose signature a row holds
Grid = list[list["Cell | None"]]


def grid_boxes(tables: Sequence[Table], marks: Sequence[Mark] = ()) -> list[SignatureBox]:
    """Every cell that a table's heading and role together make a place to sign."""
    boxes: list[SignatureBox] = []
    for table in tables:
        grid = table.grid()
        found = list(_boxes(grid)) or list(_boxes(_turned(grid)))
        boxes += found or (list(_headless(grid, marks)) if table.ruled else [])
    return boxes


def _turned(grid: Grid) -> Grid:
    return [list(column) for column in zip(*grid, strict=True)]


def _boxes(grid: Grid) -> Iterator[SignatureBox]:
    """Boxes of a table that has its headings in the first row with a signing column."""
    at = next(
        (
            (r, c)
            for r, row in enumerate(grid[:2])
            for c, cell in enumerate(row)
            if cell and _heads_one_column(grid, r, c) and _is_signing_heading(cell.text)
        ),
        None,
    )
    if at is None or at[0] + 1 >= len(grid):
        return
    head, column = at
    if any(cell and _is_signing_heading(cell.text) for cell in (row[column] for row in grid[head + 1 :])):
        return  # each row asks for itself
    names = _column(grid[head], NAME_LABEL)
    dates = _column(grid[head], DATE_LABEL)
    for row in grid[head + 1 :]:
        place = row[column]
        if place is None:
            continue
        labelled = _role_cell(row, column)
        if labelled is None:
            continue
        roles, label = labelled
        name = row[names] if names is not None and names != column else None
        date = row[dates] if dates is not None and dates != column else None
        typed = [Phrase(line.words, line.bbox) for line in lines_of(place.words)]
        yield SignatureBox(
            role=roles[0],
            label=label.text.strip(" :"),
            label_bbox=label.bbox,
            area=place.bbox,
            signs=roles,
            confidence=0.96,
            name=_name_in(label, name),
            date=parse_date(date.text) if date and date.text else None,
            content=typed,
            loose_name=next((phrase for phrase in typed if name_in(phrase.text)), None),
            exact=True,
            beside_labels=[cell.bbox for cell in (name, date) if cell is not None and cell is not label],
        )


def _heads_one_column(grid: Grid, row: int, column: int) -> bool:
    """Whether a heading stands above one column: the cells beneath are as wide, also where a pen seemed to part it."""
    cell = grid[row][column]
    below = [r[column] for r in grid[row + 1 :]]
    return cell is not None and (
        cell.column_span == cell.row_span == 1
        or (
            cell.row_span == 1
            and all(b and b.column == cell.column and b.column_span == cell.column_span for b in below)
        )
    )


def _headless(grid: Grid, marks: Sequence[Mark]) -> Iterator[SignatureBox]:
    """Boxes of a table whose headings stand on the page before: in an empty column somebody signed behind a role."""
    roles = [(row, column) for row in grid for column in range(1, len(row)) if _opens_with_role(row)]
    signed = [
        column
        for row, column in roles
        if (cell := row[column]) and cell.column_span == 1 and any(holds(cell.bbox, mark.bbox) for mark in marks)
    ]
    if not signed or any(cell and cell.text for row, column in roles if column == signed[0] for cell in [row[column]]):
        return
    for row, column in roles:
        label, place = row[0], row[column]
        if column != signed[0] or label is None or place is None:
            continue
        told = [cell for cell in row[1:] if cell and cell is not place and cell.text]
        if any(PLACE_TO_SIGN.search(plain(cell.text)) for cell in told):
            continue  # the row says itself where to sign
        found = list(dict.fromkeys(role for role, _, _ in find_roles(label.text)))
        yield SignatureBox(
            role=found[0],
            label=label.text.strip(" :"),
            label_bbox=label.bbox,
            area=place.bbox,
            signs=found,
            confidence=0.93,
            name=next((name for cell in told if (name := name_in(NAME_LABEL.sub("", cell.text).strip()))), None),
            date=next((dates[0].date for cell in told if (dates := find_dates(cell.text))), None),
            exact=True,
        )


def _opens_with_role(row: Sequence[Cell | None]) -> bool:
    first = row[0]
    return first is not None and len(first.text.split()) <= LONGEST_ROLE and bool(find_roles(first.text))


def _is_signing_heading(text: str) -> bool:
    lowered = plain(text)
    return bool(PLACE_TO_SIGN.search(lowered)) and len(lowered.split()) <= 4 and not find_roles(lowered)


def _column(header: Sequence[Cell | None], pattern: re.Pattern[str]) -> int | None:
    return next((c for c, cell in enumerate(header) if cell and pattern.match(plain(cell.text))), None)


def _role_cell(row: Sequence[Cell | None], column: int) -> tuple[list[Role], Cell] | None:
    for cell in row:
        if cell is None or cell is row[column] or len(cell.text.split()) > LONGEST_ROLE:
            continue
        roles = list(dict.fromkeys(role for role, _, _ in find_roles(cell.text)))
        if roles:
            return roles, cell
    return None


def _name_in(label: Cell, name: Cell | None) -> str | None:
    if name is None or not name.text.strip(" ._…"):
        return None
    return None if name is label else name.text.strip()
