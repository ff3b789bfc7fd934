"""What a round would change: how many verdicts, why, and which dossiers."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session, defer, joinedload

from intake.store.reprocessing_tables import ItemState, ReprocessingItem, ReprocessingReason
from intake.store.tables import Dossier
from validators.report import Status

_verdict_differs = or_(
    ReprocessingItem.status_before != ReprocessingItem.status_after, ReprocessingItem.status_before.is_(None)
)
_stale = Dossier.last_run != ReprocessingItem.base_run


@dataclass(frozen=True)
class Turn:
    """So many dossiers go from one verdict to another, or keep theirs; `before` is None where there was no report."""

    before: Status | None
    after: Status
    count: int


@dataclass(frozen=True)
class Reason:
    """Why reports would change. `verdicts` of the `count` dossiers get another verdict as well."""

    kind: str
    name: str
    count: int
    verdicts: int


@dataclass(frozen=True)
class Wanted:
    """Which results to show: in one of these states, for this reason (kind, name), only those of another verdict."""

    states: Sequence[ItemState] = ()
    reason: tuple[str, str] | None = None
    verdict: bool = False


@dataclass(frozen=True)
class Result:
    """A dossier of a round; `stale` when the dossier changed since the candidate was made."""

    item: ReprocessingItem
    dossier: Dossier
    stale: bool


def turns(session: Session, reprocessing_id: str) -> list[Turn]:
    """How verdicts change, most frequent first."""
    columns = (ReprocessingItem.status_before, ReprocessingItem.status_after)
    rows = session.execute(
        select(*columns, func.count())
        .where(ReprocessingItem.reprocessing_id == reprocessing_id, ReprocessingItem.status_after.is_not(None))
        .group_by(*columns)
        .order_by(func.count().desc())
    )
    return [Turn(before, after, count) for before, after, count in rows if after]


def reasons(session: Session, reprocessing_id: str) -> list[Reason]:
    """Why reports change, what changes most verdicts first."""
    verdicts = func.sum(case((_verdict_differs, 1), else_=0))
    rows = session.execute(
        select(ReprocessingReason.kind, ReprocessingReason.name, func.count(), verdicts)
        .join(ReprocessingItem, ReprocessingItem.id == ReprocessingReason.item_id)
        .where(ReprocessingItem.reprocessing_id == reprocessing_id)
        .group_by(ReprocessingReason.kind, ReprocessingReason.name)
        .order_by(verdicts.desc(), func.count().desc(), ReprocessingReason.kind, ReprocessingReason.name)
    )
    return [Reason(*row) for row in rows]


def results(
    session: Session, reprocessing_id: str, wanted: Wanted, page: int, size: int
) -> tuple[int, Sequence[Result]]:
    """How many results there are, and one page of them: other verdicts first. The candidates themselves stay behind."""
    conditions = _conditions(reprocessing_id, wanted)
    count = session.scalar(select(func.count()).select_from(ReprocessingItem).where(*conditions)) or 0
    rows = session.execute(
        select(ReprocessingItem, Dossier, _stale)
        .join(Dossier, Dossier.id == ReprocessingItem.dossier_id)
        .options(defer(ReprocessingItem.content), defer(ReprocessingItem.records), joinedload(Dossier.school))
        .where(*conditions)
        .order_by(case((_verdict_differs, 0), else_=1), Dossier.received_on, ReprocessingItem.id)
        .offset((page - 1) * size)
        .limit(size)
    )
    return count, [Result(item, dossier, bool(stale)) for item, dossier, stale in rows]


def result(session: Session, reprocessing_id: str, item_id: str) -> Result | None:
    """One dossier of a round."""
    row = session.execute(
        select(ReprocessingItem, Dossier, _stale)
        .join(Dossier, Dossier.id == ReprocessingItem.dossier_id)
        .where(ReprocessingItem.id == item_id, ReprocessingItem.reprocessing_id == reprocessing_id)
    ).first()
    return Result(row[0], row[1], bool(row[2])) if row else None


def _conditions(reprocessing_id: str, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [ReprocessingItem.reprocessing_id == reprocessing_id]
    if wanted.states:
        conditions.append(ReprocessingItem.state.in_(wanted.states))
    if wanted.verdict:
        conditions += [ReprocessingItem.status_after.is_not(None), _verdict_differs]
    if wanted.reason:
        kind, name = wanted.reason
        why = select(ReprocessingReason.item_id).where(ReprocessingReason.kind == kind, ReprocessingReason.name == name)
        conditions.append(ReprocessingItem.id.in_(why))
    return conditions
