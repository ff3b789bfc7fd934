"""Rulings made whole: pieces joined, doubled lines made one, slight offsets snapped together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.pages.model import BBox

SNAP = 2.5  # points: lines closer than this are one line, drawn twice or as two sides of a bar
GAP = 3.5  # points: corners that do not quite meet
DASH = 12.0  # points: pieces up to this length are taken for dashes
DASH_GAP = 8.0


@dataclass(slots=True)
class Edge:
    """A horizontal edge at y = `at` from x = `start` to `end`, or a vertical one with x and y exchanged."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Edges:
    """All edges of a page, sorted by place."""

    horizontal: list[Edge]
    vertical: list[Edge]


def edges_of(boxes: Iterable[BBox]) -> Edges:
    """Edges of thin boxes: each is horizontal or vertical by its longer side."""
    horizontal: list[Edge] = []
    vertical: list[Edge] = []
    for x0, top, x1, bottom in boxes:
        if x1 - x0 >= bottom - top:
            horizontal.append(Edge((top + bottom) / 2, x0, x1))
        else:
            vertical.append(Edge((x0 + x1) / 2, top, bottom))
    return Edges(_merged(horizontal), _merged(vertical))


def _merged(edges: list[Edge]) -> list[Edge]:
    merged: list[Edge] = []
    for group in _level(sorted(edges, key=lambda e: e.at)):
        at = sum(e.at for e in group) / len(group)
        merged += _joined(sorted(group, key=lambda e: e.start), at)
    return merged


def _level(edges: list[Edge]) -> list[list[Edge]]:
    groups: list[list[Edge]] = []
    for edge in edges:
        if groups and edge.at - groups[-1][0].at <= SNAP:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return groups


def _joined(pieces: list[Edge], at: float) -> list[Edge]:
    joined: list[Edge] = []
    last_length = 0.0
    for piece in pieces:
        length = piece.end - piece.start
        reach = DASH_GAP if max(length, last_length) <= DASH else GAP
        if joined and piece.start - joined[-1].end <= reach:
            joined[-1].end = max(joined[-1].end, piece.end)
        else:
            joined.append(Edge(at, piece.start, piece.end))
        last_length = length
    return joined
