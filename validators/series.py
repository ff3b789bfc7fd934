"""Which measurements count: main or intermediate, and of which half year.

Passage: main moments are M (January-February) and E (May-June); everything else is intermediate. Evidence in this
order: an explicit label, the moment code, the date. A label that contradicts the date makes it intermediate.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from validators import moments
from validators.levels import Level

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from extractors.records import Domain, DossierRecords, Measurement, MeasurementKind, Pupil


@dataclass(frozen=True)
class Measured:
    """A measurement as the rules weigh it. `half` is its half year and `moment` its code, worked out where needed."""

    row: Measurement
    domain: Domain
    test: str
    edition: str | None
    kind: MeasurementKind
    half: int | None = None
    moment: str | None = None
    grace: bool = False
    stand_in: bool = False
    contradicts: bool = False

    @property
    def level(self) -> Level:
        return Level.of(self.row)

    @property
    def key(self) -> str:
        """The part of a finding's subject that names this measurement: moment, else date, else school year."""
        date = self.row.date.isoformat() if self.row.date else None
        if self.kind == "main":
            return self.moment or date or self.row.school_year or "?"
        return date or self.row.school_year or self.row.moment or "?"

    @property
    def subject(self) -> str:
        return f"{self.domain}/{self.key}"

    @property
    def order(self) -> tuple[float, int]:
        """Sorts by time: half years with a date or without, other dates between them."""
        if self.row.date:
            year = moments.school_year(self.row.date)
            start = self.row.date.replace(year=year, month=8, day=1)
            # August is the start of a school year; M lies at its middle and E at its end.
            return 2 * year + 2 * (self.row.date - start).days / 366 - 0.75, 0
        return float(self.half if self.half is not None else -1), 0


class Groups:
    """In which group the pupil was in each school year, from coded and dated rows, then from the present group."""

    def __init__(self, rows: Iterable[Measurement], pupil: Pupil, received_on: dt.date) -> None:
        seen: dict[int, Counter[int]] = {}
        for row in rows:
            year = year_of(row)
            code = moments.parse_code(row.moment)
            group = row.group or (code[1] if code else None)
            if year is not None and group and row.kind != "intermediate":
                seen.setdefault(year, Counter())[group] += 1
        self.known = {year: counts.most_common(1)[0][0] for year, counts in seen.items()}
        self._add_present(pupil, received_on)

    def _add_present(self, pupil: Pupil, received_on: dt.date) -> None:
        group, repeats = pupil.group, list(pupil.repeated_groups or [])
        year = moments.school_year(received_on)
        while group and group >= 1:
            self.known.setdefault(year, group)
            year -= 1
            if group in repeats:
                repeats.remove(group)
            else:
                group -= 1

    def of(self, year: int) -> int | None:
        return self.known.get(year)

    def only_year(self, group: int) -> int | None:
        """The school year in which the pupil was in a group, where it was one year alone."""
        years = [year for year, g in self.known.items() if g == group]
        return years[0] if len(years) == 1 else None


def year_of(row: Measurement) -> int | None:
    """The school year of a row: printed, or that of its date."""
    if row.date:
        return moments.school_year(row.date)
    return moments.parse_school_year(row.school_year)


def measured(records: DossierRecords, received_on: dt.date) -> list[Measured]:
    """All rows of the printouts up to the day of receipt, oldest first, with what each counts as."""
    groups = _groups(records, received_on)
    found = [
        classify(row, series.domain, groups, series.test, series.edition)
        for series in records.score_series
        for row in series.measurements
        if row.date is None or row.date <= received_on
    ]
    return sorted(found, key=lambda m: m.order)


def claimed(records: DossierRecords, received_on: dt.date) -> list[Measured]:
    """What the form says its main measurements are, in its order, with what each counts as."""
    groups = _groups(records, received_on)
    return [classify(claim, claim.domain or "word_reading", groups) for claim in records.claims]


