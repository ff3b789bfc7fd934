"""Rows without rulings: lines that hold typed values, their columns by the white between them in all lines.

Independent of the page's tables: the values say which lines are rows, the white that all rows leave free says where
columns part, and what stands just above says what they are called.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Literal

from extractors.layout.lines import phrases_of
from extractors.pages.model import union
from extractors.scores.headings import names_heading
from extractors.scores.sheet import Cell, Row, Sheet
from extractors.scores.tests import names_test
from extractors.scores.typed import values_in
from extractors.values.moments import parse_moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line, Phrase
    from extractors.pages.model import BBox, Page, Word

COLUMN_GAP = 0.42  # of the type's height: wider than a space between words
WRAP_GAP = 0.55  # of the type's height: white between a line and the rest of its cell
MAX_HEADING_LINES = 5

Kind = Literal["row", "heading", "section", "other"]


@dataclass(slots=True)
class Block:
    """Rows that share columns, what stands above them, and lines that wrap or divide them."""

    page: Page
    headings: list[Line] = field(default_factory=list)
    rows: list[list[Word]] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)  # per row, the section line above it

    @property
    def bbox(self) -> BBox:
        words = [w for row in self.rows for w in row] + [w for ln in self.headings for w in ln.words]
        return union([w.bbox for w in words])


def blocks_of(page: Page, lines: Sequence[Line]) -> list[Block]:
    """Blocks of rows from top to bottom."""
    kinds = [_kind(line) for line in lines]
    blocks: list[Block] = []
    block: Block | None = None
    section = ""
    for i, line in enumerate(lines):
        if kinds[i] == "row":
            if block is None:
                block = Block(page, _headings_above(lines, kinds, i))
                blocks.append(block)
            block.rows.append(list(line.words))
            block.sections.append(section)
        elif block is not None and not _wraps(lines, kinds, i, block):
            if kinds[i] == "heading" or line.bbox[1] - lines[i - 1].bbox[3] > 3 * _height(line):
                block, section = None, ""
            elif kinds[i] == "section":
                section = line.text
    return blocks


def sheet_of(block: Block, title: tuple[str, ...], before: Sheet | None = None) -> Sheet:
    """The block as a sheet. Without headings of its own it goes on with those of `before`, column by column."""
    columns = _columns(block.rows)
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
        return Sheet(before.heads, rows)
    return Sheet([tuple(h) for h in heads], rows)


def _kind(line: Line) -> Kind:
    values = values_in(line.text)
    phrases = phrases_of(line)
    headings = sum(names_heading(p.text) for p in phrases)
    keys = sum(v.kind in ("date", "moment", "school_year") for v in values)
    if keys and len(values) >= 2 and headings < 2 and len(line.text) < 160:
        return "row"
    if headings >= 2 or (headings and len(phrases) >= 3):
        return "heading"
    if len(phrases) == 1 and len(line.text) <= 60 and (names_test(line.text) or parse_moment(line.text) or values):
        return "section"
    return "other"


def _headings_above(lines: Sequence[Line], kinds: Sequence[Kind], index: int) -> list[Line]:
    """The lines above the first row that are part of its headings: from the highest heading line down, wraps included."""
    first = index
    for i in range(index - 1, max(-1, index - 1 - MAX_HEADING_LINES), -1):
        white = lines[i + 1].bbox[1] - lines[i].bbox[3]
        if kinds[i] == "row" or white > 1.6 * _height(lines[i]):
            break
        if kinds[i] == "heading" or any(names_heading(p.text) for p in phrases_of(lines[i])):
            first = i
    return list(lines[first:index])


def _wraps(lines: Sequence[Line], kinds: Sequence[Kind], i: int, block: Block) -> bool:
    """Adds a line to the row whose cells it finishes; tells whether it did."""
    line = lines[i]
    if kinds[i] == "heading":
        return False
    above = block.rows[-1]
    bottom = max(w.bottom for w in above)
    height = _height(line)
    if line.bbox[1] - bottom > WRAP_GAP * height or (kinds[i] == "section" and _as_wide_as_rows(lines, kinds, i)):
        return False
    starts = {round(w.x0) for w in above}
    if all(any(abs(p.bbox[0] - x) <= 3 for x in starts) or _under(p, above) for p in phrases_of(line)):
        above += line.words
        return True
    return False


def _under(phrase: Phrase, words: Sequence[Word]) -> bool:
    return any(w.x0 < phrase.bbox[2] and phrase.bbox[0] < w.x1 for w in words)


def _as_wide_as_rows(lines: Sequence[Line], kinds: Sequence[Kind], i: int) -> bool:
    """A section stands as far from its neighbours as rows do from each other; a wrap stands closer."""
    pitches = [b.bbox[1] - a.bbox[1] for (a, ka), (b, kb) in _pairs(lines, kinds) if ka == kb == "row"]
    return bool(pitches) and lines[i].bbox[1] - lines[i - 1].bbox[1] >= 0.92 * min(pitches)


def _pairs(lines: Sequence[Line], kinds: Sequence[Kind]) -> list[tuple[tuple[Line, Kind], tuple[Line, Kind]]]:
    both = list(zip(lines, kinds, strict=True))
    return list(zip(both, both[1:], strict=False))


def _columns(rows: Sequence[Sequence[Word]]) -> list[tuple[float, float]]:
    """Extents of the columns: what is left over when the white that all rows leave free is taken out."""
    words = sorted((w for row in rows for w in row), key=lambda w: w.x0)
    gap = COLUMN_GAP * median(w.bottom - w.top for w in words)
    columns: list[list[float]] = []
    for word in words:
        if columns and word.x0 - columns[-1][1] <= gap:
            columns[-1][1] = max(columns[-1][1], word.x1)
        else:
            columns.append([word.x0, word.x1])
    return [(a, b) for a, b in columns]


def _cells(words: Sequence[Word], columns: Sequence[tuple[float, float]]) -> list[Cell]:
    cells = [Cell() for _ in columns]
    for word in sorted(words, key=lambda w: (round(w.middle / 4), w.x0)):
        index = next((i for i, (a, b) in enumerate(columns) if a - 0.1 <= word.x0 <= b), None)
        if index is not None:
            cells[index].words.append(word)
    for cell in cells:
        cell.text = " ".join(w.text for w in cell.words)
    return cells


def _over(columns: Sequence[tuple[float, float]], line: Line) -> dict[int, str]:
    """The text of a heading line above each column. A phrase wider than its column may reach over the next."""
    texts: dict[int, list[str]] = {}
    for phrase in phrases_of(line):
        covered = [i for i, (a, b) in enumerate(columns) if phrase.bbox[0] <= a + 1 and b - 1 <= phrase.bbox[2]]
        if len(covered) > 1 and len(phrase.words) < len(covered):
            for i in covered:
                texts.setdefault(i, []).append(phrase.text)
            continue
        current: int | None = None
        for word in phrase.words:
            nearest = min(range(len(columns)), key=lambda i: _distance(columns[i], word))
            starts = _distance(columns[nearest], word) <= 3
            if current is None or (starts and nearest > current and word.x0 > columns[current][1]):
                current = nearest
            texts.setdefault(current, []).append(word.text)
    return {i: " ".join(t) for i, t in texts.items()}


def _distance(column: tuple[float, float], word: Word) -> float:
    """How badly a heading word fits over a column: headings share the left side, the right side or the middle."""
    a, b = column
    return min(abs(word.x0 - a), abs(word.x1 - b), abs((word.x0 + word.x1 - a - b) / 2))


def _height(line: Line) -> float:
    return median(w.bottom - w.top for w in line.words)
