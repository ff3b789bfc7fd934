"""Straight strokes of a pen that were taken for lines of the form, and strokes that those lines cut through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.picture.smaller import labelled, patches_of

if TYPE_CHECKING:
    from extractors.pages.picture.raster import Grey
    from extractors.pages.picture.ruled_lines import Masks

LONGEST = 2.2  # inches; longer lines are the form's
CORNER = 5  # pixels from the end of a line to another that it meets
TOUCHED = 2  # places at which a stroke meets the rest of a hand's ink
DARK = 165
CUT = 11  # pixels: the thickness of a line that was taken out, and a little


def drawn_lines(cleaned: Grey, lines: Masks, dpi: float) -> Masks:
    """The short lines, across and down, that meet ink at more than one place and no other lines at both ends."""
    ink = (cleaned < DARK).astype(np.uint8)
    across, down = lines
    return _drawn(ink, across, down, dpi, axis=0), _drawn(ink, down, across, dpi, axis=1)


def _drawn(ink: Grey, mask: Grey, others: Grey, dpi: float, *, axis: int) -> Grey:
    kept = np.zeros_like(ink)
    labels, stats = labelled(mask)
    for index, (x, y, w, h, _) in enumerate(stats[1:].tolist(), start=1):
        if max(w, h) > LONGEST * dpi or _cornered(others, (x, y, x + w, y + h), axis):
            continue
        top, left = max(0, y - 4), max(0, x - 4)
        near = ink[top : y + h + 4, left : x + w + 4]
        if len(patches_of(near)) >= TOUCHED:
            kept[y : y + h, x : x + w] |= (labels[y : y + h, x : x + w] == index).astype(np.uint8)
    return kept


def _cornered(others: Grey, box: tuple[int, int, int, int], axis: int) -> bool:
    x0, top, x1, bottom = box
    if axis == 0:
        ends = ((x0 - CORNER, x0 + CORNER), (x1 - CORNER, x1 + CORNER))
        return all(others[max(0, top - CORNER) : bottom + CORNER, max(0, a) : b].any() for a, b in ends)
    ends = ((top - CORNER, top + CORNER), (bottom - CORNER, bottom + CORNER))
    return all(others[max(0, a) : b, max(0, x0 - CORNER) : x1 + CORNER].any() for a, b in ends)


def healed(ink: Grey, lines: Masks) -> Grey:
    """The ink with the strokes joined again that a line ran through."""
    across, down = lines
    whole = ink.copy()
    for mask, kernel in ((across, (CUT, 1)), (down, (1, CUT))):
        where = cv2.dilate(mask, np.ones((5, 5), np.uint8)) > 0
        whole |= np.where(where, cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(kernel, np.uint8)), 0).astype(np.uint8)
    return whole
