"""Tick boxes on a picture: square or round, and what was put in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.ink.option_boxes import (
    PALE,
    RUN_OUT,
    OptionBox,
    alike,
    empty_boxes,
    first_letter,
    follows_outline,
    is_letter,
    marked,
    marked_boxes,
    outlines_of,
    stands_apart,
    touching,
    widened,
)
from extractors.pages.ink.pen_choices import PenMark, pen_choices
from extractors.pages.model import Drawing
from extractors.pages.picture.smaller import labelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.pages.model import BBox
    from extractors.pages.ocr import Box
    from extractors.pages.picture.raster import Grey
    from extractors.pages.picture.ruled_lines import Masks

INCH_SMALLEST, INCH_LARGEST = 0.085, 0.22  # sides of a square that stands alone: six to sixteen points
SQUARE = 1.25  # the longer side over the shorter
WHOLE_SIDE = 0.9  # of a side that is ink; letters have round or open corners
LINE = 0.15  # of such a square's side: its line
INSET = 0.25  # of a box's side: its line and the paper along it
CURVES = 4  # of a circle, as vector pages draw it
INCH_FOLD, PALE_FOLD = 0.4, 140  # a crease between words or boxes: longer than this, and paler (grey value) than print
PAPER = 255


@dataclass(slots=True, frozen=True)
class Options:
    """The boxes of a page, and the rings and lines with which a pen chose among words."""

    boxes: list[OptionBox]
    pen: list[PenMark]


def boxes_of(even: Grey, ink: Grey, lines: Masks, dpi: float) -> Options:
    """What a page shows of choices. `ink` holds what is darker than the paper around it, hairlines too."""
    ink = _without_folds(even, ink, lines[0], dpi)
    patches, holes = outlines_of(ink)
    found = empty_boxes(ink, holes, dpi)
    found += marked_boxes(ink, even, found, dpi)
    for box in _squares(ink, dpi):
        x0, top, x1, bottom = box
        alone = OptionBox(box, round=False, line=max(2, round(LINE * (x1 - x0))))
        known = any(touching(box, other.box) for other in found)
        if (
            not known
            and follows_outline(widened(ink[top:bottom, x0:x1]), alone, WHOLE_SIDE)
            and stands_apart(ink, alone, dpi)
        ):
            found.append(alone)
    found = [b for b in found if not b.round or any(alike(b, o) for o in found if o is not b)]  # a lone one is an 'o'
    found = [box for box in found if not first_letter(ink, box, found) and not is_letter(ink, box)]
    pen = [m for m in pen_choices(even, ink, patches, dpi) if not any(touching(m.box, option.box) for option in found)]
    return Options(found, pen)


def _without_folds(even: Grey, ink: Grey, across: Grey, dpi: float) -> Grey:
    """The ink without the creases of folded paper, which would tie boxes to the words of their row."""
    flat = ink
    for outline in cv2.findContours(across, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        x, y, w, h = cv2.boundingRect(outline)
        part = np.s_[max(0, y - 2) : y + h + 2, x : x + w]
        if w > INCH_FOLD * dpi and float(np.median(even[y : y + h, x : x + w].min(axis=0))) > PALE_FOLD:
            flat = ink.copy() if flat is ink else flat
            flat[part][even[part] > PALE_FOLD] = 0
    return flat


def _squares(ink: Grey, dpi: float) -> Iterator[Box]:
    """Squares with four whole sides, whatever stands in them."""
    shortest, longest = round(INCH_SMALLEST * dpi), round(INCH_LARGEST * dpi)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((shortest, 1), np.uint8))
    sides = cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8))
    for outline in cv2.findContours(sides, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        x, y, w, h = cv2.boundingRect(outline)
        box = (max(0, x), max(0, y), min(ink.shape[1], x + w), min(ink.shape[0], y + h))
        fits = shortest <= min(w, h) and max(w, h) <= longest and max(w, h) <= SQUARE * min(w, h)
        if fits and _four_sides(ink[box[1] : box[3], box[0] : box[2]]):
            yield box


def _four_sides(ink: Grey) -> bool:
    """Whether a straight line runs along each side, from corner to corner."""
    band = max(3, round(min(ink.shape) * 0.25))
    return all(_straight(side[:band]) for side in (ink, ink[::-1], ink.T, ink.T[::-1]))


def _straight(side: Grey) -> bool:
    corners = 2  # pixels that dilation added at each end
    pairs = np.maximum(side[:-1], side[1:])[:, corners:-corners] > 0
    return float(pairs.mean(axis=1).max()) >= WHOLE_SIDE


def drawings_of(even: Grey, options: Options, dpi: float) -> list[Drawing]:
    """Boxes as squares and circles in points, with a stroke in each that is marked; rings and lines of a pen."""
    scale = 72.0 / dpi
    found = []
    for option in options.boxes:
        bbox = _points(option.box, scale)
        found.append(_circle(bbox) if option.round else _drawing(bbox, 4, rectangle=True))
        if marked(even, option):
            room = INSET * option.side * scale
            found.append(_drawing((bbox[0] + room, bbox[1] + room, bbox[2] - room, bbox[3] - room), 2))
    for mark in options.pen:
        bbox = _points(mark.box, scale)
        found.append(_circle(bbox) if mark.ring else _drawing(bbox, 1))
    return found


def _points(box: Box, scale: float) -> BBox:
    x0, top, x1, bottom = box
    return (x0 * scale, top * scale, x1 * scale, bottom * scale)


def _drawing(bbox: BBox, segments: int, *, rectangle: bool = False) -> Drawing:
    return Drawing(bbox, segments, curves=0, closed=rectangle, filled=False, stroked=True, rectangle=rectangle)


def _circle(bbox: BBox) -> Drawing:
    return Drawing(bbox, segments=0, curves=CURVES, closed=True, filled=False, stroked=True, rectangle=False)


def without_boxes(picture: Grey, options: Options) -> None:
    """Makes the boxes, what is in them, rings and lines through words white, in place."""
    for option in options.boxes:
        x0, top, x1, bottom = option.box
        _clear_strokes(picture, option)
        picture[max(0, top - 2) : bottom + 2, max(0, x0 - 2) : x1 + 2] = PAPER
    for mark in options.pen:
        x0, top, x1, bottom = mark.box
        picture[top:bottom, x0:x1][mark.own] = PAPER


def _clear_strokes(picture: Grey, option: OptionBox) -> None:
    """Makes white what was drawn in a box and runs out of it: its ends are read as letters."""
    x0, top, x1, bottom = option.box
    room = round(RUN_OUT * option.side)
    left, upper = max(0, x0 - room), max(0, top - room)
    part = picture[upper : bottom + room, left : x1 + room]
    labels, stats = labelled((part < PALE).view(np.uint8))
    high, wide = part.shape
    for n in np.unique(labels[top - upper : bottom - upper, x0 - left : x1 - left]).tolist():
        x, y, w, h, _ = stats[n].tolist()
        if n and x > 0 and y > 0 and x + w < wide and y + h < high:  # else it goes on, as words do
            part[labels == n] = PAPER
