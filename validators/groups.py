"""In which group a pupil was in each school year."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from validators import moments

if TYPE_CHECKING:
    import datetime as dt

    from extractors.records import DossierRecords, Measurement, Pupil


def year_of(row: Measurement) -> int | None:
    """The school year of a row: that of its date, else as printed."""
    return moments.school_year(row.date) if row.date else moments.parse_school_year(row.school_year)


def _coded_group(row: Measurement) -> int | None:
    """The group of a row's moment code, where its date does not contradict that code."""
    code = moments.parse_code(row.moment)
    if code is None or row.kind == "intermediate":
        return None
    half = moments.half_of(row.date) if row.date else None
    return None if row.date and (half is None or moments.letter_of(half) != code[0]) else code[1]


class Groups:
    """Told by coded and dated rows of all tests; for other years worked out from the present group."""

    def __init__(self, records: DossierRecords, received_on: dt.date) -> None:
        seen: dict[int, Counter[int]] = {}
        for series in records.score_series:
            for row in series.measurements:
                year, group = year_of(row), row.group or _coded_group(row)
                if year is not None and group:
                    seen.setdefault(year, Counter())[group] += 1
        self.by_year = {year: counts.most_common(1)[0][0] for year, counts in seen.items()}
        self._add_present(records.pupil, received_on)

    def _add_present(self, pupil: Pupil, received_on: dt.date) -> None:
        group, repeats = pupil.group, list(pupil.repeated_groups or [])
        year = moments.school_year(received_on)
        while group:
            self.by_year.setdefault(year, group)
            year -= 1
            if group in repeats:
                repeats.remove(group)
            else:
                group -= 1

    def of(self, year: int) -> int | None:
        """The group in the school year that starts in `year`, where anything tells."""
        return self.by_year.get(year)

    def only_year(self, group: int) -> int | None:
        """The school year in which the pupil was in a group, where it was one year alone."""
        years = [year for year, g in self.by_year.items() if g == group]
        return years[0] if len(years) == 1 else None

    def repeated_years(self) -> list[int]:
        """The school years in which the pupil sat a group from 3 up again; a repeated group 1 or 2 doesn't count."""
        groups = self.by_year
        return [y for y in sorted(groups) if groups[y] >= moments.FIRST_GROUP and groups.get(y - 1) == groups[y]]
