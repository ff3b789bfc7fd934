"""The tables. A dossier's present state is that of its newest run; its report is the newest version that was made."""

import datetime as dt
from typing import Any, Literal

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Index, MetaData, String, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from validators.report import Status

RunState = Literal["received", "queued", "processing", "reported", "failed"]
Lane = Literal["now", "bulk"]


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment in UTC. SQLite forgets the zone, so it is checked on the way in and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value and value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        return value and (value if value.tzinfo else value.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


class Base(DeclarativeBase):
    """Names every constraint, so that a later migration can name it too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {dt.datetime: UtcDateTime, dict[str, Any]: JSON, list[str]: JSON, str: String}  # noqa: RUF012


class School(Base):
    """A school, known by its name and municipality."""

    __tablename__ = "schools"
    __table_args__ = (UniqueConstraint("name", "municipality"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    municipality: Mapped[str | None]
    created_at: Mapped[dt.datetime]


class ApiKey(Base):
    """A key, of whose secret only the digest is kept; it opens until it expires or is revoked."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    school_id: Mapped[str | None] = mapped_column(ForeignKey("schools.id"))
    profiles: Mapped[list[str]]
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime | None]
    revoked_at: Mapped[dt.datetime | None]


class Dossier(Base):
    """What a school sent about one pupil, for one profile.

    Five columns follow from other tables, so that lists need no more than this one (`overview_events` keeps them): the
    version and status of the newest report, the confidence of the weakest reading in it that decides something, the
    version on which the school was asked something last, and whether a mark stands that it is complete.
    """

    __tablename__ = "dossiers"
    __table_args__ = (Index(None, "school_id", "created_at"), Index(None, "profile", "created_at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    school_id: Mapped[str | None] = mapped_column(ForeignKey("schools.id"))
    profile: Mapped[str]
    reference: Mapped[str | None]
    received_on: Mapped[dt.date]
    created_at: Mapped[dt.datetime] = mapped_column(index=True)
    last_run: Mapped[int]
    due_on: Mapped[dt.date | None] = mapped_column(index=True)
    report_version: Mapped[int | None]
    status: Mapped[Status | None] = mapped_column(String)
    confidence: Mapped[float | None]
    asked: Mapped[int | None]
    completed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column()

    # Whoever changes a dossier that somebody else changed meanwhile gets a StaleDataError instead.
    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy's own way

    school: Mapped[School | None] = relationship(lazy="joined")
    files: Mapped[list["File"]] = relationship(order_by="File.name", lazy="select")
    run: Mapped["Run"] = relationship(
        primaryjoin="and_(Run.dossier_id == Dossier.id, Run.number == Dossier.last_run)",
        foreign_keys="[Run.dossier_id, Run.number]",
        lazy="joined",
        viewonly=True,
        uselist=False,
    )


class File(Base):
    """A file of a dossier, of which run `since_run` is the first to read it; its content lies under `sha256`."""

    __tablename__ = "files"
    __table_args__ = (UniqueConstraint("dossier_id", "name"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossiers.id"))
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    since_run: Mapped[int]
    created_at: Mapped[dt.datetime]


class Run(Base):
    """One reading and judging of a dossier: received, queued (Redis was told), processing, reported or failed.

    `dispatched_at` tells when Redis was told last. `lease` names the claim of a worker, which shows that it lives by
    renewing `heartbeat_at` and tells how far it is (`told`: `intake.progress.Told`). `lane` tells who waits: somebody
    (now) or nobody in particular (bulk). `request_id` is that of the request that asked for it, for the logs.
    """

    __tablename__ = "runs"
    __table_args__ = (UniqueConstraint("dossier_id", "number"), Index(None, "state", "lane", "created_at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossiers.id"))
    number: Mapped[int]
    state: Mapped[RunState] = mapped_column(String)
    lane: Mapped[Lane] = mapped_column(String)
    attempt: Mapped[int]
    created_at: Mapped[dt.datetime]
    not_before: Mapped[dt.datetime]
    dispatched_at: Mapped[dt.datetime | None]
    started_at: Mapped[dt.datetime | None]
    finished_at: Mapped[dt.datetime | None]
    heartbeat_at: Mapped[dt.datetime | None]
    lease: Mapped[str | None]
    files_total: Mapped[int]
    files_done: Mapped[int]
    error: Mapped[str | None]
    request_id: Mapped[str | None]
    extractor_version: Mapped[str | None]
    profile_version: Mapped[str | None]
    told: Mapped[dict[str, Any] | None]


class ReportVersion(Base):
    """A report as it was made by the run of the same number. Only ever added, never changed."""

    __tablename__ = "reports"
    # The index spares a list of dossiers from going through the reports themselves.
    __table_args__ = (UniqueConstraint("dossier_id", "version"), Index(None, "dossier_id", "version", "status"))

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id"), primary_key=True)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossiers.id"))
    version: Mapped[int]
    status: Mapped[Status] = mapped_column(String)
    content: Mapped[dict[str, Any]]
    created_at: Mapped[dt.datetime]


class IdempotentRequest(Base):
    """A request of a key or person that bore an Idempotency-Key, and the run that it led to."""

    __tablename__ = "idempotent_requests"

    asker_id: Mapped[str] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id"))
    created_at: Mapped[dt.datetime]

    run: Mapped[Run] = relationship()
