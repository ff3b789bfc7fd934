"""`dossierpoort doctor`: whether this machine is fit for the service."""

from __future__ import annotations

import sys

import click

from workers.doctor import diagnose


@click.command()
def command() -> None:
    """Look whether this machine has what the service needs; exit status 1 where something is missing."""
    ill = False
    for diagnosis in diagnose():
        mark = "missing" if diagnosis.advice else "ok"
        click.echo(f"{mark:8}{diagnosis.subject:17}{diagnosis.found}")
        if diagnosis.advice:
            ill = True
            click.echo(f"{'':25}→ {diagnosis.advice}")
    sys.exit(1 if ill else 0)
