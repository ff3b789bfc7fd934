"""`dossierpoort serve`: the whole service."""

from __future__ import annotations

from pathlib import Path

import click

from intake.logs import start_logging
from workers.serve import serve
from workers.serve_errors import ServeError


@click.command()
@click.option("--host", metavar="H", help="Address to listen on; default 127.0.0.1.")
@click.option("--port", metavar="N", type=click.IntRange(1, 65535), help="Port to listen on; default 8000.")
@click.option("--data", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Default ./data.")
@click.option("--workers", metavar="N", type=click.IntRange(min=1), help="Workers that read dossiers; default 1.")
def command(host: str | None, port: int | None, data: Path | None, workers: int | None) -> None:
    """Run web, workers and what is embedded, in one process tree; stops cleanly on SIGTERM and Ctrl-C."""
    start_logging()
    try:
        serve(host, port, data, workers)
    except ServeError as error:
        raise click.ClickException(str(error)) from error
