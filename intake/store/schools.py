"""Schools, each known by its name and municipality."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.store.store import new_id, now
from intake.store.tables import School


def ensure(session: Session, name: str, municipality: str | None) -> School:
    """The school of that name and municipality, made when it is new."""
    school = session.scalar(select(School).where(School.name == name, School.municipality == municipality))
    if school is None:
        school = School(id=new_id(), name=name, municipality=municipality, created_at=now())
        session.add(school)
        session.flush()
    return school


def everyone(session: Session) -> Sequence[School]:
    """All schools, by name."""
    return session.scalars(select(School).order_by(School.name, School.municipality)).all()
