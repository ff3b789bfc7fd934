"""Whether an empty place on a picture is truly empty: faint or broken ink is no signature, and no proof of none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.signatures.model import holds

if TYPE_CHECKING:
    from extractors.pages.model import BBox, Page
    from extractors.signatures.model import SignatureBox

ABOVE, BELOW = 12.0, 80.0  # points above the label and beneath it in which a signature would stand
WIDTH = 260.0  # points from the left edge of the label
SMALLEST = (18.0, 6.0)  # points: less is a speck or a stray letter


def something_in(box: SignatureBox, page: Page) -> bool:
    """Whether ink that nobody could read stands where the signature should be, and is no name or date."""
    place = _place(box)
    others = [box.label_bbox, *box.beside_labels]
    return any(
        holds(place, ink) and not any(holds(other, ink) for other in others)
        for ink in [*page.unread, *(d.bbox for d in page.drawings if not d.rectangle)]
        if ink[2] - ink[0] >= SMALLEST[0] and ink[3] - ink[1] >= SMALLEST[1]
    )


def _place(box: SignatureBox) -> BBox:
    if box.exact:
        return box.area
    x0, top, _, bottom = box.label_bbox
    left, ceiling, right, floor = box.area
    return (left, max(ceiling, top - ABOVE), min(right, x0 + WIDTH), min(floor, bottom + BELOW))
