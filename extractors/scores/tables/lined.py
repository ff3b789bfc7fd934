"""Rows without rulings: lines that hold typed values, their columns by the white between them in all lines.

Independent of the page's tables: the values say which lines are rows, the white that all rows leave free says where
columns part, and what stands just above says what they are called.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Literal

from extractors.layout.lines import is_sentence, lines_of, phrases_of, type_height
from extractors.pages.model import union
from extractors.scores.named_test import names_test
from extractors.scores.tables.headings import heading_runs, names_heading
from extractors.scores.tables.sheet import Cell, Row, Sheet
from extractors.scores.typed import personal, values_in
from extractors.values.moments import parse_moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.pages.model import BBox, Page, Word

COLUMN_GAP = 0.42  # of the type's height: wider than a space between words
WRAP_GAP = 0.55  # of the type's height: white between a line and the rest of its cell
MAX_HEADING_LINES = 5
DAY_WIDTH = 4.0  # times the height of its figures: twice what a year takes
_YEAR = re.compile(r"20[0-3]\d")

Extent = tuple[float, float]
Kind = Literal["row", "heading", "section", "other"]


@dataclass(slots=True)
class Block:
    """Rows that share columns, with the wraps of their cells, and the heading lines above them."""

    page: Page
    headings: list[Line] = field(default_factory=list)
    rows: list[list[Word]] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)  # per row, the section line above it
    columns: list[Extent] = field(default_factory=list)

    @property
    def bbox(self) -> BBox:
        words = [w for row in self.rows for w in row] + [w for ln in self.headings for w in ln.words]
        return union([w.bbox for w in words])


def blocks_of(page: Page, lines: Sequence[Line]) -> list[Block]:
    """Blocks of rows from top to bottom."""
    kinds = [_kind(line) for line in lines]
    return [_block(page, lines, kinds, run) for run in _runs_of_rows(lines, kinds)]


def _runs_of_rows(lines: Sequence[Line], kinds: Sequence[Kind]) -> list[list[int]]:
    """Indices of row lines that belong together: no headings and no great white between them."""
    runs: list[list[int]] = []
    for i, kind in enumerate(kinds):
        if kind != "row":
            continue
        last = runs[-1][-1] if runs else None
        apart = last is None or "heading" in kinds[last:i] or _white(lines, last, i) > 2.5 * _height(lines[i])
        if apart:
            runs.append([i])
        else:
            runs[-1].append(i)
    return runs


def _white(lines: Sequence[Line], last: int, i: int) -> float:
    return max(b.bbox[1] - a.bbox[3] for a, b in pairwise(lines[last : i + 1]))


def _block(page: Page, lines: Sequence[Line], kinds: Sequence[Kind], run: Sequence[int]) -> Block:
    block = Block(page, _headings_above(lines, kinds, run[0]), [list(lines[i].words) for i in run])
    block.columns = _columns(block.rows)
    pitch = min((lines[b].bbox[1] - lines[a].bbox[1] for a, b in pairwise(run)), default=0.0)
    section_at: dict[int, str] = {}
    labels: list[tuple[int, Line]] = []
    first = run[0] - 2 if block.headings else run[0]
    headings = {id(ln) for ln in block.headings}
    for i in range(max(0, run[0] - 2), min(len(lines), run[-1] + 4)):
        line = lines[i]
        if i in run or id(line) in headings or kinds[i] == "row" or is_sentence(line):
            continue
        nearest = min(range(len(run)), key=lambda n: abs(lines[run[n]].bbox[1] - line.bbox[1]))
        row = lines[run[nearest]]
        white = max(line.bbox[1] - row.bbox[3], row.bbox[1] - line.bbox[3])
        own_line = kinds[i] == "section" and abs(line.bbox[1] - row.bbox[1]) >= 0.92 * pitch > 0
        if white < -0.15 * _height(line) and not _fits(line, block.columns):
            labels.append((nearest, line))  # beside the rows, not between them
        elif white <= WRAP_GAP * _height(line) and not own_line and _fits(line, block.columns):
            block.rows[nearest] += line.words
        elif kinds[i] == "section" and first < i < run[-1]:
            section_at[i] = line.text
    for nearest, line in labels:
        block.rows[nearest] += line.words
    block.columns = _columns(block.rows) if labels else block.columns
    for i in run:
        above = [at for at in section_at if at < i]
        block.sections.append(section_at[max(above)] if above else "")
    return block


def _fits(line: Line, columns: Sequence[Extent]) -> bool:
    """Whether every phrase of the line stands within one column, as the rest of a cell does."""
    for phrase in phrases_of(line):
        x0, _, x1, _ = phrase.bbox
        over = [i for i, (a, b) in enumerate(columns) if a < x1 and x0 < b]
        if len(over) != 1 or x0 < columns[over[0]][0] - 3:
            return False
    return True


def sheet_of(block: Block, title: tuple[str, ...], before: Sheet | None = None) -> Sheet:
    """The block as a sheet. Without headings of its own it goes on with those of `before`, column by column."""
    columns = block.columns
    rows = [
        Row(block.page, _cells(words, columns), ((section,) if section else ()) + title)
        for words, section in zip(block.rows, block.sections, strict=True)
    ]
    heads: list[list[str]] = [[] for _ in columns]
    for line in block.headings:
        for i, text in _over(columns, line).items():
            if text not in heads[i]:
                heads[i].append(text)
    if not block.headings and before is not None and len(before.heads) == len(columns):
        heads = [list(h) for h in before.heads]
    return Sheet([tuple(h) for h in heads], rows, before.last if before else ())


def _kind(line: Line) -> Kind:
    values = values_in(line.text)
    phrases = [run for phrase in phrases_of(line) for run in heading_runs(phrase.words)]
    headings = sum(names_heading(" ".join(w.text for w in run)) for run in phrases)
    keys = sum(v.kind in ("date", "moment", "school_year") for v in values) or any(map(_is_rest_of_day, line.words))
    is_title = all(v.kind in ("school_year", "group") for v in values)
    if keys and len(values) >= 2 and headings < 2 and len(line.text) < 160 and not is_title and not personal(line.text):
        return "row"
    if headings >= 2 or (headings and len(phrases) >= 3):
        return "heading"
    words = any(c.isalpha() for c in line.text)
    if (
        words
        and len(phrases) == 1
        and len(line.text) <= 60
        and (names_test(line.text) or parse_moment(line.text) or values)
    ):
        return "section"
    return "other"


def _is_rest_of_day(word: Word) -> bool:
    """Whether a word is the year of a day that a scan spoiled: no year is as wide as a whole day."""
    return _YEAR.fullmatch(word.text) is not None and word.x1 - word.x0 > DAY_WIDTH * (word.bottom - word.top)


def _headings_above(lines: Sequence[Line], kinds: Sequence[Kind], index: int) -> list[Line]:
    """The lines above the first row that head its columns: from the highest heading line down, wraps included."""
    first = index
    for i in range(index - 1, max(-1, index - 1 - MAX_HEADING_LINES), -1):
        white = lines[i + 1].bbox[1] - lines[i].bbox[3]
        if (
            i == index - 1
            and kinds[i] == "section"
            and names_test(lines[i].text)
            and "heading" in kinds[max(0, i - 3) : i]
        ):
            continue  # a section that stands between the headings and its rows
        if kinds[i] == "other" and i >= index - 2 and white < WRAP_GAP * _height(lines[i]) and not _heads(lines[i]):
            continue  # the upper part of a cell of the first row
        if kinds[i] == "row" or white > 1.6 * _height(lines[i]) or _states(lines[i]):
            break
        if kinds[i] == "heading" or _heads(lines[i]):
            first = i
    lowest = max((i for i in range(first, index) if kinds[i] == "heading"), default=index)
    return [lines[i] for i in range(first, index) if i <= lowest or _heads(lines[i]) or kinds[i] == "other"]


def _heads(line: Line) -> bool:
    return any(names_heading(p.text) for p in phrases_of(line))


def _states(line: Line) -> bool:
    """Whether the line gives values beside labels, as the facts about the pupil do."""
    return any(v.kind in ("date", "number") for v in values_in(line.text))


def _columns(rows: Sequence[Sequence[Word]]) -> list[Extent]:
    """Extents of the columns: what is left over when the white that all rows leave free is taken out."""
    words = sorted((w for row in rows for w in row), key=lambda w: w.x0)
    gap = COLUMN_GAP * type_height(words)
    columns: list[list[float]] = []
    for word in words:
        if columns and word.x0 - columns[-1][1] <= gap:
            columns[-1][1] = max(columns[-1][1], word.x1)
        else:
            columns.append([word.x0, word.x1])
    return [(a, b) for a, b in columns]


def _cells(words: Sequence[Word], columns: Sequence[Extent]) -> list[Cell]:
    cells = [Cell() for _ in columns]
    for word in (w for line in lines_of(words) for w in line.words):
        index = next((i for i, (a, b) in enumerate(columns) if a - 0.1 <= word.x0 <= b), None)
        if index is not None:
            cells[index].words.append(word)
    for cell in cells:
        cell.text = " ".join(w.text for w in cell.words)
    return cells


def _over(columns: Sequence[Extent], line: Line) -> dict[int, str]:
    """The text of a heading line above each column. A phrase wider than its column may reach over the next.

    A column that is empty in all rows leaves a heading without a place: the nearer of two headings has the column.
    """
    headings = [run for phrase in phrases_of(line) for run in heading_runs(phrase.words)]
    if len(headings) == len(columns):
        return {i: " ".join(w.text for w in run) for i, run in enumerate(headings)}
    texts: dict[int, tuple[float, list[str]]] = {}
    for heading in headings:
        covered = [i for i, (a, b) in enumerate(columns) if heading[0].x0 <= a + 1 and b - 1 <= heading[-1].x1]
        known = names_heading(" ".join(w.text for w in heading))
        if len(covered) > 1 and len(heading) < len(covered):
            runs = [(i, heading) for i in covered]
        elif known:
            runs = [(min(range(len(columns)), key=lambda i: _distance(columns[i], heading)), heading)]
        else:
            runs = _runs(columns, heading)
        for i, words in runs:
            far = _distance(columns[i], words)
            if i not in texts or far < texts[i][0]:
                texts[i] = (far, [w.text for w in words])
    return {i: " ".join(t) for i, (_, t) in texts.items()}


def _runs(columns: Sequence[Extent], words: Sequence[Word]) -> list[tuple[int, list[Word]]]:
    """The words of a phrase by column: a word that stands exactly over a further column starts a heading there."""
    runs: list[tuple[int, list[Word]]] = []
    for word in words:
        nearest = min(range(len(columns)), key=lambda i: _distance(columns[i], [word]))
        exact = _distance(columns[nearest], [word]) <= 3
        if not runs or (exact and nearest > runs[-1][0] and word.x0 > columns[runs[-1][0]][1]):
            runs.append((nearest, [word]))
        else:
            runs[-1][1].append(word)
    return [(min(range(len(columns)), key=lambda i: _distance(columns[i], run)), run) for _, run in runs]


def _distance(column: Extent, words: Sequence[Word]) -> float:
    """How badly heading words fit over a column: they share the left side, the right side or the middle."""
    a, b = column
    x0, x1 = words[0].x0, words[-1].x1
    return min(abs(x0 - a), abs(x1 - b), abs((x0 + x1 - a - b) / 2))


def _height(line: Line) -> float:
    return median(w.bottom - w.top for w in line.words)
