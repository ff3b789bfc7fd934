"""A table without vertical lines that has a period in each column: 'Periode 1   Periode 2' over the answers.

Long answers leave little white between such columns, so they are parted at the places of their headings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.interventions.labels import opens_period
from extractors.interventions.places.lanes import crosses
from extractors.layout.lines import lines_of, phrases_of
from extractors.layout.tables.model import Cell, Table
from extractors.pages.model import union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.pages.model import BBox, Word

ROOM = 4.0  # points that a column's text may start left of its heading
_WORD = re.compile(r"\w\w")  # the hole of a punch is read as a sign
LABELS = 40.0  # points at least for the labels left of the first period


def table_across(layout: PageLayout) -> Table | None:
    """The table on the page whose headings number the periods; None where there is none or lines part its columns."""
    ruled = {id(w) for t in layout.tables if t.ruled for c in t.cells for w in c.words}
    for index, line in enumerate(layout.lines):
        phrases = phrases_of(line)
        if layout.page.reading == "ocr":
            phrases = [p for p in phrases if _WORD.search(p.text)]
        if not _number_periods([p.text for p in phrases], picture=layout.page.reading == "ocr"):
            continue
        walls = [p.bbox[0] - ROOM for p in phrases]
        body = _body(layout, layout.lines[index + 1 :], walls)
        if body and min(w.bbox[0] for w in body) < walls[0] - LABELS and not any(id(w) in ruled for w in body):
            return _table(layout, line, body, walls)
    return None


def _number_periods(headings: Sequence[str], *, picture: bool) -> bool:
    """Whether headings number the periods; on a picture all but one, of which the number alone is read."""
    others = [(n, text) for n, text in enumerate(headings, 1) if not opens_period(text, farthest=3)]
    if not picture or len(headings) - len(others) < 2:
        return len(headings) > 1 and not others
    return len(others) <= 1 and all(text.endswith(str(n)) for n, text in others)


def _body(layout: PageLayout, below: Sequence[Line], walls: Sequence[float]) -> list[Word]:
    """The words under the headings down to a line that runs through a column, or the next heading of the text."""
    words: list[Word] = []
    headings = {id(w) for h in layout.headings if h.bbox[0] < walls[0] for w in h.words}
    for line in below:
        alone = all(w.bbox[0] < walls[0] for w in line.words) and any(id(w) in headings for w in line.words)
        if crosses(line, walls) or alone:
            break
        words += line.words
    return words


def _table(layout: PageLayout, head: Line, body: Sequence[Word], walls: Sequence[float]) -> Table:
    tops = _row_tops(layout, body, walls)
    rows: list[list[list[Word]]] = [[[] for _ in range(len(walls) + 1)] for _ in range(len(tops) + 1)]
    for word in head.words:
        rows[0][_column(word, walls)].append(word)
    for word in body:
        rows[sum(word.middle >= top for top in tops) or 1][_column(word, walls)].append(word)
    edges = [*tops, max(w.bottom for w in body)]
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        box = (head.bbox[1], head.bbox[3]) if r == 0 else (edges[r - 1], edges[r])
        for c, words in enumerate(row):
            cell = Cell(r, c, 1, 1, _room(words, box, c, walls, layout.page.width), header=r == 0)
            cell.put(words)
            cells.append(cell)
    bbox = union([head.bbox, *(w.bbox for w in body)])
    return Table(layout.page.number, bbox, len(rows), len(walls) + 1, cells, ruled=False, header_rows=1)


def _room(words: Sequence[Word], rows: tuple[float, float], column: int, walls: Sequence[float], width: float) -> BBox:
    if words:
        return union([w.bbox for w in words])
    sides = [0.0, *walls, width]
    return (sides[column], rows[0], sides[column + 1], rows[1])


def _column(word: Word, walls: Sequence[float]) -> int:
    return sum(word.bbox[0] >= wall for wall in walls)


def _row_tops(layout: PageLayout, body: Sequence[Word], walls: Sequence[float]) -> list[float]:
    """Where rows begin: at the lines drawn across the columns, otherwise at each label."""
    top, bottom = min(w.top for w in body), max(w.bottom for w in body)
    drawn = sorted(
        r.bbox[1]
        for r in layout.page.rulings
        if r.horizontal and top - 8 <= r.bbox[1] <= bottom and r.bbox[0] < walls[0] and r.bbox[2] > walls[-1]
    )
    if len(drawn) > 2:
        return [top - 1, *(y for y in drawn if y > top)]
    labels = lines_of(w for w in body if _column(w, walls) == 0)
    tops = [line.bbox[1] - 2 for line in labels]
    return [top - 1, *tops[1:]]
