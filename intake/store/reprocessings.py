"""Rounds over many dossiers: asked for, steered, and how far they are."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from intake.access import Principal
from intake.store import audit, reprocessing_choice
from intake.store.audit import Event
from intake.store.reprocessing_choice import Choice
from intake.store.reprocessing_tables import Going, ItemState, Mode, Reprocessing, ReprocessingItem, ReprocessingReason
from intake.store.store import new_id, now
from intake.store.tables import Dossier

OPEN: tuple[ItemState, ...] = ("waiting", "working")
LATELY = dt.timedelta(minutes=5)  # over which the pace is measured


class NothingChosenError(ValueError):
    """No dossier is such as was asked for."""


@dataclass(frozen=True)
class Progress:
    """How far a round is: dossiers by state, `stale` of those that differ but changed meanwhile.

    `pace` is dossiers a minute of late, `ready_at` when it will be done at that pace; None while that can't be told.
    """

    counts: dict[ItemState, int]
    stale: int
    pace: float | None
    ready_at: dt.datetime | None

    @property
    def total(self) -> int:
        """All dossiers of the round."""
        return sum(self.counts.values())

    @property
    def open(self) -> int:
        """Those that are still to be done."""
        return sum(self.counts.get(state, 0) for state in OPEN)

    @property
    def done(self) -> int:
        """Those that need no more work."""
        return self.total - self.open


def start(session: Session, actor: Principal, choice: Choice, mode: Mode, *, dry_run: bool) -> Reprocessing:
    """Begin a round over the dossiers that are such now. Raises NothingChosenError."""
    dossiers, moment = reprocessing_choice.ids(session, choice), now()
    if not dossiers:
        raise NothingChosenError
    made = Reprocessing(
        id=new_id(),
        mode=mode,
        dry_run=dry_run,
        state="running",
        wanted=choice.as_json(),
        actor_kind=actor.kind,
        actor_id=actor.id,
        created_at=moment,
        resumed_at=moment,
    )
    session.add(made)
    session.flush()
    session.add_all(
        ReprocessingItem(
            id=new_id(), reprocessing_id=made.id, dossier_id=dossier, state="waiting", attempt=0, not_before=moment
        )
        for dossier in dossiers
    )
    what = f"{mode} {len(dossiers)} dossiers{' dry run' if dry_run else ''}"
    audit.record(session, actor, Event.REPROCESSING_STARTED, target=made.id, detail=what)
    return made


def find(session: Session, reprocessing_id: str) -> Reprocessing | None:
    """The round with this id."""
    return session.get(Reprocessing, reprocessing_id)


def listed(session: Session, page: int, size: int) -> tuple[int, Sequence[Reprocessing]]:
    """How many rounds there are, and one page of them, newest first."""
    count = session.scalar(select(func.count()).select_from(Reprocessing)) or 0
    newest = select(Reprocessing).order_by(Reprocessing.created_at.desc(), Reprocessing.id)
    return count, session.scalars(newest.offset((page - 1) * size).limit(size)).all()


def pause(session: Session, actor: Principal, reprocessing_id: str) -> bool:
    """Begin no further dossiers; those at hand are finished. False when it was not running."""
    return _steer(session, actor, reprocessing_id, "running", "paused")


def resume(session: Session, actor: Principal, reprocessing_id: str) -> bool:
    """Go on where it paused. False when it had not paused."""
    return _steer(session, actor, reprocessing_id, "paused", "running")


def cancel(session: Session, actor: Principal, reprocessing_id: str) -> bool:
    """Stop for good, also the dossiers at hand; what is done stays to be decided on. False when nothing was to do."""
    stopped = _steer(session, actor, reprocessing_id, ("running", "paused"), "cancelled")
    if stopped:
        session.execute(
            update(ReprocessingItem)
            .where(ReprocessingItem.reprocessing_id == reprocessing_id, ReprocessingItem.state.in_(OPEN))
            .values(state="cancelled", lease=None)
        )
    return stopped


def make_real(session: Session, actor: Principal, reprocessing_id: str) -> None:
    """The results of a dry run may be accepted from now on."""
    changed = session.connection().execute(
        update(Reprocessing).where(Reprocessing.id == reprocessing_id, Reprocessing.dry_run).values(dry_run=False)
    )
    if changed.rowcount:
        audit.record(session, actor, Event.REPROCESSING_STEERED, target=reprocessing_id, detail="no dry run any more")
    session.expire_all()


def again(session: Session, actor: Principal, round_: Reprocessing) -> int:
    """Do those again that failed, or whose dossier changed meanwhile; how many that are."""
    if round_.state == "cancelled":
        return 0
    stale = (
        select(ReprocessingItem.id)
        .join(Dossier, Dossier.id == ReprocessingItem.dossier_id)
        .where(
            ReprocessingItem.reprocessing_id == round_.id,
            or_(
                ReprocessingItem.state.in_(("failed", "overtaken")),
                and_(ReprocessingItem.state == "different", Dossier.last_run != ReprocessingItem.base_run),
            ),
        )
    )
    ids = session.scalars(stale).all()
    session.execute(delete(ReprocessingReason).where(ReprocessingReason.item_id.in_(ids)))
    fresh = {"state": "waiting", "attempt": 0, "not_before": now(), "dispatched_at": None, "finished_at": None}
    empty = dict.fromkeys(("error", "decision_id", "status_after", "content", "records", "differences"))
    session.connection().execute(update(ReprocessingItem).where(ReprocessingItem.id.in_(ids)).values(**fresh, **empty))
    if ids:
        detail = f"again {len(ids)} dossiers"
        audit.record(session, actor, Event.REPROCESSING_STEERED, target=round_.id, detail=detail)
        round_.resumed_at = now()
    session.flush()
    session.expire_all()
    return len(ids)


def _steer(
    session: Session, actor: Principal, reprocessing_id: str, before: str | tuple[str, ...], after: Going
) -> bool:
    states = (before,) if isinstance(before, str) else before
    steered = session.connection().execute(
        update(Reprocessing)
        .where(
            Reprocessing.id == reprocessing_id,
            Reprocessing.state.in_(states),
            select(ReprocessingItem.id)
            .where(ReprocessingItem.reprocessing_id == reprocessing_id, ReprocessingItem.state.in_(OPEN))
            .exists(),
        )
        .values(state=after, resumed_at=now())
    )
    if steered.rowcount:
        kind = Event.REPROCESSING_ENDED if after == "cancelled" else Event.REPROCESSING_STEERED
        audit.record(session, actor, kind, target=reprocessing_id, detail=after)
    session.expire_all()
    return bool(steered.rowcount)


def progress(session: Session, round_: Reprocessing) -> Progress:
    """How far it is now."""
    rows = session.execute(
        select(ReprocessingItem.state, func.count())
        .where(ReprocessingItem.reprocessing_id == round_.id)
        .group_by(ReprocessingItem.state)
    )
    counts: dict[ItemState, int] = {row[0]: row[1] for row in rows}
    stale = session.scalar(
        select(func.count())
        .select_from(ReprocessingItem)
        .join(Dossier, Dossier.id == ReprocessingItem.dossier_id)
        .where(
            ReprocessingItem.reprocessing_id == round_.id,
            ReprocessingItem.state == "different",
            Dossier.last_run != ReprocessingItem.base_run,
        )
    )
    found = Progress(counts, stale or 0, None, None)
    pace = _pace(session, round_) if round_.state == "running" and found.open else None
    ready_at = now() + dt.timedelta(minutes=found.open / pace) if pace else None
    return Progress(counts, stale or 0, pace, ready_at)


def _pace(session: Session, round_: Reprocessing) -> float | None:
    since = max(round_.resumed_at, now() - LATELY)
    done = session.scalar(
        select(func.count())
        .select_from(ReprocessingItem)
        .where(ReprocessingItem.reprocessing_id == round_.id, ReprocessingItem.finished_at >= since)
    )
    minutes = (now() - since).total_seconds() / 60
    return done / minutes if done and minutes > 0 else None
