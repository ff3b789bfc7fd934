"""Keys, and the schools that they belong to."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.access import KeyRole, Principal, digest
from intake.store import schools
from intake.store.store import new_id, now
from intake.store.tables import ApiKey


def add(  # noqa: PLR0913, PLR0917 - the fields of one row
    session: Session,
    secret: str,
    role: KeyRole,
    name: str,
    profiles: list[str],
    municipality: str | None = None,
    expires_at: dt.datetime | None = None,
) -> ApiKey:
    """Record a new key. A school's key belongs to the school of that name and municipality, made when it is new."""
    school = schools.ensure(session, name, municipality) if role == "school" else None
    key = ApiKey(
        id=new_id(),
        digest=digest(secret),
        name=name,
        role=role,
        school_id=school and school.id,
        profiles=profiles,
        created_at=now(),
        expires_at=expires_at,
    )
    session.add(key)
    session.flush()
    return key


def principal(session: Session, secret: str) -> Principal | None:
    """Whose key this is; None when it is nobody's, has expired or was taken back."""
    key = session.scalar(select(ApiKey).where(ApiKey.digest == digest(secret)))
    if key is None or key.revoked_at or (key.expires_at and key.expires_at <= now()):
        return None
    role: KeyRole = key.role  # type: ignore[assignment]  # written by `add` alone
    return Principal(id=key.id, role=role, school_id=key.school_id, profiles=frozenset(key.profiles), name=key.name)


def revoke(session: Session, key_id: str) -> bool:
    """Take a key back for good; False when there is none with this id."""
    key = session.get(ApiKey, key_id)
    if key is None:
        return False
    key.revoked_at = key.revoked_at or now()
    return True


def everyone(session: Session) -> Sequence[ApiKey]:
    """All keys, oldest first, those that no longer open included."""
    return session.scalars(select(ApiKey).order_by(ApiKey.created_at, ApiKey.id)).all()
