"""Setting up the sample data in an empty data folder."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake.pages import words
from intake.people import passwords
from intake.store import Store, audit, people, schools
from intake.store.audit import SYSTEM, Event
from workers.demo.acts import Acts
from workers.demo.scenes import SCENES, SCHOOLS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from intake.access import KeyRole, Principal
    from intake.settings import Settings
    from intake.store.people_tables import Person
    from workers.demo.scenes import Scene


@dataclass(frozen=True)
class SignIn:
    """Somebody of the sample data, with a password that is told once."""

    what: str
    email: str
    password: str


def set_up(settings: Settings, scenes: Sequence[Scene] = SCENES, told: Callable[[str], None] = print) -> list[SignIn]:
    """People, schools and dossiers; `told` hears of each dossier. Workers of this process read them, by `settings`."""
    store = Store(settings)
    try:
        store.migrate()
        with store.writing() as session:
            ids = {school: schools.ensure(session, school.name, school.municipality).id for school in SCHOOLS}
            signs = [
                _person(session, school.email, school.person, "school", school_id=ids[school])[1] for school in SCHOOLS
            ]
            keeper, sign = _person(
                session, "pim@poort.example", "Pim Poort", "gatekeeper", profiles=["passenderwijs", "capelle"]
            )
            _, admin = _person(session, "bea@poort.example", "Bea Heer", "admin")
        for scene in scenes:
            told(f"{scene.reference}, {scene.school.name}")
            acts = Acts(store, settings, scene, ids[scene.school], keeper)
            for act in scene.acts:
                getattr(acts, act)()
    finally:
        store.close()
    return [*signs, sign, admin]


def renew(settings: Settings) -> list[SignIn]:
    """New passwords for the people of sample data that was set up before."""
    store = Store(settings)
    try:
        store.migrate()
        with store.writing() as session:
            return [_with_password(session, person) for person in people.everyone(session)]
    finally:
        store.close()


def _person(  # noqa: PLR0913 - the fields of one row
    session: Session,
    email: str,
    name: str,
    role: KeyRole,
    *,
    school_id: str | None = None,
    profiles: Sequence[str] = (),
) -> tuple[Principal, SignIn]:
    added = people.add(session, email=email, name=name, role=role, school_id=school_id, profiles=list(profiles))
    audit.record(session, SYSTEM, Event.PERSON_ADDED, target=added.id, detail=role)
    return people.principal(added), _with_password(session, added)


def _with_password(session: Session, person: Person) -> SignIn:
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    people.set_password(session, person, passwords.hashed(password))
    what = f"School {person.school.name}" if person.school else words.ASKER[person.role].capitalize()
    return SignIn(what, person.email, password)
