"""Headings that stand above a table's first line: outside its frame, or upright."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout.lines import lines_of, phrases_of
from extractors.layout.tables.model import Cell
from extractors.layout.typed import has_day_or_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.layout.tables.model import Table
    from extractors.pages.model import Word

REACH = 1.6  # of the type's height, between a heading and the table's top
MOST_LINES = 3
TITLE = 1.15  # times the height of the headings beneath it
STANDS = 1.6  # times as high as wide, a word of three characters or more stands upright


def upright(word: Word) -> bool:
    """Whether the word runs up or down the page."""
    return len(word.text) >= 3 and word.bbox[3] - word.bbox[1] > STANDS * (word.bbox[2] - word.bbox[0])


def crown(table: Table, words: Sequence[Word]) -> None:
    """Give a table without header the headings that stand directly above its columns, if there are any."""
    walls = _walls(table)
    if table.header_rows or table.column_count < 3 or walls is None:
        return
    near = [w for w in words if w.bbox[3] <= table.bbox[1] + 3 and walls[0] - 3 <= (w.x0 + w.x1) / 2 <= walls[-1] + 3]
    standing = [w for w in near if upright(w) and table.bbox[1] - w.bbox[3] < 5 * (w.bbox[2] - w.bbox[0])]
    if len({_column(w, walls) for w in standing}) >= 2:
        _put(table, standing, walls)
        return
    found: list[Word] = []
    top = table.bbox[1]
    for line in reversed(lines_of(w for w in near if not upright(w))[-MOST_LINES:]):
        if top - line.bbox[3] > REACH * (line.bbox[3] - line.bbox[1]) or not _fits(line, walls, first=not found):
            break
        if found and _is_title(line, walls, found):
            break
        found += line.words
        top = line.bbox[1]
    columns = {_column(w, walls) for w in found}
    sentence = len(columns) < table.column_count and all(len(phrases_of(line)) == 1 for line in lines_of(found))
    if len(columns) >= max(2, 0.5 * table.column_count) and not sentence:  # the heading of a part, above half its table
        _put(table, found, walls)


def _walls(table: Table) -> list[float] | None:
    lefts = {c.column: c.bbox[0] for c in table.cells}
    if len(lefts) < table.column_count:
        return None
    return [*(lefts[c] for c in range(table.column_count)), table.bbox[2]]


def _column(word: Word, walls: Sequence[float]) -> int:
    return min(max(sum((word.x0 + word.x1) / 2 > wall for wall in walls) - 1, 0), len(walls) - 2)


def _fits(line: Line, walls: Sequence[float], *, first: bool) -> bool:
    """Whether the line reads as headings of these columns: no values, and no phrase over most of them."""
    phrases = phrases_of(line, 0.4)
    if first and len(phrases) < 2:
        return False
    if any(has_day_or_number(p.text) for p in phrases):
        return False
    return all(sum(p.bbox[0] + 2 < wall < p.bbox[2] - 2 for wall in walls) <= 1 for p in phrases)


def _is_title(line: Line, walls: Sequence[float], heads: Sequence[Word]) -> bool:
    """Whether a line above the headings is the title of the part: larger, and running out of the first column."""
    phrases = phrases_of(line)
    over = len(phrases) == 1 and phrases[0].bbox[0] < walls[1] < phrases[0].bbox[2] - 2
    return over and line.bbox[3] - line.bbox[1] > TITLE * max(w.bbox[3] - w.bbox[1] for w in heads)


def _put(table: Table, words: Sequence[Word], walls: Sequence[float]) -> None:
    top = min(w.bbox[1] for w in words) - 1
    for cell in table.cells:
        cell.row += 1
    held: dict[int, list[Word]] = {}
    for word in words:
        held.setdefault(_column(word, walls), []).append(word)
    heads = []
    for column in range(table.column_count):
        cell = Cell(0, column, 1, 1, (walls[column], top, walls[column + 1], table.bbox[1]), header=True)
        cell.put(held.get(column, []))
        heads.append(cell)
    table.cells[:0] = heads
    table.row_count += 1
    table.header_rows = 1
    table.bbox = (table.bbox[0], top, table.bbox[2], table.bbox[3])
