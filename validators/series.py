"""Which measurements count: main or intermediate, and of which half year.

Passage: main moments are M (January-February) and E (May-June); everything else is intermediate. Evidence in this
order: an explicit label, the moment code, the date. A label that contradicts the date makes it intermediate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from validators import moments
from validators.groups import Groups, year_of
from validators.levels import Level

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from extractors.records import Domain, DossierRecords, Measurement, MeasurementKind


@dataclass(frozen=True)
class Measured:
    """A measurement as the rules weigh it. `half` is its half year and `moment` its code, worked out where needed.

    `grace`: it counts although it lies just outside the window. `stand_in`: taken in autumn 2020 for June 2020.
    `contradicts`: it is called a main measurement, and its date says otherwise.
    """

    row: Measurement
    domain: Domain
    kind: MeasurementKind
    test: str = ""
    edition: str | None = None
    half: int | None = None
    moment: str | None = None
    grace: bool = False
    stand_in: bool = False
    contradicts: bool = False

    @property
    def moment_printed(self) -> bool:
        """Whether the document itself names the moment or the kind."""
        return bool(self.row.moment) or (self.row.kind != "unknown" and "kind" not in self.row.derived)

    @property
    def level(self) -> Level:
        return Level.of(self.row)

    @property
    def place(self) -> int | None:
        """The place of the moment in M1 E1 M2 E2 …, which orders a printout that has no dates."""
        code = moments.parse_code(self.moment)
        return moments.half(*code) if code else None

    @property
    def key(self) -> str:
        """What names this measurement in a subject: the moment of a main one, else its date, else its school year."""
        date = self.row.date.isoformat() if self.row.date else None
        names = (self.moment, date) if self.kind == "main" else (date, self.row.school_year, self.row.moment)
        return next((n for n in names if n), self.row.school_year or "?")

    @property
    def subject(self) -> str:
        return f"{self.domain}/{self.key}"

    @property
    def order(self) -> float:
        """Sorts by time, also a row of which the half year alone is known: it lies in the middle of its window."""
        if self.row.date:
            return self.row.date.toordinal()
        half = self.half
        if half is None:
            year = year_of(self.row)
            return 0 if year is None else moments.window(moments.half("M", year))[0].toordinal()
        first, last = moments.window(half)
        return (first.toordinal() + last.toordinal()) / 2


def measured(records: DossierRecords, groups: Groups, received_on: dt.date) -> list[Measured]:
    """All rows of the printouts up to the day of receipt, oldest first, with what each counts as."""
    found = [
        replace(classify(row, series.domain, groups), test=series.test, edition=series.edition)
        for series in records.score_series
        for row in series.measurements
        if row.date is None or row.date <= received_on
    ]
    return sorted(found, key=lambda m: m.order)


def classify(row: Measurement, domain: Domain, groups: Groups) -> Measured:
    """What one row counts as. An explicit label decides, then the code, then the date."""
    code = moments.parse_code(row.moment)
    # A kind that the reader worked out from the date is no label.
    told = "unknown" if "kind" in row.derived else row.kind
    if told == "intermediate" or (row.moment and not code):
        return Measured(row, domain, "intermediate")
    if row.date:
        return _dated(row, row.date, domain, groups)
    if code:
        year = year_of(row)
        year = groups.only_year(code[1]) if year is None else year
        half = None if year is None else moments.half(code[0], year)
        return Measured(row, domain, "main", half=half, moment=row.moment)
    return Measured(row, domain, "main" if told == "main" else "unknown")


def _dated(row: Measurement, date: dt.date, domain: Domain, groups: Groups) -> Measured:
    code = moments.parse_code(row.moment)
    first, last = moments.STAND_IN
    if code and code[0] == "E" and first <= date <= last:
        return Measured(row, domain, "main", half=moments.STAND_IN_HALF, moment=row.moment, stand_in=True)
    half = moments.half_of(date)
    if half is None or (code and moments.letter_of(half) != code[0]):
        return Measured(row, domain, "intermediate", contradicts=bool(code) or row.kind == "main")
    group = row.group or groups.of(half // 2)
    worked_out = f"{moments.letter_of(half)}{group}" if group else None
    return Measured(row, domain, "main", half=half, moment=row.moment or worked_out, grace=moments.in_grace(date))


def mains(rows: Sequence[Measured], domain: Domain, claims: Sequence[Measured] = ()) -> list[Measured]:
    """The main measurements of a domain, oldest first, one for each half year.

    Of two in one half year the one that the form claims is kept, then the coded one, then the later. Rows of
    which nothing tells the half year keep their place in the list only where no row tells it.
    """
    dates = {claim.row.date for claim in claims if claim.row.date}
    own = [m for m in rows if m.domain == domain and m.kind == "main"]
    best: dict[int, Measured] = {}
    for m in own:
        if m.half is not None:
            rivals = [m, best[m.half]] if m.half in best else [m]
            best[m.half] = max(rivals, key=lambda r: (r.row.date in dates, r.row.moment is not None, r.order))
    return [best[half] for half in sorted(best)] or sorted(own, key=lambda m: m.place or 0)


def _other(said: Measurement, m: Measured) -> bool:
    """Whether a claim names another moment than that of its day: a year was mistyped, 'M5' in January of group 4."""
    return said.moment is not None and m.moment is not None and said.moment != m.moment


def match(claim: Measured, rows: Sequence[Measured]) -> Measured | None:
    """The row of the printout that a claim speaks of: by date, else half year, moment or, undated, scores."""
    own = [r for r in rows if r.domain == claim.domain]
    c = claim.row
    ways = (
        [r for r in own if c.date and r.row.date == c.date],
        [r for r in own if claim.half is not None and r.kind == "main" and r.half == claim.half and not _other(c, r)],
        [r for r in own if c.moment and r.row.moment == c.moment],
        [r for r in own if not c.date and c.skill_score is not None and r.row.skill_score == c.skill_score],
        [r for r in own if not c.date and c.raw_score is not None and r.row.raw_score == c.raw_score],
    )
    # Of two on one day the one of the claimed moment, else the main one.
    return next((max(way, key=lambda r: (r.row.moment == c.moment, r.kind == "main")) for way in ways if way), None)
