"""Periods printed side by side: each half of the page is read on its own.

They stand beneath 'Periode 1   Periode 2', or have the same labels at the same height.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.interventions.labels import clear_field, opens_period
from extractors.layout.lines import phrases_of
from extractors.vocabulary import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.pages.model import BBox, Word

ROOM = 4.0  # points that a lane's text may start left of its heading
TWINS = 3  # lines with the same label twice, from which periods stand side by side
CLOSE = 0.75  # of the type's height: words nearer to each other are one phrase
Place = tuple[float, int, float, float]


@dataclass(frozen=True, slots=True)
class Lanes:
    """A band of the page, from `top` to `bottom`, parted at the left sides of all lanes but the first.

    What stands in it above `body` heads the lanes.
    """

    top: float
    bottom: float
    walls: tuple[float, ...]
    body: float = 0.0

    def lane(self, x: float) -> int:
        """The number of the lane in which `x` lies, from 0."""
        return sum(x >= wall for wall in self.walls)


def lanes_of(lines: Sequence[Line], in_tables: set[int]) -> list[Lanes]:
    """The bands with lanes on a page, top to bottom."""
    found: list[Lanes] = []
    for index, line in enumerate(lines):
        if any(id(w) in in_tables for w in line.words):
            continue
        openings = [p for p in phrases_of(line) if opens_period(p.text)]
        if len(openings) > 1 and len(openings) == len(phrases_of(line)):
            walls = tuple(p.bbox[0] - ROOM for p in openings[1:])
            below = next((other.bbox[1] for other in lines[index + 1 :] if crosses(other, walls)), float("inf"))
            found.append(Lanes(line.bbox[1], below, walls))
    return found


def twin_lanes(lines: Sequence[Line]) -> list[Lanes]:
    """The band in which lines print the same label twice: 'Einddatum   Einddatum' above two answers.

    It begins with what stands right above at the same places, which heads the lanes.
    """
    seen: list[tuple[int, tuple[float, ...]]] = []
    for index, line in enumerate(lines):
        places: dict[str, list[float]] = {}
        for phrase in phrases_of(line):
            label = phrase.text.partition(":")[0]
            if clear_field(label):
                places.setdefault(squeezed(label), []).append(phrase.bbox[0])
        twins = max(places.values(), key=len, default=[])
        if len(twins) > 1:
            seen.append((index, tuple(x - ROOM for x in twins[1:])))
    walls = seen[0][1] if seen else ()
    same = [
        i for i, w in seen if len(w) == len(walls) and all(abs(a - b) <= ROOM for a, b in zip(w, walls, strict=True))
    ]
    if len(same) < TWINS:
        return []
    first = same[0]
    while first and _begins_at(lines[first - 1], walls):
        first -= 1
    below = next((line.bbox[1] for line in lines[same[0] :] if crosses(line, walls)), float("inf"))
    return [Lanes(lines[first].bbox[1], below, walls, lines[same[0]].bbox[1])]


def _begins_at(line: Line, walls: Sequence[float]) -> bool:
    """Whether the line has a phrase at every wall and one before the first."""
    starts = [p.bbox[0] for p in phrases_of(line)]
    return len(starts) == len(walls) + 1 and all(
        wall <= x <= wall + 2 * ROOM for x, wall in zip(starts[1:], walls, strict=True)
    )


def place_of(bbox: BBox, bands: Sequence[Lanes]) -> Place:
    """Sorts boxes in reading order: by height, but lane after lane within a band."""
    for band in reversed(bands):
        if band.top - 1 <= bbox[1] < band.bottom:
            return (band.top, band.lane(bbox[0]), bbox[1], bbox[0])
    return (bbox[1], 0, bbox[1], bbox[0])


def by_lane(words: Sequence[Word], bands: Sequence[Lanes]) -> list[list[Word]]:
    """The words parted so that no line runs over the wall of a lane."""
    groups: dict[tuple[float, int], list[Word]] = {}
    for word in words:
        place = place_of(word.bbox, bands)
        band = place[0] if any(b.top == place[0] for b in bands) else -1.0
        groups.setdefault((band, place[1]), []).append(word)
    return list(groups.values())


def crosses(line: Line, walls: Sequence[float]) -> bool:
    """Whether text of the line runs through a wall instead of beginning at it: there the lanes have ended."""
    return any(
        p.bbox[0] < wall < p.bbox[2] and not any(wall <= w.bbox[0] <= wall + 2 * ROOM for w in p.words)
        for p in phrases_of(line, CLOSE)
        for wall in walls
    )
