"""Measurements become series: one per test, oldest first, each measurement once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from extractors.records import Measurement, ScoreSeries
from extractors.values.school_time import didactic_age
from extractors.vocabulary import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.records import Domain
    from extractors.scores.rows import Read

YEARS_APART = dt.timedelta(days=3 * 365)
KEPT_APART = ("evidence", "confidence", "derived", "label", "kind")


def series_of(reads: Iterable[Read]) -> list[ScoreSeries]:
    """Series in the order in which the document names them. What two places print of one measurement is joined."""
    by_domain: dict[Domain, list[Read]] = {}
    for read in _of_school_age(list(reads)):
        if read.test:
            by_domain.setdefault(read.test.domain, []).append(read)
    return [series for domain, own in by_domain.items() for series in _series_of_domain(domain, own)]


def _of_school_age(reads: list[Read]) -> list[Read]:
    """Without what is dated years before everything else and names no moment: a birth date beside some value."""
    firsts = sorted(r.measurement.date for r in reads if r.measurement.date and r.measurement.moment)
    earliest = firsts[0] - YEARS_APART if firsts else None
    return [r for r in reads if not (earliest and r.measurement.date and r.measurement.date < earliest)]


def _series_of_domain(domain: Domain, reads: list[Read]) -> list[ScoreSeries]:
    merged: list[Read] = []
    for read in reads:
        for i, other in enumerate(merged):
            if (joined := _joined(other, read)) is not None:
                merged[i] = joined
                break
        else:
            merged.append(read)
    by_name: dict[str, list[Read]] = {}
    for read in merged:
        by_name.setdefault(squeezed(read.test.name) if read.test else "", []).append(read)
    return [
        ScoreSeries(
            domain=domain,
            test=own[0].test.name if own[0].test else "",
            edition=own[0].test.edition if own[0].test else None,
            measurements=sorted((r.measurement for r in own), key=when),
        )
        for own in by_name.values()
    ]


def when(m: Measurement) -> tuple[str, int]:
    """Orders measurements in time, as far as they say when: by date, school year, then moment."""
    if m.date:
        return (m.date.isoformat(), 0)
    late = m.moment is not None and m.moment[0] == "E"
    if m.school_year:
        return (f"{m.school_year[5:]}-{'06' if late else '02'}", 0)
    return ("", didactic_age(m.moment) if m.moment else 0)


def _joined(a: Read, b: Read) -> Read | None:
    """One measurement when both are of one date (or, undated, one moment) and contradict each other nowhere."""
    x, y = a.measurement, b.measurement
    if x.date and y.date:
        if x.date != y.date:
            return None
    elif not (
        x.moment and x.moment == y.moment and (not x.school_year or not y.school_year or x.school_year == y.school_year)
    ):
        return None
    fields = [n for n in Measurement.model_fields if n not in KEPT_APART]
    if any(getattr(x, n) is not None and getattr(y, n) is not None and getattr(x, n) != getattr(y, n) for n in fields):
        return None
    values = {n: getattr(x, n) if getattr(x, n) is not None else getattr(y, n) for n in fields}
    values["label"] = x.label or y.label
    surer = x if not x.derived else y
    values |= {"kind": surer.kind, "derived": surer.derived, "confidence": min(x.confidence, y.confidence)}
    values["evidence"] = [*x.evidence, *(e for e in y.evidence if e not in x.evidence)]
    longer = a.test if a.test and (not b.test or len(a.test.name) >= len(b.test.name)) else b.test
    return type(a)(longer, Measurement(**values), a.scanned or b.scanned)
