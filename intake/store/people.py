"""People who may sign in, and the links with which they choose a password."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake.access import KeyRole, Principal, digest, new_secret
from intake.store.people_tables import PasswordLink, Person
from intake.store.store import new_id, now

FREE_ATTEMPTS = 5
LONGEST_LOCK = 60  # minutes


class EmailTakenError(ValueError):
    """Somebody else already signs in with this address."""


def add(  # noqa: PLR0913 - the fields of one row
    session: Session, *, email: str, name: str, role: KeyRole, school_id: str | None = None, profiles: list[str]
) -> Person:
    """Record somebody who may sign in, as yet without a password. Raises EmailTakenError."""
    if by_email(session, email):
        raise EmailTakenError(normal(email))
    person = Person(
        id=new_id(),
        email=normal(email),
        name=name,
        role=role,
        school_id=school_id,
        profiles=profiles,
        failures=0,
        created_at=now(),
    )
    session.add(person)
    session.flush()
    return person


def by_email(session: Session, email: str, *, lock: bool = False) -> Person | None:
    """Whoever signs in with this address; with `lock`, nobody else changes them until the transaction ends."""
    question = select(Person).where(Person.email == normal(email))
    return session.scalar(question.with_for_update(of=Person) if lock else question)


def by_subject(session: Session, issuer: str, subject: str) -> Person | None:
    """Whoever the provider `issuer` knows as `subject`."""
    return session.scalar(select(Person).where(Person.issuer == issuer, Person.subject == subject))


def of_provider(session: Session, issuer: str, subject: str, email: str | None) -> Person | None:
    """Whoever signed in at the provider, if they may sign in here.

    The first time they are known by their address (`email`, None unless the provider vouches for it); from then on by
    the provider's own name for them, whatever becomes of the address.
    """
    person = by_subject(session, issuer, subject)
    if person is None and email is not None:
        person = by_email(session, email, lock=True)
        if person is None or person.subject is not None:
            return None
        person.issuer, person.subject = issuer, subject
    return None if person is None or person.disabled_at else person


def everyone(session: Session) -> Sequence[Person]:
    """All people, by name, those who may no longer sign in included."""
    return session.scalars(select(Person).order_by(Person.name, Person.id)).all()


def principal(person: Person) -> Principal:
    """Who they are to the rest of the service."""
    role: KeyRole = person.role  # type: ignore[assignment]  # written by `add` alone
    profiles = frozenset(person.profiles)
    return Principal(person.id, role, person.school_id, profiles, kind="person", name=person.name)


def attempt(session: Session, email: str) -> Person | None:
    """Count an attempt to sign in, before the password is looked at: guesses made side by side count as well.

    None when nobody may sign in so now. The fifth failure in a row locks for a minute, each further one for twice as
    long, an hour at most.
    """
    person = by_email(session, email, lock=True)
    if person is None or person.disabled_at or (person.locked_until and person.locked_until > now()):
        return None
    person.failures += 1
    if person.failures >= FREE_ATTEMPTS:
        minutes = min(2 ** (person.failures - FREE_ATTEMPTS), LONGEST_LOCK)
        person.locked_until = now() + dt.timedelta(minutes=minutes)
    return person


def succeeded(person: Person) -> None:
    """They signed in: earlier failures no longer count."""
    person.failures, person.locked_until, person.signed_in_at = 0, None, now()


def password_link(session: Session, person: Person, hours: int) -> str:
    """The secret of a link with which they may choose a password, for so many hours; earlier links end."""
    secret = new_secret("")
    session.execute(delete(PasswordLink).where(PasswordLink.person_id == person.id))
    expires_at = now() + dt.timedelta(hours=hours)
    session.add(PasswordLink(digest=digest(secret), person_id=person.id, created_at=now(), expires_at=expires_at))
    return secret


def by_password_link(session: Session, secret: str) -> Person | None:
    """Whose link this is, if it still holds."""
    link = session.get(PasswordLink, digest(secret))
    return link.person if link and link.expires_at > now() and not link.person.disabled_at else None


def set_password(session: Session, person: Person, password: str) -> None:
    """Give them this password (its hash), which ends every link."""
    person.password, person.failures, person.locked_until = password, 0, None
    session.execute(delete(PasswordLink).where(PasswordLink.person_id == person.id))


def normal(email: str) -> str:
    """The address as it is compared."""
    return email.strip().casefold()
