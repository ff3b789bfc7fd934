"""What somebody decides on the results of a round: accept, reject, roll back.

A decision is written down for all dossiers that it is about at once; workers carry it out, a few dossiers in a
transaction. Until then a dossier keeps its state, so nothing is lost or done twice when that is cut off.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from intake.access import Principal
from intake.store import audit, notices, runs, weighing
from intake.store.audit import Actor, Event
from intake.store.reprocessing_tables import Deed, Reprocessing, ReprocessingDecision, ReprocessingItem
from intake.store.store import new_id, now
from intake.store.tables import Dossier, ReportVersion, Run
from intake.store.weighing_tables import KeptRecords

A_FEW = 25
OVERTAKEN = "overtaken"
_to_accept = and_(ReprocessingItem.state == "different", ReprocessingItem.decision_id.is_not(None))
_to_undo = and_(ReprocessingItem.state == "accepted", ReprocessingItem.undoing_id.is_not(None))


class DryRunError(Exception):
    """A dry run is for looking alone: `reprocessings.make_real` comes first."""


def decide(  # noqa: PLR0913, PLR0917 - what a decision is
    session: Session,
    actor: Principal,
    round_: Reprocessing,
    deed: Deed,
    reason: str,
    items: Collection[str] | None = None,
) -> ReprocessingDecision | None:
    """Decide on these items, or on all that differ (to roll back: all that were accepted); None when there are none.

    Raises DryRunError when results of a dry run are to be accepted.
    """
    if deed == "accept" and round_.dry_run:
        raise DryRunError
    chosen = [ReprocessingItem.reprocessing_id == round_.id, *_open_to(deed)]
    if items is not None:
        chosen.append(ReprocessingItem.id.in_(items))
    count = session.scalar(select(func.count()).select_from(ReprocessingItem).where(*chosen)) or 0
    if not count:
        return None
    made = ReprocessingDecision(
        id=new_id(),
        reprocessing_id=round_.id,
        deed=deed,
        reason=reason,
        actor_kind=actor.kind,
        actor_id=actor.id,
        decided_at=now(),
        count=count,
    )
    session.add(made)
    session.flush()
    values: dict[str, str | None] = {"undoing_id" if deed == "roll_back" else "decision_id": made.id}
    if deed == "reject":
        values |= {"state": "rejected", "content": None, "records": None}
    session.connection().execute(update(ReprocessingItem).where(*chosen).values(**values))
    audit.record(session, actor, Event.REPROCESSING_DECIDED, target=round_.id, detail=f"{deed} {count} dossiers")
    session.expire_all()
    return made


def of_round(session: Session, reprocessing_id: str) -> Sequence[ReprocessingDecision]:
    """Everything that was decided on a round, in order."""
    question = select(ReprocessingDecision).where(ReprocessingDecision.reprocessing_id == reprocessing_id)
    return session.scalars(question.order_by(ReprocessingDecision.decided_at, ReprocessingDecision.id)).all()


def unfinished(session: Session) -> Sequence[str]:
    """Decisions that are not yet carried out for every dossier."""
    accepting = select(ReprocessingItem.decision_id).where(_to_accept)
    undoing = select(ReprocessingItem.undoing_id).where(_to_undo)
    return [found for found in session.scalars(accepting.union(undoing)) if found]


def left(session: Session, reprocessing_id: str) -> int:
    """For how many dossiers of a round something was decided that is still to be carried out."""
    question = select(func.count()).select_from(ReprocessingItem)
    mine = ReprocessingItem.reprocessing_id == reprocessing_id
    return session.scalar(question.where(mine, or_(_to_accept, _to_undo))) or 0


def carry_out(session: Session, decision_id: str) -> int:
    """Carry out a decision for a few dossiers; how many that were, 0 when it is done."""
    decision = session.get(ReprocessingDecision, decision_id)
    if decision is None:
        return 0
    undo = decision.deed == "roll_back"
    waits = and_(_to_undo, ReprocessingItem.undoing_id == decision_id) if undo else _waits_for(decision_id)
    question = select(ReprocessingItem).where(waits).order_by(ReprocessingItem.id).limit(A_FEW)
    few = session.scalars(question.with_for_update(skip_locked=True)).all()
    for item in few:
        (_roll_back if undo else _accept)(session, item, decision)
    return len(few)


def _waits_for(decision_id: str) -> ColumnElement[bool]:
    return and_(_to_accept, ReprocessingItem.decision_id == decision_id)


def _open_to(deed: Deed) -> list[ColumnElement[bool]]:
    if deed == "roll_back":
        # Where no report was there before, there is nothing to go back to.
        accepted = ReprocessingItem.state == "accepted"
        return [accepted, ReprocessingItem.undoing_id.is_(None), ReprocessingItem.base_version.is_not(None)]
    return [ReprocessingItem.state == "different", ReprocessingItem.decision_id.is_(None)]


def _accept(session: Session, item: ReprocessingItem, decision: ReprocessingDecision) -> None:
    if item.base_run is None or item.content is None or not _is_still(session, item, item.base_run):
        item.state, item.content, item.records = "overtaken", None, None
        return
    version = (item.extractor_after, item.profile_after)
    run = runs.append(session, item.dossier_id, item.base_run + 1, item.content, *version)
    if item.records is not None:
        weighing.keep(session, run.id, item.dossier_id, item.records)
    if item.status_before != item.status_after:
        notices.tell(session, item.dossier_id, "dossier.reported")
    item.state, item.new_version, item.content, item.records, item.error = "accepted", run.number, None, None, None
    _write_down(session, item, decision, Event.REPORT_REPLACED, run.number)


def _roll_back(session: Session, item: ReprocessingItem, decision: ReprocessingDecision) -> None:
    accepted = item.new_version or 0
    if not _is_still(session, item, accepted):
        item.undoing_id, item.error = None, OVERTAKEN
        return
    row = session.execute(
        select(ReportVersion, Run)
        .join(Run, Run.id == ReportVersion.run_id)
        .where(ReportVersion.dossier_id == item.dossier_id, ReportVersion.version == item.base_version)
    ).one()
    before, run = row[0], row[1]
    again = runs.append(
        session, item.dossier_id, accepted + 1, before.content, run.extractor_version, run.profile_version
    )
    records = session.get(KeptRecords, before.run_id)
    if records is not None:
        weighing.keep(session, again.id, item.dossier_id, records.content)
    if item.status_before != item.status_after:
        notices.tell(session, item.dossier_id, "dossier.reported")
    item.state, item.error = "rolled_back", None
    _write_down(session, item, decision, Event.REPORT_ROLLED_BACK, again.number)


def _is_still(session: Session, item: ReprocessingItem, newest: int) -> bool:
    """Whether nothing came after this run of the dossier; if so, nothing does until the transaction ends."""
    dossier = session.scalar(
        select(Dossier).where(Dossier.id == item.dossier_id).with_for_update(of=Dossier),
        execution_options={"populate_existing": True},
    )
    return dossier is not None and dossier.last_run == newest


def _write_down(
    session: Session, item: ReprocessingItem, decision: ReprocessingDecision, event: Event, version: int
) -> None:
    actor = Actor(decision.actor_kind, decision.actor_id)
    audit.record(
        session,
        actor,
        event,
        dossier_id=item.dossier_id,
        target=item.reprocessing_id,
        detail=f"version {item.base_version or 0} -> {version}",
    )
