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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.ocr import Box
    from extractors.pages.raster import Grey

INCH_HIGHEST = 0.32  # of text; a signature or logo is higher
INCH_LOWEST = 0.035
INCH_LONGEST_REREAD = 1.3  # longer patches are sentences, which a page reader reads well
GAP = 0.6  # of the height of type: closer ink belongs to one patch
UNCOVERED = 0.33  # of the height of type: ink sticking out of the words by this much was not read
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
    again: list[tuple[Blob, list[Word]]] = []
    for blob in _blobs(cleaned, dpi):
        inside = _covering(words, blob.box)
        if not all(_inside(w, blob.box) for w in inside):
            continue  # a broken piece of a word that was read as a whole
        if blob.box[2] - blob.box[0] <= INCH_LONGEST_REREAD * dpi and not _covered(blob, inside):
            again.append((blob, inside))
    again = again[:MOST_REREAD]
    readings = read_lines(cleaned, [_padded(blob.box, cleaned) for blob, _ in again], dpi)
    for (blob, before), after in zip(again, readings, strict=True):
        if after and _better(before, after):
            whole = [dataclasses.replace(after[0], bbox=blob.box)] if len(after) == 1 else after
            kept = [w for w in kept if w not in before] + whole
        elif not before:
            kept.append(Word("", blob.box, 0.0))
    return kept


def _blobs(cleaned: Grey, dpi: int) -> list[Blob]:
    ink = (cleaned < 140).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    letters = stats[1:][(stats[1:, 3] > INCH_LOWEST * dpi) & (stats[1:, 3] < INCH_HIGHEST * dpi)]
    if not len(letters):
        return []
    height = float(np.median(letters[:, 3]))
    reach = max(3, round(GAP * height)) | 1
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (reach, 3)))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    return [
        Blob((int(x), int(y), int(x + w), int(y + h)))
        for x, y, w, h, area in stats[1:]
        if INCH_LOWEST * dpi < h < INCH_HIGHEST * dpi and area > 0.08 * w * h and w > 0.3 * INCH_LOWEST * dpi
    ]


def _covering(words: Sequence[Word], box: Box) -> list[Word]:
    """The words that share height with a box and overlap it from left to right."""
    return [
        w
        for w in words
        if min(w.bbox[2], box[2]) > max(w.bbox[0], box[0])
        and min(w.bbox[3], box[3]) - max(w.bbox[1], box[1]) > 0.3 * min(w.bbox[3] - w.bbox[1], box[3] - box[1])
    ]


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
