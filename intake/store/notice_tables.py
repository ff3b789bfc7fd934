"""Who is told of what, and every attempt to tell them."""

import datetime as dt
from typing import Literal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intake.store.tables import Base

Kind = Literal["mail", "webhook"]
Told = Literal["dossier.reported", "dossier.failed", "dossier.asked"]


class Subscription(Base):
    """Somebody who wants to hear of the dossiers of a school, or of those of a profile."""

    __tablename__ = "subscriptions"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(String)
    address: Mapped[str]
    secret: Mapped[str | None]
    school_id: Mapped[str | None] = mapped_column(ForeignKey("schools.id"))
    profile: Mapped[str | None]
    created_at: Mapped[dt.datetime]


class Notice(Base):
    """One thing to tell to one of them; `not_before` is empty once it was delivered or given up."""

    __tablename__ = "notices"
    __table_args__ = (Index(None, "not_before"), Index(None, "dossier_id"))

    id: Mapped[str] = mapped_column(primary_key=True)
    subscription_id: Mapped[str] = mapped_column(ForeignKey("subscriptions.id", ondelete="CASCADE"))
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossiers.id", ondelete="CASCADE"))
    event: Mapped[Told] = mapped_column(String)
    created_at: Mapped[dt.datetime]
    not_before: Mapped[dt.datetime | None]
    delivered_at: Mapped[dt.datetime | None]

    subscription: Mapped[Subscription] = relationship(lazy="joined")
    attempts: Mapped[list["NoticeAttempt"]] = relationship(order_by="NoticeAttempt.number", passive_deletes=True)


class NoticeAttempt(Base):
    """What came of one attempt: 'delivered', a status, or a kind of error."""

    __tablename__ = "notice_attempts"

    notice_id: Mapped[str] = mapped_column(ForeignKey("notices.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[dt.datetime]
    outcome: Mapped[str]
