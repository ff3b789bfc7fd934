"""The text with which a gatekeeper asks a school for more: made from the findings, to be changed before it goes."""

import datetime as dt

from intake.pages.format import day
from validators.report import Finding, Report

OPENING = "Goedendag,\n\nIk heb het dossier{reference} bekeken. Het is nog niet compleet. Ik mis nog:"
NOTHING = "Goedendag,\n\nIk heb het dossier{reference} bekeken. Ik heb nog een vraag:"
CLOSING = """\
U kunt documenten toevoegen bij het dossier.{until} Heeft u vragen? Laat het mij weten.

Met vriendelijke groet,
{name}
"""
UNTIL = " Wilt u dat doen voor {day}?"


def prepared(report: Report, name: str, due_on: dt.date | None, today: dt.date) -> str:
    """A text that names what blocks and was not accepted, with what the school can do about each."""
    reference = f" {report.dossier.reference}" if report.dossier.reference else ""
    points = [_point(number, finding) for number, finding in enumerate(_open(report), 1)]
    opening = (OPENING if points else NOTHING).format(reference=reference)
    until = UNTIL.format(day=day(due_on)) if due_on and due_on > today else ""
    return "\n\n".join([opening, *points, CLOSING.format(until=until, name=name).strip()])


def _open(report: Report) -> list[Finding]:
    blocking = [finding for finding in report.findings if finding.severity == "blocking"]
    doubtful = {i for result in report.requirements if result.state == "unclear" for i in result.finding_ids}
    return blocking or [f for f in report.findings if f.id in doubtful and not f.accepted]


def _point(number: int, finding: Finding) -> str:
    return f"{number}. {finding.message}\n   {finding.action}" if finding.action else f"{number}. {finding.message}"
