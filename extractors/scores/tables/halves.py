"""Tables with a set of columns for each half of the year: 'Medio: datum, niveau' beside 'Eind: datum, niveau'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.scores.tables.headings import names_heading
from extractors.scores.tables.sheet import EMPTY, Cell, Row, Sheet
from extractors.values.moments import parse_moment
from extractors.vocabulary import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = re.compile(r"\s+(?:(?:van het )?(?:school)?jaar|afname|meting|toets(?:moment)?|moment)$", re.IGNORECASE)
_MONTHS = {"M": re.compile(r"jan(?:uari)?\.?|feb(?:ruari)?\.?"), "E": re.compile(r"mei|juni?\.?")}
Heads = tuple[str, ...]


def by_half(sheet: Sheet) -> Sheet:
    """The sheet with a row for each half of the year, where its columns stand under halves; else as it is."""
    over = [_half_over(head) for head in sheet.heads]
    fields: dict[str, dict[str, int]] = {}
    for column, found in enumerate(over):
        if found:
            half, rest = found
            fields.setdefault(half, {}).setdefault(squeezed(" ".join(rest)), column)
    shared = set.intersection(*(set(f) for f in fields.values())) if len(fields) > 1 else set()
    if not shared:
        return sheet
    common = [column for column, found in enumerate(over) if not found]
    names = list(dict.fromkeys(name for own in fields.values() for name in own))
    heads: list[Heads] = [sheet.heads[column] for column in common]
    heads.append(("Moment",))
    heads += [next(found[1] for found in over if found and squeezed(" ".join(found[1])) == name) for name in names]
    rows = [part for row in sheet.rows for part in _parted(row, common, fields, names)]
    return Sheet(heads, rows, sheet.before)


def _parted(row: Row, common: Sequence[int], fields: dict[str, dict[str, int]], names: Sequence[str]) -> list[Row]:
    found = []
    for half, own in fields.items():
        cells = [row.cells[own[name]] if name in own else EMPTY for name in names]
        if any(cell.text for cell in cells):
            kept = [row.cells[column] for column in common]
            found.append(Row(row.page, [*kept, Cell(half), *cells], row.context))
    return found


def _half_over(head: Heads) -> tuple[str, Heads] | None:
    """The half that stands over a column, and what else heads it: in a line above, or as the first word."""
    for at, text in enumerate(head):
        rest = head[:at] + head[at + 1 :]
        if (half := _half(text)) and rest:
            return half, rest
    for at, text in enumerate(head):
        first, _, behind = text.partition(" ")
        if (half := _half(first)) and names_heading(behind):
            return half, (*head[:at], behind, *head[at + 1 :])
    return None


def _half(text: str) -> str | None:
    """'M' or 'E' for words that say no more than the half of the year."""
    moment = parse_moment(_WORDS.sub("", text.strip(" :")))
    if moment and moment.half in ("M", "E"):
        return None if moment.group else moment.half
    return next((half for half, months in _MONTHS.items() if months.fullmatch(text.strip(" :").casefold())), None)
