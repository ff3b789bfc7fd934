"""Evidence for a value: the place on the page where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.pages.model import union
from extractors.records import Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import BBox, Page, Word


def evidence(page: Page, words: Sequence[Word]) -> Evidence:
    """Evidence for the words of a value. Readers know one file, so the document is 0 until files are combined."""
    return evidence_at(page, union([w.bbox for w in words]), " ".join(w.text for w in words))


def evidence_at(page: Page, bbox: BBox, text: str) -> Evidence:
    """Evidence for a box of the page in reading position."""
    x0, top, x1, bottom = page.displayed(bbox)
    return Evidence(
        document=0, page=page.number, bbox=(round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)), text=text
    )
