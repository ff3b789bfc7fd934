"""Figures of a printed page that readers of print hardly read: a few words of it may be of a hand too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.pages.hand.values import values_of
from extractors.pages.hand.words import CLEAR, crop_of

if TYPE_CHECKING:
    from extractors.pages.model import Word
    from extractors.pages.picture.raster import Grey

HARDLY, LONGEST = 0.6, 11  # confidence and characters of such a figure


def figures_again(cleaned: Grey, words: list[Word], dpi: float) -> list[Word]:
    """The words (in points), such figures as the reader of hands clearly has them, and as doubtful as they were."""
    scale = 72.0 / dpi
    found = {i: _read(cleaned, w, scale) for i, w in enumerate(words) if _hardly_read(w)}
    return [replace(w, text=found.get(i) or w.text) for i, w in enumerate(words)] if any(found.values()) else words


def _hardly_read(word: Word) -> bool:
    return word.confidence <= HARDLY and len(word.text) <= LONGEST and any(c.isdigit() for c in word.text)


def _read(cleaned: Grey, word: Word, scale: float) -> str | None:
    x0, top, x1, bottom = (round(v / scale) for v in word.bbox)
    values = values_of(crop_of(cleaned, (x0, top, x1, bottom)))
    return values[0].text if values and values[0].chance >= CLEAR else None
