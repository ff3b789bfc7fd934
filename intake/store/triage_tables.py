"""What lists tell of dossiers without going through their reports, and the views that people keep of a list."""

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from intake.store.tables import Base


class Overview(Base):
    """What stands in the way of a dossier by its newest report: the first few points, of how many."""

    __tablename__ = "overviews"

    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    points: Mapped[list[str]]
    point_count: Mapped[int]


class SavedView(Base):
    """A list as somebody wants to see it again: the `query` of its address."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("person_id", "name"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str]
    query: Mapped[str]
    created_at: Mapped[dt.datetime]
