"""Where ink stands that no reader could read: a hand, a stamp, a picture. What is empty must be told from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.picture.smaller import boxes_in, labelled, quarter_of

if TYPE_CHECKING:
    from extractors.pages.model import BBox, Word
    from extractors.pages.picture.raster import Grey

DARK = 165  # grey values
READ = 0.5  # confidence from which a word was read
AROUND = 4  # pixels by which the ink of a word may stick out of its box
REACH = (6, 3)  # blocks of four pixels across and down within which ink belongs together
BLOCK = 4  # pixels
SMALLEST = (11.0, 4.0)  # points: two written figures
LEAST_INK = 8  # blocks: less is a speck
FAINT = 232  # mean grey value of a block, in even light: paler is paper, or the back of the sheet
FAINT_SMALLEST = (36.0, 10.0)  # points: the size of a signature
FAINT_LARGEST = (250.0, 90.0)  # larger is a shadow, a stain, a ring of coffee
FAINT_LEAST = 0.04  # share of its box
FAINT_STROKE = 4  # blocks: less is noise


def unread_places(cleaned: Grey, words: list[Word], dpi: float) -> list[BBox]:
    """The boxes of such ink in points, the size of a short word or more. `cleaned` is the page without its lines."""
    scale = 72.0 / dpi
    ink = cv2.threshold(cleaned, DARK - 1, 255, cv2.THRESH_BINARY_INV)[1]
    for word in words:
        if word.confidence >= READ:
            x0, top, x1, bottom = (round(v / scale) for v in word.bbox)
            ink[max(0, top - AROUND) : bottom + AROUND, max(0, x0 - AROUND) : x1 + AROUND] = 0
    blocks = (quarter_of(ink.astype(np.uint8, copy=False)) > 0).view(np.uint8)
    joined = cv2.morphologyEx(blocks, cv2.MORPH_CLOSE, np.ones((REACH[1], REACH[0]), np.uint8))
    size = BLOCK * scale
    return [
        (x * size, y * size, (x + w) * size, (y + h) * size)
        for x, y, w, h in reversed(boxes_in(joined.astype(np.uint8, copy=False)))
        if w * size >= SMALLEST[0]
        and h * size >= SMALLEST[1]
        and cv2.countNonZero(joined[y : y + h, x : x + w]) >= LEAST_INK
    ]


def faint_places(cleaned: Grey, words: list[Word], dpi: float) -> list[BBox]:
    """The boxes in points of pale strokes as large as a signature, which no reader sees."""
    size = BLOCK * 72.0 / dpi
    ink = cv2.threshold(quarter_of(cleaned), FAINT - 1, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8, copy=False)
    for word in words:
        x0, top, x1, bottom = (int(v / size) for v in word.bbox)
        ink[max(0, top - 1) : bottom + 2, max(0, x0 - 1) : x1 + 2] = 0
    labels, stats = labelled(ink)
    ink[(stats[:, cv2.CC_STAT_AREA] < FAINT_STROKE)[labels]] = 0
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((REACH[1], REACH[0]), np.uint8))
    found = []
    for x, y, w, h in reversed(boxes_in(joined.astype(np.uint8, copy=False))):
        fits = all(a <= v * size <= b for a, v, b in zip(FAINT_SMALLEST, (w, h), FAINT_LARGEST, strict=True))
        if fits and float((ink[y : y + h, x : x + w] > 0).mean()) >= FAINT_LEAST:
            found.append((x * size, y * size, (x + w) * size, (y + h) * size))
    return found
