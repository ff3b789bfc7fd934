"""Many dossiers read or judged again: what was asked, what came of each dossier, and what somebody decided on it."""

import datetime as dt
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from intake.store.tables import Base
from validators.report import Status

Mode = Literal["read", "judge"]
Going = Literal["running", "paused", "cancelled"]
ItemState = Literal[
    "waiting",  # for a worker
    "working",
    "same",  # done: nothing that counts would change
    "different",  # done: its candidate waits for somebody's decision
    "failed",
    "overtaken",  # the dossier changed meanwhile: its candidate replaces nothing
    "cancelled",
    "rejected",
    "accepted",  # appended as a version of the report
    "rolled_back",  # the version from before was appended again
]
Deed = Literal["accept", "reject", "roll_back"]


class Reprocessing(Base):
    """A round over the dossiers that `wanted` chose when it was asked for.

    `mode` tells whether the files are read again or only what was kept of them is judged again. A dry run is for
    looking alone. Since `resumed_at` it has been running without a pause.
    """

    __tablename__ = "reprocessings"

    id: Mapped[str] = mapped_column(primary_key=True)
    mode: Mapped[Mode] = mapped_column(String)
    dry_run: Mapped[bool]
    state: Mapped[Going] = mapped_column(String)
    wanted: Mapped[dict[str, Any]]
    actor_kind: Mapped[str]
    actor_id: Mapped[str | None]
    created_at: Mapped[dt.datetime] = mapped_column(index=True)
    resumed_at: Mapped[dt.datetime]


class ReprocessingItem(Base):
    """One dossier of a round, worked at as a run is: by whoever holds the lease.

    `base_run` is the dossier's newest run when the work began: when there is a newer one, the candidate is overtaken.
    `base_version` is the report that it was compared with, `new_version` the one that it became.
    """

    __tablename__ = "reprocessing_items"
    __table_args__ = (
        Index(None, "reprocessing_id", "state"),
        Index(None, "dossier_id"),
        Index(None, "state", "not_before"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    reprocessing_id: Mapped[str] = mapped_column(ForeignKey("reprocessings.id"))
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossiers.id"))
    state: Mapped[ItemState] = mapped_column(String)
    attempt: Mapped[int]
    not_before: Mapped[dt.datetime]
    dispatched_at: Mapped[dt.datetime | None]
    lease: Mapped[str | None]
    heartbeat_at: Mapped[dt.datetime | None]
    finished_at: Mapped[dt.datetime | None]
    error: Mapped[str | None]

    base_run: Mapped[int | None]
    base_version: Mapped[int | None]
    status_before: Mapped[Status | None] = mapped_column(String)
    status_after: Mapped[Status | None] = mapped_column(String)
    extractor_before: Mapped[str | None]
    extractor_after: Mapped[str | None]
    profile_before: Mapped[str | None]
    profile_after: Mapped[str | None]
    content: Mapped[dict[str, Any] | None]
    records: Mapped[dict[str, Any] | None]
    differences: Mapped[dict[str, Any] | None]

    decision_id: Mapped[str | None] = mapped_column(ForeignKey("reprocessing_decisions.id"))
    undoing_id: Mapped[str | None] = mapped_column(ForeignKey("reprocessing_decisions.id"))
    new_version: Mapped[int | None]


class ReprocessingReason(Base):
    """Why a report would change, as far as it can be counted: a finding that appears or goes, a value that differs."""

    __tablename__ = "reprocessing_reasons"

    item_id: Mapped[str] = mapped_column(ForeignKey("reprocessing_items.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)


class ReprocessingDecision(Base):
    """What somebody decided on the results of a round, or on some of them, and why."""

    __tablename__ = "reprocessing_decisions"

    id: Mapped[str] = mapped_column(primary_key=True)
    reprocessing_id: Mapped[str] = mapped_column(ForeignKey("reprocessings.id"), index=True)
    deed: Mapped[Deed] = mapped_column(String)
    reason: Mapped[str]
    actor_kind: Mapped[str]
    actor_id: Mapped[str | None]
    decided_at: Mapped[dt.datetime]
    count: Mapped[int]
