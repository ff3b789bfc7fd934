"""Which dossiers a round is about."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

from sqlalchemy import ColumnElement, Select, Text, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from intake.store.tables import Dossier, ReportVersion, Run, School
from validators.report import Status

Verdict = Status | Literal["failed"]


@dataclass(frozen=True)
class Choice:
    """What dossiers must have in common; None leaves that side open.

    `since` and `until` are days of receipt, both included. `status` is that of the newest report, or 'failed' where the
    newest reading failed. `extractor_version` made the newest report, `code` is a finding in it. `school` is the id or
    the name of a school.
    """

    profile: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    extractor_version: str | None = None
    code: str | None = None
    status: Verdict | None = None
    school: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As it is kept: what was left open is left out."""
        values = {name: value for name, value in asdict(self).items() if value is not None}
        return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> Self:
        """What `as_json` gave."""
        days: dict[str, Any] = {name: dt.date.fromisoformat(kept[name]) for name in ("since", "until") if name in kept}
        return cls(**(kept | days))


def count(session: Session, choice: Choice) -> int:
    """How many dossiers that are."""
    return session.scalar(select(func.count()).select_from(_chosen(choice).subquery())) or 0


def ids(session: Session, choice: Choice) -> Sequence[str]:
    """The dossiers, oldest first."""
    return session.scalars(_chosen(choice).order_by(Dossier.created_at, Dossier.id)).all()


def extractor_versions(session: Session) -> Sequence[str]:
    """The versions of the reader that made reports, newest first."""
    question = select(Run.extractor_version, func.max(Run.finished_at)).where(Run.extractor_version.is_not(None))
    rows = session.execute(question.group_by(Run.extractor_version).order_by(func.max(Run.finished_at).desc()))
    return [version for version, _ in rows if version]


def _chosen(choice: Choice) -> Select[str]:
    question = select(Dossier.id).where(*_of_dossier(choice))
    if choice.school is not None:
        question = question.join(School, School.id == Dossier.school_id)
        question = question.where(or_(School.id == choice.school, School.name == choice.school))
    if choice.status == "failed":
        newest = and_(Run.dossier_id == Dossier.id, Run.number == Dossier.last_run, Run.state == "failed")
        return question.join(Run, newest)
    wanted = _of_report(choice)
    if wanted:
        newest = and_(ReportVersion.dossier_id == Dossier.id, ReportVersion.version == Dossier.report_version)
        question = question.join(ReportVersion, newest).join(Run, Run.id == ReportVersion.run_id).where(*wanted)
    return question


def _of_dossier(choice: Choice) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if choice.profile is not None:
        wanted.append(Dossier.profile == choice.profile)
    if choice.since is not None:
        wanted.append(Dossier.received_on >= choice.since)
    if choice.until is not None:
        wanted.append(Dossier.received_on <= choice.until)
    if choice.status not in (None, "failed"):
        wanted.append(Dossier.status == choice.status)
    return wanted


def _of_report(choice: Choice) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if choice.extractor_version is not None:
        wanted.append(Run.extractor_version == choice.extractor_version)
    if choice.code is not None:
        # A report is kept as its JSON was written, on both databases: no need to take twenty thousand apart.
        wanted.append(cast(ReportVersion.content, Text).contains(f'"code": "{choice.code}"', autoescape=True))
    return wanted
