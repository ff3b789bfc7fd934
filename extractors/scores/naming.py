"""Sheets with their columns named become measurements, and what such a reading is worth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.scores.consistency import contradictions
from extractors.scores.rows import RESULTS, Read, read_rows
from extractors.scores.tables.columns import Naming, name_columns
from extractors.scores.tables.composite import parted
from extractors.scores.tables.headings import NUMBERS, Legend, legend_of, number_fields
from extractors.scores.tables.labels import labelled, whole_names
from extractors.scores.tables.lattice import Lattice, lattice_of
from extractors.scores.tables.looks import LOOKS
from extractors.scores.tables.sheet import Cell
from extractors.scores.worn.by_time import grouped
from extractors.scores.worn.lost_separators import day_meant
from extractors.scores.worn.misread import digit_width, loses_digit, mended, rejoined
from extractors.scores.worn.ticked_levels import with_levels
from extractors.values.levels import parse_avi
from extractors.values.moments import parse_moment
from extractors.values.numbers import parse_school_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.layout.reading import PageLayout
    from extractors.scores.tables.sheet import Row, Sheet

A_TERM = 120  # days
SURE = 0.88  # confidence of a measurement that leaves no doubt
CERTAIN = 0.8  # weight of a heading that names a number without help
FIRM = (0.35, 0.6)  # weight from which a column is a model for others; more for numbers, that all look alike
STATED = (*RESULTS, "didactic_age", "date", "moment", "school_year", "group", "cards", "norm_moment")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the pages themselves say about their headings: abbreviations explained, number fields mentioned.

    `lattices` are the tables of a scanned printout that have been read, with the places of their columns.
    """

    legend: Legend = ()
    mentions: tuple[str, ...] = ()
    lattices: tuple[Lattice, ...] = ()


def hints_of(layouts: Sequence[PageLayout]) -> Hints:
    """The hints in the running text of the pages; words in tables are headings, not hints."""
    texts = []
    for layout in layouts:
        inside = {id(w) for t in layout.tables for c in t.cells for w in c.words}
        texts += [" ".join(w.text for w in line.words if id(w) not in inside) for line in layout.lines]
    lines = [line.text for layout in layouts for line in layout.lines]
    return Hints(legend_of(lines), tuple(number_fields(" ".join(t for t in texts if t))))


def read_sheets(sheets: Iterable[Sheet], hints: Hints) -> list[Read]:
    """The measurements of sheets."""
    reads: list[Read] = []
    for sheet in sheets:
        whole = parted(labelled(grouped(whole_names(_rejoined(with_levels(sheet)))) if sheet.scanned else sheet))
        naming = name_columns(whole, hints.legend, hints.mentions, hints.lattices)
        if sheet.scanned:
            sheet.lattice = lattice_of(
                whole, [n.field if n.weight >= FIRM[n.field in NUMBERS] else None for n in naming]
            )
            whole = _mended(whole, naming)
        reads += read_rows(whole, naming, hints.legend)
        sheet.last = whole.last
        sheet.doubts = sum(_doubts(n, whole.column(i)) for i, n in enumerate(naming))
    return reads


def _rejoined(sheet: Sheet) -> Sheet:
    return replace(sheet, rows=[replace(row, cells=[rejoined(c) for c in row.cells]) for row in sheet.rows])


def _mended(sheet: Sheet, naming: Sequence[Naming]) -> Sheet:
    """The sheet with the cells mended that can be but one value of their column."""
    rows = [replace(row, cells=list(row.cells)) for row in sheet.rows]
    for i, name in enumerate(naming):
        if not name.field or name.field not in LOOKS:
            continue
        number = name.field in NUMBERS
        width = digit_width([row.cells[i] for row in rows]) if number else None
        for row in rows:
            cell = row.cells[i]
            if cell.text and not LOOKS[name.field](cell.text):
                if text := mended(name.field, cell, width) or _day_of(row, name.field, cell, naming):
                    row.cells[i] = Cell(text, cell.words, doubtful=True)
            elif width and loses_digit(cell, width):
                row.cells[i] = Cell(cell.text, cell.words, doubtful=True)
    return replace(sheet, rows=rows)


def _day_of(row: Row, field: str, cell: Cell, naming: Sequence[Naming]) -> str | None:
    """The day of a date cell that the rest of its row settles."""
    if field != "date":
        return None
    others = {n.field: c.text for n, c in zip(naming, row.cells, strict=True) if n.field and c.text}
    moment = parse_moment(others.get("moment", ""))
    day = day_meant(cell.text, parse_school_year(others.get("school_year", "")), moment.half if moment else None)
    return f"{day:%d-%m-%Y}" if day else None


def _doubts(naming: Naming, texts: list[str]) -> int:
    """Cells that the name of their column does not explain; a column that nothing names counts as one."""
    if naming.noise or not texts:
        return 0
    if naming.field is None or (naming.field in NUMBERS and naming.weight < CERTAIN):
        return 1
    firm = naming.field in (*NUMBERS, "date", "level")
    return sum(not LOOKS[naming.field](t) and parse_avi(t) is None for t in texts) if firm else 0


def well_read(sheets: Sequence[Sheet], reads: Sequence[Read]) -> bool:
    """Whether nothing is left to win by reading otherwise: every column named for certain, every row a measurement."""
    rows = sum(len(s.rows) for s in sheets)
    sure = all(r.test and r.measurement.confidence >= SURE and not contradictions(r.measurement) for r in reads)
    dated = {r.measurement.date is not None for r in reads}
    return bool(reads) and len(reads) == rows and len(dated) == 1 and sure and not any(s.doubts for s in sheets)


def total_worth(reads: Sequence[Read]) -> float:
    """What a reading is worth as a whole: a test is not taken twice for one moment within a few months."""
    twice = 0
    dates: dict[tuple[str, str], list[int]] = {}
    for read in reads:
        m = read.measurement
        if read.test and m.moment and m.date and m.kind == "main":
            days = dates.setdefault((read.test.domain, m.moment), [])
            twice += any(0 < abs(m.date.toordinal() - day) < A_TERM for day in days)
            days.append(m.date.toordinal())
    best: dict[object, float] = {}  # what is read twice from the same words counts once
    for read in reads:
        place = tuple((e.page, e.bbox) for e in read.measurement.evidence)
        best[place] = max(best.get(place, 0.0), worth(read))
    return sum(best.values()) - 15 * twice


def worth(read: Read) -> float:
    """What a measurement adds to a reading of the page: what it states, less what contradicts itself.

    One measurement with all its values is worth more than two with half of them each.
    """
    m = read.measurement
    stated = sum(getattr(m, name) is not None for name in STATED)
    return float(max(0.0, stated - 0.5 * len(m.derived) - 2 * contradictions(m)) ** 1.5 * m.confidence)
