"""The pages as one stream in reading order: headings, labels with their text, running text and tables."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, TypeGuard

from extractors.interventions.labels import field_of
from extractors.interventions.phrases.topics import support_levels
from extractors.interventions.places.across import table_across
from extractors.interventions.places.boxes import asking_boxes
from extractors.interventions.places.facts import Piece
from extractors.interventions.places.furniture import furniture_of
from extractors.interventions.places.grids import asking_cells, cards_in
from extractors.interventions.places.items import LOWEST, Grid, Head, Item, Labelled, Text
from extractors.interventions.places.lanes import by_lane, lanes_of, place_of, twin_lanes
from extractors.interventions.places.running import LONGEST_OPENING, heading_items, leading_of, text_items
from extractors.interventions.places.torn import is_torn
from extractors.layout.lines import lines_of, phrases_of
from extractors.pages.model import union

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from extractors.interventions.places.lanes import Lanes
    from extractors.layout.labels import LabelValue
    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.layout.tables import Table
    from extractors.layout.tables.model import Cell
    from extractors.pages.model import BBox, Page, Word

FIELDS = 2  # words of fields in an unruled table, from which it is a form


def items_of(layouts: Sequence[PageLayout]) -> Iterator[Item]:
    """Everything on the pages but running headers and footers."""
    furniture = furniture_of([layout.page for layout in layouts])
    for layout in layouts:
        yield from _page_items(layout, furniture)


def _page_items(layout: PageLayout, furniture: set[int]) -> Iterator[Item]:
    page = layout.page
    tables = _tables(layout)
    ruled = furniture | {id(w) for t in tables if t.ruled for c in t.cells for w in c.words}
    boxes = [] if page.reading == "ocr" else asking_boxes(page, ruled)
    boxed = {id(w) for box in boxes for w in box.words}
    loose = [] if page.reading == "ocr" else lines_of(w for w in page.words if id(w) not in ruled | boxed)
    twins = twin_lanes(loose)
    tables = [t for t in tables if t.ruled or not (_in_lanes(t, twins) or _shares(t, boxed))]
    in_tables = {id(w) for t in tables for c in t.cells for w in c.words}
    bands = twins or lanes_of(layout.lines, in_tables | furniture)
    placed: list[tuple[BBox, list[Item]]] = []
    used = furniture | in_tables
    for table in tables:
        cards = cards_in(table)
        asked = [] if cards else [_asked(page, c) for c in asking_cells(table)]
        placed += [(table.bbox, asked)] if asked else [] if cards else [(table.bbox, [Grid(page, table)])]
        placed += [(cell.bbox, _card_items(page, table, cell)) for cell in cards]
    used |= boxed
    placed += [(box.bbox, [_asked(page, box)]) for box in boxes]
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
            placed.append((heading.bbox, heading_items(piece, heading.level)))
    rooms = [box for box, _ in placed]
    leading = leading_of(layout.lines)
    options = {id(w) for box in layout.tick_boxes for w in box.label_words}
    for words in by_lane([w for w in page.words if id(w) not in used], bands):
        placed += text_items(page, words, rooms, leading, options)
    items = [item for _, part in sorted(placed, key=lambda p: place_of(p[0], bands)) for item in part]
    for item, below in zip_longest(items, items[1:]):
        yield Head(item.piece, LOWEST) if isinstance(below, Grid) and _heads_table(item) else item


def _in_lanes(table: Table, bands: Sequence[Lanes]) -> bool:
    return any(band.top - 1 <= table.bbox[1] < band.bottom for band in bands)


def _shares(table: Table, words: AbstractSet[int]) -> bool:
    return any(id(w) in words for c in table.cells for w in c.words)


def _without(lines: Sequence[Line], taken: AbstractSet[int]) -> list[Line]:
    """The lines none of whose words are taken."""
    return [line for line in lines if not any(id(w) in taken for w in line.words)]


def _heads_table(item: Item) -> TypeGuard[Text]:
    """Whether a line right above a table says of which level it tells: 'Hulp op ondersteuningsniveau 2'."""
    if not isinstance(item, Text) or item.piece.text.endswith((".", ",", ";", ":")):
        return False
    return len(item.piece.text.split()) <= LONGEST_OPENING and len(support_levels(item.piece.text)) == 1


def _asked(page: Page, cell: Cell) -> Item:
    """A cell with its label in the first line."""
    label, *answer = lines_of(cell.words)
    words = [w for line in answer for w in line.words]
    return Labelled(label.text, Piece(page, " ".join(w.text for w in words), cell.bbox, words), closed=True)


def _card_items(page: Page, table: Table, card: Cell) -> list[Item]:
    """The lines of a cell that holds a period, and what the other columns of its row say of it."""
    lines = lines_of(card.words)
    items = [item for _, part in text_items(page, card.words, [], leading_of(lines)) for item in part]
    beside = [c for c in table.cells if c.row == card.row and c is not card and card.row >= table.header_rows]
    heads = [(c, table.column_header(c.column)) for c in beside]
    told = [Labelled(h, Piece(page, c.text, c.bbox, c.words), closed=True) for c, h in heads if h and field_of(h)]
    return [*items, *told]


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
