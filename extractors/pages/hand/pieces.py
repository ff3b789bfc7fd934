"""Figures written by hand, cut up: the pieces of ink of a short word, and every run of them that may be one character.

In a hand a character may lie in pieces, and characters may touch. Which runs were meant is left to who reads them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from extractors.pages.picture.smaller import labelled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extractors.pages.picture.raster import Grey

    Numbers = NDArray[np.float32]
    Places = NDArray[np.int32]

LEAST_CONTRAST = 40  # grey values between ink and paper
SPECK = 0.09  # of the word's height
OVERLAP = 0.55  # of the narrower of two patches above each other: one character
MOST_PIECES = 26
WIDE = 0.5  # of the word's height: from here two characters may be one patch
APART = 0.16  # of the word's height: the least width of what is cut off
LIGHT = 0.55  # of the ink of the darkest column: where two characters touch there is less
MOST_CUTS = 3  # of one patch
RUN, WIDEST, GAP = 4, 1.3, 0.4  # pieces of a character; its width and the paper within it, of the word's height


class Pieces(NamedTuple):
    """The pieces of a word: the number of each pixel's piece from left to right (0 is paper), and their boxes."""

    labels: Places
    boxes: list[tuple[int, int, int, int]]
    height: int


class Run(NamedTuple):
    """Pieces side by side that may be one character: `first` up to and without `end`."""

    first: int
    end: int


def pieces_of(crop: Grey) -> Pieces | None:
    """The pieces of a crop around one word; None when there is no ink, or far too much."""
    if crop.size == 0 or int(crop.max()) - int(crop.min()) < LEAST_CONTRAST:
        return None
    ink = cv2.threshold(crop, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    labels, stats = labelled(ink.astype(np.uint8, copy=False))
    count = len(stats)
    if count - 1 > 4 * MOST_PIECES:
        return None
    height = int(stats[1:, cv2.CC_STAT_HEIGHT].max(initial=0))
    patches: list[tuple[int, int, list[int]]] = []
    order = [i for i in range(1, count) if max(stats[i, 2], stats[i, 3]) >= SPECK * height]
    for i in sorted(order, key=lambda i: int(stats[i, 0])):
        x0, x1 = int(stats[i, 0]), int(stats[i, 0] + stats[i, 2])
        if patches:
            left, right, members = patches[-1]
            if min(right, x1) - x0 > OVERLAP * min(right - left, x1 - x0):
                patches[-1] = (left, max(right, x1), [*members, i])
                continue
        patches.append((x0, x1, [i]))
    numbered = np.zeros(count, np.int32)
    for number, (_, _, members) in enumerate(patches):
        numbered[members] = number + 1
    return _cut_up(numbered[labels], len(patches), height)


def thickened(crop: Grey) -> Grey:
    """The ink of a worn or hollow stroke run together."""
    return cv2.GaussianBlur(cv2.erode(crop, np.ones((2, 2), np.uint8)), (0, 0), 0.8).astype(np.uint8)


def _cut_up(patches: Places, count: int, height: int) -> Pieces | None:
    labels: Places = np.zeros_like(patches)
    boxes: list[tuple[int, int, int, int]] = []
    for patch in range(1, count + 1):
        mask = patches == patch
        columns = mask.sum(axis=0)
        inked = np.flatnonzero(columns)
        ends = [int(inked[0]), *_cuts(columns, int(inked[0]), int(inked[-1]) + 1, height), int(inked[-1]) + 1]
        for left, right in pairwise(ends):
            rows = np.flatnonzero(mask[:, left:right].any(axis=1))
            if not rows.size:
                continue
            boxes.append((left, int(rows[0]), right, int(rows[-1]) + 1))
            part = labels[:, left:right]
            part[mask[:, left:right]] = len(boxes)
    return Pieces(labels, boxes, height) if 0 < len(boxes) <= MOST_PIECES else None


def _cuts(columns: Places, left: int, right: int, height: int) -> list[int]:
    """Where a patch may be cut: the columns with least ink, not too close to each other."""
    if right - left < WIDE * height:
        return []
    near = max(2, round(APART * height))
    profile = cv2.blur(columns.astype(np.float32).reshape(1, -1), (3, 1)).ravel()
    most = LIGHT * profile[left:right].max()
    found: list[int] = []
    for at in (left + near + np.argsort(profile[left + near : right - near], kind="stable")).tolist():
        if profile[at] > most or len(found) == MOST_CUTS:
            break
        if all(abs(at - other) >= near for other in found):
            found.append(at)
    return sorted(found)


def runs_of(pieces: Pieces) -> list[Run]:
    """Every run of pieces that may be one character."""
    boxes, height = pieces.boxes, pieces.height
    found = []
    for first, box in enumerate(boxes):
        right = box[2]
        for end in range(first + 1, min(first + RUN, len(boxes)) + 1):
            last = boxes[end - 1]
            if end > first + 1 and (last[0] - right > GAP * height or last[2] - box[0] > WIDEST * height):
                break
            right = max(right, last[2])
            found.append(Run(first, end))
    return found
