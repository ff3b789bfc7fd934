"""`dossierpoort check`: the report of one dossier, or of every dossier in a folder."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workers.check import InputError, Options, check, check_each

if TYPE_CHECKING:
    import datetime as dt

    from validators.report import Report

NOT_COMPLETE, WRONG_USE = 1, 2


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path(exists=True, path_type=Path))
@click.option("--profile", metavar="ID", help="The profile to judge by; see `dossierpoort profiles`.")
@click.option("--received-on", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="Day of receipt; default today.")
@click.option("--accepted", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Findings that a gatekeeper accepted: {id: {reason, by, on}} in JSON.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--strict", is_flag=True, help="Exit with status 1 where a dossier is not complete.")
@click.option("--each", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="Check every sub-folder of DIR; one JSON report a line.")  # fmt: skip
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="How much to do side by side; default all cores.")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Where --each writes.")
def command(  # noqa: PLR0913 - the options of the command
    *,
    paths: tuple[Path, ...],
    profile: str | None,
    received_on: dt.datetime | None,
    accepted: Path | None,
    as_json: bool,
    strict: bool,
    each: Path | None,
    jobs: int | None,
    out: Path | None,
) -> None:
    """Report what a dossier holds and what it lacks.

    PATH... is ONE dossier: PDF, PNG, JPEG or TIFF files, a zip of them, or a folder. A folder may hold a dossier.json
    with reference, profile, received_on and school; options win over it.

    Exit status: 0 a report was made, 1 with --strict and not complete, 2 wrong use or nothing readable was given.
    """
    options = Options(profile, received_on.date() if received_on else None, accepted)
    jobs = jobs or len(os.sched_getaffinity(0))
    if each is not None:
        if paths or accepted:
            raise click.UsageError("--each DIR takes neither PATH... nor --accepted")
        sys.exit(_each(each, options, jobs, out, strict=strict))
    if not paths:
        raise click.UsageError("give the files, zip or folder of a dossier")
    if out is not None:
        raise click.UsageError("--out goes with --each")
    try:
        report = check(paths, options, jobs=jobs)
    except InputError as error:
        raise click.UsageError(str(error)) from error
    _show(report, as_json=as_json)
    if all(document.page_count == 0 for document in report.documents):
        sys.exit(WRONG_USE)
    sys.exit(NOT_COMPLETE if strict and report.status != "complete" else 0)


def _show(report: Report, *, as_json: bool) -> None:
    if as_json:
        click.echo(report.model_dump_json(indent=2))
        return
    from workers.terminal import print_report  # noqa: PLC0415 - JSON needs no terminal library

    print_report(report)


def _each(parent: Path, options: Options, jobs: int, out: Path | None, *, strict: bool) -> int:
    """Write a line for every dossier that gives a report; tell the others on standard error. The exit status."""
    folders = sorted(path for path in parent.iterdir() if path.is_dir())
    status = 0 if folders else WRONG_USE
    with ExitStack() as stack:
        lines = stack.enter_context(out.open("w", encoding="utf-8")) if out else sys.stdout
        bar = stack.enter_context(
            click.progressbar(length=len(folders), label="Dossiers", file=sys.stderr, hidden=not sys.stderr.isatty())
        )
        for folder, answer in zip(folders, check_each(folders, options, jobs=jobs), strict=True):
            if isinstance(answer, InputError):
                click.echo(f"{folder.name}: {answer}", err=True)
                status = WRONG_USE
            else:
                print(answer.model_dump_json(), file=lines, flush=True)
                if strict and answer.status != "complete":
                    status = status or NOT_COMPLETE
            bar.update(1)
    return status
