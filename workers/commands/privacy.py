"""`dossierpoort privacy`: how long dossiers are kept; what one asks for about a pupil."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click
from sqlalchemy import select

from intake.access import Scope
from intake.cutouts import of_file
from intake.keys import opened
from intake.privacy import retention
from intake.privacy.erase import erase as erase_dossier
from intake.privacy.export import of_same_pupil, write_zip
from intake.settings import Settings
from intake.store import audit, dossiers
from intake.store.audit import SYSTEM, Event
from intake.store.tables import File
from validators.profile import profile_ids
from workers.commands.key import DATA


@click.group()
def command() -> None:
    """Say how long dossiers are kept; export or erase what is kept about a pupil."""


@command.command()
@DATA
def show(data: Path | None) -> None:
    """How many days dossiers are kept after their last document, by profile."""
    with opened(data) as store, store.reading() as session:
        periods = retention.days(session)
    for profile in sorted({*profile_ids(), *periods}):
        click.echo(f"{profile}  {periods.get(profile, Settings().retention_days)}")


@command.command()
@click.argument("profile", type=click.Choice(sorted(profile_ids())))
@click.argument("days", type=click.IntRange(min=1))
@DATA
def keep(profile: str, days: int, data: Path | None) -> None:
    """Keep dossiers of PROFILE for DAYS days after their last document."""
    with opened(data) as store, store.writing() as session:
        retention.keep_for(session, profile, days, SYSTEM)


@command.command()
@click.option("--dry-run", is_flag=True, help="Only tell which dossiers are due.")
@DATA
def purge(dry_run: bool, data: Path | None) -> None:  # noqa: FBT001 - an option of the command
    """Erase what was kept long enough; the service does so by itself every hour."""
    with opened(data) as store:
        if dry_run:
            with store.reading() as session:
                due = retention.due(session, Settings())
            click.echo("\n".join(due) if due else "nothing is due")
            return
        gone = retention.purge(store, Settings())
        for erased in gone:
            click.echo(str(erased))
        if any(erased.left for erased in gone):
            raise click.ClickException("not everything is gone")


@command.command()
@DATA
def reseal(data: Path | None) -> None:
    """Seal every file and picture with the first of `FILE_KEYS`; afterwards the other keys may go."""
    with opened(data) as store, store.files.folder() as folder:
        with store.reading() as session:
            contents = session.scalars(select(File.sha256).distinct()).all()
        for sha256 in contents:
            store.files.seal_anew(sha256, folder)
            for key in store.pictures.keys_under(of_file(sha256)):
                store.pictures.write(key, store.pictures.get(key) or b"")
        click.echo(f"{len(contents)} files")


@command.command()
@click.argument("dossier_id")
@DATA
def erase(dossier_id: str, data: Path | None) -> None:
    """Erase one dossier now, and tell what went."""
    with opened(data) as store:
        erased = erase_dossier(store, dossier_id, SYSTEM)
    if erased is None:
        raise click.ClickException(f"there is no dossier {dossier_id}")
    click.echo(str(erased))
    if erased.left:
        raise click.ClickException("not everything is gone")


@command.command()
@click.argument("dossier_id")
@click.argument("target", type=click.Path(exists=False, dir_okay=False, path_type=Path))
@DATA
def export(dossier_id: str, target: Path, data: Path | None) -> None:
    """Write everything about the pupil of this dossier to the zip TARGET."""
    with opened(data) as store:
        with store.writing() as session:
            dossier = dossiers.find(session, Scope(), dossier_id)
            if dossier is None:
                raise click.ClickException(f"there is no dossier {dossier_id}")
            ids = of_same_pupil(session, Scope(), dossier)
            for each in ids:
                audit.record(session, SYSTEM, Event.PUPIL_EXPORTED, dossier_id=each)
        with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
            write_zip(store, ids, target, Path(scratch))
