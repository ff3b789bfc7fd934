"""`dossierpoort demo`: sample data and the service, to see every page alive."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from intake.settings import Settings
from workers.demo.stage import SignIn, renew, set_up
from workers.serve import serve
from workers.serve_errors import ServeError

MARK = "demo"  # a file that tells sample data from real data
LOG = "service.log"


@click.command()
@click.option("--data", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Kept; else temporary.")
@click.option("--host", metavar="H", help="Address to listen on; default 127.0.0.1.")
@click.option("--port", metavar="N", type=click.IntRange(1, 65535), help="Port to listen on; default 8000 or the next.")
def command(data: Path | None, host: str | None, port: int | None) -> None:
    """Set up invented people and dossiers of every kind, start the service, and print how to sign in.

    DIR is a folder of an earlier demo, or an empty one. Without it everything goes when the service stops.
    """
    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dossierpoort-demo-")))
        signs = _prepared(folder)
        settings = Settings()
        chosen = port or _free(host or settings.host, settings.port)
        _show(f"http://{host or settings.host}:{chosen}", signs, folder)
        sys.stderr.flush()
        with (folder / LOG).open("ab") as log:
            os.dup2(log.fileno(), 2)  # what the service says would hide what stands above
        try:
            serve(host, chosen, folder)
        except ServeError as error:
            click.echo(f"Error: {error}")
            raise click.exceptions.Exit(1) from error


def _prepared(folder: Path) -> list[SignIn]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    known = (folder / MARK).exists()
    if not known and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty and holds no earlier demo; real dossiers are left alone")
    # Workers find the folder in their settings, and nothing of a real service may be touched by samples.
    for name in [name for name in os.environ if name.startswith("DOSSIERPOORT_")]:
        if name.endswith(("DATABASE_URL", "REDIS_URL", "FILES_URL", "SMTP_URL")):
            del os.environ[name]
    os.environ["DOSSIERPOORT_DATA"] = str(folder.resolve())
    settings = Settings()
    if known:
        return renew(settings)
    click.echo("Setting up sample dossiers; each is read as a real one.")
    signs = set_up(settings, told=lambda what: click.echo(f"  {what}"))
    (folder / MARK).touch()
    return signs


def _free(host: str, first: int) -> int:
    """The first port from here that nobody listens on."""
    for port in range(first, first + 100):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    return first


def _show(address: str, signs: list[SignIn], folder: Path) -> None:
    click.echo(f"\nThe service starts at {address}; sign in there as one of these (the passwords are shown once):\n")
    for sign in signs:
        click.echo(f"  {sign.what:22}{sign.email:26}{sign.password}")
    click.echo(f"\nData and log are in {folder}. Ctrl-C stops the service.")
