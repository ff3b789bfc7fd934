"""Tables about interventions: a row or a column per period, or labels beside their values."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.interventions.labels import (
    TEXT_FIELDS,
    alternatives,
    clear_field,
    field_of,
    is_nothing,
    names_field,
    opens_period,
)
from extractors.interventions.phrases.broken import mended
from extractors.interventions.phrases.periods import find_period
from extractors.interventions.phrases.topics import support_levels
from extractors.interventions.phrases.typed import is_typed
from extractors.interventions.places.facts import Block, Fact, Piece
from extractors.interventions.places.inline import labels_in
from extractors.layout.lines import lines_of
from extractors.pages.model import union

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.tables.model import Cell, Table
    from extractors.pages.model import Page

PUNCHED = 0.09  # of the page's width: where holes are punched
FEWEST = 3  # fields that a heading row must name
BREAKS_OFF = re.compile(r"(?:\bt\s?[/.]?\s?m|\btot|\bmet|[-–—])[.:]?$")
PERIOD = "Periode"  # the heading of a column of stretches of time whose own could not be read
KEYS = {"period", "start", "end", "weeks", "support_level", "sessions_per_week", "ordinal"}
Rows = list[list["Cell | None"]]


def rows_of(page: Page, table: Table) -> Rows:
    """The rows of a table; on a picture without what a fold or shadow adds: empty columns and rows at its edges."""
    rows = table.grid()
    if page.reading != "ocr":
        return rows
    told = [n for n in range(table.column_count) if any(_says(row[n], page) for row in rows)]
    if told:
        rows = [row[told[0] : told[-1] + 1] for row in rows]
    before: Sequence[Cell | None] = []
    kept: Rows = []
    for row in rows:
        if any(cell and cell.text and not any(cell is other for other in before) for cell in row):
            kept.append(row)
        before = row
    return kept


def _says(cell: Cell | None, page: Page) -> bool:
    """Whether something stands in a cell; the hole of a punch at the side of the page is read as a sign."""
    hole = cell is not None and len(cell.text) == 1 and cell.words[0].x1 < PUNCHED * page.width
    return cell is not None and bool(cell.text) and not hole


def cards_in(table: Table) -> list[Cell]:
    """Cells that each hold a period of their own: several labels with a colon."""
    with_colons = [c for c in table.cells if sum(w.text.endswith(":") for w in c.words) > 2]
    return [
        c for c in with_colons if sum(bool(p.label) for line in lines_of(c.words) for p in labels_in(line.words)) > 2
    ]


def asking_cells(table: Table) -> list[Cell]:
    """The cells of a form of which each has its label above its answer; none where the table is another."""
    told = [c for c in table.cells if c.words]
    asking = [c for c in told if len(lines := lines_of(c.words)) > 1 and names_field(lines[0].text)]
    asking = [c for c in asking if not names_field(c.text)]
    if table.column_count < 2 or len(asking) <= FEWEST or 2 * len(asking) <= len(told):
        return []
    return [c for c in told if len(lines_of(c.words)) > 1 or names_field(c.text)]


def heads_of(rows: Rows, header_rows: int) -> tuple[list[str], int] | None:
    """A heading for each column and how many rows hold them; None where the table has no row per period.

    Of two heading rows ('Periode' over 'Start' and 'Eind') the lower one names the field, if it names any.
    """
    for index, row in enumerate(rows[:4]):
        names = [c.text for c in _distinct(row) if c.text]
        fields = {field_of(n) for n in names} - {None}
        keyed = fields & KEYS or any(_is_dated(rows[index + 1 :], row, c) for c in range(len(row)))
        if len(names) >= FEWEST and len(fields) >= FEWEST and keyed and 2 * _known(names) > len(names):
            depth = index + 1
            while depth < header_rows and _belongs(rows[depth], rows[depth - 1]):
                depth += 1
            while depth < len(rows) - 1 and _ends_heads(rows[depth], row):
                depth += 1
            heads = [_head([r[column] for r in rows[:depth]]) for column in range(len(row))]
            if not {field_of(head) for head in heads} & {"period", "start", "end"}:
                heads = [PERIOD if _is_dated(rows[depth:], row, c) else head for c, head in enumerate(heads)]
            return heads, depth
    return None


def _is_dated(rows: Rows, heads: Sequence[Cell | None], column: int) -> bool:
    """Whether a column under a heading that says nothing holds stretches of time: 'Weer', misread for 'Wanneer'."""
    head = heads[column]
    if head is None or not head.text or field_of(head.text) or alternatives(head.text):
        return False
    found = [find_period(cell.text) for r in rows if (cell := r[column]) and cell.text]
    return bool(found) and 2 * sum(p is not None and None not in (p.start, p.end) for p in found) >= len(found)


def _belongs(row: Sequence[Cell | None], above: Sequence[Cell | None]) -> bool:
    """A second heading row: cells of the first reach into it, or it names fields; text that goes on does neither."""
    reaching = any(a is not None and a is b for a, b in zip(row, above, strict=True))
    return reaching or _known([c.text for c in row if c and c.text]) > 1


def _ends_heads(row: Sequence[Cell | None], heads: Sequence[Cell | None]) -> bool:
    """The second line of a few headings, in a table without rulings: 'Hoe' above 'vaak'."""
    pairs = [(head, cell) for head, cell in zip(heads, row, strict=True) if cell and cell.text]
    joined = [f"{head.text} {cell.text}" for head, cell in pairs if head and head.text and head is not cell]
    known = [n for n in joined if clear_field(n)]
    return 0 < len(pairs) <= len(row) / 2 and len(known) == len(pairs) and not any(is_typed(c.text) for _, c in pairs)


def _head(cells: Sequence[Cell | None]) -> str:
    names = list(dict.fromkeys(c.text for c in reversed(cells) if c and c.text))
    named = [n for n in (*names[:1], " ".join(reversed(names)), *names[1:]) if field_of(n) or alternatives(n)]
    return next(iter([*named, *names]), "")


def joined_columns(rows: Rows) -> Rows:
    """A table of periods across, where options or long answers beside each other made columns without a heading.

    What stands in such a column goes on with the cell left of it.
    """
    if not rows or len(rows[0]) < 3 or (rows[0][0] and rows[0][0].text):
        return rows
    heads = [cell.text if cell else "" for cell in rows[0]]
    for column in range(len(heads) - 1, 1, -1):
        filled = sum(bool((cell := row[column]) and cell.text) for row in rows)
        if not heads[column] and 2 * filled < len(rows):
            rows = [[*row[: column - 1], _with(row[column - 1], row[column]), *row[column + 1 :]] for row in rows]
    return rows


def _with(left: Cell | None, cell: Cell | None) -> Cell | None:
    if left is None or cell is None or cell is left or not cell.text:
        return left
    whole = replace(left)
    whole.put([*left.words, *cell.words])
    return whole


def is_turned(rows: Rows) -> bool:
    """Whether the first column names the fields, and each other column is a period."""
    if not rows or len(rows[0]) < 3:
        return False
    names = [row[0].text for row in rows if row[0] and row[0].text]
    fields = {field_of(n) for n in names} - {None}
    columns = [[cell.text for row in rows if (cell := row[c]) and _alone(row, c)] for c in range(1, len(rows[0]))]
    beside = any(2 * _known(texts) > len(texts) for texts in columns if texts)
    if any(len(texts) < min(FEWEST, len(rows) / 2) for texts in columns):
        return False  # hardly anything stands in that column alone
    return len(fields) >= FEWEST and 2 * _known(names) > len(names) and not beside


def _alone(row: Sequence[Cell | None], column: int) -> bool:
    """Whether a cell fills one column: a wide one is the title of the table or a long answer, no label or period."""
    return row[column] is not row[column - 1] and (column + 1 == len(row) or row[column] is not row[column + 1])


def labelled_rows(page: Page, rows: Rows) -> Iterator[Fact]:
    """Labels with the cell beside them, row by row; a value without a label has the label ''."""
    for row in _side_by_side(rows):
        cells = _distinct(row)
        index = 0
        while index < len(cells):
            cell, beside = cells[index], cells[index + 1] if index + 1 < len(cells) else None
            if beside is None:
                if cell.text:
                    yield Fact("", [_piece(page, cell)])
                index += 1
            else:
                yield Fact(cell.text, [_piece(page, beside)])
                index += 2


def answers_beneath(page: Page, rows: Rows) -> list[Fact]:
    """'Beginsituatie | Doel | Middelen | Evaluatie' with the answers beneath, about one period; empty for any other."""
    heads = [cell.text if cell else "" for cell in rows[0]] if len(rows) > 1 else []
    fields = {field_of(head) for head in heads}
    if len(fields) < 2 or len(fields) < len(heads) or not fields <= TEXT_FIELDS:
        return []
    facts = [Fact(head) for head in heads]
    for row in rows[1:]:
        for fact, cell in zip(facts, row, strict=True):
            if cell:
                fact.add(_piece(page, cell))
    return facts


def _side_by_side(rows: Rows) -> Rows:
    """Two periods beside each other, each with its labels: the left one first, then the right one."""
    if not rows or len(rows[0]) != 4:
        return rows
    left, right = ([field_of(cell.text) for r in rows if (cell := r[c])] for c in (0, 2))
    if len(set(left) & set(right) - {None}) < FEWEST:
        return rows
    return [row[:2] for row in rows] + [row[2:] for row in rows]


def row_blocks(
    page: Page, rows: Sequence[Sequence[Cell | None]], heads: Sequence[str], last: Block | None
) -> list[Block]:
    """A block for each row; one that only goes on with the row above (`last` at the top) is added to that."""
    blocks: list[Block] = []
    level = ""
    above: Sequence[Cell | None] = []
    for row in rows:
        cells = _distinct(row)
        if len(cells) == 1 and len(row) > 1:
            told = _told_across(page, cells[0])
            level = cells[0].text if support_levels(cells[0].text) and not told else level
            (blocks[-1] if blocks else last or Block()).facts.extend(told)
            continue
        texts = [c.text if c else "" for c in row]
        if not any(texts) or texts == list(heads):
            continue
        before = blocks[-1] if blocks else last
        if before and (_goes_on(row, heads) or _shares_key(row, above, heads) or _ends_period(row, before, heads)):
            _add(page, before, row, heads, above)
        else:
            block = Block(headings=[level] if level else [])
            _add(page, block, row, heads, [])
            blocks.append(block)
        above = row
    return blocks


def _told_across(page: Page, cell: Cell) -> list[Fact]:
    """A row beneath a period that takes the whole width: 'Evaluatie: 17 woorden per minuut'."""
    parts = [part for line in lines_of(cell.words) for part in labels_in(line.words)]
    facts: list[Fact] = []
    for part in parts:
        if part.label:
            facts.append(Fact(part.label))
        if facts and part.words:
            box = union([w.bbox for w in part.words])
            facts[-1].add(Piece(page, " ".join(w.text for w in part.words), box, part.words))
    return facts


def column_blocks(page: Page, rows: Rows, last: Sequence[Block]) -> list[Block]:
    """A block for each column of a turned table; `last` are the blocks that it goes on with."""
    width = len(rows[0])
    named = rows[0][0] is not None and len(rows) > 1 and (field_of(rows[0][0].text) is None or _opens_each(rows[0][1:]))
    blocks = list(last) or [Block(headings=[_heading(rows[0][c])] if named else []) for c in range(1, width)]
    for column, block in enumerate(blocks, 1):
        for row in rows:
            cell, label = row[column], row[0].text if row[0] else ""
            if cell is None or (row is rows[0] and named and not last):
                continue
            if label or not block.facts:
                block.facts.append(Fact(label, [_piece(page, cell)]))
            else:
                block.facts[-1].add(_piece(page, cell))
    return blocks


def _opens_each(row: Sequence[Cell | None]) -> bool:
    """'Cyclus 1 (ON2) | Cyclus 2 (ON3)': a row that heads columns, whatever stands before it."""
    return all(cell is not None and opens_period(cell.text) for cell in row)


def _heading(cell: Cell | None) -> str:
    return cell.text if cell else ""


def _goes_on(row: Sequence[Cell | None], heads: Sequence[str]) -> bool:
    """Nothing stands in the columns that every period fills; some text goes on in another."""
    keys = [c for c, head in zip(row, heads, strict=False) if c and field_of(head) in KEYS]
    return bool(keys) and all(is_nothing(c.text) for c in keys)


def _shares_key(row: Sequence[Cell | None], above: Sequence[Cell | None], heads: Sequence[str]) -> bool:
    """A period cell that spans this row and the one above."""
    return any(
        a is not None and a is b and field_of(h) in ("period", "start", "ordinal")
        for a, b, h in zip(row, above, heads, strict=False)
    )


def _ends_period(row: Sequence[Cell | None], block: Block, heads: Sequence[str]) -> bool:
    """The rest of a period's days: '05-09-2022 t/m' stands in the row above, or a bracket that is not closed."""
    told = [block.fact(h) for c, h in zip(row, heads, strict=False) if c and c.text and field_of(h) == "period"]
    texts = [fact.text.strip() for fact in told if fact]
    return any(BREAKS_OFF.search(text) or text.count("(") > text.count(")") for text in texts)


def _add(
    page: Page, block: Block, row: Sequence[Cell | None], heads: Sequence[str], above: Sequence[Cell | None]
) -> None:
    for index, (cell, head) in enumerate(zip(row, heads, strict=False)):
        if cell is None or (index < len(above) and above[index] is cell) or (index and row[index - 1] is cell):
            continue
        fact = block.fact(head)
        if fact is None:
            block.facts.append(Fact(head, [_piece(page, cell)]))
        else:
            fact.add(_piece(page, cell))


def _piece(page: Page, cell: Cell) -> Piece:
    return Piece(page, mended(cell.text), cell.bbox, cell.words)


def _known(names: Sequence[str]) -> int:
    return sum(field_of(n) is not None or bool(alternatives(n)) for n in names)


def _distinct(row: Sequence[Cell | None]) -> list[Cell]:
    cells: list[Cell] = []
    for cell in row:
        if cell and (not cells or cells[-1] is not cell):
            cells.append(cell)
    return cells
