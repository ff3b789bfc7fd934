"""What a scanner tore: of pale hairlines it keeps pieces, and lines of text that slope fall apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.interventions.labels import clear_field, field_of
from extractors.layout.lines import line_from, lines_of, phrases_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.interventions.labels import Field
    from extractors.layout.lines import Line
    from extractors.layout.tables import Table
    from extractors.layout.tables.model import Cell
    from extractors.pages.model import BBox

EDGE = 1.0  # points by which a word may reach over a wall
SHARED = 0.5  # of the lower of two lines: how much of its height they have in common
FORM = 2  # columns of a table of labels and answers
TELLING = 2  # labels from which a table tells of a period


def is_torn(table: Table, lines: Sequence[Line]) -> bool:
    """Whether the lines of a scanned page do not tell its rows: line by line the text is read better.

    It holds labels of a period, and a side of it runs between the words of a phrase, or several labels share a cell.
    """
    x0, top, x1, bottom = table.bbox
    beside = [line for line in lines if top < (line.bbox[1] + line.bbox[3]) / 2 < bottom]
    if any(
        p.bbox[0] + EDGE < side < p.bbox[2] - EDGE for line in beside for p in phrases_of(line) for side in (x0, x1)
    ):
        return True
    return table.column_count == FORM and any(_shared(cell) for cell in table.cells)


def _shared(cell: Cell) -> bool:
    """Whether the lines of a cell name different fields, or a cell across both columns is a label with its answer."""
    lines = lines_of(cell.words)
    if cell.column_span == FORM:
        return any(len(p := phrases_of(line)) > 1 and field_of(p[0].text) is not None for line in lines)
    named: set[Field] = {name for line in lines if (name := clear_field(line.text))}
    return len(named) > 1 and cell.column == 0


def rejoined(lines: Sequence[Line]) -> list[Line]:
    """Lines that stand beside each other as one: a value a little above its label."""
    done: list[Line] = []
    for line in lines:
        last = done[-1] if done else None
        if last and _beside(last.bbox, line.bbox):
            done[-1] = line_from([*last.words, *line.words])
        else:
            done.append(line)
    return done


def _beside(one: BBox, other: BBox) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    apart = one[2] < other[0] or other[2] < one[0]
    return apart and shared >= SHARED * min(one[3] - one[1], other[3] - other[1])
