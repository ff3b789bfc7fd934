"""Type on a picture made easier to read: the light made even, pale and blurred strokes drawn clear of the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.picture.smaller import half_of, quarter_of

if TYPE_CHECKING:
    from extractors.pages.picture.raster import Grey

PALE = 70  # grey value of ink from which a page is a faint copy
NO_PAPER = 140  # grey value, in even light
LEAST_INK, MOST_INK = 0.003, 0.35  # share of a page that is filled
GRAIN = 0.6  # pixels: the noise of such a copy, smaller than any stroke
REACH, STRONGER_REACH = 2.5, 2.0  # pixels: about the thickness of a stroke
AMOUNT, STRONGER_AMOUNT = 1.0, 2.0  # by which a stroke is set off from what lies around it


def even_light(grey: Grey) -> Grey:
    """Paper made white: shadows and yellowed corners divided out."""
    bright = cv2.dilate(quarter_of(grey), np.ones((7, 7), np.uint8))[::2, ::2]
    paper = cv2.medianBlur(np.ascontiguousarray(bright), 11)
    background = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, background, scale=255).astype(np.uint8, copy=False)


def sharpened(even: Grey) -> Grey:
    """Strokes darker, their edges steeper; more so on a pale copy, whose grain is smoothed first.

    Measured with benchmarks/scan_words.py: it finds what a scanner or a copier blurred, and costs a printed page
    nothing.
    """
    reach, amount = REACH, AMOUNT
    if _ink(even) > PALE:
        even = cv2.GaussianBlur(even, (0, 0), GRAIN).astype(np.uint8, copy=False)
        reach, amount = STRONGER_REACH, STRONGER_AMOUNT
    around = cv2.GaussianBlur(half_of(even), (0, 0), reach / 2)
    around = cv2.resize(around, even.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return cv2.addWeighted(even, 1 + amount, around, -amount, 0).astype(np.uint8, copy=False)


def _ink(even: Grey) -> float:
    """The grey value of ink: the middle of what is no paper. The grain of a nearly empty page is none."""
    sample = even[::3, ::3]
    dark = sample[sample < NO_PAPER]
    if dark.size > MOST_INK * sample.size:
        return float(NO_PAPER)  # all grain: smoothed, nothing is read into it
    return float(np.median(dark)) if dark.size > LEAST_INK * sample.size else 0.0
