"""The rows of a group overview: one pupil each, from a table, else from lines that begin alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.layout.lines import phrases_of
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.reading import PageLayout
    from extractors.layout.tables import Table
    from extractors.pages.model import Page, Word

FEWEST_ROWS = 4  # of a table that can be a class; a shorter one is a legend or a head
_SCORE = re.compile(
    r"(?:[A-E][+-]?|(?:IV|V|I{1,3})[+-]?|(?:AVI[\s-]?)?(?:[ME][1-8]|Start|Plus)|\d{1,3}(?:[.,]\d+)?\s?%?|[-–—x])"
)


@dataclass(slots=True)
class Row:
    """The cell that names a pupil, and how many scores stand beside it."""

    page: Page
    text: str
    words: Sequence[Word]
    scores: int


def rows_of(layouts: Sequence[PageLayout]) -> list[Row]:
    """Rows of pupils in reading order, over all pages; sums and means of the class are none."""
    rows: list[Row] = []
    for layout in layouts:
        tables = [t for t in layout.tables if t.row_count >= FEWEST_ROWS or (rows and t.column_count > 2)]
        found = [row for table in tables for row in _table_rows(layout.page, table)]
        rows += found or list(_line_rows(layout))
    return [row for row in rows if row.scores and not _is_summary(row.text)]


def _table_rows(page: Page, table: Table) -> Iterator[Row]:
    grid = table.grid()
    columns = _pupil_columns(table)
    for cells in grid[table.header_rows :]:
        named = [cells[c] for c in columns]
        words = [w for cell in named if cell for w in cell.words]
        others = [cell for i, cell in enumerate(cells) if cell and i not in columns]
        text = " ".join(cell.text for cell in named if cell and cell.text)
        if words:
            yield Row(page, text, words, sum(bool(_SCORE.fullmatch(cell.text)) for cell in others))


def _pupil_columns(table: Table) -> list[int]:
    """Columns headed as the pupil's; else the first one."""
    vocabulary = concepts("overviews", "columns")
    headed = []
    for column in range(table.column_count):
        best = vocabulary.best(table.column_header(column))
        if best and best.key == "pupil" and best.coverage >= 0.5:
            headed.append(column)
    return headed or [0]


def _line_rows(layout: PageLayout) -> Iterator[Row]:
    for line in layout.lines:
        phrases = phrases_of(line)
        scores = sum(bool(_SCORE.fullmatch(w.text)) for p in phrases[1:] for w in p.words)
        if len(phrases) > 1 and scores > 1:
            yield Row(layout.page, phrases[0].text, phrases[0].words, scores)


def _is_summary(text: str) -> bool:
    return any(c.key == "summary" for c in concepts("overviews", "nobody").of(text))
