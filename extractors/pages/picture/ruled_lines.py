"""The lines of a picture's tables and boxes: where they run, and which pixels they take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.model import Ruling
from extractors.pages.picture.print_stripes import is_print
from extractors.pages.picture.smaller import boxes_in, half_of

if TYPE_CHECKING:
    from extractors.pages.picture.raster import Grey

FAINTEST = 22  # grey values darker than the paper around it: hairlines print as pale grey
INCH_LONG = 0.3  # longer than the strokes of letters in a heading
INCH_SHORT = 0.15  # the height of a low row: a line between two lines
INCH_GAP = 0.06  # where a line was interrupted by a speck or a letter
REACH = 4  # pixels by which lines may miss each other
INCH_AROUND = 0.08
DARK = 110

Masks = tuple["Grey", "Grey"]


def line_masks(ink: Grey, dpi: float) -> Masks:
    """The pixels of the lines that run across and of those that run down, each halved across its direction.

    Half of the rows is enough to see a line that runs across, and half the work; along it no pixel is left out, as
    the gaps between letters of small type are a pixel or two wide.
    """
    length, short, gap = (round(dpi * inches) for inches in (INCH_LONG, INCH_SHORT, INCH_GAP))
    across = _along(cv2.dilate(ink, np.ones((3, 1), np.uint8))[::2].astype(np.uint8, copy=False), length, gap)
    for x, y, w, h in boxes_in(across):
        if is_print(ink, (x, 2 * y, x + w, 2 * (y + h)), dpi):
            across[y : y + h, x : x + w] = 0
    turned = cv2.dilate(cv2.transpose(ink), np.ones((3, 1), np.uint8))[::2].astype(np.uint8, copy=False)
    down = _along(turned, length, gap)
    hanging = _between(_along(turned, short, gap), across, length)
    height, width = ink.shape
    whole = np.repeat(cv2.bitwise_or(down, hanging), 2, axis=0)[:width]
    return np.repeat(across, 2, axis=0)[:height], cv2.transpose(whole).astype(np.uint8, copy=False)


def ink_of(even: Grey, dpi: float) -> Grey:
    """What is darker than most of what surrounds it, in even light; between the letters of a word that is paper."""
    quarter = np.ascontiguousarray(cv2.medianBlur(half_of(even), 5)[::2, ::2])
    around = cv2.medianBlur(quarter, max(3, round(dpi * INCH_AROUND / 4) | 1))
    around = cv2.resize(around, (even.shape[1], even.shape[0]), interpolation=cv2.INTER_LINEAR)
    faint = cv2.threshold(cv2.subtract(around, even), FAINTEST, 255, cv2.THRESH_BINARY)[1]
    dark = cv2.threshold(even, DARK - 1, 255, cv2.THRESH_BINARY_INV)[1]
    return cv2.bitwise_or(faint, dark).astype(np.uint8, copy=False)


def _along(ink: Grey, length: int, gap: int) -> Grey:
    """Ink that goes on from left to right."""
    long = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    return cv2.morphologyEx(long, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8)).astype(np.uint8, copy=False)


def _between(turned: Grey, across: Grey, long: int) -> Grey:
    """Of the lines that run down (here turned by a quarter) those that hang between two that run across, like others.

    A tall letter of someone's hand touches the lines of its row as well, but stands in line with nothing. Sides of
    fields that stand close above each other are one `long` line by now.
    """
    near = cv2.dilate(across, np.ones((REACH + 1, 3), np.uint8))
    lines = boxes_in(turned)
    kept = np.zeros_like(turned)
    for along, beside, length, thick in lines:
        x0, x1 = 2 * beside, 2 * (beside + thick)
        hangs = near[along // 2, x0:x1].any() and near[(along + length - 1) // 2, x0:x1].any()
        middle = beside + thick / 2
        in_line = sum(abs(other[1] + other[3] / 2 - middle) <= REACH / 2 for other in lines) > 1
        if hangs and (in_line or length >= long):
            area = (slice(beside, beside + thick), slice(along, along + length))
            kept[area] = turned[area]
    return kept


def without_lines(even: Grey, masks: Masks) -> Grey:
    """The picture with the lines made white."""
    white = cv2.dilate(cv2.bitwise_or(*masks), np.ones((3, 3), np.uint8))
    return cv2.bitwise_or(even, white).astype(np.uint8, copy=False)


def rulings_of(masks: Masks, scale: float) -> list[Ruling]:
    """The lines as rulings in points; `scale` is points per pixel."""
    across, down = masks
    found = []
    for x, y, w, h in boxes_in(np.ascontiguousarray(across[::2])):
        middle = (2 * y + h) * scale
        found.append(Ruling((x * scale, middle, (x + w) * scale, middle)))
    for x, y, w, h in boxes_in(np.ascontiguousarray(down[:, ::2])):
        middle = (2 * x + w) * scale
        found.append(Ruling((middle, y * scale, middle, (y + h) * scale)))
    return found
