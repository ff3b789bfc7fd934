"""Everything that the tables hold about a dossier, found by their foreign keys.

So a table that is added later is exported and erased with the dossier without anybody thinking of it, as long as it
refers to the dossier, or to something that does.
"""

from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, or_, select
from sqlalchemy.orm import Session

from intake.store.tables import Base, Dossier


def rows(session: Session, dossier_id: str) -> dict[str, list[dict[str, Any]]]:
    """Every row about the dossier, by table, the dossier itself first."""
    found = {}
    for table, about in _belonging(dossier_id).items():
        found[table.name] = [dict(row) for row in session.execute(select(table).where(about)).mappings()]
    return found


def count(session: Session, dossier_id: str) -> dict[str, int]:
    """How many rows there are about the dossier, by table; tables without any are left out."""
    counted = {
        table.name: session.scalar(select(func.count()).select_from(table).where(about)) or 0
        for table, about in _belonging(dossier_id).items()
    }
    return {name: number for name, number in counted.items() if number}


def erase(session: Session, dossier_id: str) -> None:
    """Delete every row about the dossier, what refers to others first."""
    session.expire_all()
    for table, about in reversed(_belonging(dossier_id).items()):
        session.execute(delete(table).where(about))


def _belonging(dossier_id: str) -> dict[Table, ColumnElement[bool]]:
    """For each table that is about dossiers, which of its rows are about this one; referred to before referring."""
    top = Base.metadata.tables[Dossier.__tablename__]
    found: dict[Table, ColumnElement[bool]] = {top: top.c.id == dossier_id}
    for table in Base.metadata.sorted_tables:
        links = [key for key in table.foreign_keys if key.column.table in found and table is not top]
        if links:
            found[table] = or_(*(key.parent.in_(select(key.column).where(found[key.column.table])) for key in links))
    return found
