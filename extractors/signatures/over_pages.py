"""A place to sign at the foot of a page, signed at the head of the next: the room for the pen did not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.evidence import evidence_at
from extractors.signatures.doubts import DOUBTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import Page
    from extractors.records import Signature
    from extractors.signatures.marks import Mark
    from extractors.signatures.model import SignatureBox

FOOT, HEAD = 0.14, 0.2  # shares of a page's height: where such a place ends, and where the pen went on
BESIDE = 120.0  # points that the pen may begin right of its label


def at_foot(page: Page, signed: Sequence[tuple[SignatureBox, Signature]]) -> list[tuple[SignatureBox, Signature]]:
    """The empty places that reach to the foot of their page: nothing but their own name and date stands lower."""
    own = [(box, signature) for box, signature in signed if signature.state == "absent" and not box.exact]
    lowest = max((word.bbox[3] for word in page.words), default=0.0)
    return [pair for pair in own if lowest >= page.height * (1 - FOOT) and pair[0].area[3] >= lowest]


def sign_over_pages(page: Page, marks: Sequence[Mark], unsigned: Sequence[tuple[SignatureBox, Signature]]) -> None:
    """Give marks at the head of a page, nobody's so far, to the places before it; a person must see whose they are."""
    high = [m for m in marks if m.kind == "ink" and m.bbox[1] < page.height * HEAD and not _beneath_words(page, m)]
    for box, signature in unsigned:
        left, right = box.label_bbox[0] - BESIDE / 4, box.area[2]
        mark = next((m for m in high if left <= m.bbox[0] <= min(right, box.label_bbox[2] + BESIDE)), None)
        if mark is not None:
            high.remove(mark)
            signature.state = "ink"
            signature.confidence = min(signature.confidence, DOUBTED)
            signature.evidence = [*signature.evidence, evidence_at(page, mark.bbox, "")]


def _beneath_words(page: Page, mark: Mark) -> bool:
    """Whether text other than a line in the margin stands above a mark: then it belongs to that."""
    above = [w for w in page.words if w.bbox[3] <= mark.bbox[1]]
    return len({round(w.bbox[1] / 4) for w in above}) > 1
