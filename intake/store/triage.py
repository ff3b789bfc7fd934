"""The list of dossiers as people look at it: narrowed, searched, in an order, a page at a time.

First the ids of one page are found, with no more tables than the wish needs; only then what is told of each.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression, and_, func, not_, or_, select
from sqlalchemy.orm import Session

from intake.access import Scope
from intake.store.dossiers import visible
from intake.store.tables import Dossier, Run, RunState, School
from intake.store.triage_tables import Overview
from validators.report import Status

# What is to be done with a dossier: something here, nothing until the school answers, nothing until it is read, …
Phase = Literal["open", "asked", "reading", "failed", "completed", "all"]
Order = Literal["due", "received", "school", "confidence"]


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see. `due_by` is the last day meant; `search` looks in references and names of schools."""

    phase: Phase = "all"
    status: Status | None = None
    profile: str | None = None
    school_id: str | None = None
    due_by: dt.date | None = None
    search: str = ""
    order: Order = "due"


@dataclass(frozen=True)
class Line:
    """A dossier in the list. What comes of a report is empty until there is one."""

    id: str
    reference: str | None
    profile: str
    received_on: dt.date
    due_on: dt.date | None
    school: str | None
    state: RunState
    files_done: int
    files_total: int
    status: Status | None
    points: list[str]
    point_count: int
    confidence: float | None
    phase: Phase


_run = and_(Run.dossier_id == Dossier.id, Run.number == Dossier.last_run)
_in_hand = Run.state.in_(("received", "queued", "processing"))
# Of all dossiers a few are not reported at any moment; they are found by the state of their runs.
_unfinished = select(Run.dossier_id).join(Dossier, _run)
_waits_for_school = and_(Dossier.asked.is_not(None), Dossier.asked == Dossier.report_version)


def found(session: Session, scope: Scope, wish: Wish, page: int, size: int) -> tuple[int, list[Line]]:
    """How many dossiers there are, and one page of them (the first is 1)."""
    wanted = _wanted(session, scope, wish)
    count = session.scalar(wanted.with_only_columns(func.count(Dossier.id))) or 0
    if wish.order == "school":
        wanted = wanted.outerjoin(School, School.id == Dossier.school_id)
    ids = session.scalars(wanted.order_by(*_ordered(wish.order)).offset((page - 1) * size).limit(size)).all()
    return count, _lines(session, ids)


def schools(session: Session, scope: Scope) -> Sequence[School]:
    """The schools of the dossiers that somebody may see, by name."""
    theirs = select(Dossier.id).where(Dossier.school_id == School.id, *visible(scope)).exists()
    return session.scalars(select(School).where(theirs).order_by(School.name, School.municipality)).all()


def _wanted(session: Session, scope: Scope, wish: Wish) -> Select[str]:
    question = select(Dossier.id).where(*visible(scope), *_phase(wish.phase))
    for column, value in (
        (Dossier.status, wish.status),
        (Dossier.profile, wish.profile),
        (Dossier.school_id, wish.school_id),
    ):
        if value is not None:
            question = question.where(column == value)
    if wish.due_by is not None:
        question = question.where(Dossier.due_on <= wish.due_by)
    return question.where(_said(session, wish.search)) if wish.search else question


def _phase(phase: Phase) -> list[SQLColumnExpression[bool]]:
    read = Dossier.id.not_in(_unfinished.where(or_(_in_hand, Run.state == "failed")))
    match phase:
        case "all":
            return []
        case "reading":
            return [Dossier.id.in_(_unfinished.where(_in_hand))]
        case "failed":
            return [Dossier.id.in_(_unfinished.where(Run.state == "failed"))]
        case "completed":
            return [Dossier.completed, read]
        case "asked":
            return [_waits_for_school, ~Dossier.completed, read]
        case "open":
            return [not_(_waits_for_school), ~Dossier.completed, read]


def _said(session: Session, search: str) -> ColumnElement[bool]:
    """Whether the reference holds this, or the name or municipality of the school does."""
    named = or_(_holds(School.name, search), _holds(School.municipality, search))
    return or_(
        _holds(Dossier.reference, search), Dossier.school_id.in_(session.scalars(select(School.id).where(named)).all())
    )


def _holds(column: Any, search: str) -> ColumnElement[bool]:
    return func.lower(column).contains(search.lower(), autoescape=True)


def _ordered(order: Order) -> list[SQLColumnExpression[Any]]:
    oldest_first: list[SQLColumnExpression[Any]] = [Dossier.created_at, Dossier.id]
    match order:
        case "due":
            return [Dossier.due_on.is_(None), Dossier.due_on, *oldest_first]
        case "received":
            return [Dossier.created_at.desc(), Dossier.id]
        case "school":
            return [School.name.is_(None), School.name, *oldest_first]
        case "confidence":
            return [Dossier.confidence.is_(None), Dossier.confidence, *oldest_first]


def _lines(session: Session, ids: Sequence[str]) -> list[Line]:
    question = (
        select(
            *(Dossier.id, Dossier.reference, Dossier.profile, Dossier.received_on, Dossier.due_on, School.name),
            *(Run.state, Run.files_done, Run.files_total, Dossier.status, Overview.points, Overview.point_count),
            *(Dossier.confidence, Dossier.completed, Dossier.asked, Dossier.report_version),
        )
        .join(Run, _run)
        .outerjoin(Overview, Overview.dossier_id == Dossier.id)
        .outerjoin(School, School.id == Dossier.school_id)
        .where(Dossier.id.in_(ids))
    )
    lines = {row.id: _line(row) for row in session.execute(question)}
    return [lines[one] for one in ids if one in lines]


def _line(row: Row[*tuple[Any, ...]]) -> Line:
    waits = row.asked is not None and row.asked == row.report_version
    return Line(
        id=row.id,
        reference=row.reference,
        profile=row.profile,
        received_on=row.received_on,
        due_on=row.due_on,
        school=row.name,
        state=row.state,
        files_done=row.files_done,
        files_total=row.files_total,
        status=row.status,
        points=row.points or [],
        point_count=row.point_count or 0,
        confidence=row.confidence,
        phase=_phase_of(row.state, completed=row.completed, waits=waits),
    )


def _phase_of(state: RunState, *, completed: bool, waits: bool) -> Phase:
    if state != "reported":
        return "failed" if state == "failed" else "reading"
    if completed:
        return "completed"
    return "asked" if waits else "open"
