"""Score tables of a part, read upright or turned, whichever reads better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.scores.columns import name_columns
from extractors.scores.grid import Grid, grid_of, line_kind
from extractors.scores.rows import RESULTS, Read, read_rows
from extractors.scores.sheet import Cell
from extractors.scores.sheets import sheets_of
from extractors.scores.tests import names_test
from extractors.scores.typed import values_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.layout.tables import Table
    from extractors.scores.headings import Legend
    from extractors.scores.sheet import Sheet

HEADING_ROOM = 3.5  # line heights above a frame in which its headings may stand
TITLE_LENGTH = 90


def read_tables(layouts: Sequence[PageLayout], legend: Legend) -> list[Read]:
    """The measurements of all tables, in reading order; a table that goes on over a page keeps its headings."""
    reads: list[Read] = []
    before: Sheet | None = None
    for layout in layouts:
        for number, table in enumerate(layout.tables):
            title = _title(layout, table, first=number == 0)
            above = _headings_above(layout, table)
            going_on = before if number == 0 and not title else None
            sheets, found = _best(grid_of(layout.page, table), title, above, going_on, legend)
            reads += found
            before = sheets[-1] if sheets and found else None if found else before
    return reads


def _best(
    grid: Grid, title: tuple[str, ...], above: list[list[Cell]], before: Sheet | None, legend: Legend
) -> tuple[list[Sheet], list[Read]]:
    best: tuple[float, list[Sheet], list[Read]] = (0.0, [], [])
    for turned in (False, True):
        sheets = sheets_of(
            grid.turned() if turned else grid, title, () if turned else above, None if turned else before
        )
        reads = [r for sheet in sheets for r in read_rows(sheet, name_columns(sheet, legend), legend)]
        worth = sum(_worth(r) for r in reads)
        if worth > best[0]:
            best = (worth, sheets, reads)
    return best[1], best[2]


def _worth(read: Read) -> float:
    m = read.measurement
    stated = sum(getattr(m, name) is not None for name in (*RESULTS, "date", "moment", "school_year", "group", "cards"))
    return (stated - len(m.derived) * 0.5) * m.confidence


def _title(layout: PageLayout, table: Table, *, first: bool) -> tuple[str, ...]:
    """Short lines above the table that name its test, moment or school year, nearest first, up to the next table."""
    x0, top, x1, _ = table.bbox
    ceiling = max(
        (t.bbox[3] for t in layout.tables if t.bbox[3] <= top + 1 and t is not table and _overlap(t.bbox, table.bbox)),
        default=0.0,
    )
    names: list[str] = []
    for line in sorted(layout.lines, key=lambda ln: -ln.bbox[1]):
        middle = (line.bbox[1] + line.bbox[3]) / 2
        if not ceiling - 1 <= middle <= top + 1:
            continue
        words = [w for w in line.words if w.x1 > x0 - 20 and w.x0 < x1 + 20]
        text = " ".join(w.text for w in words)
        if (
            text
            and len(text) <= TITLE_LENGTH
            and (names_test(text) or any(v.kind in ("moment", "school_year") for v in values_in(text)))
        ):
            names.append(text)
    return tuple(names)


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2]


def _headings_above(layout: PageLayout, table: Table) -> list[list[Cell]]:
    """Heading lines that stand just above the frame, their words parted over its columns."""
    grid = table.grid()
    columns = [
        (min(c.bbox[0] for c in col if c), max(c.bbox[2] for c in col if c))
        for col in zip(*grid, strict=True)
        if any(col)
    ]
    if len(columns) != table.column_count:
        return []
    top = table.bbox[1]
    inside = {id(w) for t in layout.tables for c in t.cells for w in c.words}
    found: list[list[Cell]] = []
    for line in sorted(layout.lines, key=lambda ln: -ln.bbox[1]):
        height = line.bbox[3] - line.bbox[1]
        if line.bbox[3] > top + 0.5 * height:
            continue
        words = [w for w in line.words if id(w) not in inside]
        if top - line.bbox[3] > HEADING_ROOM * height or not words:
            break
        cells = _over(columns, words)
        if line_kind(cells) != "heading":
            break
        found.insert(0, cells)
        top = line.bbox[1]
    return found


def _over(columns: list[tuple[float, float]], words: Sequence[object]) -> list[Cell]:
    cells = [Cell() for _ in columns]
    for word in words:
        x0, x1 = word.x0, word.x1  # type: ignore[attr-defined]
        best = max(range(len(columns)), key=lambda i: min(x1, columns[i][1]) - max(x0, columns[i][0]))
        cells[best].words.append(word)  # type: ignore[arg-type]
    for cell in cells:
        cell.text = " ".join(w.text for w in cell.words)
    return cells
