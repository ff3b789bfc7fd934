"""Pages set from a few lines of plain text, so that a test shows what it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.layout.reading import PageLayout, layout_of
from extractors.pages.model import Page, Ruling, Word

if TYPE_CHECKING:
    from collections.abc import Callable

LEFT, WIDTH, LEADING, LETTER = 60.0, 780.0, 13.0, 5.0
Typeset = "Callable[..., list[PageLayout]]"


def _words(text: str, x: float, top: float, *, bold: bool, size: float) -> list[Word]:
    words = []
    for token in text.split(" "):
        if token:
            end = x + len(token) * LETTER * size / 10
            words.append(Word(token, (x, top, end, top + size), 1.0, size, bold))
        x += (len(token) + 1) * LETTER * size / 10
    return words


def _table(page: Page, rows: list[list[str]], top: float) -> float:
    """A ruled table; '/' in a cell begins a new line, and a row's first cells are bold where marked with '*'."""
    width = (WIDTH - 2 * LEFT) / len(rows[0])
    right = LEFT + width * len(rows[0])
    page.rulings.append(Ruling((LEFT, top, right, top)))
    begin = top
    for row in rows:
        lines = max(cell.count(" / ") + 1 for cell in row)
        for column, cell in enumerate(row):
            for n, line in enumerate(cell.split(" / ")):
                x, y = LEFT + column * width + 3, top + 3 + n * 11
                page.words += _words(line.strip("*"), x, y, bold=cell.startswith("*"), size=9)
        top += 6 + lines * 11
        page.rulings.append(Ruling((LEFT, top, right, top)))
    page.rulings += [Ruling((LEFT + c * width, begin, LEFT + c * width, top)) for c in range(len(rows[0]) + 1)]
    return top + LEADING


def _page(text: str, number: int) -> Page:
    page = Page(number, WIDTH, 1000, reading="text")
    top = 80.0
    rows: list[list[str]] = []
    for line in [*text.strip("\n").splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            top, rows = _table(page, rows, top), []
        heading = len(line) - len(line.lstrip("#"))
        size = 10.0 + (6 - 2 * heading if heading else 0)
        bold = heading > 0 or line.startswith("*")
        for column, part in enumerate(line.lstrip("# ").split("   ")):
            page.words += _words(part.strip("*"), LEFT + column * 220, top, bold=bold and not column, size=size)
        top += LEADING if line else LEADING / 2
    return page


@pytest.fixture
def typeset() -> Callable[..., list[PageLayout]]:
    """Sets each text as a page: '# ' heading, '*bold', '|' rows of a ruled table, three spaces a new column."""

    def pages(*texts: str) -> list[PageLayout]:
        return [layout_of(_page(text, number)) for number, text in enumerate(texts, 1)]

    return pages
