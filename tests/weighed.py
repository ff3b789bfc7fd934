"""Dossiers of which the records were read, as a worker leaves them."""

import datetime as dt
import io
import secrets
from typing import Any

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

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
from intake.page_images import Page, PageImages
from intake.settings import Settings
from intake.store import Store, dossiers, runs, schools, weighing
from intake.store.dossiers import NewFile
from intake.store.tables import Run

DAY = dt.date(2026, 5, 1)
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


def read(store: Store, settings: Settings, dossier_id: str, given: DossierRecords | None = None) -> dict[str, Any]:
    """Do what a worker does with the newest run; returns the report."""
    with store.writing() as session:
        waiting = select(Run.id).where(Run.dossier_id == dossier_id, Run.state == "received")
        return _read(session, settings, session.scalars(waiting).one(), given or records())


def put(store: Store, settings: Settings, school: str, given: DossierRecords | None = None, **fields: Any) -> str:
    """A dossier with a report and pictures of its pages that no worker has to read; returns its id."""
    given = given or records()
    content = secrets.token_bytes(16)
    with store.files.stage([io.BytesIO(content)]) as staged, store.writing() as session:
        run = dossiers.add(
            session,
            school_id=schools.ensure(session, school, None).id,
            profile="passenderwijs",
            reference=fields.pop("reference", None),
            received_on=DAY,
            files=[NewFile("Formulier.pdf", staged[0])],
            **fields,
        )
        store.files.keep(staged[0])
        dossier_id = run.dossier_id
        _read(session, settings, run.id, given)
    images = PageImages(store.pictures)
    for file in given.documents:
        numbers = range(1, file.page_count + 1)
        for number in numbers:
            images.put(Page(file.sha256, number), large=_paper(), small=_paper())
        images.made(file.sha256, dict.fromkeys(numbers, (595.0, 842.0)))
    return dossier_id


def _read(session: Session, settings: Settings, run_id: str, given: DossierRecords) -> dict[str, Any]:
    work = runs.claim(session, run_id, settings)
    assert work
    weighing.hold(session, work.dossier_id)
    report = judging.judged(given, work, judging.said(session, work.dossier_id)).report
    content = report.model_dump(mode="json")
    runs.report(session, work, content, "0")
    weighing.keep(session, work.run_id, work.dossier_id, given.model_dump(mode="json"))
    return content


def _paper() -> bytes:
    picture = io.BytesIO()
    Image.new("L", (119, 168), 255).save(picture, "PNG")
    return picture.getvalue()
