"""Hand-made records: a complete dossier, and the pieces with which tests change it."""

from __future__ import annotations

import datetime as dt

from extractors.records import (
    Answer,
    Choice,
    Document,
    DossierRecords,
    Evidence,
    ExternalReport,
    FileProblem,
    GroupOverview,
    Hours,
    Identity,
    Intervention,
    Measurement,
    Mention,
    NormNote,
    Part,
    PartRef,
    PreventiveEvaluation,
    Provider,
    Pupil,
    ScoreSeries,
    Signature,
    SignedPart,
)
from validators.judge import judge
from validators.profile import load_profile

RECEIVED = dt.date(2024, 3, 11)
NAME, BIRTH = "Noor van Dam", dt.date(2015, 5, 4)
KINDS = {
    "passenderwijs": ["application_form", "school_form", "parent_form", "lvs_printout", "group_overview"],
    "capelle": ["school_form", "lvs_printout"],
    "voorwaarden": ["application_form", "education_report", "lvs_printout", "action_plan"],
    "van-a-tot-lezen": ["school_form", "lvs_printout"],
    "westelijke-mijnstreek": ["action_plan", "preventive_evaluation", "preventive_evaluation"],
}
HOMES = {"passenderwijs": "Woerden", "capelle": "Capelle aan den IJssel", "westelijke-mijnstreek": "Stein"}


def evidence(document=0, page=1, text="tekst"):
    return [Evidence(document=document, page=page, bbox=(1, 2, 3, 4), text=text)]


def row(moment, date, letter="E", *, year=None, **fields):
    """A coded main row, e.g. row("M4", "2023-01-30")."""
    day = dt.date.fromisoformat(date) if date else None
    kind = fields.pop("kind", "main" if moment else "unknown")
    return Measurement(
        moment=moment, date=day, school_year=year, level_letter=letter, kind=kind, evidence=evidence(1), **fields
    )


def claim(of, **changes):
    """What the form says of a row: the same, unless changed."""
    fields = {"domain": "word_reading", "evidence": evidence(0), **changes}
    return of.model_copy(update=fields)


def low_rows():
    """Three consecutive main measurements at E, the newest in January 2024."""
    return [
        row("M4", "2023-01-30", cards=[1, 2, 3], skill_score=20),
        row("E4", "2023-05-29", cards=[1, 2, 3], skill_score=24),
        row("M5", "2024-01-25", cards=[1, 2, 3], skill_score=31),
    ]


def words(rows, test="DMT 2018"):
    return ScoreSeries(domain="word_reading", test=test, measurements=rows)


def period(level, start, end, **changes):
    fields = {
        "support_level": level,
        "start": dt.date.fromisoformat(start),
        "end": dt.date.fromisoformat(end),
        "sessions_per_week": 3,
        "minutes_per_session": 20,
        "group_size": 1,
        "provider": Provider(role="reading_specialist" if level == 3 else "teacher", name="Kim de Boer"),
        "method": "Ralfi",
        "goal": "vlotter lezen",
        "baseline": "DMT 20",
        "evaluation": "DMT 25",
        "evidence": evidence(1),
    }
    return Intervention(**{**fields, **changes})


def periods():
    return [
        period(2, "2022-09-05", "2022-11-18"),
        period(3, "2023-02-27", "2023-05-12"),
        period(3, "2023-09-04", "2023-11-24"),
    ]


def signed(role, state="ink", **fields):
    return Signature(role=role, state=state, date=fields.pop("date", dt.date(2024, 3, 1)), **fields)


def ref(records, kind, place=0):
    """The part of this kind."""
    found = [
        PartRef(document=index, kind=part.kind, first_page=part.first_page)
        for index, document in enumerate(records.documents)
        for part in document.parts
        if part.kind == kind
    ]
    return found[place]


def dossier(profile="passenderwijs"):
    """A dossier that is complete for a profile."""
    documents = [
        Document(
            name=f"{index} {kind}.pdf",
            sha256=f"{index:064x}",
            page_count=2,
            reading="text",
            parts=[Part(kind=kind, first_page=1, last_page=2, confidence=1)],
        )
        for index, kind in enumerate(KINDS[profile])
    ]
    records = DossierRecords(
        documents=documents,
        pupil=Pupil(
            name=NAME,
            birth_date=BIRTH,
            group=5,
            municipality=HOMES.get(profile, "Breda"),
            repeated_groups=[],
            months_of_reading_education=27,
        ),
    )
    parts = [PartRef(document=i, kind=d.parts[0].kind, first_page=1) for i, d in enumerate(documents)]
    records.identities = [Identity(part=part, name=NAME, birth_date=BIRTH) for part in parts]
    if profile == "westelijke-mijnstreek":
        _add_evaluations(records, parts[1:])
        return records
    kindergarten = ScoreSeries(domain="language", test="Taal", measurements=[row("M2", "2021-01-25", "C")])
    others = [
        ScoreSeries(domain=domain, test=domain, measurements=[row("M5", "2024-01-29", "C")])
        for domain in ("reading_comprehension", "arithmetic")
    ]
    records.score_series = [words(low_rows()), kindergarten, *others]
    records.claims = [claim(r) for r in low_rows()]
    records.interventions = periods()
    for part in parts:
        _fill(records, part)
    return records


def _fill(records, part):
    if part.kind in ("school_form", "education_report"):
        records.answers += [
            Answer(part=part, field=field, text="tekst", evidence=evidence(part.document))
            for field in ("suspicion", "reading_problem", "delay", "error_analysis")
        ]
        records.signed_parts.append(SignedPart(part=part, signatures=[signed("director")]))
    if part.kind in ("school_form", "application_form"):
        records.choices += [
            Choice(part=part, question="care_provider", option="RID", checked=True),
            Choice(part=part, question="care_provider", option="BTSW", checked=False),
        ]
    if part.kind == "application_form":
        boxes = [signed("parent_1"), signed("parent_2")]
        records.signed_parts.append(SignedPart(part=part, signatures=boxes))
    if part.kind == "group_overview":
        records.group_overviews.append(GroupOverview(part=part, row_count=24))


def _add_evaluations(records, parts):
    people = ["parent_1", "teacher", "internal_supervisor", "practitioner"]
    for part, which in zip(parts, ("midterm", "final"), strict=True):
        records.evaluations.append(
            PreventiveEvaluation(part=part, which=which, session_count=8, parties=people, evidence=evidence(1))
        )
        records.signed_parts.append(SignedPart(part=part, signatures=[signed(role) for role in people]))


def report(records, profile="passenderwijs", received=RECEIVED, school=None):
    return judge(records, load_profile(profile, received), reference="D1", received_on=received, school=school)


def told(records, profile="passenderwijs", received=RECEIVED, *, notes=False, school=None):
    """What is found, as (code, subject), notes left out unless asked for."""
    found = report(records, profile, received, school).findings
    return {(f.code, f.subject) for f in found if notes or f.severity != "note"}


def state(records, requirement, profile="passenderwijs", received=RECEIVED):
    return next(r.state for r in report(records, profile, received).requirements if r.id == requirement)


__all__ = [
    "BIRTH",
    "RECEIVED",
    "Answer",
    "Choice",
    "ExternalReport",
    "FileProblem",
    "Hours",
    "Mention",
    "NormNote",
    "claim",
    "dossier",
    "evidence",
    "low_rows",
    "period",
    "ref",
    "report",
    "row",
    "signed",
    "state",
    "told",
    "words",
]
