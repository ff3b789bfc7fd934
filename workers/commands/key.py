"""`dossierpoort key`: hand out keys and take them back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from intake.keys import add_key, opened
from intake.store import audit, keys
from intake.store.audit import SYSTEM, Event
from intake.store.store import now

if TYPE_CHECKING:
    import datetime as dt

    from intake.access import KeyRole

DATA = click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder.")


@click.group()
def command() -> None:
    """Hand out keys and take them back."""


@command.command()
@click.option("--role", required=True, type=click.Choice(["school", "gatekeeper", "admin"]), help="What it may do.")
@click.option("--name", required=True, help="Whose it is; the name of a school, gatekeeper or administrator.")
@click.option("--profile", "profiles", multiple=True, metavar="ID", help="A profile that it is for; may be repeated.")
@click.option("--municipality", help="Where the school stands; needed where two schools share a name.")
@click.option("--days", type=click.IntRange(min=1), help="How long it opens; for ever, unless given.")
@DATA
def add(  # noqa: PLR0913, PLR0917 - the options of the command
    role: KeyRole,
    name: str,
    profiles: tuple[str, ...],
    municipality: str | None,
    days: int | None,
    data: Path | None,
) -> None:
    """Make a key and print it, alone on a line; it can't be shown again."""
    click.echo(add_key(role, name, list(profiles), data, municipality, days))


@command.command("list")
@DATA
def show(data: Path | None) -> None:
    """All keys: id, role, whose, until when. The keys themselves can't be shown."""
    with opened(data) as store, store.reading() as session:
        for key in keys.everyone(session):
            click.echo(f"{key.id}  {key.role:10}  {key.name}  {_until(key.expires_at, key.revoked_at)}")


@command.command()
@click.argument("key_id", metavar="ID")
@DATA
def revoke(key_id: str, data: Path | None) -> None:
    """Take a key back, at once and for good; `key list` tells its id."""
    with opened(data) as store, store.writing() as session:
        if not keys.revoke(session, key_id):
            raise click.ClickException(f"there is no key {key_id}")
        audit.record(session, SYSTEM, Event.KEY_REVOKED, target=key_id)


def _until(expires_at: dt.datetime | None, revoked_at: dt.datetime | None) -> str:
    if revoked_at:
        return f"revoked {revoked_at:%Y-%m-%d}"
    if expires_at is None:
        return "for ever"
    return f"{'expired' if expires_at <= now() else 'until'} {expires_at:%Y-%m-%d}"
