"""Whether an empty place on a picture is truly empty: faint or broken ink is no signature, and no proof of none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.pages.model import union
from extractors.signatures.model import holds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import BBox, Page
    from extractors.signatures.marks import Mark
    from extractors.signatures.model import SignatureBox

ABOVE, BELOW = 30.0, 80.0  # points above the label and beneath it in which a signature would stand
FAR_ABOVE, FAR_BELOW = 80.0, 300.0  # and in which a body of ink as large as a signature may be one
LARGE = (30.0, 12.0)  # points
WIDTH = 260.0  # points from the right edge of the label
LABEL_WIDTH = 40.0  # points
MOSTLY = 0.7  # of a mark's height
SURE, DOUBTED = 0.7, 0.57  # confidence of a mark
WELL_READ = 0.8  # confidence of a word that is surely print
BENEATH = 40.0  # points beneath a signature in which the day may stand
SMALLEST = (18.0, 6.0)  # points: less is a speck or a stray letter


def something_in(box: SignatureBox, page: Page, owned: Sequence[BBox]) -> bool:
    """Whether ink that nobody could read stands where the signature should be, and is no name or date.

    `owned` are the signatures of the others.
    """
    place, wide = _place(box, ABOVE), _place(box, FAR_ABOVE)
    labelled = [(x0 - LABEL_WIDTH, top, x1, bottom) for x0, top, x1, bottom in box.beside_labels]  # read badly or well
    others = [box.label_bbox, *labelled, *owned]
    doubtful = [w.bbox for w in page.words if w.confidence < WELL_READ]
    bodies = [*page.unread, *page.faint, *(d.bbox for d in page.drawings if not d.rectangle)]
    return any(
        (holds(room, ink) and not any(holds(other, ink) for other in others))
        for room, found, least in ((place, [*bodies, *doubtful], SMALLEST), (wide, bodies, LARGE))
        for ink in found
        if ink[2] - ink[0] >= least[0] and ink[3] - ink[1] >= least[1]
    ) or any(_runs_into(place, ink) and ink not in owned for ink in bodies)


def _runs_into(place: BBox, ink: BBox) -> bool:
    """Whether a large part of a body of ink stands in a place that its middle is not in."""
    return all(min(place[i + 2], ink[i + 2]) - max(place[i], ink[i]) >= LARGE[i] for i in (0, 1))


def may_be_elsewhere(box: SignatureBox, marks: Sequence[Mark], owned: Sequence[BBox]) -> bool:
    """Whether a pen's mark that nobody owns stands about a label or beneath it: people sign where they like."""
    _, top, _, bottom = box.label_bbox
    return any(
        mark.bbox not in owned
        and mark.confidence >= SURE
        and top - FAR_ABOVE <= (mark.bbox[1] + mark.bbox[3]) / 2 <= bottom + FAR_BELOW
        for mark in marks
    )


def maybe_dated(box: SignatureBox, mark: BBox, page: Page) -> bool:
    """Whether a day may be written near a signature on a form that prints no place for it, though nobody could read it.

    Figures, words in a hand and ink that is not of the signature: a day often stands behind the name.
    """
    if box.asks_date:
        return False
    x0, top, x1, bottom = union([box.area, *([box.under] if box.under else [])])
    place = (min(x0, mark[0]), min(top, box.label_bbox[1]), max(x1, mark[2]), max(bottom, mark[3] + BENEATH))
    written = [w.bbox for w in page.words if w.confidence < WELL_READ or any(c.isdigit() for c in w.text)]
    return any(
        holds(place, ink) and not holds(box.label_bbox, ink) and ink[2] - ink[0] >= SMALLEST[0]
        for ink in [*page.unread, *written]
        if not holds(mark, ink) or ink[2] > mark[2] + SMALLEST[0]  # what is written there runs on behind the signature
    )


def not_written(marks: Sequence[Mark], boxes: Sequence[SignatureBox]) -> list[Mark]:
    """The marks without names and dates in somebody's hand; what only may be one is doubted."""
    kept = []
    for mark in marks:
        if mark.kind == "ink" and any(_is_written(mark.bbox, box.beside_labels) for box in boxes):
            if mark.confidence >= SURE:
                kept.append(replace(mark, confidence=DOUBTED))
        else:
            kept.append(mark)
    return kept


def _is_written(mark: BBox, places: Sequence[BBox]) -> bool:
    """Whether a mark stands behind or over 'Naam' or 'Datum', or both."""
    x0, top, x1, bottom = mark
    behind = [p for p in places if p[0] - LABEL_WIDTH <= (x0 + x1) / 2 <= p[2] and p[1] < bottom and top < p[3]]
    if not behind:
        return False
    shared = min(bottom, max(p[3] for p in behind)) - max(top, min(p[1] for p in behind))
    return shared >= MOSTLY * (bottom - top)


def _place(box: SignatureBox, above: float) -> BBox:
    if box.exact:
        return box.area
    _, top, x1, bottom = box.label_bbox
    left, ceiling, right, floor = box.area
    return (left, max(ceiling, top - above), min(right, x1 + WIDTH), min(floor, bottom + BELOW))
