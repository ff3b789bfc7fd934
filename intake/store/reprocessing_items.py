"""The dossiers of a round as workers see them: claimed by compare-and-set, held by a lease, as runs are."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, select, update
from sqlalchemy.orm import Session

from intake.settings import Settings
from intake.store import dossiers, runs
from intake.store.reprocessing_tables import Mode, Reprocessing, ReprocessingItem, ReprocessingReason
from intake.store.runs import GAVE_UP, LeaseLostError, Work
from intake.store.store import new_id, now
from intake.store.tables import Dossier, Run
from validators.report import Status

A_FEW = 32
_running = ReprocessingItem.reprocessing_id.in_(select(Reprocessing.id).where(Reprocessing.state == "running"))


@dataclass(frozen=True)
class ItemWork:
    """What a worker needs to know of a dossier of a round; `work.run_id` is the id of the item.

    `before` is the report that the new one is compared with.
    """

    work: Work
    mode: Mode
    before: dict[str, Any] | None


@dataclass(frozen=True)
class Candidate:
    """A report that may replace the one there is, if somebody wants it to; `reasons` are (kind, name).

    `records` are those that were read for it, None where none were.
    """

    content: dict[str, Any]
    records: dict[str, Any] | None
    extractor_version: str
    differs: bool
    differences: dict[str, Any]
    reasons: Collection[tuple[str, str]]

    @property
    def status(self) -> Status:
        """The verdict."""
        status: Status = self.content["status"]
        return status


def claim(session: Session, item_id: str, settings: Settings) -> ItemWork | None:
    """Take the item, unless it needs no work (any more) or its round does not go on at the moment.

    A dossier of which a run is under way is read anyhow, so it is overtaken.
    """
    lease, moment = new_id(), now()
    free = and_(ReprocessingItem.id == item_id, ReprocessingItem.state == "waiting", _due(settings), _running)
    attempts = ReprocessingItem.attempt < settings.max_attempts
    if not _change(
        session,
        and_(free, attempts),
        state="working",
        attempt=ReprocessingItem.attempt + 1,
        lease=lease,
        heartbeat_at=moment,
    ):
        return None
    item = session.get_one(ReprocessingItem, item_id, populate_existing=True)
    dossier = session.get_one(Dossier, item.dossier_id)
    if dossier.run.state not in ("reported", "failed"):
        _change(session, ReprocessingItem.id == item_id, state="overtaken", lease=None, finished_at=moment)
        return None
    before = dossiers.report(session, dossier.id)
    item.base_run = dossier.last_run
    if before:
        made_by = session.get_one(Run, before.run_id)
        item.base_version, item.status_before = before.version, before.status
        item.extractor_before, item.profile_before = made_by.extractor_version, made_by.profile_version
    session.flush()
    mode = session.get_one(Reprocessing, item.reprocessing_id).mode
    work = runs.work(session, dossier, run_id=item_id, number=dossier.last_run, lease=lease, attempt=item.attempt)
    return ItemWork(work, mode, before.content if before else None)


def renew(session: Session, work: Work) -> None:
    """Show that somebody is still working."""
    _hold(session, work, heartbeat_at=now())


def progress(
    session: Session, work: Work, *, files_done: int, files_total: int, told: dict[str, Any] | None = None
) -> None:
    """How far a single dossier of a round is, nobody asks; that somebody is at it counts."""
    del files_done, files_total, told
    renew(session, work)


def done(session: Session, work: Work, candidate: Candidate) -> None:
    """Record what came of it; a report that says the same as the one there is, is not kept."""
    _hold(
        session,
        work,
        state="different" if candidate.differs else "same",
        lease=None,
        finished_at=now(),
        error=None,
        status_after=candidate.status,
        extractor_after=candidate.extractor_version,
        profile_after=candidate.content["dossier"]["profile_version"],
        content=candidate.content if candidate.differs else None,
        records=candidate.records if candidate.differs else None,
        differences=candidate.differences if candidate.differs else None,
    )
    if candidate.differs:
        session.add_all(
            ReprocessingReason(item_id=work.run_id, kind=kind, name=name) for kind, name in candidate.reasons
        )


def fail(session: Session, work: Work, error: str, settings: Settings, *, final: bool = False) -> None:
    """The attempt went wrong: try again later, or leave it after the last attempt (at once when `final`)."""
    if final or work.attempt >= settings.max_attempts:
        _hold(session, work, state="failed", lease=None, finished_at=now(), error=error)
        return
    later = now() + dt.timedelta(seconds=settings.retry_delay * 2 ** (work.attempt - 1))
    _hold(session, work, state="waiting", lease=None, dispatched_at=None, not_before=later, error=error)


def postpone(session: Session, work: Work, error: str, settings: Settings) -> None:
    """Something around the work was away or full: later again, as if not tried."""
    later = now() + dt.timedelta(seconds=settings.retry_delay)
    values = {"attempt": work.attempt - 1, "not_before": later, "error": error}
    _hold(session, work, state="waiting", lease=None, dispatched_at=None, **values)


def waiting(session: Session, settings: Settings, *, told_lately: bool = False) -> Sequence[tuple[str, bool]]:
    """A few items that wait for a worker, each with whether Redis was told of it before; those told lately if wanted.

    A few are enough to wake the workers, who look for others by themselves.
    """
    moment = now()
    told = ReprocessingItem.dispatched_at
    lately = and_(told > moment - dt.timedelta(seconds=settings.patience), told <= moment)
    open_ = and_(ReprocessingItem.state == "waiting", _running, _due(settings))
    question, few = select(ReprocessingItem.id, told.is_not(None)).where(open_), A_FEW
    if not told_lately:
        question = question.where(or_(told.is_(None), not_(lately)))
        few -= session.scalar(select(func.count()).select_from(ReprocessingItem).where(open_, lately)) or 0
    rows = session.execute(question.order_by(told.is_not(None), ReprocessingItem.not_before).limit(max(few, 0)))
    return [(item_id, was_told) for item_id, was_told in rows]


def dispatched(session: Session, item_ids: Collection[str]) -> None:
    """Redis has been told of these."""
    _change(session, and_(ReprocessingItem.id.in_(item_ids), ReprocessingItem.state == "waiting"), dispatched_at=now())


def heartbeats(session: Session) -> dict[str, dt.datetime | None]:
    """The leases under which somebody is working, each with its last sign of life."""
    question = select(ReprocessingItem.lease, ReprocessingItem.heartbeat_at)
    rows = session.execute(question.where(ReprocessingItem.state == "working"))
    return {lease: beat for lease, beat in rows if lease is not None}


def take_back(session: Session, silent: Collection[str], settings: Settings) -> int:
    """Put those with these leases back in line, or leave them after the last attempt; how many that were."""
    abandoned = and_(ReprocessingItem.state == "working", ReprocessingItem.lease.in_(silent))
    question = select(ReprocessingItem.id, ReprocessingItem.attempt).where(abandoned).with_for_update(skip_locked=True)
    rows = session.execute(question).all()
    given_up = [item_id for item_id, attempt in rows if attempt >= settings.max_attempts]
    again = [item_id for item_id, attempt in rows if attempt < settings.max_attempts]
    ended = {"state": "failed", "lease": None, "finished_at": now(), "error": GAVE_UP}
    _change(session, ReprocessingItem.id.in_(given_up), **ended)
    _change(session, ReprocessingItem.id.in_(again), state="waiting", lease=None, dispatched_at=None)
    return len(rows)


def left(session: Session) -> int:
    """How many items of rounds that go on are still to be done."""
    open_ = ReprocessingItem.state.in_(("waiting", "working"))
    return session.scalar(select(func.count()).select_from(ReprocessingItem).where(open_, _running)) or 0


def _due(settings: Settings) -> ColumnElement[bool]:
    moment = now()
    longest = dt.timedelta(seconds=settings.retry_delay * 2**settings.max_attempts)
    return or_(ReprocessingItem.not_before <= moment, ReprocessingItem.not_before > moment + longest)


def _hold(session: Session, work: Work, **values: Any) -> None:
    held = and_(
        ReprocessingItem.id == work.run_id, ReprocessingItem.state == "working", ReprocessingItem.lease == work.lease
    )
    if not _change(session, held, **values):
        raise LeaseLostError(work.run_id)


def _change(session: Session, condition: ColumnElement[bool], **values: Any) -> int:
    result = session.connection().execute(update(ReprocessingItem).where(condition).values(**values))
    return result.rowcount
