"""The report for people, in the terminal: what the outcome is, what to do, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from intake.pages.summary import summary
from intake.pages.words import ACCEPTED, MONTHS, STATUS
from validators import messages
from validators.profile import load_profile
from validators.report import Report
from workers.terminal_safe import printable
from workers.terminal_tables import documents, interventions, series, signatures

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from validators.report import Finding, RequirementResult

STATUS_STYLE = {"complete": "bold green", "incomplete": "bold red", "review": "bold yellow"}
HEADINGS = {
    "blocking": "Dit moet nog gebeuren",
    "warning": "Kijk hier nog naar",
    "accepted": ACCEPTED,
    "note": "Ter informatie",
}
MARKS = {
    "met": ("✓", "green"),
    "not_met": ("✗", "red"),
    "unclear": ("?", "yellow"),
    "not_applicable": ("–", "dim"),
}
WIDEST = 110  # columns; longer lines are hard to read
CLOSING = (
    "Dit verslag zegt of het dossier compleet is en wat eruit blijkt. "
    "Het zegt niet of een kind dyslexie heeft of recht heeft op zorg."
)


def print_report(report: Report, console: Console | None = None) -> None:
    """Print the report, in colour where the terminal has it."""
    console = console or Console(highlight=False)
    report = Report.model_validate(printable(report.model_dump()))
    console.print(Group(*_blocks(report)), width=min(console.width, WIDEST))


def _blocks(report: Report) -> Iterator[RenderableType]:
    numbers = {finding.id: number for number, finding in enumerate(_ordered(report), start=1)}
    yield _head(report)
    yield _heading("Samenvatting voor een mail")
    profile = load_profile(report.dossier.profile, report.dossier.received_on)
    yield Text(summary(report.model_dump(mode="json"), profile.title))
    for group, heading in HEADINGS.items():
        findings = [finding for finding in report.findings if _group(finding) == group]
        if findings:
            yield _heading(heading)
            sources = [None, *(finding.source for finding in findings)]
            yield _rows(
                (Text(f"{numbers[f.id]}.", style="bold"), _finding(f, report, told=f.source == before))
                for f, before in zip(findings, sources, strict=False)
            )
    yield _heading("Voorwaarden")
    yield _rows((Text(*MARKS[r.state]), _requirement(r, numbers)) for r in report.requirements)
    yield from _tables(report)
    yield Padding(Text(CLOSING, style="dim"), (1, 0, 0, 0))


def _group(finding: Finding) -> str:
    return "accepted" if finding.accepted else finding.severity


def _ordered(report: Report) -> list[Finding]:
    order = list(HEADINGS)
    return sorted(report.findings, key=lambda finding: order.index(_group(finding)))


def _head(report: Report) -> Panel:
    head = report.dossier
    blocking = sum(finding.severity == "blocking" for finding in report.findings)
    looks = sum(finding.severity == "warning" for finding in report.findings)
    counts = []
    if blocking:
        counts.append(
            "1 punt moet nog worden opgelost" if blocking == 1 else f"{blocking} punten moeten nog worden opgelost"
        )
    if looks:
        counts.append("naar 1 punt moet iemand kijken" if looks == 1 else f"naar {looks} punten moet iemand kijken")
    pupil = report.pupil
    who = ", ".join(
        part
        for part in (pupil.name, f"groep {pupil.group}" if pupil.group else None, pupil.school, pupil.municipality)
        if part
    )
    text = Text.assemble(
        (STATUS[report.status].upper(), STATUS_STYLE[report.status]),
        (f": {' en '.join(counts)}" if counts else ""),
        f"\n{who}" if who else "",
        (f"\nontvangen {_day(head.received_on)}, profiel {head.profile} ({head.profile_version})", "dim"),
    )
    return Panel(
        text, title=f"Dossier {head.reference or ''}".strip(), title_align="left", expand=False, padding=(0, 2)
    )


def _day(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _heading(text: str) -> Padding:
    return Padding(Text(text, style="bold underline"), (1, 0, 0, 0))


def _rows(rows: Iterable[tuple[Text, Text]]) -> Table:
    """A mark and a text beside it that may run over several lines."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", min_width=3)
    grid.add_column()
    for mark, text in rows:
        grid.add_row(mark, text)
    return grid


def _finding(finding: Finding, report: Report, *, told: bool) -> Text:
    """What is wrong, why it matters, what to do, where we looked; the source is not repeated under the next finding."""
    text = Text(finding.message, style="bold")
    if finding.accepted:
        said = f"Geaccepteerd door {finding.accepted.by} op {_day(finding.accepted.on)}: {finding.accepted.reason}"
        text.append(Text(f"\n✓ {said}", style="not bold green"))
    elif finding.action:
        text.append(Text(f"\n→ {finding.action}", style="not bold"))
    lines = [
        ("Waarom", messages.why(finding.code)),
        ("Waar", _where(finding, report)),
        ("Bron", "" if told else finding.source),
    ]
    for heading, what in lines:
        if what:
            text.append(f"\n{heading}: {what}", style="not bold dim")
    return text


def _requirement(requirement: RequirementResult, numbers: dict[str, int]) -> Text:
    text = Text(requirement.title)
    points = ", ".join(str(numbers[i]) for i in requirement.finding_ids if i in numbers)
    if points:
        text.append(f"  (punt {points})", style="dim")
    return text


def _where(finding: Finding, report: Report) -> str:
    """The pages that were looked at, each once, as far as the message does not name their file itself."""
    places = dict.fromkeys((report.documents[e.document].name, e.page) for e in finding.evidence)
    return "; ".join(f"{name}, bladzijde {page}" for name, page in places if name not in finding.message)


def _tables(report: Report) -> Iterator[RenderableType]:
    yield _heading("Bestanden")
    yield documents(report.documents)
    if report.score_series:
        yield _heading("Toetsen")
        for one in report.score_series:
            yield series(one)
    if report.interventions:
        yield _heading("Extra begeleiding")
        yield interventions(report.interventions)
    if report.signatures:
        yield _heading("Handtekeningen")
        yield signatures(report.signatures)
