"""Words written by hand: read less surely than a reader of print says.

The strokes of type run straight up or straight across for nearly half of their outline, those of a hand lean and bend.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from extractors.pages.model import Word
    from extractors.pages.picture.raster import Grey

BY_HAND, MAYBE = 0.22, 0.28  # share of a word's outline that is upright or level; of a word beside one by a hand
UPRIGHT = 0.14  # slope up to which an outline is
LONG_WORD = 3  # letters and figures; shorter ones have too little outline to tell
BESIDE = 1.2  # times the height of a word to the next one of its line
HAND = 0.8  # of what a reader of print says, of a word written by hand


def doubt_hands(cleaned: Grey, words: list[Word], dpi: float) -> list[Word]:
    """The words (in points), those written by hand no surer than a hand can be read."""
    scale = 72.0 / dpi
    long = [w for w in words if sum(c.isalnum() for c in w.text) >= LONG_WORD]
    seeds = [w for w in long if _straight(cleaned, w, scale) < BY_HAND]
    near = [w for w in words if any(_beside(w, seed) for seed in seeds)]
    written = {id(w) for w in (*seeds, *(w for w in near if _straight(cleaned, w, scale) < MAYBE))}
    return [dataclasses.replace(w, confidence=round(HAND * w.confidence, 2)) if id(w) in written else w for w in words]


def _straight(cleaned: Grey, word: Word, scale: float) -> float:
    """The share of a word's outline that runs upright or level."""
    x0, top, x1, bottom = (round(v / scale) for v in word.bbox)
    crop = cleaned[max(0, top - 1) : bottom + 1, max(0, x0 - 1) : x1 + 1]
    if not crop.size:
        return 1.0
    across, down = (np.abs(cv2.Sobel(crop, cv2.CV_32F, *order)) for order in ((1, 0), (0, 1)))
    weight = cv2.magnitude(across, down)
    total = float(weight.sum())
    straight = np.minimum(across, down) < UPRIGHT * np.maximum(across, down)
    return float(weight[straight].sum()) / total if total else 1.0


def _beside(word: Word, other: Word) -> bool:
    height = other.bottom - other.top
    gap = max(other.x0 - word.x1, word.x0 - other.x1)
    return gap < BESIDE * height and abs(other.middle - word.middle) < height / 2
