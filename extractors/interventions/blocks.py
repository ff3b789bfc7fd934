"""The stream of a document gathered into blocks: one for each period of extra help."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from extractors.interventions.labels import (
    TEXT_FIELDS,
    Field,
    alternatives,
    clear_field,
    dates_level,
    field_of,
    is_other,
    opens_period,
)
from extractors.interventions.naming import measured_at
from extractors.interventions.phrases.periods import find_period
from extractors.interventions.phrases.topics import support_levels
from extractors.interventions.places.facts import Block, Fact
from extractors.interventions.places.grids import (
    answers_beneath,
    column_blocks,
    heads_of,
    is_turned,
    joined_columns,
    labelled_rows,
    row_blocks,
    rows_of,
)
from extractors.interventions.places.items import Grid, Head, Item, Labelled, Text
from extractors.layout.tables.continued import continues
from extractors.vocabulary import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.interventions.places.facts import Piece
    from extractors.interventions.places.grids import Rows
    from extractors.layout.tables import Table

ALIKE = 75  # percent of the letters of a heading that must agree with those of the page before
SENTENCE = 5  # words
REOPENS = {"period", "start", "support_level", "weeks", "ordinal"}


def blocks_of(items: Iterable[Item]) -> list[Block]:
    """All blocks in reading order, whether or not they turn out to be interventions."""
    gatherer = _Gatherer()
    for item in items:
        gatherer.take(item)
    gatherer.settle()
    return gatherer.blocks


@dataclass(slots=True)
class _Gatherer:
    """Walks through the stream and knows which block and which text are open."""

    blocks: list[Block] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    block: Block | None = None
    fact: Fact | None = None  # the text that may go on
    label_level: int = 0  # heading level of the open text's label, 0 where it is no heading
    interrupted: Block | None = None  # the block before a table of other things
    closed: Block | None = None  # the block before a heading that says nothing of periods or other things
    table: Table | None = None
    outside: bool = False  # beneath a heading of something else: running text there is no one's
    tabled: bool = False  # the open text stands in a cell, with a room of its own
    hanging: Piece | None = None  # a value at the foot of a page whose label stands on the next one
    heads: list[str] = field(default_factory=list)
    grid_blocks: list[Block] = field(default_factory=list)

    def take(self, item: Item) -> None:
        if isinstance(item, Grid):
            self._grid(item)
            return
        self.settle()
        if isinstance(item, Head):
            self._heading(item)
        elif isinstance(item, Labelled):
            self._label(item)
        else:
            self._text(item)

    def settle(self) -> None:
        """No table goes on: a value left hanging belongs to the text above it."""
        if self.hanging and self.fact:
            self.fact.add(self.hanging)
        self.hanging = None

    # ------------------------------------------------------------------ headings

    def _heading(self, head: Head) -> None:
        text = head.piece.text
        asks = opens_period(text) or bool(support_levels(text)) or (text.endswith("?") and _is_label(text))
        if self.fact and not self.fact.text and 0 < self.label_level < head.level and not asks:
            self.fact.add(head.piece)  # a bold answer beneath the heading that asks for it
            return
        if self.fact and not self.fact.text and _looks_large(head.piece):
            self.fact.add(head.piece)
            return
        self.headings = [h for h in self.headings if h[0] < head.level]
        if _is_label(text):
            self._open_fact(text, None)
            self.label_level = head.level
            return
        self.headings.append((head.level, text))
        self.fact = None
        self.outside = is_other(text)
        self.closed = None if self.outside or support_levels(text) else self.block
        self.block = self.interrupted = None
        self.grid_blocks = []
        if opens_period(text) or dates_level(text):
            self.block = self._new_block()
            if find_period(text):
                self.block.facts.append(Fact("", [head.piece]))
        self.table = None if is_other(text) else self.table

    def _new_block(self) -> Block:
        block = Block(headings=[text for _, text in self.headings])
        self.blocks.append(block)
        return block

    # ------------------------------------------------------------------ labels and text

    def _label(self, item: Labelled) -> None:
        if field_of(item.label) is None and not alternatives(item.label):
            if self.fact and not self.fact.text and not is_other(item.label):
                self.fact.add(item.piece)  # 'Beginsituatie' above 'Leeskaart 1: 21 woorden'
                return
            self.fact = None
            if is_other(item.label):
                self.interrupted = self.block or self.interrupted
                self.block = None
            return
        self._open_fact(item.label, item.piece)
        if item.closed:
            self.fact = None

    def _open_fact(self, label: str, piece: Piece | None) -> None:
        self.outside = False
        self.block = self.block or self._resumed(label)
        if self.block is None or self._reopens(label, piece):
            self.block = self._new_block()
        self.fact = Fact(label)
        self.block.facts.append(self.fact)
        self.label_level = 0
        self.tabled = False
        if piece:
            self.fact.add(piece)

    def _resumed(self, label: str) -> Block | None:
        """The period that a table of other things interrupted (a log of weeks), where this text is still its own."""
        name, block = field_of(label), self.interrupted
        missing = block and name in TEXT_FIELDS and all(field_of(f.label) != name for f in block.facts)
        return block if missing else None

    def _reopens(self, label: str, piece: Piece | None) -> bool:
        """A key that the open block has already: the next period begins without a heading."""
        name = field_of(label)
        if self.block is None or name is None or (piece and measured_at(name, piece.text)):
            return False
        of_table = any(block is self.block for block in self.grid_blocks)
        return (name in REOPENS or of_table) and any(field_of(f.label) == name for f in self.block.facts)

    def _text(self, item: Text) -> None:
        if self.outside and self.fact is None:
            return
        if self.fact and (self.tabled or (self.fact.text and self._ends(item))):
            self.fact = None
        if self.fact is None:
            if self.block is None:
                self.block = self._new_block()
            self.fact = Fact("")
            self.tabled = False
            self.block.facts.append(self.fact)
            self.label_level = 0
        self.fact.add(item.piece)

    def _ends(self, item: Text) -> bool:
        """A new paragraph is no longer the answer to a label in a line; beneath a heading only much white parts."""
        if self.fact is None or self.fact.pieces[-1].page is not item.piece.page:
            return False
        return item.far or (item.opens and self.label_level == 0)

    # ------------------------------------------------------------------ tables

    def _grid(self, item: Grid) -> None:
        page = item.page
        rows = rows_of(page, item.table)
        goes_on = self.table is not None and continues(self.table, item.table)
        found = heads_of(rows, item.table.header_rows)
        if found is not None:
            heads, depth = found
            last = self._last(goes_on=goes_on or _same_heads(heads, self.heads))
            self.heads = heads
            self._add_blocks(row_blocks(page, rows[depth:], heads, last), item.table)
        elif goes_on and self.heads:
            self._add_blocks(row_blocks(page, rows, self.heads, self._last(goes_on=True)), item.table)
        elif is_turned(rows := joined_columns(rows)) or self._same_columns(rows, goes_on=goes_on):
            known = self.grid_blocks if self._same_columns(rows, goes_on=goes_on) else []
            blocks = column_blocks(page, rows, known)
            self.heads = []
            self._add_blocks([] if known else blocks, item.table)
            self.grid_blocks = blocks
        elif (
            self.block and (answers := answers_beneath(page, rows)) and not _clearly_told(self.block) & _named(answers)
        ):
            self.block.facts += answers
            self.table, self.fact = item.table, None
        else:
            self._facts(item)

    def _same_columns(self, rows: Rows, *, goes_on: bool) -> bool:
        """Whether a turned table tells more of the periods above: as many columns, and rows that are not there yet."""
        if self.heads or len(self.grid_blocks) < 2 or len(rows[0]) != len(self.grid_blocks) + 1:
            return False
        told = _told(self.grid_blocks[0])
        new = {field_of(row[0].text) for row in rows if row[0] and row[0].text} - {None}
        return goes_on or (bool(new) and not new & told)

    def _last(self, *, goes_on: bool) -> Block | None:
        return self.grid_blocks[-1] if goes_on and self.grid_blocks else None

    def _add_blocks(self, blocks: list[Block], table: Table) -> None:
        for block in blocks:
            block.headings = [text for _, text in self.headings] + block.headings
        self.blocks += blocks
        self.grid_blocks = blocks or self.grid_blocks
        self.table, self.fact = table, None
        self.block = blocks[0] if len(blocks) == 1 else None

    def _facts(self, item: Grid) -> None:
        facts = list(labelled_rows(item.page, rows_of(item.page, item.table)))
        goes_on = self.table is not None and continues(self.table, item.table)
        self.heads, self.grid_blocks = [], []
        self.table = item.table
        labelled = [f for f in facts if f.label]
        if 2 * sum(field_of(f.label) is not None or bool(alternatives(f.label)) for f in labelled) <= len(labelled):
            self.interrupted = self.block or self.interrupted or self.closed
            self.table = self.block = self.fact = None
            return
        self._hang(facts, goes_on=goes_on)
        for fact in facts:
            if not fact.label and opens_period(fact.text):
                self.fact, self.block = None, self._new_block()
                self.block.headings.append(fact.text)
                if find_period(fact.text):
                    self.block.facts.append(fact)
            elif not fact.label:
                if self.fact:
                    self.fact.add(fact.pieces[0])
            elif field_of(fact.label) or alternatives(fact.label):
                self._open_fact(fact.label, fact.pieces[0])
            else:
                self.fact = None
        self.tabled = True

    def _hang(self, facts: list[Fact], *, goes_on: bool) -> None:
        """A row broken over two pages with its label in the middle: the value stands above, the label below."""
        if self.hanging and goes_on and facts and facts[0].label and not facts[0].text:
            facts[0].pieces.insert(0, self.hanging)
            self.hanging = None
        self.settle()
        self.hanging = facts.pop().pieces[0] if facts and not facts[-1].label and len(facts) > 1 else None


def _told(block: Block) -> set[Field | None]:
    """The fields of which the block has labels."""
    return _named(block.facts)


def _clearly_told(block: Block) -> set[Field | None]:
    """As `_told`, without vague labels ('Wat'), which may name several."""
    return _named([fact for fact in block.facts if not alternatives(fact.label)])


def _named(facts: Sequence[Fact]) -> set[Field | None]:
    return {field_of(fact.label) for fact in facts}


def _looks_large(piece: Piece) -> bool:
    """Whether a heading of a scanned page is a sentence whose type was only taken for larger."""
    text = piece.text
    heads = _is_label(text) or opens_period(text) or is_other(text) or bool(support_levels(text)) or text[:1].isdigit()
    return piece.page.reading == "ocr" and len(piece.words) >= SENTENCE and not heads


def _same_heads(heads: list[str], others: list[str]) -> bool:
    """The same headings again, some perhaps misread."""
    if len(heads) != len(others):
        return False
    pairs = zip(heads, others, strict=True)
    return all(
        a == b or (field_of(a) == field_of(b) and fuzz.ratio(squeezed(a), squeezed(b)) >= ALIKE) for a, b in pairs
    )


def _is_label(heading: str) -> bool:
    """A heading that asks for a field, not one that opens a period or names the level of all that follows."""
    if opens_period(heading) or support_levels(heading):
        return False
    asked = heading.endswith("?") and field_of(heading) is not None
    return asked or clear_field(heading) is not None or bool(alternatives(heading))
