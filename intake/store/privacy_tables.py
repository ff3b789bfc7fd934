"""How long dossiers are kept, and contents that are on their way out."""

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from intake.store.tables import Base


class Retention(Base):
    """How many days a dossier of this profile is kept after its last document came in."""

    __tablename__ = "retentions"

    profile: Mapped[str] = mapped_column(primary_key=True)
    days: Mapped[int]
    changed_at: Mapped[dt.datetime]


class ErasedFile(Base):
    """A content whose dossier was erased: to be removed, with all that was made from it, unless another has it too.

    It stays on the list for a while, since a worker that was busy with the dossier may still make something from it.
    """

    __tablename__ = "erased_files"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    erased_at: Mapped[dt.datetime]
