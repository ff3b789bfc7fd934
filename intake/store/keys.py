"""Schools and keys."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.access import KeyRole, Principal, digest
from intake.store.store import new_id, now
from intake.store.tables import ApiKey, School


def add(  # noqa: PLR0913, PLR0917 - the fields of one row
    session: Session, secret: str, role: KeyRole, name: str, profiles: list[str], municipality: str | None = None
) -> None:
    """Record a new key. A school's key belongs to the school of that name and municipality, made when it is new."""
    school = _school(session, name, municipality) if role == "school" else None
    session.add(
        ApiKey(
            id=new_id(),
            digest=digest(secret),
            name=name,
            role=role,
            school_id=school and school.id,
            profiles=profiles,
            created_at=now(),
        )
    )


def principal(session: Session, secret: str) -> Principal | None:
    """Whose key this is, or None."""
    key = session.scalar(select(ApiKey).where(ApiKey.digest == digest(secret)))
    if key is None:
        return None
    role: KeyRole = key.role  # type: ignore[assignment]  # written by `add` alone
    return Principal(key_id=key.id, role=role, school_id=key.school_id, profiles=frozenset(key.profiles))


def _school(session: Session, name: str, municipality: str | None) -> School:
    school = session.scalar(select(School).where(School.name == name, School.municipality == municipality))
    if school is None:
        school = School(id=new_id(), name=name, municipality=municipality, created_at=now())
        session.add(school)
        session.flush()
    return school
