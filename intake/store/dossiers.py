"""Dossiers, their files and their reports. Every question takes the scope of whoever asks."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from intake.access import Scope
from intake.logs import request_id
from intake.names import numbered
from intake.store import erasing
from intake.store.files import Staged
from intake.store.store import is_id, new_id, now
from intake.store.tables import Dossier, File, Lane, ReportVersion, Run, School
from validators.report import Status


@dataclass(frozen=True)
class NewFile:
    """A file as it was sent: its name, made safe, and its content."""

    name: str
    staged: Staged


@dataclass(frozen=True)
class Filter:
    """What a list of dossiers is narrowed to; None leaves that side open. `status` is that of the newest report."""

    status: str | None = None
    state: str | None = None
    profile: str | None = None
    school: str | None = None
    due_before: dt.date | None = None


def add(  # noqa: PLR0913 - the fields of one row
    session: Session,
    *,
    school_id: str | None,
    profile: str,
    reference: str | None,
    received_on: dt.date,
    files: list[NewFile],
    due_on: dt.date | None = None,
) -> Run:
    """Record a new dossier, and the run that is to read it."""
    dossier = Dossier(
        id=new_id(),
        school_id=school_id,
        profile=profile,
        reference=reference,
        received_on=received_on,
        created_at=now(),
        last_run=0,
        due_on=due_on,
    )
    session.add(dossier)
    session.flush()
    return add_files(session, dossier, files)


def add_files(session: Session, dossier: Dossier, files: list[NewFile], lane: Lane = "now") -> Run:
    """Record further files, if any, and the run that reads them together with the earlier ones.

    Their contents are given their lasting place in the same transaction.
    """
    erasing.hold(session)
    dossier.last_run += 1
    taken = {file.name for file in dossier.files}
    for file in files:
        name = numbered(file.name, taken)
        taken.add(name)
        session.add(
            File(
                id=new_id(),
                dossier_id=dossier.id,
                name=name,
                sha256=file.staged.sha256,
                size=file.staged.size,
                since_run=dossier.last_run,
                created_at=now(),
            )
        )
    run = Run(
        id=new_id(),
        dossier_id=dossier.id,
        number=dossier.last_run,
        state="received",
        lane=lane,
        request_id=request_id.get(),
        attempt=0,
        created_at=now(),
        not_before=now(),
        files_total=len(taken),
        files_done=0,
    )
    session.add(run)
    session.flush()
    return run


def find(session: Session, scope: Scope, dossier_id: str, *, lock: bool = False) -> Dossier | None:
    """The dossier, if it exists for whoever asks; with `lock`, nobody else changes it until the transaction ends."""
    if not is_id(dossier_id):
        return None
    if lock:
        # By itself, so that what is read below is from after the wait: a row that is joined would be from before.
        session.execute(select(Dossier.id).where(Dossier.id == dossier_id).with_for_update())
    return session.scalar(select(Dossier).where(Dossier.id == dossier_id, *visible(scope)))


def report(session: Session, dossier_id: str, version: int | None = None) -> ReportVersion | None:
    """A version of the report, or the newest one."""
    question = select(ReportVersion).where(ReportVersion.dossier_id == dossier_id)
    if version is not None:
        question = question.where(ReportVersion.version == version)
    return session.scalar(question.order_by(ReportVersion.version.desc()).limit(1))


def listed(
    session: Session, scope: Scope, wanted: Filter, page: int, size: int
) -> tuple[int, Sequence[tuple[Dossier, Status | None]]]:
    """How many dossiers there are, and one page of them with the status of their newest report; newest first."""
    question = (
        select(Dossier)
        .where(*visible(scope))
        .outerjoin(Run, and_(Run.dossier_id == Dossier.id, Run.number == Dossier.last_run))
        .outerjoin(School, School.id == Dossier.school_id)
    )
    for column, value in (
        (Dossier.status, wanted.status),
        (Run.state, wanted.state),
        (Dossier.profile, wanted.profile),
        (School.name, wanted.school),
    ):
        if value is not None:
            question = question.where(column == value)
    if wanted.due_before is not None:
        question = question.where(Dossier.due_on < wanted.due_before)
    count = session.scalar(select(func.count()).select_from(question.with_only_columns(Dossier.id).subquery())) or 0
    rows = session.scalars(
        question.order_by(Dossier.created_at.desc(), Dossier.id).offset((page - 1) * size).limit(size)
    )
    return count, [(dossier, dossier.status) for dossier in rows]


def visible(scope: Scope) -> list[ColumnElement[bool]]:
    """What holds for the dossiers that somebody may see."""
    conditions = []
    if scope.school_id is not None:
        conditions.append(Dossier.school_id == scope.school_id)
    if scope.profiles is not None:
        conditions.append(Dossier.profile.in_(scope.profiles))
    return conditions
