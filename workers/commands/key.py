"""`dossierpoort key`: hand out keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from intake.keys import add_key

if TYPE_CHECKING:
    from intake.access import KeyRole


@click.group()
def command() -> None:
    """Hand out keys."""


@command.command()
@click.option("--role", required=True, type=click.Choice(["school", "gatekeeper", "admin"]), help="What it may do.")
@click.option("--name", required=True, help="Whose it is; the name of a school, gatekeeper or administrator.")
@click.option("--profile", "profiles", multiple=True, metavar="ID", help="A profile that it is for; may be repeated.")
@click.option("--municipality", help="Where the school stands; needed where two schools share a name.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder.")
def add(role: KeyRole, name: str, profiles: tuple[str, ...], municipality: str | None, data: Path | None) -> None:
    """Make a key and print it, alone on a line; it can't be shown again."""
    click.echo(add_key(role, name, list(profiles), data, municipality))
