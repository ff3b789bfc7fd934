"""Everything that the gatekeeper's page of a dossier shows, put together for its template."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from extractors.records import DossierRecords
from intake.access import Principal
from intake.api.problems import NO_REPORT_YET, ProblemError
from intake.gatekeeping import fields, log, names, question, values
from intake.gatekeeping.sheet import Addresses, Look, sheet
from intake.gatekeeping.values import Row
from intake.judging import ZONE, correction, said
from intake.page_images import PageImages
from intake.pages.chart import charts
from intake.store import Store, dossiers, notices, weighing
from intake.store.history import versions
from intake.store.tables import Dossier
from intake.store.weighing_tables import AcceptedFinding, Completion, CorrectedValue, Question
from validators.corrections import applied
from validators.differences import differences
from validators.placed import FIELDS, MOSTLY, Placed, of_records, of_report, spots, together
from validators.profile import load_profile
from validators.report import Finding, Report, RequirementResult

LOG_LINES = 8


@dataclass(frozen=True)
class Point:
    """A finding on the page: its number, where it rests, and the values that it is about."""

    number: int
    finding: Finding
    page: tuple[int, int] | None
    about: list[Row]


@dataclass(frozen=True)
class Asked:
    """A requirement with the findings that are told here, and the numbers of those that are told at another."""

    result: RequirementResult
    points: list[Point]
    elsewhere: list[int]


@dataclass(frozen=True)
class Input:
    """A field of the form in which a record is corrected."""

    field: str
    kind: fields.Field
    value: str


def shown(store: Store, session: Session, asker: Principal, dossier: Dossier, look: Look) -> dict[str, Any]:
    """The values for the template."""
    newest = dossiers.report(session, dossier.id)
    if newest is None:
        raise ProblemError(NO_REPORT_YET, "Het dossier wordt nog gelezen. Kijk over een minuut opnieuw.")
    report = Report.model_validate(newest.content)
    profile = load_profile(dossier.profile, dossier.received_on)
    stands = said(session, dossier.id)
    kept = weighing.newest_records(session, dossier.id)
    if kept:
        records = DossierRecords.model_validate(kept[1])
        fresh = applied(records, [correction(row) for row in stands.corrections])
        read, now, series = of_records(records), fresh.placed, records.score_series
        unfit = {row.id for number, row in enumerate(stands.corrections) if number in fresh.unfit}
    else:
        read = now = of_report(report)
        series, unfit = report.score_series, set()
    rows = values.rows(read, now, report.documents, profile.minimum_confidence)
    points = _points(report, rows)
    marks = weighing.said(session, Completion, dossier.id)
    lines, _ = log.lines(session, dossier.id, size=60)
    at = Addresses(dossier.id)
    edited = next((pair for pair in zip(now, rows, strict=True) if kept and pair[1].name == look.edit), None)
    return {
        "dossier": dossier,
        "report": report,
        "version": newest.version,
        "made_at": newest.created_at.astimezone(ZONE),
        "profile": profile,
        "pending": dossier.run.state if dossier.run.number != newest.version else None,
        "counts": _counts(report),
        "asked": _asked(report, points),
        "loose": _loose(report, points),
        "points": points,
        "charts": charts(report.model_dump(mode="json"), profile),
        "groups": values.groups(rows, [(one.domain, one.test, len(one.measurements)) for one in series]),
        "titles": {row.name: row.title for row in rows},
        "can_correct": kept is not None,
        "edited": edited and edited[1],
        "inputs": _inputs(edited[0]) if edited else [],
        "corrections": weighing.said(session, CorrectedValue, dossier.id),
        "acceptances": weighing.said(session, AcceptedFinding, dossier.id),
        "unfit": unfit,
        "in_force": {finding.id for finding in report.findings if finding.accepted},
        "questions": weighing.said(session, Question, dossier.id),
        "school_hears": notices.school_hears(session, dossier),
        "prepared": question.prepared(report, asker.name, dossier.due_on, dt.datetime.now(ZONE).date()),
        "mark": next((mark for mark in reversed(marks) if mark.withdrawn_at is None), None),
        "versions": versions(session, dossier.id),
        "lines": log.without_looks(lines)[:LOG_LINES],
        "page_shown": sheet(report, newest.version, rows, look, PageImages(store.pictures), at),
        "look": look,
        "at": at,
        "fields": fields,
        "names": names,
        "zone": ZONE,
    }


def _counts(report: Report) -> dict[str, int]:
    open_ones = [finding.severity for finding in report.findings if not finding.accepted]
    return {severity: open_ones.count(severity) for severity in ("blocking", "warning", "note")}


def _points(report: Report, rows: list[Row]) -> dict[str, Point]:
    found = {}
    for number, finding in enumerate(report.findings, 1):
        first = next(iter(finding.evidence), None)
        places = spots(finding.evidence, report.documents)
        about = [row for row in rows if places and together(places, row.spots) >= MOSTLY]
        found[finding.id] = Point(number, finding, (first.document, first.page) if first else None, about[:4])
    return found


def _asked(report: Report, points: dict[str, Point]) -> list[Asked]:
    """Requirements, what is not in order first; each finding is told at the first that it belongs to."""
    rank = {"not_met": 0, "unclear": 1, "met": 2, "not_applicable": 3}
    told: set[str] = set()
    found = []
    for result in sorted(report.requirements, key=lambda one: rank[one.state]):
        mine = [i for i in result.finding_ids if i in points]
        here = [points[i] for i in mine if i not in told]
        found.append(Asked(result, here, [points[i].number for i in mine if i in told]))
        told.update(mine)
    return found


def _loose(report: Report, points: dict[str, Point]) -> list[Point]:
    asked = {i for result in report.requirements for i in result.finding_ids}
    return [point for key, point in points.items() if key not in asked]


def _inputs(now: Placed) -> list[Input]:
    return [
        Input(field, fields.of(now.name, field), fields.typed(now.name, field, now.get(field)))
        for field in FIELDS[now.kind]
    ]


def compared(before: Report, after: Report) -> dict[str, Any]:
    """The values for the page that shows two versions side by side."""
    found = differences(before, after)
    titles = {
        placed.name: values.title(placed, report.documents, 0)
        for report in (before, after)
        for placed in of_report(report)
    }
    rows = [
        (
            titles.get(value.record, value.record),
            fields.of(value.record, value.field).inline if value.field else "",
            *(
                (fields.shown(value.record, value.field, side) or "–") if value.field else ("gelezen" if side else "–")
                for side in (value.before, value.after)
            ),
        )
        for value in found.values
    ]
    return {"differences": found, "values": rows}
