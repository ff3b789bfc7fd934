"""Tick boxes on a picture: small squares with four whole sides, and what was put in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.model import Drawing

if TYPE_CHECKING:
    from extractors.pages.ocr import Box
    from extractors.pages.raster import Grey

INCH_SMALLEST, INCH_LARGEST = 0.085, 0.22  # sides: six to sixteen points
SQUARE = 1.25  # the longer side over the shorter
WHOLE_SIDE = 0.9  # of a side that is ink; letters have round or open corners
APART = 0.3  # of its width: paper beside a box
RUN_OUT = 0.4  # of the height beside a box that a tick may take
TICKED = 0.05  # dark share of the inside from which something was put in it


def boxes_of(even: Grey, ink: Grey, dpi: float) -> list[Box]:
    """The boxes in pixels. `ink` holds what is darker than the paper around it, hairlines too."""
    shortest, longest = round(INCH_SMALLEST * dpi), round(INCH_LARGEST * dpi)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((shortest, 1), np.uint8))
    sides = cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8))
    found = []
    for x, y, w, h, _ in cv2.connectedComponentsWithStats(sides)[2][1:].tolist():
        box = (max(0, x), max(0, y), min(even.shape[1], x + w), min(even.shape[0], y + h))
        fits = shortest <= min(w, h) and max(w, h) <= longest and max(w, h) <= SQUARE * min(w, h)
        if fits and _four_sides(ink[box[1] : box[3], box[0] : box[2]]) and _stands_apart(ink, box):
            found.append(box)
    return found


def _four_sides(ink: Grey) -> bool:
    """Whether a straight line runs along each side, from corner to corner."""
    band = max(3, round(min(ink.shape) * 0.25))
    return all(_straight(side[:band]) for side in (ink, ink[::-1], ink.T, ink.T[::-1]))


def _stands_apart(ink: Grey, box: Box) -> bool:
    """Whether there is paper on both sides: the 'O' of a word is no box. A tick may run out of it."""
    x0, top, x1, bottom = box
    room = max(3, round((x1 - x0) * APART))
    sides = (ink[top:bottom, max(0, x0 - room) : max(0, x0 - 1)], ink[top:bottom, x1 + 1 : x1 + room])
    return all(not side.size or float((side.max(axis=1) > 0).mean()) < RUN_OUT for side in sides)


def _straight(side: Grey) -> bool:
    corners = 2  # pixels that dilation added at each end
    pairs = np.maximum(side[:-1], side[1:])[:, corners:-corners] > 0
    return float(pairs.mean(axis=1).max()) >= WHOLE_SIDE


def drawings_of(even: Grey, boxes: list[Box], dpi: float) -> list[Drawing]:
    """The boxes as squares in points, each with a stroke in it where it was ticked, crossed or filled."""
    scale = 72.0 / dpi
    found = []
    for x0, top, x1, bottom in boxes:
        points = (x0 * scale, top * scale, x1 * scale, bottom * scale)
        found.append(_drawing(points, rectangle=True))
        inset = round(min(x1 - x0, bottom - top) * 0.25)
        inside = even[top + inset : bottom - inset, x0 + inset : x1 - inset]
        if inside.size and float((inside < 150).mean()) > TICKED:
            room = inset * scale
            mark = (points[0] + room, points[1] + room, points[2] - room, points[3] - room)
            found.append(_drawing(mark, rectangle=False))
    return found


def _drawing(bbox: tuple[float, float, float, float], *, rectangle: bool) -> Drawing:
    pieces = 4 if rectangle else 2
    return Drawing(bbox, segments=pieces, curves=0, closed=rectangle, filled=False, stroked=True, rectangle=rectangle)


def without_boxes(picture: Grey, boxes: list[Box]) -> None:
    """Makes the boxes and what is in them white, in place."""
    for x0, top, x1, bottom in boxes:
        picture[max(0, top - 2) : bottom + 2, max(0, x0 - 2) : x1 + 2] = 255
