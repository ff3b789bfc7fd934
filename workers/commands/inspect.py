"""`dossierpoort inspect`: what the reader saw in a file, for whoever wonders about a reading."""

from __future__ import annotations

import json
from pathlib import Path

import click

from workers.inspect_file import inspect_file
from workers.inspect_view import print_file


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a file, one a line.")
def command(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Show what the reader saw: words, tables as grids of cells, fields, tick boxes and signature boxes."""
    for file in files:
        seen = inspect_file(file)
        if as_json:
            click.echo(json.dumps(seen, ensure_ascii=False))
        else:
            print_file(seen)
