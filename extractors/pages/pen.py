"""What a pen or a stamp left on a picture: the ink that is neither line nor box nor print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.model import Drawing

if TYPE_CHECKING:
    from extractors.pages.model import BBox, Word
    from extractors.pages.raster import Grey

WELL_READ, WELL_READ_SHORT = 0.6, 0.85  # confidence from which a word is print, not pen
LONG_WORD = 3  # letters
MOSTLY = 0.6  # of a word's area
SMALLEST = (18.0, 7.0)  # points: less is a speck or a letter
REACH = (0.07, 0.05)  # inches across and down within which strokes belong together
FULLEST = 0.5  # dark share above which it is a hole, a photo or a bar
MARGIN, LARGEST_HOLE = 40.0, 30.0  # points
HIGHER, WIDER = 1.7, 3.0  # than type: a stroke in one go that print does not have


def is_print(word: Word) -> bool:
    """Whether a word is surely print: short ones are read into strokes of a pen too."""
    letters = sum(c.isalnum() for c in word.text)
    return word.confidence >= (WELL_READ if letters >= LONG_WORD else WELL_READ_SHORT)


def not_of_pen(words: list[Word], strokes: list[Drawing]) -> list[Word]:
    """The words without what was read into pen strokes."""
    return [w for w in words if is_print(w) or not any(_mostly_in(w.bbox, s.bbox) for s in strokes)]


def _mostly_in(word: BBox, stroke: BBox) -> bool:
    across = min(word[2], stroke[2]) - max(word[0], stroke[0])
    down = min(word[3], stroke[3]) - max(word[1], stroke[1])
    area = (word[2] - word[0]) * (word[3] - word[1])
    return across > 0 and down > 0 and across * down > MOSTLY * area


def pen_strokes(cleaned: Grey, words: list[Word], dpi: float) -> list[Drawing]:
    """The patches of ink that are left when lines and well-read words are taken out, as drawings in points.

    Print that was read badly is left too; it is told by its size: none of its letters is larger than type.
    """
    scale = 72.0 / dpi
    ink = cv2.threshold(cleaned, 150, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8)
    type_height = float(np.median([w.bottom - w.top for w in words]) / scale) if words else 0.12 * dpi
    for word in words:
        if is_print(word):
            x0, top, x1, bottom = (round(v / scale) for v in word.bbox)
            ink[max(0, top - 2) : bottom + 3, max(0, x0 - 2) : x1 + 3] = 0
    joined = cv2.dilate(ink, np.ones((round(dpi * REACH[1]), round(dpi * REACH[0])), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    found = []
    for index, (x, y, w, h, _) in enumerate(stats[1:].tolist(), start=1):
        if w * scale < SMALLEST[0] or h * scale < SMALLEST[1]:
            continue
        area = np.where(labels[y : y + h, x : x + w] == index, ink[y : y + h, x : x + w], 0).astype(np.uint8)
        if 0.01 < float((area > 0).mean()) < FULLEST and _by_hand(area, type_height):
            pieces = sum(len(c) for c in cv2.findContours(area, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0])
            box = (x * scale, y * scale, (x + w) * scale, (y + h) * scale)
            if _is_hole(box, cleaned.shape[1] * scale, cleaned.shape[0] * scale):
                continue
            found.append(Drawing(box, pieces, curves=0, closed=False, filled=False, stroked=True, rectangle=False))
    return found


def _is_hole(box: BBox, page_width: float, page_height: float) -> bool:
    """A hole punched for a ring binder: as high as wide, beside an edge of the sheet."""
    width, height = box[2] - box[0], box[3] - box[1]
    at_edge = min(box[0], box[1], page_width - box[2], page_height - box[3]) < MARGIN
    return at_edge and max(width, height) < LARGEST_HOLE and max(width, height) < 1.5 * min(width, height)


def _by_hand(area: Grey, type_height: float) -> bool:
    pieces = cv2.connectedComponentsWithStats(area)[2][1:]
    return bool((pieces[:, 3] > HIGHER * type_height).any() or (pieces[:, 2] > WIDER * type_height).any())
