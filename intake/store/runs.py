"""Runs: who works at which dossier, and what came of it.

A worker claims a run by compare-and-set and holds it by a lease that it must renew. Every later step names that lease,
so a worker that was thought dead and comes back late changes nothing. Clocks of machines differ and jump, so no moment
that is kept here tells whether a lease has ended: the reconciler watches whether it is still being renewed.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, not_, or_, select, update
from sqlalchemy.orm import Session

from intake.settings import Settings
from intake.store import notices
from intake.store.store import new_id, now
from intake.store.tables import Dossier, File, Lane, ReportVersion, Run

GAVE_UP = "gave_up"  # the worker died or hung, and did so on every attempt
_in_line = Run.state.in_(("received", "queued"))


@dataclass(frozen=True)
class Work:
    """What a worker needs to know of the run that it holds. `files` are (name, hash), by name.

    `municipality` is that of the school, `pupils_this_year` how many pupils it sent this school year for this profile.
    """

    run_id: str
    lease: str
    dossier_id: str
    version: int
    attempt: int
    request_id: str | None
    profile: str
    reference: str | None
    received_on: dt.date
    files: list[tuple[str, str]]
    municipality: str | None
    pupils_this_year: int | None


class Waiting(NamedTuple):
    """A run in line; `told` when Redis was told of it before."""

    run_id: str
    lane: Lane
    told: bool


class LeaseLostError(Exception):
    """Somebody else has the run by now, or it was given up; what was made of it here must go nowhere."""


def get(session: Session, run_id: str) -> Run:
    """The run as it stands."""
    return session.get_one(Run, run_id)


def claim(session: Session, run_id: str, settings: Settings) -> Work | None:
    """Take the run, unless another worker holds it or it needs no work any more."""
    lease, moment = new_id(), now()
    taken = _change(
        session,
        and_(Run.id == run_id, _in_line, _due(settings), Run.attempt < settings.max_attempts),
        state="processing",
        attempt=Run.attempt + 1,
        lease=lease,
        heartbeat_at=moment,
        started_at=moment,
        files_done=0,
        told=None,
    )
    if not taken:
        return None
    run = get(session, run_id)
    dossier = session.get_one(Dossier, run.dossier_id)
    return work(
        session, dossier, run_id=run_id, number=run.number, lease=lease, attempt=run.attempt, request_id=run.request_id
    )


def work(  # noqa: PLR0913 - what a claim is made of
    session: Session,
    dossier: Dossier,
    *,
    run_id: str,
    number: int,
    lease: str,
    attempt: int,
    request_id: str | None = None,
) -> Work:
    """All that a worker needs to read a dossier as it was at the run of this number."""
    files = session.execute(
        select(File.name, File.sha256)
        .where(File.dossier_id == dossier.id, File.since_run <= number)
        .order_by(File.name)
    )
    return Work(
        run_id=run_id,
        lease=lease,
        dossier_id=dossier.id,
        version=number,
        attempt=attempt,
        request_id=request_id,
        profile=dossier.profile,
        reference=dossier.reference,
        received_on=dossier.received_on,
        files=[(name, sha256) for name, sha256 in files],
        municipality=dossier.school.municipality if dossier.school else None,
        pupils_this_year=_pupils_this_year(session, dossier) if dossier.school else None,
    )


def renew(session: Session, work: Work) -> None:
    """Show that somebody is still working."""
    _hold(session, work, heartbeat_at=now())


def progress(
    session: Session, work: Work, *, files_done: int, files_total: int, told: dict[str, Any] | None = None
) -> None:
    """Tell whoever waits how far it is; `told` is an `intake.progress.Told`."""
    _hold(session, work, files_done=files_done, files_total=files_total, told=told)


def report(session: Session, work: Work, content: dict[str, Any], extractor_version: str) -> None:
    """Append the report and end the run; both or neither."""
    version = content["dossier"]["profile_version"]
    _end(session, work, state="reported", extractor_version=extractor_version, profile_version=version, error=None)
    session.add(
        ReportVersion(
            run_id=work.run_id,
            dossier_id=work.dossier_id,
            version=work.version,
            status=content["status"],
            content=content,
            created_at=now(),
        )
    )
    notices.tell(session, work.dossier_id, "dossier.reported")


def append(  # noqa: PLR0913, PLR0917 - the fields of the two rows
    session: Session,
    dossier_id: str,
    number: int,
    content: dict[str, Any],
    extractor_version: str | None,
    profile_version: str | None,
) -> Run:
    """Append a report that no run has to make any more, as that of a run of its own.

    Whoever calls holds the dossier, and knows that `number` is the next one. Nobody is told.
    """
    moment = now()
    run = Run(
        id=new_id(),
        dossier_id=dossier_id,
        number=number,
        state="reported",
        lane="bulk",
        attempt=0,
        created_at=moment,
        not_before=moment,
        finished_at=moment,
        files_total=0,
        files_done=0,
        extractor_version=extractor_version,
        profile_version=profile_version,
    )
    session.add(run)
    session.get_one(Dossier, dossier_id).last_run = number
    session.flush()
    session.add(
        ReportVersion(
            run_id=run.id,
            dossier_id=dossier_id,
            version=number,
            status=content["status"],
            content=content,
            created_at=moment,
        )
    )
    session.flush()
    return run


def fail(session: Session, work: Work, error: str, settings: Settings) -> None:
    """The attempt went wrong: try again later, or end the run after the last attempt."""
    if work.attempt >= settings.max_attempts:
        _end(session, work, state="failed", error=error)
        notices.tell(session, work.dossier_id, "dossier.failed")
        return
    later = now() + dt.timedelta(seconds=settings.retry_delay * 2 ** (work.attempt - 1))
    _hold(session, work, state="queued", lease=None, dispatched_at=None, not_before=later, error=error)


def postpone(session: Session, work: Work, error: str, settings: Settings) -> None:
    """Something around the work was away or full, which is no fault of the dossier: later again, as if not tried."""
    later = now() + dt.timedelta(seconds=settings.retry_delay)
    values = {"attempt": work.attempt - 1, "not_before": later, "error": error}
    _hold(session, work, state="queued", lease=None, dispatched_at=None, **values)


def dispatched(session: Session, run_ids: Collection[str]) -> None:
    """Redis has been told of these runs."""
    _change(session, and_(Run.id.in_(run_ids), _in_line), state="queued", dispatched_at=now())


def take_back(session: Session, silent: Collection[str], settings: Settings) -> tuple[int, list[str]]:
    """Put the runs with these leases back in line: how many; or give up on them: which."""
    abandoned = and_(Run.state == "processing", Run.lease.in_(silent))
    # What a worker that stands still has locked is left for the next time: it must not keep the others waiting.
    question = select(Run.id, Run.attempt, Run.dossier_id).where(abandoned).with_for_update(skip_locked=True)
    rows = session.execute(question).all()
    given_up = [run_id for run_id, attempt, _ in rows if attempt >= settings.max_attempts]
    again = [run_id for run_id, attempt, _ in rows if attempt < settings.max_attempts]
    for run_id, _, dossier_id in rows:
        if run_id in given_up:
            notices.tell(session, dossier_id, "dossier.failed")
    _change(session, Run.id.in_(given_up), state="failed", lease=None, finished_at=now(), error=GAVE_UP)
    _change(session, Run.id.in_(again), state="queued", lease=None, dispatched_at=None)
    return len(again), given_up


def waiting(session: Session, settings: Settings) -> Sequence[Waiting]:
    """Runs in line that are due, but those sent a moment ago: first what was never sent, then the oldest."""
    moment = now()
    lately = and_(Run.dispatched_at > moment - dt.timedelta(seconds=settings.patience), Run.dispatched_at <= moment)
    rows = session.execute(
        select(Run.id, Run.lane, Run.dispatched_at.is_not(None))
        .where(_in_line, _due(settings), or_(Run.dispatched_at.is_(None), not_(lately)))
        .order_by(Run.dispatched_at.is_not(None), Run.lane.desc(), Run.created_at)
        .limit(1000)
    )
    return [Waiting(*row) for row in rows]


def heartbeats(session: Session) -> dict[str, dt.datetime | None]:
    """The leases under which somebody is working, each with its last sign of life."""
    rows = session.execute(select(Run.lease, Run.heartbeat_at).where(Run.state == "processing"))
    return {lease: beat for lease, beat in rows if lease is not None}


def _due(settings: Settings) -> ColumnElement[bool]:
    """Not to be tried later; a moment further away than any wait is from before the clock was set back."""
    moment = now()
    longest = dt.timedelta(seconds=settings.retry_delay * 2**settings.max_attempts)
    return or_(Run.not_before <= moment, Run.not_before > moment + longest)


def _pupils_this_year(session: Session, dossier: Dossier) -> int | None:
    """How many, this one included. Dossiers with one reference are about one pupil; a school year starts in August."""
    day = dossier.received_on
    start = dt.date(day.year if day.month >= 8 else day.year - 1, 8, 1)
    pupil = func.coalesce(Dossier.reference, Dossier.id)
    return session.scalar(
        select(func.count(pupil.distinct())).where(
            Dossier.school_id == dossier.school_id,
            Dossier.profile == dossier.profile,
            Dossier.received_on >= start,
            Dossier.received_on <= day,
        )
    )


def _end(session: Session, work: Work, **values: Any) -> None:
    _hold(session, work, finished_at=now(), lease=None, **values)


def _hold(session: Session, work: Work, **values: Any) -> None:
    held = and_(Run.id == work.run_id, Run.state == "processing", Run.lease == work.lease)
    if not _change(session, held, **values):
        raise LeaseLostError(work.run_id)


def _change(session: Session, condition: ColumnElement[bool], **values: Any) -> int:
    result = session.connection().execute(update(Run).where(condition).values(**values))
    return result.rowcount
