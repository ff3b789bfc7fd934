"""Characters as the strokes of a pen, in the ways people here write them: a flag at the 1, a bar through the 7.

Fonts of handwriting come mostly from elsewhere and always write a character the same way; these never do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Draw = np.random.Generator
    Points = NDArray[np.float64]

# Each way to write a character: strokes of points, a character being 100 high and measured from its top left.
WAYS: dict[str, tuple[str, ...]] = {
    "0": (
        "35,2 8,20 2,55 14,92 38,97 60,75 60,30 45,6 30,3",
        "20,8 4,35 8,80 30,98 55,85 62,45 50,10 28,2 16,14",
        "38,0 12,30 6,70 22,98 48,84 58,40 42,4",
    ),
    "1": (
        "12,0 11,50 10,100",
        "0,32 14,16 26,0 25,50 24,100",
        "4,22 24,0 23,50 22,98|2,99 25,98 46,98",
        "0,40 18,18 30,0 26,60 22,100",
    ),
    "2": (
        "4,24 20,3 45,6 50,30 30,65 2,97 30,95 60,96",
        "6,20 26,0 50,14 46,42 18,80 4,94 16,84 34,92 62,96",
        "0,14 24,2 48,12 48,36 22,74 0,99|0,99 30,98 56,98",
    ),
    "3": (
        "4,12 28,0 48,16 40,40 20,47 46,56 54,78 36,98 6,92",
        "2,3 28,3 52,3|52,3 36,22 22,40 48,50 54,76 34,98 4,90",
        "6,8 36,2 46,22 18,44 22,46 52,62 46,92 2,98",
    ),
    "4": (
        "34,0 18,36 2,66 30,64 62,62|46,38 44,70 42,100",
        "46,0 24,34 0,68 32,68 66,68|46,0 46,50 46,100",
        "8,2 6,30 6,52 32,52 60,50|52,4 50,54 48,100",
    ),
    "5": (
        "52,2 30,3 10,4 8,24 5,42 30,36 54,56 48,86 24,100 0,90",
        "12,4 10,24 7,44 30,38 52,58 44,90 20,100 0,92|12,5 34,3 58,0",
        "8,2 6,42 32,40 50,62 38,94 2,96|10,1 52,2",
    ),
    "6": (
        "46,0 22,24 6,58 10,90 32,99 52,82 44,58 22,56 8,74",
        "34,0 14,36 4,70 20,98 48,88 46,62 24,56 6,72",
        "52,4 20,20 2,64 18,98 46,94 54,70 34,54 10,68",
    ),
    "7": (
        "0,4 28,4 56,2 40,40 22,100",
        "0,6 28,5 54,2 38,46 24,100|12,50 32,48 54,46",
        "4,16 4,2 30,4 58,2 36,50 28,100|14,52 52,48",
    ),
    "8": (
        "46,14 26,0 8,16 22,42 46,62 48,88 24,100 4,84 20,56 44,34 46,14",
        "28,46 8,24 26,1 46,20 28,46 4,72 22,99 50,80 28,46",
        "50,8 20,4 12,28 46,60 44,94 10,94 10,66 48,30 50,8",
    ),
    "9": (
        "48,20 28,2 6,18 8,42 30,50 48,24 48,18 46,60 42,100",
        "46,16 22,2 4,26 18,48 44,30 48,12 48,60 34,98 6,94",
        "44,8 14,10 8,38 34,46 46,14 44,62 22,99",
    ),
    "A": ("0,100 16,48 32,0 46,48 62,100|10,64 34,62 54,62", "4,100 28,2|28,2 56,100|14,60 48,58"),
    "B": (
        "6,2 5,50 4,100|4,6 32,0 48,20 34,44 10,48 46,56 54,80 36,98 4,99",
        "8,100 8,0 44,12 36,42 10,48 52,66 44,96 4,98",
    ),
    "C": ("58,14 38,0 12,20 2,56 14,90 40,99 60,86", "50,8 16,10 2,50 18,94 56,92"),
    "D": ("6,2 5,50 4,100|0,4 34,6 60,40 52,82 24,98 0,98", "8,0 8,98 46,86 60,40 38,4 4,2"),
    "E": (
        "54,4 28,3 6,4 5,50 4,98 30,97 56,96|6,50 26,49 46,48",
        "50,10 24,0 8,20 26,44 36,46 10,56 4,84 28,100 54,88",
        "6,2 5,98|4,2 52,0|6,48 42,46|4,98 54,96",
    ),
    "I": ("10,0 9,50 8,100", "10,0 8,100|0,1 24,0|0,100 22,99"),
    "V": ("0,0 14,50 26,100 40,50 56,0", "0,4 24,98 30,96 52,0"),
    "M": ("0,100 4,50 8,0 22,34 36,66 52,34 66,0 70,50 74,100", "2,100 10,2 34,74 60,2 70,100"),
    "T": ("0,3 30,2 60,2|30,2 29,50 28,100", "0,6 62,0|34,3 26,100"),
    "+": ("0,56 22,55 44,54|22,34 22,56 21,78", "0,52 40,50|20,30 18,74"),
    "-": ("0,56 16,55 32,54", "0,52 22,56 40,52"),
    ".": ("2,95 4,97", "2,92 6,95 3,97"),
    ",": ("6,90 7,100 0,114", "4,92 0,112"),
    "/": ("34,0 17,52 0,104", "44,-4 0,108"),
    "(": ("20,-6 4,22 0,52 4,84 20,110",),
    ")": ("0,-6 16,22 20,52 16,84 0,110",),
}


class Hand:
    """One person's writing: which way each character goes, how it leans and how steady it is."""

    def __init__(self, draw: Draw) -> None:
        """`draw` decides all of it."""
        self.draw = draw
        self.lean, self.wide = draw.normal(0.12, 0.16), draw.uniform(0.7, 1.25)
        self.unrest, self.pen = draw.uniform(0.5, 3.0), draw.uniform(5, 15)
        self.ways = {
            char: [self._moved(stroke, 3.5) for stroke in _strokes(ways[int(draw.integers(len(ways)))])]
            for char, ways in WAYS.items()
        }

    def written(self, char: str, height: float) -> tuple[NDArray[np.uint8], int]:
        """A character as ink on black, `height` pixels high with room around it, and the column where it begins."""
        draw, room = self.draw, round(height * 0.5)
        size = height / 100 * draw.uniform(0.92, 1.08)
        layer = np.zeros((round(height * 1.25) + 2 * room, round(height * 1.4) + 2 * room), np.uint8)
        lean, thick = (
            self.lean + draw.normal(0, 0.03),
            max(1, round(self.pen * height / 100 * draw.uniform(0.85, 1.15))),
        )
        for stroke in self.ways[char]:
            points = _smooth(self._moved(stroke, self.unrest))
            across = (points[:, 0] * self.wide + (100 - points[:, 1]) * lean) * size
            places = np.rint(np.column_stack([across, points[:, 1] * size]) + room).astype(np.int32)
            cv2.polylines(
                layer, [places.reshape(-1, 1, 2)], isClosed=False, color=255, thickness=thick, lineType=cv2.LINE_AA
            )
        return layer, room

    def _moved(self, stroke: Points, by: float) -> Points:
        return stroke + self.draw.normal(0, by, stroke.shape)


def _strokes(way: str) -> list[Points]:
    return [np.array([p.split(",") for p in stroke.split()], np.float64) for stroke in way.split("|")]


def _smooth(points: Points) -> Points:
    """More points along the way, on a curve through those given (Catmull-Rom)."""
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, 8, endpoint=False)[:, None]
    parts = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    ]
    return np.vstack([*parts, points[-1:]])
