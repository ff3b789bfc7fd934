"""`dossierpoort profile`: work on a profile file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from validators.profile import InvalidProfile, read_profile


@click.group()
def command() -> None:
    """Work on a profile file."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check a profile file; a mistake is told with its line, and gives exit status 1."""
    try:
        profile = read_profile(file)
    except InvalidProfile as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(f"{profile.id} {profile.version}: {len(profile.requirements)} requirements, no mistakes")
