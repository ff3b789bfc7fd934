"""Moments that a scan spoiled, worked out from the day: the other rows say in which group the pupil was that year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.values.moments import parse_moment
from extractors.values.school_time import half_of_date, school_year_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.records import Measurement
    from extractors.scores.rows import Read

WORKED_OUT = 0.8  # confidence of a row whose moment is worked out


def timed(reads: Sequence[Read]) -> list[Read]:
    """The reads; main measurements of scanned pages that state no moment get that of their day, as derived.

    None where the rows disagree about the group of that year, or where the test has such a moment already.
    """
    groups = _groups(reads)
    known: set[tuple[str | None, str | None, str | None]] = {
        (r.test.domain, r.measurement.moment, _year(r)) for r in reads if r.test and r.measurement.moment
    }
    out: list[Read] = []
    for read in reads:
        moment = _moment(read, groups)
        place = (read.test.domain if read.test else None, moment, _year(read))
        if moment and place not in known:
            known.add(place)
            out.append(replace(read, measurement=_stated(read.measurement, moment)))
        else:
            out.append(read)
    return out


def _moment(read: Read, groups: dict[str, set[int]]) -> str | None:
    """The moment that the day of a read gives, where nothing else gives one."""
    m = read.measurement
    half = half_of_date(m.date) if m.date else _half_told(m)
    years = groups.get(_year(read) or "", set())
    if not (read.scanned and read.test and m.kind == "main" and not m.moment and half and len(years) == 1):
        return None
    return f"{half}{next(iter(years))}"


def _half_told(m: Measurement) -> str | None:
    """The half of the year that a row without a day tells: of 'E3' a scan left the E."""
    told = parse_moment(m.label or "")
    return told.half if told and told.half in ("M", "E") else None


def _stated(m: Measurement, moment: str) -> Measurement:
    derived = [*m.derived, *(["moment"] if "moment" not in m.derived else [])]
    confidence = min(m.confidence, WORKED_OUT)
    return m.model_copy(update={"moment": moment, "derived": derived, "confidence": confidence})


def _groups(reads: Sequence[Read]) -> dict[str, set[int]]:
    """The groups that rows with a moment and a day of their own give for each school year."""
    groups: dict[str, set[int]] = defaultdict(set)
    for read in reads:
        m = read.measurement
        year = _year(read)
        in_its_half = m.date is None or (m.moment is not None and half_of_date(m.date) == m.moment[0])
        if year and m.moment and "moment" not in m.derived and in_its_half:
            groups[year].add(int(m.moment[1]))
    return groups


def _year(read: Read) -> str | None:
    m = read.measurement
    return school_year_of(m.date) if m.date else m.school_year
