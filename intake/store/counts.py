"""How much there is and how long it takes, for metrics: numbers alone."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.progress import Told
from intake.store.store import now
from intake.store.tables import ReportVersion, Run, RunState

LATELY = dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Counts:
    """Runs by (state, lane), reports by status, seconds of waiting and reading.

    `oldest` is how long the oldest waiting run of a lane waits, `stages` what the runs took that ended lately,
    `outcomes` what came of their files: "read" or a finding code.
    """

    runs: dict[tuple[RunState, str], int]
    reports: dict[str, int]
    oldest: dict[str, float]
    stages: dict[str, list[float]]
    outcomes: Counter[str]


def counts(session: Session) -> Counts:
    """As it is now."""
    moment = now()
    by_state = session.execute(select(Run.state, Run.lane, func.count()).group_by(Run.state, Run.lane))
    by_status = session.execute(select(ReportVersion.status, func.count()).group_by(ReportVersion.status))
    waiting = session.execute(
        select(Run.lane, func.min(Run.created_at)).where(Run.state.in_(("received", "queued"))).group_by(Run.lane)
    )
    ended = session.execute(
        select(Run.created_at, Run.started_at, Run.finished_at, Run.told)
        .where(Run.finished_at > moment - LATELY, Run.started_at.is_not(None))
        .limit(10_000)
    ).all()
    return Counts(
        runs={(state, lane): count for state, lane, count in by_state},
        reports={row[0]: row[1] for row in by_status},
        oldest={lane: max((moment - since).total_seconds(), 0) for lane, since in waiting},
        stages={
            "waiting": [(started - created).total_seconds() for created, started, *_ in ended if started],
            "reading": [(end - started).total_seconds() for _, started, end, _ in ended if started and end],
        },
        outcomes=Counter(
            file.outcome for *_, told in ended if told for file in Told.model_validate(told).files if file.outcome
        ),
    )


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which this part of the values lies; 0 without values."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)] if ordered else 0.0
