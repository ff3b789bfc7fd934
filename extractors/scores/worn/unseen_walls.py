"""Columns that a scan shows as one: the line between them was too thin to be seen, or stands in the heading alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout.lines import text_of, type_height
from extractors.scores.tables.sheet import EMPTY, Cell
from extractors.scores.typed import values_in
from extractors.values.moments import parse_moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import Word

    Extent = tuple[float, float]

WHITE = 0.55  # of the type's height: wider than a space, in all cells of the column
SHARE = 0.5  # of the cells must hold several values side by side
FEWEST = 2  # such cells
CLEAR = 0.8  # share of what stands side by side that must be a value


def parted_columns(lines: Sequence[list[Cell]]) -> list[list[Cell]]:
    """The lines of a table, each column parted where all its cells leave white between values.

    What stands above the first values of such a column heads all of its parts.
    """
    parted: list[list[list[Cell]]] = [[] for _ in lines]
    for at in range(len(lines[0]) if lines else 0):
        own = [None if _spans(line, at) else line[at] for line in lines]
        extents = _extents([w for cell in own if cell for w in cell.words])
        first = _first_of_several(own, extents)
        for n, cell in enumerate(own):
            if first is None:
                parted[n].append([lines[n][at]])
            elif cell is None or n < first:
                parted[n].append([lines[n][at]] * len(extents))
            else:
                parted[n].append(_parts(cell, extents))
    return [[cell for cells in line for cell in cells] for line in parted]


def _spans(line: list[Cell], at: int) -> bool:
    """Whether the cell takes other columns as well."""
    return line[at] is not EMPTY and any(other is line[at] for i, other in enumerate(line) if i != at)


def _extents(words: Sequence[Word]) -> list[Extent]:
    """Where words stand, from left to right, parted by white that none of them crosses."""
    gap = WHITE * type_height(words) if words else 0.0
    found: list[list[float]] = []
    for word in sorted(words, key=lambda w: w.x0):
        if found and word.x0 - found[-1][1] <= gap:
            found[-1][1] = max(found[-1][1], word.x1)
        else:
            found.append([word.x0, word.x1])
    return [(x0, x1) for x0, x1 in found]


def _first_of_several(cells: Sequence[Cell | None], extents: Sequence[Extent]) -> int | None:
    """The first cell with a value in several of the extents; None where too few have, or hold something else."""
    if len(extents) < FEWEST:
        return None
    filled = [(n, [c for c in _parts(cell, extents) if c.text]) for n, cell in enumerate(cells) if cell and cell.text]
    several = [(n, parts) for n, parts in filled if len(parts) > 1]
    apart = [c for _, parts in several for c in parts]
    if len(several) < max(FEWEST, SHARE * len(filled)) or sum(_is_value(c.text) for c in apart) < CLEAR * len(apart):
        return None
    return None if any((cell := cells[n]) and _is_one(cell.text) for n, _ in several) else several[0][0]


def _parts(cell: Cell, extents: Sequence[Extent]) -> list[Cell]:
    """What of a cell stands in each extent."""
    if not cell.words:
        return [cell] * len(extents)
    by_extent = [[w for w in cell.words if x0 <= w.x0 <= x1] for x0, x1 in extents]
    return [Cell(text_of(words), words) if words else EMPTY for words in by_extent]


def _is_one(text: str) -> bool:
    """Whether the whole text is one value: a day with its month and year apart."""
    return any(value.text == text for value in values_in(text))


def _is_value(text: str) -> bool:
    """Whether a text is a value and nothing else."""
    values = values_in(text)
    taken = sum(value.span[1] - value.span[0] for value in values)
    return parse_moment(text) is not None or (bool(values) and taken >= CLEAR * len(text.replace(" ", "")) - 1)
