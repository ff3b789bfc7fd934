"""The pages as one stream in reading order: headings, labels with their text, running text and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from statistics import median
from typing import TYPE_CHECKING, TypeGuard

from extractors.interventions.labels import alternatives, dates_level, field_of, heads_section, opens_period
from extractors.interventions.phrases.periods import begins_with_period
from extractors.interventions.phrases.topics import support_levels
from extractors.interventions.places.across import table_across
from extractors.interventions.places.bars import between_bars
from extractors.interventions.places.facts import Piece
from extractors.interventions.places.furniture import furniture_of
from extractors.interventions.places.grids import asking_cells, cards_in
from extractors.interventions.places.inline import LabelledWords, labels_in
from extractors.interventions.places.lanes import by_lane, lanes_of, place_of, twin_lanes
from extractors.interventions.places.torn import is_torn, rejoined
from extractors.interventions.places.unknown import Labels
from extractors.layout.lines import line_from, lines_of, phrases_of
from extractors.pages.model import union
from extractors.signing import names_place_and_day, opens_signing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from extractors.layout.labels import LabelValue
    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.layout.tables import Table
    from extractors.layout.tables.model import Cell
    from extractors.pages.model import BBox, Page, Word

FAR = 2.5  # heights of the type: white that parts a text from what goes before
PARAGRAPH = 0.3  # more white than this above the usual begins a paragraph
LOWEST = 9  # level of a line that is a heading by what it says alone
FIELDS = 2  # words of fields in an unruled table, from which it is a form
LONGEST_OPENING = 8  # words of such a line; two dates may double it
_BULLET = re.compile(r"^[•▪■●○◦·*>–-]$")


@dataclass(slots=True)
class Head:
    """A heading; `level` counts from 1, the largest of the page first."""

    piece: Piece
    level: int


@dataclass(slots=True)
class Labelled:
    """A label with the value in its place, which may be empty. `closed` values have a room of their own."""

    label: str
    piece: Piece
    closed: bool


@dataclass(slots=True)
class Text:
    """A line of running text; `opens` where a paragraph or an item of a list begins, `far` beneath much white."""

    piece: Piece
    opens: bool
    far: bool = False


@dataclass(slots=True)
class Grid:
    """A table."""

    page: Page
    table: Table


@dataclass(slots=True, frozen=True)
class Start:
    """How a line begins: a paragraph, beneath much white, or as the rest of the sentence above."""

    opens: bool
    far: bool
    wraps: bool


Item = Head | Labelled | Text | Grid


def items_of(layouts: Sequence[PageLayout]) -> Iterator[Item]:
    """Everything on the pages but running headers and footers."""
    furniture = furniture_of([layout.page for layout in layouts])
    for layout in layouts:
        yield from _page_items(layout, furniture)


def _page_items(layout: PageLayout, furniture: set[int]) -> Iterator[Item]:
    page = layout.page
    tables = _tables(layout)
    ruled = {id(w) for t in tables if t.ruled for c in t.cells for w in c.words}
    twins = (
        [] if page.reading == "ocr" else twin_lanes(lines_of(w for w in page.words if id(w) not in ruled | furniture))
    )
    tables = [t for t in tables if t.ruled or not any(b.top - 1 <= t.bbox[1] < b.bottom for b in twins)]
    in_tables = {id(w) for t in tables for c in t.cells for w in c.words}
    bands = twins or lanes_of(layout.lines, in_tables | furniture)
    placed: list[tuple[BBox, list[Item]]] = []
    used = furniture | in_tables
    for table in tables:
        cards = cards_in(table)
        asked = [] if cards else [_asked(page, c) for c in asking_cells(table)]
        placed += [(table.bbox, asked)] if asked else [] if cards else [(table.bbox, [Grid(page, table)])]
        placed += [(cell.bbox, _card_items(page, table, cell)) for cell in cards]
    for value in _form_fields(layout, tables):
        used |= {id(w) for w in value.words} | {id(w) for w in page.words if _within(w, value.label_bbox)}
        box = union([value.label_bbox, value.bbox])
        placed.append((box, [Labelled(value.label, Piece(page, value.value, value.bbox, value.words), closed=True)]))
    for line in _without(layout.lines, used):
        if any(band.top <= line.bbox[1] < band.body for band in bands):
            used |= {id(w) for w in line.words}
            placed += [(p.bbox, [Head(Piece(page, p.text, p.bbox, p.words), LOWEST)]) for p in phrases_of(line)]
    for heading in layout.headings:
        wrapped = heading.text[:1].islower()  # the rest of a line that looks bold or large
        if not wrapped and not any(id(w) in used for w in heading.words):
            used |= {id(w) for w in heading.words}
            piece = Piece(page, heading.text, heading.bbox, heading.words)
            placed.append((heading.bbox, _heading_items(piece, heading.level)))
    boxes = [box for box, _ in placed]
    leading = _leading(layout.lines)
    options = {id(w) for box in layout.tick_boxes for w in box.label_words}
    for words in by_lane([w for w in page.words if id(w) not in used], bands):
        placed += _text_items(page, words, boxes, leading, options)
    items = [item for _, part in sorted(placed, key=lambda p: place_of(p[0], bands)) for item in part]
    for item, below in zip_longest(items, items[1:]):
        yield Head(item.piece, LOWEST) if isinstance(below, Grid) and _heads_table(item) else item


def _without(lines: Sequence[Line], taken: AbstractSet[int]) -> list[Line]:
    """The lines none of whose words are taken."""
    return [line for line in lines if not any(id(w) in taken for w in line.words)]


def _heads_table(item: Item) -> TypeGuard[Text]:
    """Whether a line right above a table says of which level it tells: 'Hulp op ondersteuningsniveau 2'."""
    if not isinstance(item, Text) or item.piece.text.endswith((".", ",", ";", ":")):
        return False
    return len(item.piece.text.split()) <= LONGEST_OPENING and len(support_levels(item.piece.text)) == 1


def _leading(lines: Sequence[Line]) -> float:
    """The usual white between two lines of the page, in heights of the type."""
    pairs = pairwise(lines)
    gaps = [(b.bbox[1] - a.bbox[3]) / max(1.0, b.bbox[3] - b.bbox[1]) for a, b in pairs]
    return median([g for g in gaps if -0.5 < g < FAR] or [0.5])


def _text_items(
    page: Page,
    words: Sequence[Word],
    boxes: Sequence[BBox],
    leading: float,
    options: AbstractSet[int] = frozenset(),
) -> Iterator[tuple[BBox, list[Item]]]:
    """The lines of text; the white above each, measured to whatever stands there, tells where paragraphs begin."""
    bottom = 0.0
    lines = lines_of(words)
    lines = rejoined(lines) if page.reading == "ocr" else lines
    right = max((line.bbox[2] for line in lines), default=0.0)
    before: Line | None = None
    labels = Labels()
    told: list[Item] = []  # of the line before
    for line in lines:
        height = max(1.0, line.bbox[3] - line.bbox[1])
        above = max([bottom, *(b[3] for b in boxes if b[3] <= line.bbox[1] + 0.3 * height)])
        gap = (line.bbox[1] - above) / height
        bottom = line.bbox[3]
        opens = gap > leading + PARAGRAPH
        wraps = not opens and before is not None and _wraps(before, line, right)
        opens = opens or (not wraps and begins_with_period(line.text))
        last, before = before, line
        apart = last is not None and len(phrases_of(last)) > 1
        if page.reading == "text" and apart and not opens and (place := _place_between(told, line)):
            told.insert(place, Text(Piece(page, line.text, line.bbox, line.words), opens=False))
            continue
        if page.reading == "text" and (unknown := labels.unknown(line, wraps=wraps)):
            whole = Piece(page, line.text, line.bbox, line.words)
            yield line.bbox, [Labelled(unknown, whole, closed=False)]
            continue
        for n, part in enumerate([line.words] if wraps else between_bars(line.words)):
            own = line_from(part)
            start = Start(opens=opens or n > 0, far=gap > FAR and not n, wraps=wraps)
            told = _line_items(page, own, start, options)
            yield own.bbox, told


def _place_between(told: Sequence[Item], line: Line) -> int:
    """The place among labels of one line where the answer left of the last one goes on in this line; 0 for none."""
    labelled = [(n, item.piece) for n, item in enumerate(told) if isinstance(item, Labelled) and item.piece.words]
    if len(labelled) < 2 or any(part.label for part in labels_in(line.words)):
        return 0
    reach = next((n for n, piece in labelled[1:] if line.bbox[2] < piece.bbox[0]), 0)
    return reach if line.bbox[0] <= labelled[0][1].bbox[0] else 0


def _wraps(before: Line, line: Line, right: float) -> bool:
    """Whether a sentence goes on in this line: its first word did not fit in the line before."""
    first = line.words[0]
    space = (line.bbox[3] - line.bbox[1]) / 4
    full = before.bbox[2] + space + first.bbox[2] - first.bbox[0] > right
    return full and not before.text.endswith((".", "!", "?", ":"))


def _asked(page: Page, cell: Cell) -> Item:
    """A cell with its label in the first line."""
    label, *answer = lines_of(cell.words)
    words = [w for line in answer for w in line.words]
    return Labelled(label.text, Piece(page, " ".join(w.text for w in words), cell.bbox, words), closed=True)


def _card_items(page: Page, table: Table, card: Cell) -> list[Item]:
    """The lines of a cell that holds a period, and what the other columns of its row say of it."""
    lines = lines_of(card.words)
    items = [item for _, part in _text_items(page, card.words, [], _leading(lines)) for item in part]
    beside = [c for c in table.cells if c.row == card.row and c is not card and card.row >= table.header_rows]
    heads = [(c, table.column_header(c.column)) for c in beside]
    told = [Labelled(h, Piece(page, c.text, c.bbox, c.words), closed=True) for c, h in heads if h and field_of(h)]
    return [*items, *told]


def _heading_items(piece: Piece, level: int) -> list[Item]:
    """A bold line 'Periode: 4-9-2023 t/m 10-11-2023' is a label with its value, not a heading."""
    parted = labels_in(piece.words)
    asks = field_of(parted[0].label) or alternatives(parted[0].label)
    if asks and parted[0].words and not dates_level(piece.text) and not _opens_dated(parted):
        return _line_parts(piece.page, parted, opens=True)
    return [Head(piece, level)]


def _opens_dated(parted: Sequence[LabelledWords]) -> bool:
    """'Interventie 1: 11 september t/m 1 december 2023': the number of a period with its days."""
    behind = " ".join(w.text for w in parted[0].words)
    return opens_period(parted[0].label) and field_of(parted[0].label) != "period" and begins_with_period(behind)


def _line_items(page: Page, line: Line, start: Start, options: AbstractSet[int]) -> list[Item]:
    bullet = len(line.words) > 1 and _BULLET.match(line.words[0].text) is not None
    words = line.words[1:] if bullet else line.words
    text = " ".join(w.text for w in words)
    if start.wraps and text[:1].islower():  # 'Fluency-woorden | blok 4: 16 goed': nothing begins here
        return _line_parts(page, labels_in(words, options), opens=bullet)
    if opens_signing(text) or names_place_and_day(text):
        return [Head(Piece(page, text, line.bbox, words), LOWEST)]
    if told := _told_behind(words, opens=start.opens):
        opening, rest = words[:told], words[told:]
        head = Piece(page, " ".join(w.text for w in opening), union([w.bbox for w in opening]), opening)
        return [Head(head, LOWEST), *_line_parts(page, labels_in(rest, options), opens=True)]
    parted = labels_in(words, options)
    opens_block = (len(words) <= LONGEST_OPENING and opens_period(text, farthest=3)) or (
        len(words) <= 2 * LONGEST_OPENING and dates_level(text) and len(parted) == 1
    )
    bare = len(parted) == 1 and not any(c.isalnum() for w in parted[0].words for c in w.text)
    names_level = bare and bool(parted[0].label) and len(support_levels(text)) == 1
    if opens_block or names_level or heads_section(text):  # 'Ondersteuningsniveau 2': on a picture no type is bold
        return [Head(Piece(page, text, line.bbox, words), LOWEST)]
    return _line_parts(page, parted, opens=start.opens or bullet, far=start.far)


def _told_behind(words: Sequence[Word], *, opens: bool) -> int:
    """How many words open a period in shorthand ('Periode 1 (ON2): 4/9 t/m 24/11/23, 3x20 min'), 0 where none do."""
    count = next((i for i, w in enumerate(words[:LONGEST_OPENING], 1) if w.text.endswith(":")), 0)
    bold = next((i for i, w in enumerate(words) if not w.bold), 0)
    if not count and bold and words[bold - 1].text.endswith("."):  # 'Niveau 2.' in bold type
        count = bold
    opening = " ".join(w.text for w in words[:count])
    heads = opens_period(opening, farthest=3) or (opens and bool(support_levels(opening)))
    return count if 0 < count < len(words) and heads else 0


def _line_parts(page: Page, parted: Sequence[LabelledWords], *, opens: bool, far: bool = False) -> list[Item]:
    items: list[Item] = []
    for part in parted:
        box = union([w.bbox for w in part.words or part.label_words])
        piece = Piece(page, " ".join(w.text for w in part.words), box, part.words)
        items.append(Labelled(part.label, piece, closed=False) if part.label else Text(piece, opens, far))
    return items


def _tables(layout: PageLayout) -> list[Table]:
    """The tables of the page; where fields to fill in stand in line, their alignment makes no table."""
    places = _places(layout)
    filled = {id(w) for w in layout.page.words if any(_inside(w.bbox, p) for p in places)}
    found = [t for t in layout.tables if not _is_box(t, layout)]
    found = [t for t in found if t.ruled or sum(id(w) in filled for c in t.cells for w in c.words) < FIELDS]
    if layout.page.reading == "ocr":
        found = [t for t in found if not is_torn(t, layout.lines)]
    across = table_across(layout)
    return [*(t for t in found if not _inside(t.bbox, across.bbox)), across] if across else found


def _is_box(table: Table, layout: PageLayout) -> bool:
    """Whether the lines of a table are the sides of boxes to tick, drawn on the line that they stand on."""
    boxes = [b.bbox for b in layout.tick_boxes]
    empty = [c for c in table.cells if not c.words]
    return bool(empty) and all(any(_inside(c.bbox, _around(b)) for b in boxes) for c in empty)


def _around(box: BBox) -> BBox:
    """A box with what lies right beneath it in its row."""
    height = box[3] - box[1]
    return (box[0] - 1, box[1] - height, box[2] + 1, box[3] + height)


def _places(layout: PageLayout) -> set[BBox]:
    return {f.bbox for f in layout.page.fields if f.kind in ("text", "combo", "list")}


def _form_fields(layout: PageLayout, tables: Sequence[Table]) -> Iterator[LabelValue]:
    """Labels of fields that can be filled in on screen, outside tables."""
    places = _places(layout)
    for value in layout.label_values:
        if value.bbox in places and not any(_inside(value.bbox, t.bbox) for t in tables):
            yield value


def _inside(inner: BBox, outer: BBox) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _within(word: Word, box: BBox) -> bool:
    return _inside(word.bbox, (box[0] - 0.5, box[1] - 0.5, box[2] + 0.5, box[3] + 0.5))
