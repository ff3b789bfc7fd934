"""`dossierpoort notify`: who is told when a report is there."""

from __future__ import annotations

import click

from intake.settings import Settings
from intake.store import Store, notices, schools


@click.group()
def command() -> None:
    """Have people and systems told when there is news of a dossier."""


@command.command()
@click.option("--mail", metavar="ADDRESS", help="Tell by mail; the mail holds a link and nothing of a child.")
@click.option("--webhook", metavar="URL", help="Tell by a signed request (Standard Webhooks).")
@click.option("--school", metavar="NAME", help="Of the dossiers of this school.")
@click.option("--municipality", help="Where the school stands.")
@click.option("--profile", metavar="ID", help="Of the dossiers of this profile.")
def add(
    mail: str | None, webhook: str | None, school: str | None, municipality: str | None, profile: str | None
) -> None:
    """Add somebody; of a webhook the secret to check signatures with is printed, alone on a line."""
    address = mail or webhook
    if bool(mail) == bool(webhook) or bool(school) == bool(profile) or not address:
        raise click.UsageError("give --mail or --webhook, and --school or --profile")
    store = Store(Settings())
    try:
        store.migrate()
        with store.writing() as session:
            of = schools.ensure(session, school, municipality).id if school else None
            made = notices.subscribe(session, "mail" if mail else "webhook", address, school_id=of, profile=profile)
            click.echo(made.secret or made.id)
    finally:
        store.close()
