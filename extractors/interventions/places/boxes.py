"""Forms made of boxes that stand apart, each with its label above its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.interventions.labels import names_field
from extractors.layout.lines import lines_of
from extractors.layout.tables.model import Cell

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from extractors.pages.model import BBox, Page

FEWEST = 3  # boxes that ask for a field
NARROW, LOW, HIGH, WIDE = 50.0, 20.0, 150.0, 0.7  # points; the widest as a share of the page


def asking_boxes(page: Page, taken: AbstractSet[int]) -> list[Cell]:
    """The boxes with a label in their first line and an answer beneath; none where few of them name a field."""
    cells: list[Cell] = []
    for box in dict.fromkeys(d.bbox for d in page.drawings if d.rectangle and _fits(d.bbox, page)):
        words = [w for w in page.words if id(w) not in taken and _holds(box, (w.x0, w.middle, w.x1, w.middle))]
        if len(lines_of(words)) > 1 and not any(_holds(cell.bbox, box) or _holds(box, cell.bbox) for cell in cells):
            cell = Cell(0, 0, 1, 1, box)
            cell.put(words)
            cells.append(cell)
    asking = [c for c in cells if names_field(lines_of(c.words)[0].text)]
    return cells if len(asking) >= FEWEST and 2 * len(asking) > len(cells) else []


def _fits(box: BBox, page: Page) -> bool:
    return NARROW <= box[2] - box[0] <= WIDE * page.width and LOW <= box[3] - box[1] <= HIGH


def _holds(outer: BBox, inner: BBox) -> bool:
    return (
        outer[0] - 1 <= inner[0] and outer[1] - 1 <= inner[1] and inner[2] <= outer[2] + 1 and inner[3] <= outer[3] + 1
    )
