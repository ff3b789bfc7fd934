"""Whose mark is it? Each mark goes to the nearest box that can own it, even when it runs over line or label."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.signatures.model import centre

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from extractors.pages.model import BBox
    from extractors.signatures.marks import Mark
    from extractors.signatures.model import SignatureBox

FARTHEST = 170.0  # points from a label to the middle of its signature
ONE_LINE = 30.0  # points between the middles of a label and of a signature right of it
FARTHEST_LEFT = 200.0  # points from a signature to a label right of it
OVER_THE_EDGE = 14.0  # points that the middle of a signature may lie outside its cell
UNOWNED = 400.0  # what a mark without an owner costs, when two ways of signing are compared
REACHES = 5.0  # points by which a mark stands in a cell that its middle is not in
APART = 40.0  # points between the signatures of two people who sign beside each other
DOUBTED = 0.57  # confidence of a mark that may be a neighbour's


def assign(boxes: Sequence[SignatureBox], marks: Sequence[Mark]) -> dict[int, Mark]:
    """Marks by the index of their box. A page signs under (or beside) its labels, or above them: never both."""
    below = _cheapest(boxes, marks, _cost_below)
    above = _cheapest(boxes, marks, _cost_above)
    return _one_way(boxes, min((below, above), key=lambda plan: plan[0])[1])


def _one_way(boxes: Sequence[SignatureBox], owned: Mapping[int, Mark]) -> dict[int, Mark]:
    """The marks, those doubted that stand above their label where another stands beside its own: a stamp, say."""
    free = {i: mark for i, mark in owned.items() if not boxes[i].exact and mark.kind == "ink"}
    beside = {i for i, mark in free.items() if _cost_shared(boxes[i], mark) is not None}
    odd = [i for i, m in free.items() if beside and i not in beside and m.bbox[3] < boxes[i].label_bbox[1]]
    return dict(owned) | {i: replace(owned[i], confidence=min(owned[i].confidence, DOUBTED)) for i in odd}


def reaching(boxes: Sequence[SignatureBox], marks: Sequence[Mark], owned: Mapping[int, Mark]) -> dict[int, Mark]:
    """For empty cells the marks, nobody's so far, that begin or end in them: somebody signed far out of theirs.

    It may as well be part of what a neighbour wrote, so such a mark is doubted.
    """
    free = [mark for mark in marks if mark not in owned.values()]
    found: dict[int, Mark] = {}
    for i, box in enumerate(boxes):
        if i in owned or not box.exact:
            continue
        mark = next((m for m in free if m.kind == "ink" and _reaches(m.bbox, box.area)), None)
        if mark is not None:
            free.remove(mark)
            found[i] = replace(mark, confidence=min(mark.confidence, DOUBTED))
    return found


def lost_parent(boxes: Sequence[SignatureBox], marks: Sequence[Mark], owned: Mapping[int, Mark]) -> Mark | None:
    """A mark, nobody's so far, abreast of that of the only parent who is asked: the other's label may be under it.

    It may be a stamp as well, so it is doubted.
    """
    parents = [i for i, box in enumerate(boxes) if box.role in ("parent_1", "parent_2")]
    if len(parents) != 1 or boxes[parents[0]].role != "parent_1" or (own := owned.get(parents[0])) is None:
        return None
    for mark in marks:
        abreast = min(mark.bbox[3], own.bbox[3]) - max(mark.bbox[1], own.bbox[1]) >= REACHES
        apart = max(mark.bbox[0] - own.bbox[2], own.bbox[0] - mark.bbox[2]) >= APART
        if mark.kind == "ink" and mark.bbox not in [m.bbox for m in owned.values()] and abreast and apart:
            return replace(mark, confidence=min(mark.confidence, DOUBTED))
    return None


def price(box: SignatureBox, mark: Mark) -> float | None:
    """What it costs that a mark is a box's, whichever way the page signs; None where it can't be."""
    prices = [p for p in (_cost_below(box, mark), _cost_above(box, mark)) if p is not None]
    return min(prices, default=None)


def _reaches(mark: BBox, cell: BBox) -> bool:
    inside = min(mark[3], cell[3]) - max(mark[1], cell[1])
    return cell[0] <= centre(mark)[0] <= cell[2] and inside >= REACHES


def _cheapest(
    boxes: Sequence[SignatureBox], marks: Sequence[Mark], cost: Callable[[SignatureBox, Mark], float | None]
) -> tuple[float, dict[int, Mark]]:
    pairs = sorted(
        (price, i, j)
        for i, box in enumerate(boxes)
        for j, mark in enumerate(marks)
        if (price := cost(box, mark)) is not None
    )
    owned: dict[int, Mark] = {}
    taken: set[int] = set()
    total = 0.0
    for price, i, j in pairs:
        if i in owned or j in taken:
            continue
        owned[i] = marks[j]
        taken.add(j)
        total += price
    return total + UNOWNED * (len(marks) - len(taken)), owned


def _cost_below(box: SignatureBox, mark: Mark) -> float | None:
    shared = _cost_shared(box, mark)
    if shared is not None or box.exact:
        return shared
    x, y = centre(mark.bbox)
    left, _, right, floor = box.area
    drop = y - box.label_bbox[3]
    if not left - 8 <= x <= right + 8 or not -20 <= drop <= FARTHEST or y > floor + 4:
        return None
    return abs(drop) + 0.15 * abs(x - centre(box.label_bbox)[0])


def _cost_above(box: SignatureBox, mark: Mark) -> float | None:
    shared = _cost_shared(box, mark)
    if shared is not None or box.exact or box.asks_beneath:
        return shared
    x, y = centre(mark.bbox)
    left, ceiling, right, _ = box.area
    rise = box.label_bbox[1] - y
    if not left - 8 <= x <= right + 8 or not -6 <= rise <= FARTHEST or y < ceiling - 4:
        return None
    return 12 + abs(rise) + 0.15 * abs(x - centre(box.label_bbox)[0])


def _cost_shared(box: SignatureBox, mark: Mark) -> float | None:
    """The cost inside a cell, or right beside the label: the same whichever way a page signs."""
    x, y = centre(mark.bbox)
    left, top, right, bottom = box.area
    if box.exact:
        edge = OVER_THE_EDGE
        if not (left - edge <= x <= right + edge and top - edge <= y <= bottom + edge):
            return None
        middle = centre(box.area)
        return abs(x - middle[0]) * 0.3 + abs(y - middle[1])
    off = abs(y - centre(box.label_bbox)[1])
    if off >= ONE_LINE:
        return None
    if mark.bbox[0] >= box.label_bbox[2] - 6 and x <= right + 8:
        return 5 + off + 0.05 * (mark.bbox[0] - box.label_bbox[2])
    to_the_left = box.label_bbox[0] - mark.bbox[2]
    return 15 + off + 0.1 * to_the_left if -6 <= to_the_left <= FARTHEST_LEFT else None
