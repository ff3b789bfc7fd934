"""The lines of a picture's tables and boxes: where they run, and which pixels they take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.model import Ruling

if TYPE_CHECKING:
    from extractors.pages.raster import Grey

FAINTEST = 22  # grey values darker than the paper around it: hairlines print as pale grey
INCH_LONG = 0.3  # longer than the strokes of letters in a heading
INCH_SHORT = 0.15  # the height of a low row: a line between two lines
INCH_GAP = 0.06  # where a line was interrupted by a speck or a letter
REACH = 4  # pixels by which lines may miss each other
INCH_AROUND = 0.08
DARK = 110

Masks = tuple["Grey", "Grey"]


def line_masks(ink: Grey, dpi: float) -> Masks:
    """The pixels of the lines that run across and of those that run down."""
    across = _along(ink, dpi, INCH_LONG, across=True)
    down = _along(ink, dpi, INCH_LONG, across=False)
    short = _between(_along(ink, dpi, INCH_SHORT, across=False), across)
    return across, cv2.bitwise_or(down, short).astype(np.uint8)


def ink_of(even: Grey, dpi: float) -> Grey:
    """What is darker than most of what surrounds it, in even light; between the letters of a word that is paper."""
    half = cv2.resize(even, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    around = cv2.medianBlur(half, round(dpi * INCH_AROUND / 2) | 1)
    around = cv2.resize(around, (even.shape[1], even.shape[0]), interpolation=cv2.INTER_LINEAR)
    faint = cv2.subtract(around, even) > FAINTEST
    return ((faint | (even < DARK)) * np.uint8(255)).astype(np.uint8)


def _along(ink: Grey, dpi: float, inches: float, *, across: bool) -> Grey:
    """Ink that goes on for long enough; a line that climbs a pixel on its way is still one line."""
    length, gap = round(dpi * inches), round(dpi * INCH_GAP)

    def kernel(along: int, beside: int) -> Grey:
        return np.ones((beside, along) if across else (along, beside), np.uint8)

    bridged = cv2.dilate(ink, kernel(1, 3))
    long = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, kernel(length, 1))
    return cv2.morphologyEx(long, cv2.MORPH_CLOSE, kernel(gap, 1)).astype(np.uint8)


def _between(down: Grey, across: Grey) -> Grey:
    """Of the lines that run down, those that hang between two that run across, under or over another such line.

    A tall letter of someone's hand touches the lines of its row as well, but stands in line with nothing.
    """
    near = cv2.dilate(across, np.ones((2 * REACH + 1, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(down)
    lines = stats[1:].tolist()
    kept = np.zeros_like(down)
    for index, (x, y, w, h, _) in enumerate(lines, start=1):
        hangs = near[y, x : x + w].any() and near[y + h - 1, x : x + w].any()
        if hangs and sum(abs(other[0] + other[2] / 2 - x - w / 2) <= REACH for other in lines) > 1:
            area = labels[y : y + h, x : x + w] == index
            kept[y : y + h, x : x + w][area] = 255
    return kept


def without_lines(even: Grey, masks: Masks) -> Grey:
    """The picture with the lines made white."""
    cleaned = even.copy()
    cleaned[cv2.dilate(cv2.bitwise_or(*masks), np.ones((3, 3), np.uint8)) > 0] = 255
    return cleaned


def rulings_of(masks: Masks, scale: float) -> list[Ruling]:
    """The lines as rulings in points; `scale` is points per pixel."""
    found = []
    scale *= 2
    for full, across in zip(masks, (True, False), strict=True):
        mask = cv2.dilate(full, np.ones((2, 2), np.uint8))[::2, ::2]  # a quarter of the work, and no line is lost
        for x, y, w, h, _ in cv2.connectedComponentsWithStats(mask)[2][1:].tolist():
            middle_x, middle_y = (x + w / 2) * scale, (y + h / 2) * scale
            if across:
                found.append(Ruling((x * scale, middle_y, (x + w) * scale, middle_y)))
            else:
                found.append(Ruling((middle_x, y * scale, middle_x, (y + h) * scale)))
    return found
