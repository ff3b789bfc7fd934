"""`dossierpoort backup`: everything in one file."""

from __future__ import annotations

from pathlib import Path

import click

from intake.settings import Settings
from workers.backup import BackupError, backup
from workers.commands.key import DATA


@click.command()
@click.argument("archive", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@DATA
def command(archive: Path, data: Path | None) -> None:
    """Write database, files and pictures to FILE, a tar; the service may go on meanwhile."""
    try:
        held = backup(Settings() if data is None else Settings(data=data), archive)
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{held.dossiers} dossiers, {held.reports} reports, {len(held.contents)} files")
