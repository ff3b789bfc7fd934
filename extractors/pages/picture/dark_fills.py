"""White print on dark cells becomes dark print on white, so that it is read like the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.picture.smaller import half_of, labelled, quarter_of

if TYPE_CHECKING:
    from extractors.pages.picture.raster import Grey

MILLIMETRES = 25.4
DARK = 0.55  # of the paper's brightness around it
FREE = (3.0, 0.8)  # mm, wide and high: what a dark cell leaves free around its words, and no stroke of a letter fills
JOINED = 4.0  # mm between the free strips of one cell
LEAST = (9.0, 2.8)  # mm, wide and high, without a dent: less is a punched hole or a thick line
ASKEW = 1.0  # mm: how far the edge of a cell that is not level sticks out of the rectangles in it
MOSTLY = 0.7  # share of a cell that is dark; between lines of heavy print, much like free strips, lies paper


def without_dark_fills(grey: Grey, dpi: float) -> Grey:
    """The picture with its dark cells turned to light ones; what touches the edge (a desk, an open lid) stays."""
    small = half_of(grey)
    mm = dpi / 2 / MILLIMETRES
    tiny = quarter_of(small)
    paper = cv2.blur(cv2.dilate(tiny, np.ones((9, 9), np.uint8)), (41, 41))
    paper = cv2.resize(paper, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_LINEAR)
    dark = (small < cv2.convertScaleAbs(paper, alpha=DARK)).view(np.uint8)
    free = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((round(FREE[1] * mm), round(FREE[0] * mm)), np.uint8))
    if not free.any():
        return grey
    cells = cv2.morphologyEx(free, cv2.MORPH_CLOSE, np.ones((round(JOINED * mm), round(JOINED * mm)), np.uint8))
    labels, stats = labelled(cells.astype(np.uint8, copy=False))
    x, y, width, height, area = stats.T
    inside = (x > 0) & (y > 0) & (x + width < small.shape[1]) & (y + height < small.shape[0])
    solid = cv2.morphologyEx(cells, cv2.MORPH_OPEN, np.ones((round(LEAST[1] * mm), round(LEAST[0] * mm)), np.uint8))
    share = np.bincount(labels[dark > 0], minlength=len(stats)) / area
    filled = inside & (np.bincount(labels[solid > 0], minlength=len(stats)) > 0) & (share >= MOSTLY)
    filled[0] = False
    if not filled.any():
        return grey
    edge = cv2.dilate(solid, np.ones((round(ASKEW * mm), round(ASKEW * mm)), np.uint8))
    own = cv2.bitwise_or(solid, cv2.bitwise_and(edge, dark))
    light = (filled[labels] & (own > 0)).astype(np.uint8)
    where = cv2.resize(light, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    return np.where(where > 0, 255 - grey, grey).astype(np.uint8)
