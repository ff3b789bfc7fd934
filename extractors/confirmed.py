"""Rows of a printout that were read with doubt, and of which the school's own form says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.records import Measurement, ScoreSeries

READ = 0.6  # confidence of a claim that was read
CONFIRMED = 0.75  # confidence of a row of which two documents say the same: never as sure as what was read well


def confirmed(series: Sequence[ScoreSeries], claims: Sequence[Measurement]) -> list[ScoreSeries]:
    """The series, with more confidence in what two readings agree on to the day.

    A row is confirmed where moment, day, score and level are the same, and where the row itself shows its level in two
    ways: a form that claims an E confirms no E that may be a misread D.
    """
    found = []
    for one in series:
        rows = [
            row.model_copy(update={"confidence": CONFIRMED})
            if row.confidence < CONFIRMED and any(claim.domain == one.domain and _same(row, claim) for claim in claims)
            else row
            for row in one.measurements
        ]
        found.append(one.model_copy(update={"measurements": rows}))
    return found


def _same(row: Measurement, claim: Measurement) -> bool:
    stated = row.moment and row.date and row.level_letter and (row.level_sign or row.percentile is not None)
    alike = (row.moment, row.date, row.level_letter) == (claim.moment, claim.date, claim.level_letter)
    scores = [(row.skill_score, claim.skill_score), (row.raw_score, claim.raw_score)]
    told = [(ours, theirs) for ours, theirs in scores if ours is not None and theirs is not None]
    return bool(stated) and alike and claim.confidence >= READ and bool(told) and all(a == b for a, b in told)
