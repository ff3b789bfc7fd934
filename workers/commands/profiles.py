"""`dossierpoort profiles`: the profiles to judge by."""

from __future__ import annotations

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from validators.profile import newest, profile_ids


@click.command()
def command() -> None:
    """List the profiles, with their versions and since when each holds."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in ("id", "title", "version", "from", "until"):
        table.add_column(heading)
    for name in profile_ids():
        profile = newest(name)
        for version in profile.versions:
            table.add_row(name, profile.title, version.version, str(version.start), str(version.until or ""))
    Console(highlight=False).print(table)
