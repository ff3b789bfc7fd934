"""`dossierpoort doctor`: what is wrong with a set-up."""

from __future__ import annotations

import sys

import click

from workers.doctor import diagnose


@click.command()
def command() -> None:
    """Look whether machine and set-up are fit for the service; exit status 1 where something is amiss."""
    ill = False
    for diagnosis in diagnose():
        mark = "amiss" if diagnosis.advice else "ok"
        click.echo(f"{mark:8}{diagnosis.subject:17}{diagnosis.found}")
        if diagnosis.advice:
            ill = True
            click.echo(f"{'':25}→ {diagnosis.advice}")
    sys.exit(1 if ill else 0)
