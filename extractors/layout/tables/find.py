"""All tables of a page: drawn with lines first, then by the alignment of what is left."""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING

from extractors.layout.regions import regions_of
from extractors.layout.tables.aligned import aligned_tables
from extractors.layout.tables.crown import crown, upright
from extractors.layout.tables.edges import edges_of
from extractors.layout.tables.headers import mark_headers
from extractors.layout.tables.model import Table
from extractors.layout.tables.refined import refine
from extractors.layout.tables.ruled import Frame, cells_of, frames_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.tables.edges import Edges
    from extractors.layout.tables.model import Cell
    from extractors.pages.model import BBox, Drawing, Page, Word


def find_tables(page: Page) -> list[Table]:
    """Tables from top to bottom. A word is in at most one table; a single box is no table."""
    edges = edges_of([*(r.bbox for r in page.rulings), *(w.bbox for w in page.words if is_typed_line(w))])
    shades = [d.bbox for d in page.drawings if is_shade(d, page)]
    tables: list[Table] = []
    boxes: list[BBox] = []
    words = [w for w in page.words if not is_typed_line(w)]
    for frame in sorted(frames_of(edges), key=_area):  # inner frames take their words first
        cells = cells_of(frame)
        if len(cells) < 2 or len(frame.xs) < 3:
            boxes.append(frame.bbox)
            continue
        words = _fill(cells, frame, words)
        ys = refine(cells, frame.xs, frame.ys, _heights(frame, edges, shades))
        table = Table(page.number, frame.bbox, len(ys) - 1, len(frame.xs) - 1, cells, ruled=True)
        _shade(cells, shades)
        tables.append(table)
    level = [w for w in words if not upright(w)]
    for region in regions_of(page, level, boxes):
        for table in aligned_tables(page, region, edges.horizontal, shades):
            _shade(table.cells, shades)
            tables.append(table)
    loose = _loose(page, tables)
    for table in tables:
        mark_headers(table)
        crown(table, loose)
    return sorted(tables, key=lambda t: (t.bbox[1], t.bbox[0]))


def is_typed_line(word: Word) -> bool:
    """A line made of characters: '-----'."""
    return len(word.text) >= 5 and set(word.text) <= set("-=_–—─━")


def is_shade(drawing: Drawing, page: Page) -> bool:
    """A filled rectangle that is not white, not the page's background and not a tick box."""
    if not (drawing.filled and drawing.rectangle and drawing.fill):
        return False
    red, green, blue, alpha = drawing.fill
    x0, top, x1, bottom = drawing.bbox
    white = min(red, green, blue) > 251 or alpha == 0
    return not white and bottom - top < 0.5 * page.height and x1 - x0 > 14 and bottom - top > 4


def _loose(page: Page, tables: Sequence[Table]) -> list[Word]:
    """Words in no table."""
    taken = {id(w) for t in tables for c in t.cells for w in c.words}
    return [w for w in page.words if id(w) not in taken]


def _heights(frame: Frame, edges: Edges, shades: Sequence[BBox]) -> list[float]:
    """Where lines and borders of shades run through half of the frame or more."""
    x0, _, x1, _ = frame.bbox
    spans = [(e.at, e.start, e.end) for e in edges.horizontal]
    spans += [(y, s[0], s[2]) for s in shades for y in (s[1], s[3])]
    return sorted(y for y, a, b in spans if min(b, x1) - max(a, x0) >= (x1 - x0) / 2)


def _area(frame: Frame) -> float:
    x0, top, x1, bottom = frame.bbox
    return (x1 - x0) * (bottom - top)


def _fill(cells: list[Cell], frame: Frame, words: list[Word]) -> list[Word]:
    """Put the words that lie in the frame in its cells; returns the others."""
    xs, ys = frame.xs, frame.ys
    owner = {
        (r, c): index
        for index, cell in enumerate(cells)
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.column, cell.column + cell.column_span)
    }
    place: dict[int, list[Word]] = {}
    rest = []
    for word in words:
        x, y = (word.bbox[0] + word.bbox[2]) / 2, (word.bbox[1] + word.bbox[3]) / 2
        if xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]:
            row, column = bisect(ys, y, 1, len(ys) - 1) - 1, bisect(xs, x, 1, len(xs) - 1) - 1
            place.setdefault(owner[row, column], []).append(word)
        else:
            rest.append(word)
    for index, found in place.items():
        cells[index].put(found)
    return rest


def _holds(bbox: BBox, x: float, y: float) -> bool:
    return bbox[0] <= x <= bbox[2] and bbox[1] <= y <= bbox[3]


def _shade(cells: list[Cell], shades: list[BBox]) -> None:
    for cell in cells:
        x, y = (cell.bbox[0] + cell.bbox[2]) / 2, (cell.bbox[1] + cell.bbox[3]) / 2
        cell.shaded = any(_holds(shade, x, y) for shade in shades)
