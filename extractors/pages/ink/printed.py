"""Which words of a picture are surely print: readers of print see short words in the strokes of a pen too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extractors.pages.model import Word
    from extractors.pages.picture.raster import Grey
    from extractors.pages.picture.ruled_lines import Masks

    Places = NDArray[np.float64]

READ, WELL_READ = 0.6, 0.85  # confidence from which a long word is print; and is so whatever its ink looks like
LONG_WORD = 3  # letters
SURE_WORD = 5  # characters: 'VAV' is read well in a hand's strokes
BESIDE = 1.2  # times the height of type from a short word to a long one of its line
SAME_LINE = 0.45  # of the height of type
TALLER = 1.4  # than the long word: no word of its line
AROUND = 3  # pixels by which the ink of a word may stick out of its box


def fully_printed(words: list[Word]) -> list[Word]:
    """The words that are print: long and read well, or short and beside such a word."""
    return _with_neighbours(words, READ, LONG_WORD)


def surely_printed(words: list[Word]) -> list[Word]:
    """Those of them that are print whatever their ink looks like."""
    return _with_neighbours(words, WELL_READ, SURE_WORD)


def _with_neighbours(words: list[Word], confidence: float, length: int) -> list[Word]:
    """The words read with so much confidence that have so many letters, or stand in line with one that has."""
    read = [w for w in words if w.confidence >= confidence]
    long = [w for w in read if _letters(w) >= length]
    if not long:
        return []
    boxes = np.array([w.bbox for w in long])
    short = [w for w in read if _letters(w) < length]
    return long + [w for w, beside in zip(short, _beside(short, boxes), strict=True) if beside]


def _letters(word: Word) -> int:
    return sum(c.isalnum() for c in word.text)


def _beside(words: list[Word], boxes: Places) -> list[bool]:
    """Of each word whether it stands beside one of the boxes."""
    if not words:
        return []
    x0, top, x1, bottom = np.array([w.bbox for w in words]).T[:, :, None]
    heights = boxes[:, 3] - boxes[:, 1]
    gaps = np.maximum(boxes[:, 0] - x1, x0 - boxes[:, 2])
    off = np.abs((boxes[:, 1] + boxes[:, 3]) / 2 - (top + bottom) / 2)
    fits = (gaps < BESIDE * heights) & (off < SAME_LINE * heights) & (bottom - top < TALLER * heights)
    found: list[bool] = fits.any(axis=1).tolist()
    return found


def print_masks(shape: tuple[int, ...], words: list[Word], scale: float) -> Masks:
    """The pixels of words that are print, and of those that surely are; `scale` is points per pixel."""
    return _mask(shape, fully_printed(words), scale), _mask(shape, surely_printed(words), scale)


def _mask(shape: tuple[int, ...], words: list[Word], scale: float) -> Grey:
    mask = np.zeros(shape, np.uint8)
    for word in words:
        x0, top, x1, bottom = (round(v / scale) for v in word.bbox)
        mask[max(0, top - AROUND) : bottom + AROUND + 1, max(0, x0 - AROUND) : x1 + AROUND + 1] = 1
    return mask
