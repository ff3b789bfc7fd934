"""What an administrator looks at every day: what came in, what could not be read."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, and_, cast, func, select
from sqlalchemy.orm import Session

from intake.store.people_tables import Person
from intake.store.tables import ApiKey, Dossier, ReportVersion, Run, School


@dataclass(frozen=True)
class Day:
    """What happened since a moment: dossiers that came in, reports by status, readings that failed."""

    dossiers: int
    reports: dict[str, int]
    failed: int


@dataclass(frozen=True)
class Usage:
    """A school with how many dossiers, keys that open and people who may sign in it has."""

    school: School
    dossiers: int
    keys: int
    people: int


def since(session: Session, moment: dt.datetime) -> Day:
    """What happened since this moment."""
    came = session.scalar(select(func.count()).select_from(Dossier).where(Dossier.created_at >= moment)) or 0
    rows = session.execute(
        select(ReportVersion.status, func.count())
        .where(ReportVersion.created_at >= moment)
        .group_by(ReportVersion.status)
    )
    failed = select(func.count()).select_from(Run).where(Run.state == "failed", Run.finished_at >= moment)
    return Day(came, {row[0]: row[1] for row in rows}, session.scalar(failed) or 0)


_newest = and_(Run.dossier_id == Dossier.id, Run.number == Dossier.last_run)


def failed(session: Session, page: int, size: int) -> tuple[int, Sequence[tuple[Dossier, Run]]]:
    """Dossiers of which the newest reading failed: how many, and one page of them, newest first."""
    return _ended(session, Run.state == "failed", page, size)


def with_bad_files(session: Session, page: int, size: int) -> tuple[int, Sequence[tuple[Dossier, Run]]]:
    """Dossiers in which the newest reading could not read a file; the run tells which, and why."""
    return _ended(session, cast(Run.told, Text).contains('"outcome": "document.'), page, size)


def _ended(
    session: Session, condition: ColumnElement[bool], page: int, size: int
) -> tuple[int, Sequence[tuple[Dossier, Run]]]:
    """How many dossiers there are of which the newest run is so, and one page of them, the latest to end first."""
    count = session.scalar(select(func.count()).select_from(Dossier).join(Run, _newest).where(condition)) or 0
    rows = session.execute(
        select(Dossier, Run)
        .join(Run, _newest)
        .where(condition)
        .order_by(Run.finished_at.desc(), Dossier.id)
        .offset((page - 1) * size)
        .limit(size)
    )
    return count, [(dossier, run) for dossier, run in rows]


def schools(session: Session, moment: dt.datetime) -> list[Usage]:
    """All schools, by name; a key counts while it opens at this moment."""
    dossiers = dict[str | None, int](
        (row[0], row[1]) for row in session.execute(select(Dossier.school_id, func.count()).group_by(Dossier.school_id))
    )
    open_keys = [
        key.school_id
        for key in session.scalars(select(ApiKey))
        if not key.revoked_at and not (key.expires_at and key.expires_at <= moment)
    ]
    people = [person.school_id for person in session.scalars(select(Person).where(Person.disabled_at.is_(None)))]
    every = session.scalars(select(School).order_by(School.name, School.municipality))
    return [Usage(one, dossiers.get(one.id, 0), open_keys.count(one.id), people.count(one.id)) for one in every]
