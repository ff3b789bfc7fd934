"""The audit log: who saw and did what. Rows can be added only; the database itself refuses anything else."""

import datetime as dt

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from intake.store.tables import Base


class AuditEvent(Base):
    """Something that somebody did, or was refused. It names things by id alone: no names, no text from a dossier.

    `actor_kind` is key, person, system (the service itself, or the command line), or nobody (not signed in).
    `target` is the id of what it was done to, when that is no dossier; `detail` says more in codes and numbers.
    """

    __tablename__ = "audit_events"
    __table_args__ = (Index(None, "dossier_id", "id"), Index(None, "actor_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    actor_kind: Mapped[str]
    actor_id: Mapped[str | None]
    event: Mapped[str]
    dossier_id: Mapped[str | None]  # no foreign key: the log outlives the dossier
    target: Mapped[str | None]
    detail: Mapped[str | None]
