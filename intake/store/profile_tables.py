"""Profiles that an administrator uploaded. Rows stay: what a report was judged by can always be looked up."""

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from intake.store.tables import Base


class UploadedProfile(Base):
    """A profile file without mistakes.

    Once activated it rules for dossiers received from `active_from` on, until a later one takes over. `withdrawn_at`
    ends that.
    """

    __tablename__ = "uploaded_profiles"

    id: Mapped[str] = mapped_column(primary_key=True)
    profile: Mapped[str] = mapped_column(index=True)
    version: Mapped[str]
    text: Mapped[str]
    sha256: Mapped[str]
    actor_id: Mapped[str | None]
    uploaded_at: Mapped[dt.datetime]
    active_from: Mapped[dt.date | None]
    activated_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]
