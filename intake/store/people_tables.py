"""The tables of people who sign in. Passwords, sessions and links are kept as digests alone."""

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intake.store.tables import Base, School


class Person(Base):
    """Somebody who may sign in, with a password, at an OpenID provider (issuer and subject), or both.

    `failures` counts attempts since the last that went well; until `locked_until` every further one is refused.
    """

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    school_id: Mapped[str | None] = mapped_column(ForeignKey("schools.id"))
    profiles: Mapped[list[str]]
    password: Mapped[str | None]
    issuer: Mapped[str | None]
    subject: Mapped[str | None]
    failures: Mapped[int]
    locked_until: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime]
    signed_in_at: Mapped[dt.datetime | None]
    disabled_at: Mapped[dt.datetime | None]

    school: Mapped[School | None] = relationship(lazy="joined")


class PersonSession(Base):
    """A browser in which somebody is signed in."""

    __tablename__ = "person_sessions"

    digest: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class PasswordLink(Base):
    """A link with which somebody may choose a password, once."""

    __tablename__ = "password_links"

    digest: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
