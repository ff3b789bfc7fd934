"""What was read from a dossier, and what people made of it: values corrected, findings accepted, questions, a mark."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from intake.store.tables import Base


class KeptRecords(Base):
    """The records that a run read, citizen service numbers masked, so that they can be judged again without reading."""

    __tablename__ = "kept_records"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id"), primary_key=True)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossiers.id"), index=True)
    content: Mapped[dict[str, Any]]


class _Said:
    """Something that somebody said of a dossier. It is withdrawn, never changed or removed.

    `by` is a name that the school may read, `actor_id` the id of the key or person.
    """

    id: Mapped[str] = mapped_column(primary_key=True)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossiers.id"), index=True)
    by: Mapped[str]
    actor_id: Mapped[str]
    created_at: Mapped[dt.datetime]


class _Withdrawable(_Said):
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[str | None]


class CorrectedValue(_Withdrawable, Base):
    """A value as a person read it; see `validators.corrections.Correction`. `read` is what we had read."""

    __tablename__ = "corrections"

    record: Mapped[str]
    field: Mapped[str]
    read: Mapped[Any] = mapped_column(JSON)
    value: Mapped[Any] = mapped_column(JSON)
    spots: Mapped[list[Any]] = mapped_column(JSON)
    reason: Mapped[str]


class AcceptedFinding(_Withdrawable, Base):
    """A finding (by id: code and subject) that was accepted with a reason; `spots` are the places it rested on."""

    __tablename__ = "acceptances"

    finding: Mapped[str]
    spots: Mapped[list[Any]] = mapped_column(JSON)
    reason: Mapped[str]


class Question(_Said, Base):
    """What a gatekeeper asked the school, on seeing this version of the report."""

    __tablename__ = "questions"

    version: Mapped[int]
    text: Mapped[str]


class Completion(_Withdrawable, Base):
    """The mark that the dossier is complete, put on this version of the report; the reason where something blocked."""

    __tablename__ = "completions"

    version: Mapped[int]
    reason: Mapped[str | None]
