"""Contents whose dossiers are gone: removed once no other dossier has them.

A content may come in again while it is on its way out. Whoever records files and whoever removes contents therefore
never do so at the same moment: SQLite has one writer, and on PostgreSQL both take the lock below.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from intake.store.privacy_tables import ErasedFile
from intake.store.store import now
from intake.store.tables import File

LOCK = 0x0D055  # any number that nobody else takes
LINGER = dt.timedelta(days=1)  # longer than any worker can be busy


def hold(session: Session, *, alone: bool = False) -> None:
    """Until the transaction ends, no content is removed; or with `alone`, none is recorded."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SELECT pg_advisory_xact_lock{'' if alone else '_shared'}({LOCK})"))


def list_for_removal(session: Session, contents: Iterable[str]) -> None:
    """Put these contents on their way out."""
    for sha256 in contents:
        session.merge(ErasedFile(sha256=sha256, erased_at=now()))


def listed(session: Session) -> Sequence[str]:
    """The contents on their way out."""
    return session.scalars(select(ErasedFile.sha256).order_by(ErasedFile.erased_at)).all()


def is_wanted(session: Session, sha256: str) -> bool:
    """Whether a dossier has this content."""
    return session.scalar(select(File.id).where(File.sha256 == sha256).limit(1)) is not None


def strike(session: Session, sha256: str, *, at_once: bool) -> None:
    """Take it off the list, `at_once` or when it stood there long enough."""
    listed_one = session.get(ErasedFile, sha256)
    if listed_one and (at_once or listed_one.erased_at + LINGER < now()):
        session.delete(listed_one)
