"""Columns without a readable heading, named after a table of the same printout whose columns stand at the same places.

Printouts repeat one table for every test, or let it go on over the page. Where a scan spoils one of its headings,
the others still say what stands there.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import Word
    from extractors.scores.tables.sheet import Sheet

SAME_PLACE = 5.0  # points, once the pages are laid over each other
NEAR = 12.0  # points: pages do not lie alike on the glass
FEWEST_ALIKE = 3  # columns that must stand at the same place and hold the same
SHARE_ALIKE = 0.6  # of the columns that both tables name


@dataclass(frozen=True, slots=True)
class Known:
    """A column that has been named: the left and right side of what stands in it, in points."""

    x0: float
    x1: float
    field: str


Lattice = tuple[Known, ...]


def lattice_of(sheet: Sheet, fields: Sequence[str | None]) -> Lattice:
    """The named columns of a sheet with their places."""
    places = _places(sheet)
    return tuple(Known(*place, name) for place, name in zip(places, fields, strict=True) if place and name)


def fields_by_place(
    sheet: Sheet, fields: Sequence[str | None], weak: set[int], lattices: Sequence[Lattice]
) -> dict[int, str]:
    """For columns without a field the one that a table alike has at their place; the more alike it is, the sooner.

    So too for the `weak` columns, that have a field by their look alone.
    """
    places = _places(sheet)
    found: list[tuple[int, dict[int, str]]] = []
    for lattice in lattices:
        paired = _paired(places, fields, lattice)
        alike = sum(known is not None and _same(known.field, name) for known, name in zip(paired, fields, strict=True))
        both = sum(known is not None and name is not None for known, name in zip(paired, fields, strict=True))
        if alike >= max(FEWEST_ALIKE, SHARE_ALIKE * both):
            open_ones = {i for i, name in enumerate(fields) if name is None or i in weak}
            found.append((alike, {i: k.field for i, k in enumerate(paired) if k and i in open_ones}))
    names: dict[int, str] = {}
    for _, own in sorted(found, key=lambda f: f[0], reverse=True):
        names |= {i: name for i, name in own.items() if i not in names and name not in names.values()}
    return names


def _paired(
    places: Sequence[tuple[float, float] | None], fields: Sequence[str | None], lattice: Lattice
) -> list[Known | None]:
    """The known column at each place, once the lattice is laid over the columns that hold the same."""
    shifts = [
        place[0] - known.x0
        for place, name in zip(places, fields, strict=True)
        for known in lattice
        if place and _same(known.field, name) and _apart(place, known, 0.0) <= NEAR
    ]
    if len(shifts) < FEWEST_ALIKE:
        return [None] * len(places)
    shift = median(shifts)
    return [_at(place, lattice, shift) if place else None for place in places]


def _same(one: str, other: str | None) -> bool:
    """Whether two fields are one; by its look alone a column of subjects is one of tests."""
    return one == other or {one, other} == {"test", "subject"}


def _at(place: tuple[float, float], lattice: Lattice, shift: float) -> Known | None:
    """The known column at a place: the two share their left side, their right side or their middle."""
    nearest = min(lattice, key=lambda known: _apart(place, known, shift))
    return nearest if _apart(place, nearest, shift) <= SAME_PLACE else None


def _apart(place: tuple[float, float], known: Known, shift: float) -> float:
    left, right = place[0] - shift - known.x0, place[1] - shift - known.x1
    return min(abs(left), abs(right), abs(left + right) / 2)


def _places(sheet: Sheet) -> list[tuple[float, float] | None]:
    """Left and right side of what most cells of each column hold: a word that sticks out says nothing."""
    return [_extent([row.cells[i].words for row in sheet.rows if row.cells[i].words]) for i in range(len(sheet.heads))]


def _extent(cells: Sequence[Sequence[Word]]) -> tuple[float, float] | None:
    if not cells:
        return None
    return (median(min(w.x0 for w in words) for words in cells), median(max(w.x1 for w in words) for words in cells))
