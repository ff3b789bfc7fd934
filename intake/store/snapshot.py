"""A copy of an SQLite database as it is at one moment, while others go on writing; and what such a copy holds."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.store.tables import Dossier, File, ReportVersion


@dataclass(frozen=True)
class Held:
    """How much there is; `contents` are the hashes of all files."""

    dossiers: int
    reports: int
    contents: frozenset[str]


def take(source: Path, target: Path) -> None:
    """Copy the database, all of it as of one moment."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)


def held(session: Session) -> Held:
    """What a database holds."""
    return Held(
        dossiers=session.scalar(select(func.count()).select_from(Dossier)) or 0,
        reports=session.scalar(select(func.count()).select_from(ReportVersion)) or 0,
        contents=frozenset(session.scalars(select(File.sha256).distinct())),
    )
