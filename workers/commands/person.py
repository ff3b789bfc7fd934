"""`dossierpoort person`: who may sign in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from intake.keys import opened
from intake.people import passwords
from intake.settings import Settings
from intake.store import audit, people, schools, sessions
from intake.store.audit import SYSTEM, Event
from intake.store.store import now
from workers.commands.key import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from intake.access import KeyRole
    from intake.store import Store
    from intake.store.people_tables import Person

LINK_HOURS = 72


@click.group()
def command() -> None:
    """Say who may sign in."""


@command.command()
@click.option("--email", required=True, help="The address to sign in with.")
@click.option("--name", required=True, help="Their own name.")
@click.option("--role", required=True, type=click.Choice(["school", "gatekeeper", "admin"]), help="What they may do.")
@click.option("--school", help="The school that they work for; made when it is new.")
@click.option("--municipality", help="Where the school stands; needed where two schools share a name.")
@click.option("--profile", "profiles", multiple=True, metavar="ID", help="A profile that it is for; may be repeated.")
@DATA
def add(  # noqa: PLR0913, PLR0917 - the options of the command
    email: str,
    name: str,
    role: KeyRole,
    school: str | None,
    municipality: str | None,
    profiles: tuple[str, ...],
    data: Path | None,
) -> None:
    """Let somebody sign in, and print the link with which they choose a password, alone on a line."""
    if (role == "school") != (school is not None):
        raise click.UsageError("--school goes with --role school, and only with that")
    with opened(data) as store, store.writing() as session:
        where = schools.ensure(session, school, municipality).id if school else None
        try:
            person = people.add(session, email=email, name=name, role=role, school_id=where, profiles=list(profiles))
        except people.EmailTakenError as error:
            raise click.ClickException(f"{error} may sign in already") from error
        audit.record(session, SYSTEM, Event.PERSON_ADDED, target=person.id, detail=role)
        click.echo(_link(session, person))


@command.command()
@click.argument("email")
@DATA
def link(email: str, data: Path | None) -> None:
    """Print a new link to choose a password with; an earlier one works no more."""
    with opened(data) as store, store.writing() as session:
        click.echo(_link(session, _found(session, email)))


@command.command()
@click.argument("email")
@DATA
def password(email: str, data: Path | None) -> None:
    """Set a password: asked for on a terminal, else read from standard input."""
    given = click.prompt("Password", hide_input=True, confirmation_prompt=True) if sys.stdin.isatty() else input()
    with opened(data) as store, store.writing() as session:
        person = _found(session, email)
        wrong = passwords.objection(given, *person.name.split(), person.email.partition("@")[0])
        if wrong:
            raise click.ClickException(wrong)
        people.set_password(session, person, passwords.hashed(given))
        audit.record(session, SYSTEM, Event.PASSWORD_CHANGED, target=person.id)
        sessions.end_all(session, person.id)


@command.command()
@click.argument("email")
@click.option("--undo", is_flag=True, help="Let them in again.")
@DATA
def disable(email: str, undo: bool, data: Path | None) -> None:  # noqa: FBT001 - an option of the command
    """Let somebody in no longer, from this moment on."""
    with opened(data) as store, store.writing() as session:
        person = _found(session, email)
        person.disabled_at = None if undo else now()
        audit.record(session, SYSTEM, Event.PERSON_CHANGED, target=person.id, detail="enabled" if undo else "disabled")
        sessions.end_all(session, person.id)


@command.command("list")
@DATA
def show(data: Path | None) -> None:
    """Everybody who may sign in, and who no longer may."""
    with opened(data) as store:
        for line in _lines(store):
            click.echo(line)


def _lines(store: Store) -> Iterator[str]:
    with store.reading() as session:
        for person in people.everyone(session):
            whose = person.school.name if person.school else ", ".join(person.profiles)
            yield f"{person.email}  {person.role}  {whose}{'  disabled' if person.disabled_at else ''}"


def _found(session: Session, email: str) -> Person:
    person = people.by_email(session, email, lock=True)
    if person is None:
        raise click.ClickException(f"nobody signs in as {email}")
    return person


def _link(session: Session, person: Person) -> str:
    secret = people.password_link(session, person, LINK_HOURS)
    audit.record(session, SYSTEM, Event.PERSON_CHANGED, target=person.id, detail="link")
    return f"{Settings().public_url or ''}/wachtwoord/{secret}"
