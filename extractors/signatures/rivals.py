"""Ink that may be another's than whose place it stands in: one signature near two places, one of them empty.

Somebody who signs in the wrong place, or far over the edge of the right one, must not make a neighbour's signature.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.signatures.areas import ONE_ROW
from extractors.signatures.assign import REACHES, price
from extractors.signatures.model import holds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractors.pages.model import BBox, Page
    from extractors.signatures.marks import Mark
    from extractors.signatures.model import SignatureBox

RUNS_OVER = 0.25  # of a signature's width and of its height: as much in an empty place may be that person's own
AS_NEAR = 18.0  # points by which a signature may be farther from an empty place that could own it as well
NEAR = 120.0  # points around a place in which whoever wrote name and day there may have signed
SMALLEST = 6.0  # points: narrower is a speck


def contested(boxes: Sequence[SignatureBox], owned: Mapping[int, Mark], page: Page) -> set[int]:
    """The places of which nobody can tell whose the ink is: the one that owns it and the empty one beside it."""
    found: set[int] = set()
    empty = [e for e in range(len(boxes)) if e not in owned]
    filled = [_filled_in(box, page) for box in boxes]
    asks = [bool(box.beside_labels) for box in boxes]
    for i, mark in owned.items():
        if mark.kind != "ink":
            continue
        if boxes[i].exact and not holds(boxes[i].area, mark.bbox) and any(holds(b.area, mark.bbox) for b in boxes):
            found.add(i)  # the end of what a neighbour wrote, say
        rivals = {
            e
            for e in empty
            if _may_own(boxes[e], boxes[i], mark)
            or (filled[e] and (asks[i] or asks[e]) and not filled[i] and _runs_over(mark.bbox, _around(boxes[e].area)))
        }
        found |= rivals | ({i} if rivals else set())
    return found


def _filled_in(box: SignatureBox, page: Page) -> bool:
    """Whether somebody's name or day is written there."""
    inks = [*(w.bbox for w in page.words), *page.unread]
    written = any(holds(p, ink) and ink[2] - ink[0] >= SMALLEST for p in box.beside_labels for ink in inks)
    return written or box.name is not None or box.date is not None or box.dated


def _may_own(empty: SignatureBox, owner: SignatureBox, mark: Mark) -> bool:
    if empty.exact or abs(empty.label_bbox[1] - owner.label_bbox[1]) < ONE_ROW:
        return _runs_over(mark.bbox, empty.area)
    own, other = price(owner, mark), price(empty, mark)
    return own is not None and other is not None and other - own <= AS_NEAR


def _around(area: BBox) -> BBox:
    return (area[0] - NEAR, area[1] - NEAR, area[2] + NEAR, area[3] + NEAR)


def _runs_over(mark: BBox, area: BBox) -> bool:
    """Whether a large part of a mark stands in an area."""
    return all(
        min(mark[i + 2], area[i + 2]) - max(mark[i], area[i]) >= max(REACHES, RUNS_OVER * (mark[i + 2] - mark[i]))
        for i in (0, 1)
    )
