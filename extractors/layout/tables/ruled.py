"""Tables drawn with lines: edges that touch form a frame, the frame's places merge where no line parts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.layout.tables.edges import GAP, SNAP, Edge, Edges
from extractors.layout.tables.model import Cell

if TYPE_CHECKING:
    from extractors.pages.model import BBox


@dataclass(slots=True)
class Frame:
    """Connected edges, with the heights and places where they lie."""

    edges: Edges
    xs: list[float]
    ys: list[float]

    @property
    def bbox(self) -> BBox:
        """The box around the frame."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def frames_of(edges: Edges) -> list[Frame]:
    """Groups of edges that touch, each with at least two horizontal and one vertical edge."""
    horizontal, vertical = edges.horizontal, edges.vertical
    group = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, h in enumerate(horizontal):
        for j, v in enumerate(vertical, len(horizontal)):
            if _touch(h, v):
                group[root(i)] = root(j)
    members: dict[int, Edges] = {}
    for i, h in enumerate(horizontal):
        members.setdefault(root(i), Edges([], [])).horizontal.append(h)
    for j, v in enumerate(vertical, len(horizontal)):
        members.setdefault(root(j), Edges([], [])).vertical.append(v)
    return [_frame(m) for m in members.values() if len(m.horizontal) >= 2 and m.vertical]


def _touch(h: Edge, v: Edge) -> bool:
    return h.start - GAP <= v.at <= h.end + GAP and v.start - GAP <= h.at <= v.end + GAP


def _frame(edges: Edges) -> Frame:
    ends_x = [e.start for e in edges.horizontal] + [e.end for e in edges.horizontal]
    ends_y = [e.start for e in edges.vertical] + [e.end for e in edges.vertical]
    xs = _places([e.at for e in edges.vertical], min(ends_x), max(ends_x))
    ys = _places([e.at for e in edges.horizontal], min(ends_y), max(ends_y))
    return Frame(edges, xs, ys)


def _places(lines: list[float], low: float, high: float) -> list[float]:
    """Where lines lie, and the outer ends where no line closes the frame."""
    places: list[float] = []
    for place in sorted(lines):
        if not places or place - places[-1] > SNAP:
            places.append(place)
    if low < places[0] - 2 * GAP:
        places.insert(0, low)
    if high > places[-1] + 2 * GAP:
        places.append(high)
    return places


def cells_of(frame: Frame) -> list[Cell]:
    """The cells of a frame; a cell without a line between two places spans both."""
    xs, ys = frame.xs, frame.ys
    rows, columns = len(ys) - 1, len(xs) - 1
    right = _barriers(frame.edges.vertical, xs, ys)
    below = _barriers(frame.edges.horizontal, ys, xs)
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = column + 1
            while wide < columns and (row, wide) not in taken and (wide, row) not in right:
                wide += 1
            deep = row + 1
            while deep < rows and _open(below, right, deep, column, wide):
                deep += 1
            taken |= {(r, c) for r in range(row, deep) for c in range(column, wide)}
            cells.append(Cell(row, column, deep - row, wide - column, (xs[column], ys[row], xs[wide], ys[deep])))
    return cells


def _open(below: set[tuple[int, int]], right: set[tuple[int, int]], row: int, column: int, wide: int) -> bool:
    return not any((row, c) in below for c in range(column, wide)) and not any(
        (c, row) in right for c in range(column + 1, wide)
    )


def _barriers(edges: list[Edge], places: list[float], across: list[float]) -> set[tuple[int, int]]:
    """(index of the place, index of the interval across) that an edge closes."""
    barriers = set()
    for edge in edges:
        place = min(range(len(places)), key=lambda i: abs(places[i] - edge.at))
        for k in range(len(across) - 1):
            middle = (across[k] + across[k + 1]) / 2
            if edge.start <= middle <= edge.end:
                barriers.add((place, k))
    return barriers
