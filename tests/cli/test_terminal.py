"""The report for people: findings by weight, requirements with the findings that explain them, nothing that steers."""

import datetime as dt
from io import StringIO

from rich.console import Console

from extractors.records import Document, Evidence, Intervention, Measurement, Part, ScoreSeries, Signature
from validators.report import Accepted, DossierHead, Finding, Report, RequirementResult
from workers.terminal import print_report

HEAD = DossierHead(reference="D1", received_on=dt.date(2025, 6, 23), profile="capelle", profile_version="2022-01")


FILE = Document(name="plan.pdf", sha256="0", page_count=2, reading="text")


def finding(code, severity, message="Er ontbreekt iets.", accepted=None):
    evidence = [Evidence(document=0, page=2, bbox=(0, 0, 1, 1), text="x")]
    return Finding(
        id=code,
        code=code,
        severity=severity,
        subject="",
        message=message,
        action="Stuur het.",
        evidence=evidence,
        source="Bron",
        accepted=accepted,
    )


def shown(**parts):
    parts = {"dossier": HEAD, "status": "incomplete"} | parts
    file = StringIO()
    print_report(Report(**parts), Console(file=file, width=100, force_terminal=False))
    return file.getvalue()


def test_what_must_be_done_stands_before_what_may_be_looked_at():
    text = shown(
        documents=[FILE],
        findings=[finding("dmt.cards", "note"), finding("dmt.edition", "warning"), finding("pupil.age", "blocking")],
    )
    assert "NIET COMPLEET: 1 punt moet nog worden opgelost en naar 1 punt moet iemand kijken" in text
    assert text.index("Dit moet nog gebeuren") < text.index("Kijk hier nog naar") < text.index("Ter informatie")
    assert "Waar: plan.pdf, bladzijde 2" in text
    assert "→ Stuur het." in text
    assert "Waarom: De regeling geldt alleen voor kinderen van een bepaalde leeftijd." in text


def test_one_paragraph_for_a_mail():
    text = " ".join(shown(findings=[finding("pupil.age", "blocking")], documents=[FILE]).split())
    assert "Samenvatting voor een mail We hebben het dossier D1 gecontroleerd (CJG Capelle aan den IJssel," in text
    assert "Dit is nog niet in orde: (1) Er ontbreekt iets." in text


def test_an_accepted_finding_tells_by_whom_and_why_and_not_what_to_do():
    accepted = Accepted(reason="Zo is afgesproken", by="S. de Wit", on=dt.date(2025, 6, 30))
    text = shown(status="complete", findings=[finding("pupil.age", "note", accepted=accepted)], documents=[FILE])
    assert "Geaccepteerd door S. de Wit op 30 juni 2025: Zo is afgesproken" in text
    assert "Stuur het" not in text
    assert "met een reden geaccepteerd: Er ontbreekt iets. Reden: Zo is afgesproken." in " ".join(text.split())


def test_requirements_point_at_their_findings():
    requirement = RequirementResult(
        id="r", title="Het rapport is getekend", state="not_met", source="s", finding_ids=["pupil.age"]
    )
    text = shown(documents=[FILE], findings=[finding("pupil.age", "blocking")], requirements=[requirement])
    assert "✗ Het rapport is getekend  (punt 1)" in text


def test_scores_interventions_and_signatures_have_tables():
    row = Measurement(
        moment="M4", kind="main", date=dt.date(2024, 1, 31), skill_score=28.5, level_roman="V", level_sign="-"
    )
    text = shown(
        status="complete",
        documents=[Document(name="a.pdf", sha256="0", page_count=3, reading="text",
                            parts=[Part(kind="action_plan", first_page=2, last_page=3, confidence=1)])],
        score_series=[ScoreSeries(domain="word_reading", test="DMT", edition="2018", measurements=[row])],
        interventions=[Intervention(support_level=3, start=dt.date(2024, 1, 8), end=dt.date(2024, 3, 29), weeks=12)],
        signatures=[Signature(role="director", state="ink", name="A. de Vries")],
    )  # fmt: skip
    assert "COMPLEET" in text
    assert "handelingsplan (blz. 2)" in text
    assert "DMT (woordlezen), uitgave 2018" in text
    for value in ("31-01-2024", "hoofdmeting", "28,5", "V-", "08-01-2024", "directeur", "A. de Vries"):
        assert value in text


def test_text_of_a_file_does_not_steer_the_terminal():
    text = shown(
        documents=[FILE], findings=[finding("pupil.age", "blocking", "Naam: \x1b]0;titel\x07\x9b31m[red]Jansen")]
    )
    assert not set(text) & {"\x1b", "\x07", "\x9b"}
    assert "[red]Jansen" in text
