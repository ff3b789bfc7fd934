"""Letting people in and out, for the command line and for the pages; everything is written down with who did it."""

from sqlalchemy.orm import Session

from intake.access import KeyRole, Principal
from intake.store import audit, people, schools, sessions
from intake.store.audit import Actor, Event
from intake.store.people_tables import Person
from intake.store.store import now

LINK_HOURS = 72


class NoSchoolError(ValueError):
    """Somebody of a school has a school, and nobody else does."""


def add(  # noqa: PLR0913 - what can be told of a person
    session: Session,
    actor: Principal | Actor,
    *,
    email: str,
    name: str,
    role: KeyRole,
    school: str | None,
    municipality: str | None,
    profiles: list[str],
) -> Person:
    """Let somebody in, without a password as yet. Raises NoSchoolError or `people.EmailTakenError`."""
    if (role == "school") != (school is not None):
        raise NoSchoolError
    where = schools.ensure(session, school, municipality).id if school else None
    person = people.add(session, email=email, name=name, role=role, school_id=where, profiles=profiles)
    audit.record(session, actor, Event.PERSON_ADDED, target=person.id, detail=role)
    return person


def link(session: Session, actor: Principal | Actor, person: Person, public_url: str | None) -> str:
    """The address at which they choose a password, once, within three days; an earlier one works no more."""
    secret = people.password_link(session, person, LINK_HOURS)
    audit.record(session, actor, Event.PERSON_CHANGED, target=person.id, detail="link")
    return f"{(public_url or '').rstrip('/')}/wachtwoord/{secret}"


def set_open(session: Session, actor: Principal | Actor, person: Person, *, may_sign_in: bool) -> None:
    """Let somebody in no longer, from this moment on, or again."""
    person.disabled_at = None if may_sign_in else now()
    audit.record(
        session, actor, Event.PERSON_CHANGED, target=person.id, detail="enabled" if may_sign_in else "disabled"
    )
    sessions.end_all(session, person.id)


def set_profiles(session: Session, actor: Principal | Actor, person: Person, profiles: list[str]) -> None:
    """The profiles that somebody judges, or may send to, from now on."""
    person.profiles = profiles
    audit.record(session, actor, Event.PERSON_CHANGED, target=person.id, detail=f"profiles {' '.join(profiles)}")
