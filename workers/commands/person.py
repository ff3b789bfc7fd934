"""`dossierpoort person`: who may sign in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from intake.keys import opened
from intake.people import managing, passwords
from intake.settings import Settings
from intake.store import audit, people, sessions
from intake.store.audit import SYSTEM, Event
from workers.commands.key import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from intake.access import KeyRole
    from intake.store import Store
    from intake.store.people_tables import Person


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
    told: dict[str, Any] = {"email": email, "name": name, "role": role, "school": school, "municipality": municipality}
    with opened(data) as store, store.writing() as session:
        try:
            person = managing.add(session, SYSTEM, **told, profiles=list(profiles))
        except managing.NoSchoolError as error:
            raise click.UsageError("--school goes with --role school, and only with that") from error
        except people.EmailTakenError as error:
            raise click.ClickException(f"{error} may sign in already") from error
        click.echo(managing.link(session, SYSTEM, person, Settings().public_url))


@command.command()
@click.argument("email")
@DATA
def link(email: str, data: Path | None) -> None:
    """Print a new link to choose a password with; an earlier one works no more."""
    with opened(data) as store, store.writing() as session:
        click.echo(managing.link(session, SYSTEM, _found(session, email), Settings().public_url))


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
        managing.set_open(session, SYSTEM, _found(session, email), may_sign_in=undo)


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
