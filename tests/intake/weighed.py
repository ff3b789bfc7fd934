"""Dossiers of which the records were read, as a worker leaves them."""

import datetime as dt
from typing import Any

from intake_api import Api
from sqlalchemy import select

from extractors.records import (
    Answer,
    BBox,
    Document,
    DossierRecords,
    Evidence,
    Identity,
    Intervention,
    Measurement,
    Part,
    PartRef,
    Pupil,
    ScoreSeries,
    Signature,
    SignedPart,
)
from intake import judging
from intake.store import runs, weighing
from intake.store.tables import Run

FORM, SCORES = "f" * 64, "5" * 64
SHORT, UNSIGNED = "intervention.too_short:2", "signature.missing:parent_2"


def at(document: int, top: float, text: str = "x", page: int = 1) -> list[Evidence]:
    """Evidence in a line of its own."""
    box: BBox = (50, top, 500, top + 12)
    return [Evidence(document=document, page=page, bbox=box, text=text)]


def row(moment: str, day: str, top: float, **changes: Any) -> Measurement:
    fields = {"moment": moment, "kind": "main", "date": day, "level_letter": "E", "evidence": at(1, top)}
    return Measurement.model_validate(fields | changes)


def period(level: int, start: str, end: str, top: float, **changes: Any) -> Intervention:
    fields = {"support_level": level, "start": start, "end": end, "weeks": 11, "derived": ["weeks"]}
    return Intervention.model_validate(fields | {"evidence": at(0, top, page=2)} | changes)


def records() -> DossierRecords:
    """Two forms in one file and a printout: a period of six weeks, no second signature, a doubtful row of scores."""
    form = PartRef(document=0, kind="application_form", first_page=1)
    return DossierRecords(
        documents=[
            Document(
                name="Formulier.pdf",
                sha256=FORM,
                page_count=2,
                reading="text",
                parts=[
                    Part(kind="application_form", first_page=1, last_page=1, confidence=1),
                    Part(kind="school_form", first_page=2, last_page=2, confidence=1),
                ],
            ),
            Document(
                name="Uitdraai.pdf",
                sha256=SCORES,
                page_count=1,
                reading="text",
                parts=[Part(kind="lvs_printout", first_page=1, last_page=1, confidence=1)],
            ),
        ],
        pupil=Pupil(name="Noor Jansen", birth_date=dt.date(2016, 6, 9), group=5, municipality="Woerden"),
        score_series=[
            ScoreSeries(
                domain="word_reading",
                test="DMT",
                measurements=[
                    row("E4", "2025-05-20", 100),
                    row("M5", "2026-01-20", 120),
                    row("M4", "2025-01-20", 80, confidence=0.5),
                ],
            )
        ],
        interventions=[
            period(2, "2025-02-03", "2025-04-18", 300),
            period(3, "2025-09-01", "2025-10-10", 320, weeks=6),
        ],
        signed_parts=[
            SignedPart(
                part=form,
                signatures=[
                    Signature(role="parent_1", state="ink", dated=True, evidence=at(0, 500)),
                    Signature(role="parent_2", state="absent", evidence=at(0, 520)),
                ],
            )
        ],
        identities=[Identity(part=form, name="Noor Jansen", birth_date=dt.date(2016, 6, 9), evidence=at(0, 60))],
        answers=[Answer(part=form, field="suspicion", text="De school ziet\neen achterstand.", evidence=at(0, 400))],
    )


def read(api: Api, dossier: dict[str, Any], given: DossierRecords | None = None) -> dict[str, Any]:
    """Do what a worker does with the newest run; returns the report."""
    given = given or records()
    with api.store.reading() as session:
        waiting = select(Run.id).where(Run.dossier_id == dossier["id"], Run.state == "received")
        run_id = session.scalars(waiting).one()
    with api.store.writing() as session:
        work = runs.claim(session, run_id, api.settings)
        assert work
        weighing.hold(session, work.dossier_id)
        report = judging.judged(given, work, judging.said(session, work.dossier_id)).report
        content = report.model_dump(mode="json")
        runs.report(session, work, content, "0")
        weighing.keep(session, work.run_id, work.dossier_id, given.model_dump(mode="json"))
    return content
