"""`dossierpoort work`: workers alone."""

from __future__ import annotations

import click

from intake.logs import start_logging
from workers.serve import work
from workers.serve_errors import ServeError


@click.command()
@click.option("--workers", metavar="N", type=click.IntRange(min=1), help="Workers that read dossiers; default 1.")
def command(workers: int | None) -> None:
    """Run workers alone, for the database and Redis of the settings: on as many machines as needed."""
    start_logging()
    try:
        work(workers)
    except ServeError as error:
        raise click.ClickException(str(error)) from error
