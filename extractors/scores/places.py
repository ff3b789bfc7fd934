"""The places of a page where measurements may stand, each with the ways in which it can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.layout.lines import lines_of
from extractors.pages.model import union
from extractors.scores.regions import regions_of
from extractors.scores.tables.barred import BarredBlock, barred_blocks
from extractors.scores.tables.grid import continues
from extractors.scores.tables.lined import Block, blocks_of
from extractors.scores.tables.turned import TurnedBlock, turned_blocks
from extractors.scores.typed import values_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.layout.tables import Table
    from extractors.pages.model import BBox, Word


@dataclass(slots=True)
class Joined:
    """A table as drawn, in one or several pieces."""

    tables: list[Table]

    @property
    def bbox(self) -> BBox:
        """The box around all pieces."""
        return union([t.bbox for t in self.tables])

    @property
    def words(self) -> list[Word]:
        """The words in its cells, each once."""
        return list({id(w): w for t in self.tables for c in t.cells for w in c.words}.values())


@dataclass(slots=True)
class Place:
    """A stretch of the page with the ways to read it: as the tables that were found, or line by line."""

    top: float
    bottom: float
    ways: list[Way]
    drawn: bool = False  # as lines around its cells say, which comes first


AnyBlock = Block | BarredBlock | TurnedBlock
Way = tuple[list["Joined | AnyBlock"], list["BBox"]]  # what to read, and the frames that bound the titles above


def joined_tables(layout: PageLayout) -> list[Joined]:
    """The page's tables, those joined that go on beneath each other without headings or a title between."""
    out: list[Joined] = []
    for table in layout.tables:
        last = out[-1].tables[-1] if out else None
        if last and continues(table, last) and not _text_between(layout, last, table):
            out[-1].tables.append(table)
        else:
            out.append(Joined([table]))
    return out


def _text_between(layout: PageLayout, above: Table, below: Table) -> bool:
    """Whether a line stands between two tables: what is below it may be about something else."""
    lines = [(ln.bbox[1] + ln.bbox[3]) / 2 for ln in layout.lines]
    return any(above.bbox[3] < middle < below.bbox[1] for middle in lines)


def places_of(layout: PageLayout) -> list[Place]:
    """The places of a page that may hold measurements, from top to bottom."""
    tables = joined_tables(layout)
    inside = {id(w) for t in layout.tables if t.ruled for c in t.cells for w in c.words}
    regions = regions_of(layout.page, [w for w in layout.page.words if id(w) not in inside])
    blocks: list[AnyBlock] = []
    for region in regions:
        barred = barred_blocks(layout.page, region.lines)
        blocks += barred
        lines = _without(region.lines, barred)
        turned = turned_blocks(layout.page, lines)
        blocks += turned
        blocks += blocks_of(layout.page, _without(lines, turned))
    of_tables = [t.bbox for t in tables]
    ruled = [t for t in tables if t.tables[0].ruled]
    of_lines = [t.bbox for t in ruled] + [b.bbox for b in blocks]
    places = [
        Place(t.bbox[1], t.bbox[3], [([t], of_tables), *((own, of_lines) for own in _lines_in(layout, t))], drawn=True)
        for t in ruled
    ]
    loose: list[Place] = []
    free: list[Joined | AnyBlock] = [t for t in tables if not t.tables[0].ruled]
    free += blocks
    for item in sorted(free, key=_top):
        _, top, _, bottom = item.bbox
        if not loose or top >= loose[-1].bottom - 1:
            loose.append(Place(top, bottom, [([], of_tables), ([], of_lines)]))
        loose[-1].bottom = max(loose[-1].bottom, bottom)
        loose[-1].ways[not isinstance(item, Joined)][0].append(item)
    return sorted([*places, *loose], key=lambda p: p.top)


def _lines_in(layout: PageLayout, table: Joined) -> list[list[Joined | AnyBlock]]:
    """On a scan, the lines within a table as another way to read it, where cells hold the values of several lines.

    Of its rulings only some were seen.
    """
    cells = [c for t in table.tables for c in t.cells if len(c.words) > 1]
    if layout.page.reading != "ocr" or not any(_holds_rows(c.words) for c in cells):
        return []
    lines = [ln for r in regions_of(layout.page, table.words) for ln in r.lines]
    turned = turned_blocks(layout.page, lines)
    own: list[Joined | AnyBlock] = [*turned, *blocks_of(layout.page, _without(lines, turned))]
    return [own] if own else []


def _holds_rows(words: Sequence[Word]) -> bool:
    lines = lines_of(words)
    return sum(len(values_in(line.text)) == 1 for line in lines) > 1


def _without(lines: Sequence[Line], blocks: Sequence[BarredBlock | TurnedBlock]) -> list[Line]:
    taken = {id(line) for block in blocks for line in block.lines}
    return [line for line in lines if id(line) not in taken]


def _top(item: Joined | AnyBlock) -> float:
    return item.bbox[1]
