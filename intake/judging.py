"""Judging what was read, with what people made of it: the one road from records to a report, for workers and pages.

It takes milliseconds, so a correction is weighed at once. What was read stays as it is; corrections are put into it
each time, also after a new reading, as far as the place that they are about is still found.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from extractors.records import DossierRecords
from intake.masking import masked
from intake.store import dossiers, notices, runs, weighing
from intake.store.tables import Dossier, ReportVersion
from intake.store.weighing_tables import AcceptedFinding, CorrectedValue
from validators.case import School
from validators.corrections import Correction, applied
from validators.judge import judge
from validators.placed import MOSTLY, Spot, spots, together
from validators.profile import load_profile
from validators.report import Accepted, Corrected, Report

ZONE = ZoneInfo("Europe/Amsterdam")


class About(Protocol):
    """What a judgement rests on beside the records; a `Work` has it."""

    @property
    def profile(self) -> str: ...
    @property
    def reference(self) -> str | None: ...
    @property
    def received_on(self) -> dt.date: ...
    @property
    def municipality(self) -> str | None: ...
    @property
    def pupils_this_year(self) -> int | None: ...


@dataclass(frozen=True)
class Said:
    """What people said of a dossier and did not withdraw, in order of time."""

    corrections: Sequence[CorrectedValue] = ()
    acceptances: Sequence[AcceptedFinding] = ()


@dataclass(frozen=True)
class Judged:
    """The report, and the ids of corrections and acceptances of which the place or the finding is no longer there."""

    report: Report
    unfit: frozenset[str]


def said(session: Session, dossier_id: str) -> Said:
    """What stands about a dossier."""
    return Said(
        weighing.standing(session, CorrectedValue, dossier_id), weighing.standing(session, AcceptedFinding, dossier_id)
    )


def judged(records: DossierRecords, about: About, said: Said = Said()) -> Judged:
    """Judge records by the profile in force; no citizen service number is in what comes out."""
    profile = load_profile(about.profile, about.received_on)
    school = School(municipality=about.municipality, pupils_this_year=about.pupils_this_year)
    fresh = applied(records, [correction(row) for row in said.corrections])

    def weigh(accepted: dict[str, Accepted] | None = None) -> Report:
        reference, received_on = about.reference, about.received_on
        return judge(
            fresh.records, profile, reference=reference, received_on=received_on, school=school, accepted=accepted
        )

    report = weigh()
    fits = [row for number, row in enumerate(said.corrections) if number not in fresh.unfit]
    accepted = [row for row in said.acceptances if _stands(row, report)]
    if accepted:
        report = weigh({row.finding: Accepted(reason=row.reason, by=row.by, on=_day(row)) for row in accepted})
    report = report.model_copy(update={"corrections": [_told(row) for row in fits]})
    given = {row.id for row in said.corrections} | {row.id for row in said.acceptances}
    return Judged(masked(report), frozenset(given - {row.id for row in fits} - {row.id for row in accepted}))


def correction(row: CorrectedValue) -> Correction:
    """The correction, as validators know it."""
    return Correction(record=row.record, field=row.field, value=row.value, spots=_places(row))


def rejudged(session: Session, dossier: Dossier) -> ReportVersion | None:
    """Append a version of the report with what stands about the dossier now; no file is read.

    None where a reading is under way or failed, or nothing was kept: the next reading takes it along.
    """
    kept = weighing.newest_records(session, dossier.id)
    if kept is None or dossier.run.state != "reported":
        return None
    read_by, content = kept
    records = DossierRecords.model_validate(content)
    number = dossier.last_run + 1
    about = runs.work(session, dossier, run_id=read_by.id, number=number, lease="", attempt=0)
    content = judged(records, about, said(session, dossier.id)).report.model_dump(mode="json")
    before = dossiers.report(session, dossier.id)
    version = content["dossier"]["profile_version"]
    runs.append(session, dossier.id, number, content, read_by.extractor_version, version)
    if before is None or before.status != content["status"]:
        notices.tell(session, dossier.id, "dossier.reported")
    return dossiers.report(session, dossier.id)


def _stands(row: AcceptedFinding, report: Report) -> bool:
    """Whether the report has the finding that was accepted: the same id, at the same place.

    By its id alone, what was accepted of the second period would be accepted of another one once an earlier comes in.
    """
    found = next((finding for finding in report.findings if finding.id == row.finding), None)
    if found is None:
        return False
    there, then = spots(found.evidence, report.documents), _places(row)
    return not there or not then or together(then, there) >= MOSTLY


def _told(row: CorrectedValue) -> Corrected:
    values = {"record": row.record, "field": row.field, "read": row.read, "value": row.value}
    return Corrected(**values, reason=row.reason, by=row.by, on=_day(row))


def _places(row: CorrectedValue | AcceptedFinding) -> list[Spot]:
    return [Spot.model_validate(spot) for spot in row.spots]


def _day(row: CorrectedValue | AcceptedFinding) -> dt.date:
    return row.created_at.astimezone(ZONE).date()
