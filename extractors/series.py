"""The same test printed in several documents is one series."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from extractors.names import plain_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.records import Measurement, ScoreSeries

NOT_A_VALUE = {"evidence", "confidence", "derived", "label", "kind"}


def merge_series(series: Sequence[ScoreSeries]) -> list[ScoreSeries]:
    """Series of the same test united, each row once, oldest first.

    Rows of two documents are one row when nothing that both print differs; the fuller one stays.
    """
    merged: dict[tuple[str, str], ScoreSeries] = {}
    for one in series:
        key = (one.domain, plain_key(one.test))
        if key not in merged:
            merged[key] = one.model_copy(update={"measurements": []})
        rows = merged[key].measurements
        for row in one.measurements:
            at = next((i for i, known in enumerate(rows) if _same_row(known, row)), None)
            if at is None:
                rows.append(row)
            elif _fullness(row) > _fullness(rows[at]):
                rows[at] = row
    for one in merged.values():
        one.measurements.sort(key=lambda m: (m.date or dt.date.max, m.school_year or "", m.moment or ""))
    return list(merged.values())


def _same_row(one: Measurement, other: Measurement) -> bool:
    if {e.document for e in one.evidence} == {e.document for e in other.evidence}:
        return False  # a document that prints two rows means two measurements
    if one.date is None or one.date != other.date:
        return False
    first, second = one.model_dump(exclude=NOT_A_VALUE), other.model_dump(exclude=NOT_A_VALUE)
    return all(first[f] == second[f] for f in first if first[f] is not None and second[f] is not None)


def _fullness(row: Measurement) -> int:
    return sum(value is not None for value in row.model_dump(exclude=NOT_A_VALUE).values())
