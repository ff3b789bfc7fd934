"""The views that people keep of a list."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from intake.store.store import new_id, now
from intake.store.triage_tables import SavedView

MOST = 20  # of one person


class FullError(ValueError):
    """Somebody has as many views as there is room for."""


def of_person(session: Session, person_id: str) -> Sequence[SavedView]:
    """Somebody's views, by name."""
    return session.scalars(select(SavedView).where(SavedView.person_id == person_id).order_by(SavedView.name)).all()


def keep(session: Session, person_id: str, name: str, query: str) -> None:
    """Keep a view; one of the same name is replaced. Raises FullError."""
    mine = SavedView.person_id == person_id
    same = session.scalar(select(SavedView).where(mine, SavedView.name == name))
    if same:
        same.query = query
        return
    if (session.scalar(select(func.count()).select_from(SavedView).where(mine)) or 0) >= MOST:
        raise FullError
    session.add(SavedView(id=new_id(), person_id=person_id, name=name, query=query, created_at=now()))


def remove(session: Session, person_id: str, view_id: str) -> None:
    """Forget a view of theirs, if it is there."""
    session.execute(delete(SavedView).where(SavedView.id == view_id, SavedView.person_id == person_id))
