"""`dossierpoort restore`: what `dossierpoort backup` wrote, in an empty data folder."""

from __future__ import annotations

from pathlib import Path

import click

from intake.settings import Settings
from workers.backup import BackupError, restore
from workers.commands.key import DATA


@click.command()
@click.argument("archive", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@DATA
def command(archive: Path, data: Path | None) -> None:
    """Fill an empty data folder from FILE and look whether every file is whole; exit status 1 where one is not."""
    try:
        held, damaged = restore(Settings() if data is None else Settings(data=data), archive)
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{held.dossiers} dossiers, {held.reports} reports, {len(held.contents)} files")
    if damaged:
        told = f"{len(damaged)} files are damaged, or sealed with a key that is not in FILE_KEYS"
        raise click.ClickException(f"{told}: {', '.join(damaged[:10])}")
