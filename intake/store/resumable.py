"""Uploads that may break off and go on: each a row here, and what came in of it as a file beside the kept contents.

How far it came is the size of that file, so what is told of it is never more than there is.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from intake.access import Scope
from intake.store.store import Store, in_turn, is_id, new_id, now
from intake.store.upload_tables import ResumableUpload

KEPT = dt.timedelta(days=1)  # after the last piece that came in, or the promise of the first


@dataclass(frozen=True)
class Waiting:
    """How many uploads a school has waiting, of how many bytes together, and when the first of them goes."""

    count: int
    length: int
    first_ends_at: dt.datetime | None


def waiting(session: Session, school_id: str | None) -> Waiting:
    """What waits now; nobody else adds to it until the transaction ends."""
    in_turn(session, f"uploads {school_id}")
    row = session.execute(
        select(func.count(), func.sum(ResumableUpload.length), func.min(ResumableUpload.expires_at)).where(
            ResumableUpload.school_id == school_id if school_id else ResumableUpload.school_id.is_(None),
            ResumableUpload.expires_at > now(),
        )
    ).one()
    return Waiting(row[0], int(row[1] or 0), row[2])


def begin(session: Session, school_id: str | None, name: str, length: int) -> ResumableUpload:
    """Promise to take a file of this length in bytes."""
    upload = ResumableUpload(
        id=new_id(), school_id=school_id, name=name, length=length, created_at=now(), expires_at=now() + KEPT
    )
    session.add(upload)
    session.flush()
    return upload


def find(session: Session, scope: Scope, upload_id: str, *, lock: bool = False) -> ResumableUpload | None:
    """The upload, if it exists for whoever asks and has not ended."""
    if not is_id(upload_id):
        return None
    question = select(ResumableUpload).where(ResumableUpload.id == upload_id, ResumableUpload.expires_at > now())
    if scope.school_id is not None:
        question = question.where(ResumableUpload.school_id == scope.school_id)
    return session.scalar(question.with_for_update() if lock else question)


def came_further(session: Session, upload_id: str, sha256: str | None) -> dt.datetime | None:
    """Something came in, and with `sha256` it is whole: until when it is kept now; None when it is gone meanwhile."""
    upload = session.get(ResumableUpload, upload_id, with_for_update=True)
    if upload is None:
        return None
    upload.sha256, upload.expires_at = sha256, now() + KEPT
    return upload.expires_at


def sweep(store: Store) -> int:
    """Remove the uploads that have ended, and files that belong to none: how many files."""
    with store.writing() as session:
        session.execute(delete(ResumableUpload).where(ResumableUpload.expires_at <= now()))
    # A row is written before its file, so a file that stood here before the rows were read and has none is nobody's.
    found = store.files.all_unfinished()
    with store.reading() as session:
        known = set(session.scalars(select(ResumableUpload.id)))
    left = [path for path in found if path.name not in known]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
