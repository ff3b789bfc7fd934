"""A grid as sheets: headings found, sections carried along, tests in headings parted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.scores.named_test import names_test
from extractors.scores.tables.grid import line_kind
from extractors.scores.tables.halves import by_half
from extractors.scores.tables.headings import names_heading
from extractors.scores.tables.sheet import EMPTY, Cell, Row, Sheet
from extractors.scores.worn.unread_tests import UNREAD, with_unread
from extractors.vocabulary import load, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.pages.model import Page
    from extractors.scores.tables.grid import Grid


TITLE = ""  # stands for the test that the title above a table names


def sheets_of(
    grid: Grid, title: tuple[str, ...], above: Sequence[list[Cell]] = (), before: Sheet | None = None
) -> list[Sheet]:
    """The sheets in a grid. `title` are the texts above it, `above` heading lines that stand outside its frame.

    `before` is what the page before ended with: a grid without headings goes on with its headings and section.
    """
    section = before.rows[-1].context[:1] if before and before.rows and not title else ()
    reader = _Reader(grid.page, title, before, list(above), section)
    for line in _joined(grid.lines):
        reader.read(line)
    reader.close()
    if reader.found and before is not None:
        reader.found[0].before = before.last
    return [by_half(part) for sheet in reader.found for part in by_test(sheet)]


@dataclass(slots=True)
class _Reader:
    """Reads a grid line by line: what heads the columns, what heads the rows, and the rows."""

    page: Page
    title: tuple[str, ...]
    before: Sheet | None
    headings: list[list[Cell]]
    section: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    found: list[Sheet] = field(default_factory=list)

    def read(self, line: list[Cell]) -> None:
        """Take in one line."""
        kind = line_kind(line)
        if kind == "text":  # above the rows it heads columns, between them it is a row that says nothing typed
            kind = "row" if self.rows else "heading"
        if kind == "heading":
            self._heading(line)
        elif kind == "section":
            if self.rows or not any(c.text and c is not line[0] for c in line[1:]):
                self.section = (next(c.text for c in line if c.text),)
        elif kind == "row":
            self.rows.append(Row(self.page, line, self.section + self.title))

    def _heading(self, line: list[Cell]) -> None:
        if self.rows:
            if _same(line, self.headings):
                return
            self.close()
            self.headings = []
        self.headings.append(line)
        named = [c.text for c in line if names_test(c.text) and not names_heading(c.text) and not tests_apart(line)]
        self.section = tuple(dict.fromkeys(named)) or self.section

    def close(self) -> None:
        """End the sheet of the rows so far."""
        if self.rows:
            self.found.append(_sheet(self.headings, self.rows, self.before))
        self.rows = []


def tests_apart(line: list[Cell]) -> bool:
    """Whether a heading line names several tests, each over columns of its own."""
    return len({t for c in line if (t := _test_in((c.text,)))}) > 1


def by_test(sheet: Sheet) -> Iterator[Sheet]:
    """A sheet per test that headings name; columns under no test belong to all of them."""
    tests = _tests_over(sheet.heads)
    if sheet.scanned:
        tests = with_unread(sheet.heads, tests)
    names = list(dict.fromkeys(t for t in tests if t not in (None, UNREAD)))
    if not names:
        yield sheet
        return
    for name in names:
        mine = [i for i, t in enumerate(tests) if t in (None, name)]
        heads = [tuple(h for h in sheet.heads[i] if h != name) for i in mine]
        own = [i for i in mine if tests[i] == name]
        rows = [
            Row(row.page, [row.cells[i] for i in mine], (name, *row.context) if name else row.context)
            for row in sheet.rows
            if any(row.cells[i].text for i in own)
        ]
        if rows:
            yield Sheet(heads, rows, sheet.before)


def _tests_over(heads: Sequence[tuple[str, ...]]) -> list[str | None]:
    """The test of each column. A heading that returns after every test ('datum') belongs to the test before it."""
    tests = [_test_in(h) for h in heads]
    times = Counter(heads)
    current: str | None = None
    for i, test in enumerate(tests):
        current = test or current
        if test is None and heads[i] and times[heads[i]] > 1 and any(tests):
            tests[i] = current or TITLE
    return tests


def _test_in(heads: tuple[str, ...]) -> str | None:
    for head in heads:
        match = load("tests").whole(head) or load("tests").best(head)
        if match and match.score > 0.65 and not load("score_headings", "sure").whole(head):
            return head
    return None


def _joined(lines: list[list[Cell]]) -> list[list[Cell]]:
    """Lines that only finish words of the line above ('Rekenen-Wiskunde' / '3.0') become one with it."""
    out: list[list[Cell]] = []
    for line in lines:
        texts = [c for c in line if c.text]
        if (
            out
            and 0 < len(texts) <= max(1, len(line) // 4)
            and len(line) > 3
            and line_kind(line) != "heading"
            and _finishes(line, out[-1])
        ):
            out[-1] = [_join(a, b) for a, b in zip(out[-1], line, strict=True)]
        else:
            out.append(line)
    return out


def _finishes(line: list[Cell], above: list[Cell]) -> bool:
    pairs = [(a, b) for a, b in zip(above, line, strict=True) if b.text]
    near = all(
        a.words and b.words and b.words[0].top - a.words[-1].bottom < 0.6 * (a.words[-1].bottom - a.words[-1].top)
        for a, b in pairs
    )
    return near and all(a.text and a.text != b.text for a, b in pairs) and sum(bool(c.text) for c in above) > len(pairs)


def _join(a: Cell, b: Cell) -> Cell:
    return Cell(f"{a.text} {b.text}".strip(), [*a.words, *b.words]) if b.text and a.text else a if a.text else b


def _same(line: list[Cell], heading_lines: Sequence[list[Cell]]) -> bool:
    texts = [squeezed(c.text) for c in line]
    return any(
        sum(a == squeezed(b.text) for a, b in zip(texts, other, strict=False)) >= 0.7 * len(texts)
        for other in heading_lines
    )


def _sheet(heading_lines: Sequence[list[Cell]], rows: list[Row], before: Sheet | None) -> Sheet:
    width = len(rows[0].cells)
    if not heading_lines and before is not None and len(before.heads) == width:
        return Sheet(before.heads, rows)
    heads: list[list[str]] = [[] for _ in range(width)]
    body = [_extent([r.cells[i] for r in rows]) for i in range(width)]
    for number, line in enumerate(heading_lines):
        lowest = number == len(heading_lines) - 1
        for cell, columns in _spans(line):
            parted = _part(cell, columns, body) if lowest and len(columns) > 1 else dict.fromkeys(columns, cell.text)
            for i, text in parted.items():
                if text and text not in heads[i]:
                    heads[i].append(text)
    return Sheet([tuple(h) for h in heads], rows)


def _spans(line: list[Cell]) -> Iterator[tuple[Cell, list[int]]]:
    places: dict[int, list[int]] = defaultdict(list)
    for i, cell in enumerate(line):
        if cell is not EMPTY and cell.text:
            places[id(cell)].append(i)
    for columns in places.values():
        yield line[columns[0]], columns


def _part(cell: Cell, columns: list[int], body: list[tuple[float, float] | None]) -> dict[int, str]:
    """The words of a heading that stands over several columns, each to the column it stands above."""
    texts: dict[int, list[str]] = defaultdict(list)
    for word in cell.words:
        places = {i: b for i in columns if (b := body[i])}
        if places:
            nearest = min(
                places,
                key=lambda i: (
                    max(places[i][0] - word.x1, word.x0 - places[i][1], 0) + 0.01 * abs(places[i][0] - word.x0)
                ),
            )
            texts[nearest].append(word.text)
    if len(texts) < 2:
        return dict.fromkeys(columns, cell.text)
    return {i: " ".join(t) for i, t in texts.items()}


def _extent(cells: list[Cell]) -> tuple[float, float] | None:
    words = [w for c in cells for w in c.words]
    return (min(w.x0 for w in words), max(w.x1 for w in words)) if words else None
