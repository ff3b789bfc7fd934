"""Five columns I to V (or A to E) with a mark in one of them, that a scan shows without saying what it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.scores.tables.sheet import EMPTY, Cell
from extractors.values.levels import parse_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.scores.tables.sheet import Row, Sheet

SCALES = (("I", "II", "III", "IV", "V"), ("A", "B", "C", "D", "E"))
FEWEST = 2  # headings of the five that must be read as they are: their order gives the others
MARK = 2  # characters that a mark may be read as
SEEN = 0.8  # confidence that it is a mark, whatever it was read as
_ALIKE = str.maketrans({"1": "I", "l": "I", "|": "I", "v": "V"})


def with_levels(sheet: Sheet) -> Sheet:
    """The sheet with such columns as one of levels, each as doubtful as a mark that was read as something else."""
    for first in range(len(sheet.heads) - 4):
        columns = range(first, first + 5)
        scale = next((s for s in SCALES if _heads(sheet, columns, s)), None)
        if scale and all(len(_filled(row, columns)) <= 1 for row in sheet.rows) and _marks(sheet, columns):
            rows = [replace(row, cells=_with_level(row, columns, scale)) for row in sheet.rows]
            return replace(sheet, heads=[*sheet.heads[:first], ("niveau",), *sheet.heads[first + 5 :]], rows=rows)
    return sheet


def _heads(sheet: Sheet, columns: Sequence[int], scale: Sequence[str]) -> bool:
    """Whether the headings are a scale: enough of them as they are, none another level than its place has."""
    read = [_level(sheet.heads[i][-1]) if sheet.heads[i] else None for i in columns]
    same = sum(a == b for a, b in zip(read, scale, strict=True))
    return same >= FEWEST and scale[-1] == read[-1] and all(a in (None, b) for a, b in zip(read, scale, strict=True))


def _level(head: str) -> str | None:
    """'Vv' is the V that a reader saw twice."""
    text = head.translate(_ALIKE)
    text = "V" if set(text) == {"V"} else text
    return text if parse_level(text) and not text.endswith(("+", "-")) else None


def _filled(row: Row, columns: Sequence[int]) -> list[int]:
    return [i for i in columns if row.cells[i].text]


def _marks(sheet: Sheet, columns: Sequence[int]) -> bool:
    texts = [text for i in columns for text in sheet.column(i)]
    return bool(texts) and all((len(text) <= MARK and not text.isdigit()) or len(text) == 1 for text in texts)


def _with_level(row: Row, columns: Sequence[int], scale: Sequence[str]) -> list[Cell]:
    marked = _filled(row, columns)
    cell = EMPTY
    if marked:
        level = scale[marked[0] - columns[0]]
        words = [replace(w, text=level, confidence=SEEN) for w in row.cells[marked[0]].words]
        cell = Cell(level, words, doubtful=True)
    return [*row.cells[: columns[0]], cell, *row.cells[columns[-1] + 1 :]]
