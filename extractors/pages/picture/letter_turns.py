"""Which way up a page lies, told by the shapes of its letters: an 'e' on its head is no letter at all.

A small classifier names for each of some hundred letters the quarter turn that would set it upright; together they
are sure where a single one is not. `benchmarks/scan_turns.py` makes its weights.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.picture.smaller import patches_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from extractors.pages.ocr import Box
    from extractors.pages.picture.raster import Grey

    Numbers = NDArray[np.float32]

WEIGHTS = "letter_turns.npz"
SIDE = 14  # pixels of the square that a letter is brought to
QUARTERS = 4
FEWEST, ENOUGH = 8, 160  # letters looked at
INCH_LOWEST, INCH_HIGHEST = 0.045, 0.2  # of the longer side of a letter
NARROWEST = 0.3  # of the longer side: strokes look the same on their heads
DARK = 150
LEAST_MARGIN = 0.08  # by which the mean share of one turn must exceed that of lying as it is


def quarters_to_turn(half: Grey, dpi: float) -> int:
    """How many quarters clockwise bring the page upright, as its letters say; 0 where they do not agree.

    `half` is the page at half its size, `dpi` that of the whole one.
    """
    share = _shares(half, dpi)
    best = int(share.argmax())
    return best if share[best] - share[0] > LEAST_MARGIN else 0


def surely_upright(half: Grey, dpi: float) -> bool:
    """Whether its letters say that the page is upright now: what reads badly then would read worse another way."""
    share = _shares(half, dpi)
    return bool(share[0] - share[1:].max() > LEAST_MARGIN)


def _shares(half: Grey, dpi: float) -> Numbers:
    letters = letter_boxes(half, dpi / 2)
    if len(letters) < FEWEST:
        return np.full(QUARTERS, 1 / QUARTERS, np.float32)
    share: Numbers = chances(np.stack([square(half, box) for box in letters])).mean(axis=0)
    return share


def letter_boxes(picture: Grey, dpi: float) -> list[Box]:
    """Boxes in pixels of ink as large as letters, taken evenly from the whole picture."""
    stats = patches_of(cv2.threshold(picture, DARK - 1, 1, cv2.THRESH_BINARY_INV)[1].astype(np.uint8, copy=False))
    longest, shortest = stats[:, 2:4].max(axis=1), stats[:, 2:4].min(axis=1)
    fits = (longest > INCH_LOWEST * dpi) & (longest < INCH_HIGHEST * dpi) & (shortest > NARROWEST * longest)
    found = stats[fits]
    step = max(1, len(found) // ENOUGH)
    return [(x, y, x + w, y + h) for x, y, w, h, _ in found[::step].tolist()]


def square(picture: Grey, box: Box) -> Numbers:
    """A letter as it stands, in the middle of a square of shares of ink: a row of SIDE² numbers."""
    x0, top, x1, bottom = box
    crop = picture[top:bottom, x0:x1].astype(np.float32)
    low, high = float(crop.min()), float(crop.max())
    ink = (high - crop) / max(high - low, 1.0)
    factor = SIDE / max(ink.shape)
    width, height = max(1, round(ink.shape[1] * factor)), max(1, round(ink.shape[0] * factor))
    small = cv2.resize(ink, (width, height), interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)
    found = np.zeros((SIDE, SIDE), np.float32)
    y, x = (SIDE - height) // 2, (SIDE - width) // 2
    found[y : y + height, x : x + width] = small
    return found.ravel()


def chances(rows: Numbers | Sequence[Numbers]) -> Numbers:
    """For each letter the chance that 0, 1, 2 or 3 quarters clockwise set it upright."""
    w1, b1, w2, b2 = _weights()
    scores = np.maximum(np.asarray(rows) @ w1 + b1, 0) @ w2 + b2
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    share: Numbers = scores / scores.sum(axis=1, keepdims=True)
    return share


@cache
def _weights() -> tuple[Numbers, ...]:
    with files(__package__).joinpath(WEIGHTS).open("rb") as file, np.load(file) as stored:
        return tuple(stored[name].astype(np.float32) for name in ("w1", "b1", "w2", "b2"))
