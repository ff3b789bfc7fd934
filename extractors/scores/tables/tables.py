"""Score tables of a part, read upright or turned, whichever reads better."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.layout.lines import is_sentence
from extractors.pages.model import union
from extractors.scores.named_test import names_test, says_which
from extractors.scores.naming import Hints, read_sheets, total_worth, well_read
from extractors.scores.places import Joined, joined_tables, places_of
from extractors.scores.tables.grid import Grid, grid_of, line_kind
from extractors.scores.tables.lined import Block, sheet_of
from extractors.scores.tables.sheet import Cell, Row, Sheet
from extractors.scores.tables.sheets import by_test, sheets_of
from extractors.scores.typed import personal, values_in
from extractors.scores.worn.lost_titles import title_is_lost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.layout.tables import Table
    from extractors.pages.model import BBox, Word
    from extractors.scores.places import AnyBlock, Place
    from extractors.scores.rows import Read

HEADING_ROOM = 3.5  # line heights above a frame in which its headings may stand
TITLE_LENGTH = 90
LAST_TITLE = 60  # characters: longer lines at the foot of a page explain something
CLEARLY = 1.1  # how much better lines must read than the cells that were drawn around them
EDGE = 14.0  # points: about a line


@dataclass(slots=True)
class Found:
    """The measurements of a stretch of a page, and the box that they stand in."""

    bbox: BBox
    reads: list[Read]
    ruled: bool
    sheets: list[Sheet] = field(default_factory=list)


def read_tables(layout: PageLayout, before: Sheet | None, hints: Hints) -> tuple[list[Found], Sheet | None]:
    """What the tables and rows of a page hold, and the sheet that may go on over the page."""
    if (plain := _plain(layout, before, hints)) is not None:
        found, before = plain
        return found, _next_begins(layout, found, before)
    found = []
    for place in places_of(layout):
        ways: list[tuple[list[Sheet], list[Read]]] = []
        sure = False
        for way, frames in place.ways:
            own, reads, whole = _read(layout, way, frames, before, hints)
            ways.append((own, reads))
            sure = whole and well_read(own, reads) and not _misses(way, place)
            if sure:
                break
        best = len(ways) - 1 if sure else _best_way([total_worth(reads) for _, reads in ways], drawn=place.drawn)
        sheets, reads = ways[best]
        if reads:
            before = sheets[-1]
            items = place.ways[best][0]
            found.append(Found(union([i.bbox for i in items]), reads, place.drawn, sheets))
    return found, _next_begins(layout, found, before)


def _next_begins(layout: PageLayout, found: Sequence[Found], before: Sheet | None) -> Sheet | None:
    """What goes on over the page: the last sheet, or the test of which the title stands at the foot, beneath it."""
    foot = max((f.bbox[3] for f in found), default=layout.page.height)
    titles = [line.text for line in layout.lines if line.bbox[1] >= foot - 1 and _is_title(line)]
    if not titles:
        return before
    context = (titles[-1],)
    return Sheet(before.heads if before else [], [Row(layout.page, [], context)], last=context)


def _is_title(line: Line) -> bool:
    """Whether a line names a test, and explains nothing."""
    short = len(line.text) <= LAST_TITLE and not set("=:;") & set(line.text)
    return short and names_test(line.text) and not is_sentence(line)


def _best_way(worth: Sequence[float], *, drawn: bool) -> int:
    """The way that reads best; another than as drawn only when it reads clearly better."""
    best = max(range(len(worth)), key=lambda n: worth[n])
    return 0 if drawn and worth[best] <= CLEARLY * worth[0] else best


def _plain(layout: PageLayout, before: Sheet | None, hints: Hints) -> tuple[list[Found], Sheet | None] | None:
    """The page's tables as they stand, when they explain all of it; None when another way may do better."""
    found: list[Found] = []
    frames = [t.bbox for t in layout.tables]
    for item in joined_tables(layout):
        sheets, reads, whole = _read(layout, [item], frames, before, hints)
        if reads and not (whole and well_read(sheets, reads)):
            return None
        if reads:
            before = sheets[-1]
            found.append(Found(item.bbox, reads, item.tables[0].ruled, sheets))
    boxes = [f.bbox for f in found]
    return (
        (found, before) if found and not any(_is_row(ln) and not _lies_in(ln, boxes) for ln in layout.lines) else None
    )


def _is_row(line: Line) -> bool:
    values = values_in(line.text)
    return len(values) > 1 and any(v.kind in ("date", "moment") for v in values) and not personal(line.text)


