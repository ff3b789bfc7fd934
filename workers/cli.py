"""The command `dossierpoort`: commands are found here by name and loaded only when asked for.

Loading them late keeps `check` quick: web framework, database and queue are none of its business.
"""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module

import click

SERVICE = ("serve", "work", "key", "notify", "person", "privacy", "backup", "restore", "doctor")
COMMANDS = ("check", "inspect", "profiles", "profile", "demo", *SERVICE)

# One thread a process: files are read side by side in processes, and two libraries that both want all cores
# starve each other. They read these settings when they are loaded, so this stands before everything.
for setting in ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(setting, "1")


class LateGroup(click.Group):
    """A group whose commands live in `workers.commands`, one module each."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All commands, in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - idem
        """The command of that name, loaded now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"workers.commands.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a wrong setting is told in a line, whichever command needs it."""
        try:
            return super().invoke(ctx)
        except ValueError as error:
            from intake.settings import mistakes  # noqa: PLC0415 - for those who have settings

            if told := mistakes(error):
                raise click.ClickException(f"wrong settings: {'; '.join(told)}") from error
            raise


@click.command(cls=LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dossierpoort", message="%(prog)s %(version)s")
def main() -> None:
    """Read dyslexia-care dossiers of Dutch schools and report, with evidence, what is there and what is missing."""
    # A command that is told to stop removes what it unpacked: those are children's dossiers.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
