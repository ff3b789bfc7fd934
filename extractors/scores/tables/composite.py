"""Cells that hold several values ('13 (E)', 'E / V-', '57 / 19') become a column for each value."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.scores.named_test import names_test
from extractors.scores.tables.headings import name_heading, names_heading
from extractors.scores.tables.looks import fits_one_field
from extractors.scores.tables.sheet import EMPTY, Cell, Row
from extractors.scores.typed import values_in
from extractors.values.levels import parse_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.scores.tables.sheet import Sheet
    from extractors.scores.typed import Value, ValueKind

    Place = tuple[ValueKind, int]  # the kind of a value and its place among its kind in the cell

_MARK = re.compile(r"[*xX×✓✔●•■▪√+]|\(x\)")
_PARTS = re.compile(r"\s*[/|,;+&()]\s*|\s+(?:en|met)\s+|\s[-–]\s")


def parted(sheet: Sheet) -> Sheet:
    """The sheet with its composite columns parted and its ticked ones read; one without any comes back as it is."""
    sheet = _ticked(sheet)
    parts = {i: places for i in range(len(sheet.heads)) if (places := _places(sheet, i))}
    if not parts:
        return sheet
    heads: list[tuple[str, ...]] = []
    for i, own in enumerate(sheet.heads):
        heads += _heads(own, parts[i]) if i in parts else [own]
    rows = []
    for row in sheet.rows:
        cells: list[Cell] = []
        for i, cell in enumerate(row.cells):
            cells += _cells(cell, parts[i]) if i in parts else [cell]
        rows.append(Row(row.page, cells, row.context))
    return replace(sheet, heads=heads, rows=rows)


def _ticked(sheet: Sheet) -> Sheet:
    """Columns headed by a level ('I', 'II', … or 'A', 'B', …) with marks beneath become one column of levels."""
    marks = {i: heads[-1] for i, heads in enumerate(sheet.heads) if heads and parse_level(heads[-1])}
    marks = {i: head for i, head in marks.items() if all(_MARK.fullmatch(t) for t in sheet.column(i))}
    if not any(sheet.column(i) for i in marks):
        return sheet
    kept = [i for i in range(len(sheet.heads)) if i not in marks]
    rows = []
    for row in sheet.rows:
        ticked = [Cell(head, row.cells[i].words) for i, head in marks.items() if row.cells[i].text]
        rows.append(
            Row(row.page, [*(row.cells[i] for i in kept), ticked[0] if len(ticked) == 1 else EMPTY], row.context)
        )
    return replace(sheet, heads=[*(sheet.heads[i] for i in kept), ("niveau",)], rows=rows)


def _places(sheet: Sheet, column: int) -> list[Place]:
    texts = sheet.column(column)
    if not texts or fits_one_field(texts) or sum(map(names_test, texts)) >= 0.5 * len(texts):
        return []
    several = [text for text in texts if len(values_in(text)) > 1 and not _words_left(text)]
    if len(several) < 0.5 * len(texts):
        return []
    return list(Counter(place for text in several for _, place in _placed(values_in(text))))


def _placed(values: Sequence[Value]) -> list[tuple[Value, Place]]:
    seen: Counter[str] = Counter()
    out: list[tuple[Value, Place]] = []
    for value in values:
        out.append((value, (value.kind, seen[value.kind])))
        seen[value.kind] += 1
    return out


def _words_left(text: str) -> bool:
    """Whether more than punctuation, headings and small words stand beside the values."""
    for value in reversed(values_in(text)):
        text = text[: value.span[0]] + " " + text[value.span[1] :]
    words = [w for w in re.findall(r"[^\W\d_]{3,}\.?", text) if not names_heading(w)]
    return bool(words)


def _heads(heads: tuple[str, ...], places: list[Place]) -> list[tuple[str, ...]]:
    """Headings for the parts: the heading's own parts where their number agrees, else those that name numbers."""
    names = [p for p in _PARTS.split(" ".join(heads)) if p]
    if len(names) == len(places):
        return [(name,) for name in names]
    numbers = [n for n in names if name_heading((n,)).fields]
    out: list[tuple[str, ...]] = []
    for kind, _ in places:
        out.append((numbers.pop(0),) if kind == "number" and numbers else ())
    return out


def _cells(cell: Cell, places: list[Place]) -> list[Cell]:
    found = {place: value.text for value, place in _placed(values_in(cell.text))}
    return [Cell(found[place], cell.words) if place in found else EMPTY for place in places]
