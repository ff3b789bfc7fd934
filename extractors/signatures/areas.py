"""How far the place of a label reaches: its cells in a table, or the room that other labels leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.pages.model import union
from extractors.signatures.model import SignatureBox, holds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.reading import PageLayout
    from extractors.layout.tables import Table
    from extractors.pages.model import BBox
    from extractors.signatures.model import Label

REACH_BELOW = 150.0  # points
REACH_ABOVE = 75.0
ONE_ROW = 14.0  # points between labels that stand side by side


def boxes_for(labels: Sequence[Label], layout: PageLayout) -> list[SignatureBox]:
    """A place to sign for each label."""
    boxes = []
    for label in labels:
        cells = _cells(label, labels, layout.tables)
        room = _room(label, labels, layout.page.width)
        boxes.append(
            SignatureBox(
                role=label.roles[0],
                label=label.text,
                label_bbox=label.bbox,
                area=cells or room,
                under=(cells[0], cells[3], cells[2], room[3]) if cells else None,
                signs=label.roles,
                confidence=0.97 if label.explicit else 0.93,
                explicit=label.explicit,
                exact=cells is not None,
                named=label.named,
                name=label.name,
                beside_labels=[label.name_place] if label.name_place else [],
            )
        )
    return boxes


def tell_parents_apart(boxes: Sequence[SignatureBox]) -> None:
    """Two boxes for an unnumbered parent are the first and the second parent, in reading order."""
    parents = [b for b in boxes if b.role in ("parent_1", "parent_2")]
    if len(parents) == 2 and parents[0].role == parents[1].role:
        first, second = sorted(parents, key=lambda b: (round(b.label_bbox[1] / ONE_ROW), b.label_bbox[0]))
        first.role, second.role = "parent_1", "parent_2"


def _cells(label: Label, labels: Sequence[Label], tables: Sequence[Table]) -> BBox | None:
    """The cells of a ruled table that belong to a label in it: right of it, or under it where labels stand abreast."""
    table = next((t for t in tables if t.ruled and holds(t.bbox, label.bbox)), None)
    if table is None:
        return None
    own = next((c for c in table.cells if holds(c.bbox, label.bbox)), None)
    if own is None:
        return None
    others = [c for c in table.cells if c is not own and any(holds(c.bbox, o.bbox) for o in labels if o is not label)]
    abreast = any(c.row == own.row for c in others)
    if not abreast and own.column_span >= table.column_count and own.row_span >= table.row_count:
        return None
    next_row = min((c.row for c in others if c.row > own.row), default=table.row_count)
    mine = [
        c
        for c in table.cells
        if own.row <= c.row < next_row and (not abreast or own.column <= c.column < own.column + own.column_span)
    ]
    return union([c.bbox for c in mine]) if len(mine) > 1 or abreast else None


def _room(label: Label, labels: Sequence[Label], page_width: float) -> BBox:
    x0, top, x1, bottom = label.bbox
    left, right = 0.0, page_width
    ceiling, floor = top - REACH_ABOVE, bottom + REACH_BELOW
    for other in labels:
        if other is label:
            continue
        ox0, otop, ox1, obottom = other.bbox
        if abs(otop - top) < ONE_ROW:
            if ox0 > x1 - 1:
                right = min(right, ox0 - 3)
            elif ox1 < x0 + 1:
                left = max(left, ox1, x0 - 12)
        elif ox0 < right and ox1 > left:
            if otop > bottom:
                floor = min(floor, otop - 1)
            elif obottom < top:
                ceiling = max(ceiling, obottom + 1)
    return (left or max(0.0, x0 - 14), ceiling, right, floor)
