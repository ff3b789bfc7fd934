"""Words written by hand: read less surely than a reader of print says.

The strokes of type run straight up or straight across for nearly half of their outline, those of a hand lean and bend.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from extractors.pages.model import Word
    from extractors.pages.picture.raster import Grey

BY_HAND, MAYBE = 0.22, 0.28  # share of a word's outline that is upright or level; of a word beside one by a hand
UPRIGHT = 0.14  # slope up to which an outline is
LONG_WORD = 3  # letters and figures; shorter ones have too little outline to tell
BESIDE = 1.2  # times the height of a word to the next one of its line
HAND = 0.8  # of what a reader of print says, of a word written by hand


def hands_among(cleaned: Grey, words: Sequence[Word], dpi: float) -> set[int]:
    """Which of the words (in points) a hand wrote: their places in the list."""
    scale = 72.0 / dpi
    long = {i for i, w in enumerate(words) if sum(c.isalnum() for c in w.text) >= LONG_WORD}
    seeds = {i for i in long if _straight(cleaned, words[i], scale) < BY_HAND}
    near = {i for i, w in enumerate(words) if i not in seeds and any(_beside(w, words[seed]) for seed in seeds)}
    return seeds | {i for i in near if _straight(cleaned, words[i], scale) < MAYBE}


def doubted(words: Sequence[Word], hands: Container[int]) -> list[Word]:
    """The words, those written by hand no surer than a hand can be read."""
    return [replace(w, confidence=round(HAND * w.confidence, 2)) if i in hands else w for i, w in enumerate(words)]


def _straight(cleaned: Grey, word: Word, scale: float) -> float:
    """The share of a word's outline that runs upright or level."""
    x0, top, x1, bottom = (round(v / scale) for v in word.bbox)
    crop = cleaned[max(0, top - 1) : bottom + 1, max(0, x0 - 1) : x1 + 1]
    if not crop.size:
        return 1.0
    across, down = (np.abs(cv2.Sobel(crop, cv2.CV_32F, *order)) for order in ((1, 0), (0, 1)))
    weight = cv2.magnitude(across, down)
    straight = cv2.compare(cv2.min(across, down), UPRIGHT * cv2.max(across, down), cv2.CMP_LT)
    total = cv2.sumElems(weight)[0]
    return cv2.sumElems(cv2.copyTo(weight, straight))[0] / total if total else 1.0


def _beside(word: Word, other: Word) -> bool:
    height = other.bottom - other.top
    gap = max(other.x0 - word.x1, word.x0 - other.x1)
    return gap < BESIDE * height and abs(other.middle - word.middle) < height / 2