def _lies_in(line: Line, boxes: Sequence[BBox]) -> bool:
    middle = (line.bbox[1] + line.bbox[3]) / 2
    return any(box[1] <= middle <= box[3] and _overlap(line.bbox, box) for box in boxes)


def _loses_words(layout: PageLayout, item: Joined) -> bool:
    """Whether words stand within a table that are in none of its cells."""
    x0, top, x1, bottom = item.bbox
    inside = sum(x0 <= (w.x0 + w.x1) / 2 <= x1 and top <= w.middle <= bottom for w in layout.page.words)
    return inside > sum(len(c.words) for t in item.tables for c in t.cells)


def _misses(way: Sequence[Joined | AnyBlock], place: Place) -> bool:
    """Whether a way to read a place leaves out a part of it that another way has."""
    top = min((i.bbox[1] for i in way), default=place.bottom)
    bottom = max((i.bbox[3] for i in way), default=place.top)
    others = [i.bbox for items, _ in place.ways for i in items if not isinstance(i, Joined)]
    return any(box[1] < top - EDGE or box[3] > bottom + EDGE for box in others)


def _read(
    layout: PageLayout,
    way: Sequence[Joined | AnyBlock],
    frames: Sequence[BBox],
    before: Sheet | None,
    hints: Hints,
) -> tuple[list[Sheet], list[Read], bool]:
    """The sheets and measurements of one way to read a place, and whether every part of it gave some."""
    sheets: list[Sheet] = []
    reads: list[Read] = []
    whole = True
    for item in way:
        title = _title(layout, item.bbox, frames)
        if not title and title_is_lost(layout, item.bbox):
            before = None
        if not isinstance(item, Joined):
            sheet = sheet_of(item, title, before) if isinstance(item, Block) else item.sheet(title)
            own = list(by_test(sheet))
            found = read_sheets(own, hints)
        else:
            above = _headings_above(layout, item.tables[0])
            own, found = _best(grid_of(layout.page, item.tables), title, above, before, hints)
        sheets += own
        reads += found
        whole = whole and bool(found) and not (isinstance(item, Joined) and _loses_words(layout, item))
        before = None if found else before
    return sheets, reads, whole


def _best(
    grid: Grid, title: tuple[str, ...], above: list[list[Cell]], before: Sheet | None, hints: Hints
) -> tuple[list[Sheet], list[Read]]:
    best: tuple[float, list[Sheet], list[Read]] = (0.0, [], [])
    for turned in (False, True):
        sheets = sheets_of(
            grid.turned() if turned else grid, title, () if turned else above, None if turned else before
        )
        reads = read_sheets(sheets, hints)
        value = total_worth(reads)
        if value > best[0]:
            best = (value, sheets, reads)
        if well_read(sheets, reads):
            break
    return best[1], best[2]


def _title(layout: PageLayout, bbox: BBox, frames: Sequence[BBox]) -> tuple[str, ...]:
    """Short lines above a frame that name its test, moment or school year, nearest first, up to the next frame."""
    x0, top, x1, _ = bbox
    ceiling = max((f[3] for f in frames if f[3] <= top + 1 and f != bbox and _overlap(f, bbox)), default=0.0)
    names: list[str] = []
    for line in sorted(layout.lines, key=lambda ln: -ln.bbox[1]):
        middle = (line.bbox[1] + line.bbox[3]) / 2
        if not ceiling - 1 <= middle <= top + 1:
            continue
        words = [w for w in line.words if w.x1 > x0 - 20 and w.x0 < x1 + 20]
        text = " ".join(w.text for w in words)
        if text and len(text) <= TITLE_LENGTH and says_which(text) and not _tells_several(text):
            names.append(text)
    return tuple(names)


def _tells_several(text: str) -> bool:
    """Whether a line holds moments or levels of several columns: the last row of another table."""
    return sum(v.kind in ("moment", "avi") for v in values_in(text)) > 1


def _overlap(a: BBox, b: BBox) -> bool:
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


def _over(columns: list[tuple[float, float]], words: Sequence[Word]) -> list[Cell]:
    cells = [Cell() for _ in columns]
    for word in words:
        shared = [min(word.x1, x1) - max(word.x0, x0) for x0, x1 in columns]
        cells[shared.index(max(shared))].words.append(word)
    for cell in cells:
        cell.text = " ".join(w.text for w in cell.words)
    return cells
