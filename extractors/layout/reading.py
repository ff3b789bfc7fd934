"""The lay-out of one page, worked out once for all readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.layout.headings import headings_of
from extractors.layout.labels import label_values
from extractors.layout.lines import lines_of
from extractors.layout.tables import find_tables
from extractors.layout.tick_columns import ticked_cells
from extractors.layout.tickboxes import tick_boxes

if TYPE_CHECKING:
    from extractors.layout.headings import Heading
    from extractors.layout.labels import LabelValue
    from extractors.layout.lines import Line
    from extractors.layout.tables import Table
    from extractors.layout.tickboxes import TickBox
    from extractors.pages.model import Page


@dataclass(slots=True)
class PageLayout:
    """A page with its lines, tables, labels, tick boxes and headings, each from top to bottom."""

    page: Page
    lines: list[Line]
    tables: list[Table]
    label_values: list[LabelValue]
    tick_boxes: list[TickBox]
    headings: list[Heading]


def layout_of(page: Page) -> PageLayout:
    """Everything that geometry tells about the page."""
    tables = find_tables(page)
    cells = [w for table in tables for cell in table.cells for w in cell.words]
    return PageLayout(
        page=page,
        lines=lines_of(page.words),
        tables=tables,
        label_values=label_values(page, tables),
        tick_boxes=[*tick_boxes(page), *ticked_cells(tables)],
        headings=headings_of(page, cells),
    )
