"""Patches of ink that stand close together: what a reader of whole pages overlooks is looked at again.

Engines that read a page drop lone letters and signs: the 'E' in a column of levels, the minus of 'V-'.
Every patch of ink the size of text must therefore be covered by a word, or it is read by itself.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.model import Word, union
from extractors.pages.ocr import read_lines
from extractors.pages.picture.smaller import patches_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.ocr import Box
    from extractors.pages.picture.raster import Grey

INCH_HIGHEST = 0.32  # of text; a signature or logo is higher
INCH_LOWEST = 0.035
INCH_LONGEST_REREAD = 1.3  # longer patches are sentences, which a page reader reads well
NARROWEST = 0.3  # of the lowest: a stroke
LEAST_FILLED = 0.08  # of its box
INK = 139  # grey value
GAP = 0.6  # of the height of type: closer ink belongs to one patch
UNCOVERED = 0.33  # of the height of type: ink sticking out of the words by this much was not read
SHARED = 0.3  # of the lower of two boxes: they stand in one line
MARGIN = 5  # pixels of paper around what is read by itself
MOST_REREAD = 400  # on one page


@dataclass(frozen=True, slots=True)
class Blob:
    """A patch of ink: its box in pixels."""

    box: Box

    @property
    def height(self) -> int:
        """In pixels."""
        return self.box[3] - self.box[1]


def complete(cleaned: Grey, words: list[Word], dpi: int) -> list[Word]:
    """The words of a page without lines, with those added or mended that the page reader missed (pixels).

    A patch that could not be read is a word without text, for a reader that knows fewer characters.
    """
    kept = list(words)
    short = [b for b in _blobs(cleaned, dpi) if b.box[2] - b.box[0] <= INCH_LONGEST_REREAD * dpi]
    again = [
        (blob, inside)
        for blob, inside in zip(short, _covering(words, short), strict=True)
        # what sticks out is a whole word, of which this is a broken piece
        if all(_inside(w, blob.box) for w in inside) and not _covered(blob, inside)
    ][:MOST_REREAD]
    readings = read_lines(cleaned, [_padded(blob.box, cleaned) for blob, _ in again], dpi)
    for (blob, before), after in zip(again, readings, strict=True):
        if after and _better(before, after):
            whole = [dataclasses.replace(after[0], bbox=blob.box)] if len(after) == 1 else after
            kept = [w for w in kept if w not in before] + whole
        elif not before:
            kept.append(Word("", blob.box, 0.0))
    return kept


def _blobs(cleaned: Grey, dpi: int) -> list[Blob]:
    """The patches, found on every second pixel both ways: a quarter of the work, right to a pixel."""
    dark = cv2.dilate(cv2.threshold(cleaned, INK, 1, cv2.THRESH_BINARY_INV)[1], np.ones((2, 2), np.uint8))
    ink: Grey = np.ascontiguousarray(dark[::2, ::2], np.uint8)
    lowest, highest = INCH_LOWEST * dpi / 2, INCH_HIGHEST * dpi / 2
    heights = patches_of(ink)[:, 3]
    letters = heights[(heights > lowest) & (heights < highest)]
    if not len(letters):
        return []
    reach = max(2, (round(GAP * float(np.median(letters))) | 1) - 2)  # the gaps have lost a pixel at each side
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8)).astype(np.uint8, copy=False)
    return [
        Blob((2 * x, 2 * y, 2 * (x + w), 2 * (y + h)))
        for x, y, w, h, area in patches_of(joined).tolist()
        if lowest < h < highest and area > LEAST_FILLED * w * h and w > NARROWEST * lowest
    ]


def _covering(words: Sequence[Word], blobs: Sequence[Blob]) -> list[list[Word]]:
    """For each patch the words that share height with it and overlap it from left to right."""
    x0, top, x1, bottom = np.array([w.bbox for w in words], np.float64).reshape(-1, 4).T
    left, upper, right, lower = np.array([b.box for b in blobs], np.float64).reshape(-1, 4).T[:, :, None]
    across = np.minimum(x1, right) > np.maximum(x0, left)
    shared = np.minimum(bottom, lower) - np.maximum(top, upper)
    level = shared > SHARED * np.minimum(bottom - top, lower - upper)
    found: list[list[Word]] = [[] for _ in blobs]
    for blob, word in np.argwhere(across & level).tolist():
        found[blob].append(words[word])
    return found


def _covered(blob: Blob, words: Sequence[Word]) -> bool:
    """Whether words account for the patch from its left to its right end."""
    if not words:
        return False
    allowed = UNCOVERED * blob.height
    x0, _, x1, _ = union([w.bbox for w in words])
    return x0 - blob.box[0] <= allowed and blob.box[2] - x1 <= allowed


def _inside(word: Word, box: Box) -> bool:
    return box[0] - MARGIN <= word.bbox[0] and word.bbox[2] <= box[2] + MARGIN


def _padded(box: Box, picture: Grey) -> Box:
    x0, top, x1, bottom = box
    height, width = picture.shape
    return (max(0, x0 - MARGIN), max(0, top - MARGIN), min(width, x1 + MARGIN), min(height, bottom + MARGIN))


def _better(before: Sequence[Word], after: Sequence[Word]) -> bool:
    if not before:
        return True
    return min(w.confidence for w in after) + 0.1 >= min(w.confidence for w in before)