def _groups(records: DossierRecords, received_on: dt.date) -> Groups:
    rows = (row for series in records.score_series for row in series.measurements)
    return Groups(rows, records.pupil, received_on)


def classify(row: Measurement, domain: Domain, groups: Groups, test: str = "", edition: str | None = None) -> Measured:
    """What one row counts as. An explicit label decides, then the code, then the date."""
    intermediate = Measured(row, domain, test, edition, "intermediate")
    if row.kind == "intermediate":
        return intermediate
    code = moments.parse_code(row.moment)
    if row.moment and not code:
        return intermediate
    if row.date:
        half, stand_in = _half_of(row, code)
        if half is None or (code and moments.letter_of(half) != code[0]):
            return Measured(row, domain, test, edition, "intermediate", contradicts=bool(code) or row.kind == "main")
        grace = not stand_in and moments.in_grace(row.date)
        moment = row.moment or _moment(half, row.group or groups.of(half // 2))
        return Measured(row, domain, test, edition, "main", half, moment, grace=grace, stand_in=stand_in)
    if code:
        year = year_of(row)
        year = groups.only_year(code[1]) if year is None else year
        return Measured(
            row, domain, test, edition, "main", None if year is None else moments.half(code[0], year), row.moment
        )
    return Measured(row, domain, test, edition, "main" if row.kind == "main" else "unknown")


def _half_of(row: Measurement, code: tuple[str, int] | None) -> tuple[int | None, bool]:
    """The half year of a dated row, and whether it stands in for the E moment of spring 2020."""
    if row.date is None:
        return None, False
    first, last = moments.STAND_IN
    if first <= row.date <= last and (code or ("", 0))[0] == "E":
        return moments.STAND_IN_HALF, True
    return moments.half_of(row.date), False


def _moment(half: int, group: int | None) -> str | None:
    return f"{moments.letter_of(half)}{group}" if group else None


def mains(rows: Sequence[Measured], domain: Domain, preferred: Sequence[Measured] = ()) -> list[Measured]:
    """The main measurements of a domain, oldest first, one for each half year.

    Of two in one half year the one that the form counts is kept, then the coded one, then the later.
    """
    counted = {(c.row.date, c.row.skill_score) for c in preferred if c.row.date}
    dates = {date for date, _ in counted}
    best: dict[int, Measured] = {}
    loose: list[Measured] = []
    for m in rows:
        if m.domain != domain or m.kind != "main":
            continue
        if m.half is None:
            loose.append(m)
            continue
        rival = best.get(m.half)
        if rival is None or _weight(m, dates) >= _weight(rival, dates):
            best[m.half] = m
    return [best[h] for h in sorted(best)] if best else loose


def _weight(m: Measured, counted: set[dt.date | None]) -> tuple[bool, bool]:
    return m.row.date in counted, m.row.moment is not None


def match(claim: Measured, rows: Sequence[Measured]) -> Measured | None:
    """The row of the printout that a claim speaks of: by date, then moment, then scores."""
    rows = [r for r in rows if r.domain == claim.domain]
    row = claim.row

    def first(found: list[Measured]) -> Measured | None:
        return found[-1] if found else None

    by_date = first([r for r in rows if row.date and r.row.date == row.date])
    if by_date:
        return by_date
    by_half = first([r for r in rows if claim.half is not None and r.half == claim.half and r.kind == "main"])
    same = [r for r in rows if row.moment and r.row.moment == row.moment]
    by_year = first(
        [
            r
            for r in rows
            if not row.date
            and row.school_year
            and r.row.school_year == row.school_year
            and r.row.skill_score == row.skill_score
        ]
    )
    by_score = first(
        [
            r
            for r in rows
            if row.skill_score is not None
            and r.row.skill_score == row.skill_score
            and r.row.raw_score == row.raw_score
            and not row.moment
            and not row.date
        ]
    )
    return by_half or first(same) or by_year or by_score
