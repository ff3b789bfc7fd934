"""The table of uploads that are no part of a dossier yet."""

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from intake.store.tables import Base


class ResumableUpload(Base):
    """A file that somebody is sending in pieces; `sha256` is known once it is whole (`length` bytes)."""

    __tablename__ = "resumable_uploads"

    id: Mapped[str] = mapped_column(primary_key=True)
    school_id: Mapped[str | None] = mapped_column(ForeignKey("schools.id"), index=True)
    name: Mapped[str]
    length: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str | None]
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)
