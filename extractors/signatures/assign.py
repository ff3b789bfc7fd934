"""Whose mark is it? Each mark goes to the nearest box that can own it, even when it runs over line or label."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractors.pages.model import BBox
    from extractors.signatures.boxes import SignatureBox
    from extractors.signatures.marks import Mark

FARTHEST = 170.0  # points from a label to the middle of its signature
OVER_THE_EDGE = 14.0  # points that the middle of a signature may lie outside its cell
UNOWNED = 400.0  # what a mark without an owner costs, when two ways of signing are compared


def assign(boxes: Sequence[SignatureBox], marks: Sequence[Mark]) -> dict[int, Mark]:
    """Marks by the index of their box. A page signs under (or beside) its labels, or above them: never both."""
    below = _cheapest(boxes, marks, _cost_below)
    above = _cheapest(boxes, marks, _cost_above)
    return min((below, above), key=lambda plan: plan[0])[1]


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


def _centre(bbox: BBox) -> tuple[float, float]:
    return (bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2


def _cost_below(box: SignatureBox, mark: Mark) -> float | None:
    if box.exact:
        return _cost_inside(box, mark)
    x, y = _centre(mark.bbox)
    left, _, right, floor = box.area
    if not left - 8 <= x <= right + 8:
        return None
    drop = y - box.label_bbox[3]
    if drop < -20 or y > floor + 4 or drop > FARTHEST:
        return None
    return abs(drop) + 0.15 * abs(x - _centre(box.label_bbox)[0])


def _cost_above(box: SignatureBox, mark: Mark) -> float | None:
    if box.exact:
        return _cost_inside(box, mark)
    x, y = _centre(mark.bbox)
    left, ceiling, right, _ = box.area
    if not left - 8 <= x <= right + 8:
        return None
    rise = box.label_bbox[1] - y
    if rise < -6 or y < ceiling - 4 or rise > FARTHEST:
        return None
    return 12 + abs(rise) + 0.15 * abs(x - _centre(box.label_bbox)[0])


def _cost_inside(box: SignatureBox, mark: Mark) -> float | None:
    x, y = _centre(mark.bbox)
    left, top, right, bottom = box.area
    if not (left - OVER_THE_EDGE <= x <= right + OVER_THE_EDGE and top - OVER_THE_EDGE <= y <= bottom + OVER_THE_EDGE):
        return None
    middle = _centre(box.area)
    return abs(x - middle[0]) * 0.3 + abs(y - middle[1])
