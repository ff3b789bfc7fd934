"""What came before: versions of a dossier's report, and what a school did last."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.access import Scope
from intake.store.dossiers import visible
from intake.store.tables import Dossier, File, ReportVersion
from validators.report import Status


@dataclass(frozen=True)
class Version:
    """A version of the report, with the files that came in for it."""

    number: int
    status: Status
    made_at: dt.datetime
    added: list[str]


def versions(session: Session, dossier_id: str) -> Sequence[Version]:
    """All versions of a dossier's report, newest first, without the reports themselves."""
    rows = session.execute(
        select(ReportVersion.version, ReportVersion.status, ReportVersion.created_at)
        .where(ReportVersion.dossier_id == dossier_id)
        .order_by(ReportVersion.version)
    ).all()
    files = session.execute(
        select(File.since_run, File.name).where(File.dossier_id == dossier_id).order_by(File.name)
    ).all()
    found, before = [], 0
    for number, status, made_at in rows:
        added = [name for since, name in files if before < since <= number]
        found.append(Version(number, status, made_at, added))
        before = number
    return found[::-1]


def last_profile(session: Session, scope: Scope) -> str | None:
    """The profile of the newest dossier that somebody sees."""
    question = select(Dossier.profile).where(*visible(scope)).order_by(Dossier.created_at.desc(), Dossier.id)
    return session.scalar(question.limit(1))
