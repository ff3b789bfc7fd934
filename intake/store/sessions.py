"""Who is signed in, in which browser. The browser holds the secret, the database its digest."""

import datetime as dt

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from intake.access import digest, new_secret
from intake.settings import Settings
from intake.store.people_tables import Person, PersonSession
from intake.store.store import now

OFTEN_ENOUGH = dt.timedelta(minutes=1)  # how exactly it is known when a session was used last


def start(session: Session, person: Person, settings: Settings) -> str:
    """Sign somebody in; returns the secret. Sessions that ended are cleared away on the way."""
    secret, moment = new_secret(""), now()
    idle = moment - dt.timedelta(seconds=settings.session_idle)
    session.execute(delete(PersonSession).where(or_(PersonSession.expires_at <= moment, PersonSession.seen_at <= idle)))
    expires_at = moment + dt.timedelta(seconds=settings.session_longest)
    session.add(
        PersonSession(
            digest=digest(secret), person_id=person.id, created_at=moment, seen_at=moment, expires_at=expires_at
        )
    )
    return secret


def find(session: Session, secret: str, settings: Settings) -> PersonSession | None:
    """The session with this secret, if it has not ended and the person may still sign in."""
    found = session.get(PersonSession, digest(secret))
    if found is None or found.person.disabled_at:
        return None
    idle = dt.timedelta(seconds=settings.session_idle)
    return found if found.expires_at > now() and found.seen_at + idle > now() else None


def wants_touch(found: PersonSession) -> bool:
    """Whether its last use is to be written down; not at every request, so that looking hardly ever writes."""
    return found.seen_at + OFTEN_ENOUGH < now()


def touch(session: Session, secret: str) -> None:
    """The session was used just now."""
    session.execute(update(PersonSession).where(PersonSession.digest == digest(secret)).values(seen_at=now()))


def end(session: Session, secret: str) -> None:
    """Sign out in this browser."""
    session.execute(delete(PersonSession).where(PersonSession.digest == digest(secret)))


def end_all(session: Session, person_id: str) -> None:
    """Sign somebody out everywhere."""
    session.execute(delete(PersonSession).where(PersonSession.person_id == person_id))
