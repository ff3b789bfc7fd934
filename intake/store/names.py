"""Who bears an id: for showing beside what they did. Logs hold ids alone."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.store.people_tables import Person
from intake.store.tables import ApiKey


def names(session: Session, ids: Collection[str]) -> dict[str, str]:
    """The names of people and keys, by id; who was removed is left out."""
    found: dict[str, str] = {}
    for table in (Person, ApiKey):
        rows = session.execute(select(table.id, table.name).where(table.id.in_(ids)))
        found |= {row.id: row.name for row in rows}
    return found
