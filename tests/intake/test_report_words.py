"""The report as an explanation: its paragraph for a mail, and the picture of the series."""

import datetime as dt
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from extractors.records import Measurement, ScoreSeries
from intake.cutouts import CutOuts
from intake.pages import report_page
from intake.pages.chart import ROW, TOP, charts
from intake.pages.format import counted, series_title
from intake.pages.summary import MOST, summary
from intake.store.blobs import FolderBlobs
from validators.profile import load_profile
from validators.report import Accepted, DossierHead, Finding, Report, RequirementResult

DAY = dt.date(2024, 6, 1)
PROFILE = load_profile("passenderwijs", DAY)
OLD = load_profile("van-a-tot-lezen", DAY)
E_TOP = TOP + 4 * ROW


def finding(number: int, message: str, severity: Any = "blocking") -> Finding:
    return Finding(
        id=f"f{number}", code="pupil.age", severity=severity, subject="", message=message, action="", source=""
    )


def accepted(message: str, reason: str) -> Finding:
    found = finding(9, message, "note")
    return found.model_copy(update={"accepted": Accepted(reason=reason, by="S. de Wit", on=DAY)})


def report(status: Any = "incomplete", reference: str | None = "2026-17", **values: Any) -> dict[str, Any]:
    head = DossierHead(reference=reference, received_on=DAY, profile="passenderwijs", profile_version="2022-01")
    return Report(dossier=head, status=status, **values).model_dump(mode="json")


def series(*rows: dict[str, Any], domain: Any = "word_reading") -> list[ScoreSeries]:
    made = [
        Measurement(**{"kind": "main", "date": dt.date(2023, 1, 1) + dt.timedelta(n), **r}) for n, r in enumerate(rows)
    ]
    return [ScoreSeries(domain=domain, test="DMT", measurements=made)]


def test_the_summary_is_one_paragraph_without_places() -> None:
    said = 'De handtekening ontbreekt. We keken op bladzijde 2 van "a.b.pdf".'
    text = summary(report(findings=[finding(1, said), finding(2, "Let op.", "warning")]), "Passenderwijs")
    assert "dossier 2026-17 gecontroleerd (Passenderwijs, ontvangen op 1 juni 2024)" in text
    assert "nog niet compleet. Dit is nog niet in orde: (1) De handtekening ontbreekt. In het rapport" in text
    assert "\n" not in text


def test_the_summary_leaves_out_what_stands_between_brackets_such_as_a_birth_date() -> None:
    text = summary(report(findings=[finding(1, "De leerling is 14 jaar (geboren op 4 mei 2010).")]), "P")
    assert "(1) De leerling is 14 jaar. " in text


def test_a_long_list_ends_in_a_number() -> None:
    text = summary(report(findings=[finding(n, f"Punt {n}.") for n in range(MOST + 2)]), "P")
    assert f"({MOST}) Punt {MOST - 1}. In het rapport staan nog 2 punten." in text


def test_the_summary_of_what_a_person_must_look_at() -> None:
    unclear = RequirementResult(id="r", title="", state="unclear", source="", finding_ids=["f1"])
    found = [finding(1, "Dit is onduidelijk.", "warning"), finding(2, "Dit is iets anders.", "warning")]
    text = summary(report("review", None, findings=found, requirements=[unclear]), "P")
    assert "het dossier gecontroleerd" in text
    assert "Het gaat om: (1) Dit is onduidelijk. In" in text
    assert "anders" not in text


def test_a_complete_dossier_has_no_points() -> None:
    assert "(1)" not in summary(report("complete", findings=[finding(1, "Let op.", "warning")]), "P")


def test_what_a_gatekeeper_accepted_is_told_with_its_reason(tmp_path: Path) -> None:
    data = report("complete", findings=[accepted("De handtekening ontbreekt.", "Eén ouder is overleden")])
    text = summary(data, "P")
    assert (
        "Het dossier is compleet. De poortwachter heeft met een reden geaccepteerd: De handtekening ontbreekt." in text
    )
    assert "Reden: Eén ouder is overleden. In het rapport" in text
    page = report_page(
        data, CutOuts(FolderBlobs(tmp_path)), profile=PROFILE, version=1, made_at=dt.datetime.now(dt.UTC)
    )
    assert "Geaccepteerd met een reden (1)" in page
    assert "gevonden, of het is met een reden geaccepteerd." in page
    assert "Geaccepteerd door S. de Wit op 1 juni 2024." in page
    assert "Ter informatie" not in page
    assert "1 keer ‘geaccepteerd met een reden’" in page


def test_a_report_that_was_kept_by_an_older_version_is_shown(tmp_path: Path) -> None:
    data = report(findings=[finding(1, "Er ontbreekt iets.")])
    del data["interventions"]
    page = report_page(
        data, CutOuts(FolderBlobs(tmp_path)), profile=PROFILE, version=1, made_at=dt.datetime.now(dt.UTC)
    )
    assert "Er ontbreekt iets." in page


@pytest.mark.parametrize(
    ("row", "low", "high"),
    [
        ({"level_letter": "E"}, E_TOP, E_TOP + ROW),
        ({"level_letter": "A"}, TOP, TOP + ROW),
        ({"level_roman": "V", "level_sign": "-"}, E_TOP, E_TOP + ROW),
        ({"level_letter": "D", "level_roman": "V"}, E_TOP - ROW, E_TOP),
        ({"percentile": 10}, E_TOP, E_TOP),
        ({"percentile": 100}, TOP, TOP),
        ({"percentile": 0}, E_TOP + ROW, E_TOP + ROW),
    ],
)
def test_a_level_stands_in_its_row(row: dict[str, Any], low: float, high: float) -> None:
    (mark,) = charts(report(score_series=series(row)), PROFILE)[0].marks
    assert low <= mark.top <= mark.y <= mark.bottom <= high
    assert not mark.wide


def test_a_bare_v_may_lie_in_two_rows() -> None:
    (mark,) = charts(report(score_series=series({"level_roman": "V"})), PROFILE)[0].marks
    assert mark.wide
    assert mark.top < E_TOP < mark.bottom


def test_levels_that_say_two_things_or_nothing_are_not_drawn() -> None:
    assert charts(report(score_series=series({"level_letter": "A", "level_roman": "V"}, {})), PROFILE) == []


def test_the_picture_follows_the_profile() -> None:
    rows = [*series({"level_letter": "E"}), *series({"level_letter": "E"}, domain="spelling")]
    (chart,) = charts(report(score_series=rows), PROFILE)
    assert (chart.bands, chart.asked) == ([(E_TOP, ROW)], "laagste 10%")
    reading, spelling = charts(report(score_series=rows), OLD)
    assert (len(reading.bands), reading.asked) == (2, "laagste 10% of laagste 16%")
    assert (spelling.domain, len(spelling.bands)) == ("Spelling", 1)


def test_main_measurements_alone_are_joined_and_the_picture_has_its_words(tmp_path: Path) -> None:
    rows = series(
        {"moment": "M4", "level_letter": "E"}, {"kind": "intermediate", "level_letter": "D"}, {"level_letter": "D"}
    )
    page = report_page(
        report(score_series=rows),
        CutOuts(FolderBlobs(tmp_path)),
        profile=PROFILE,
        version=1,
        made_at=dt.datetime.now(dt.UTC),
    )
    drawing = ET.fromstring(re.findall(r"<svg.*?</svg>", page, re.DOTALL)[0])  # noqa: S314 - our own page
    assert len(drawing.find("polyline").get("points").split()) == 2
    assert (len(drawing.findall("circle")), len(drawing.findall("rect[@class='mark hollow']"))) == (2, 1)
    title = drawing.find("title")
    assert drawing.get("aria-labelledby") == title.get("id")
    assert "hoofdmeting M4 (1 januari 2023): E; tussenmeting (2 januari 2023): D" in title.text
    assert "style=" not in page


@pytest.mark.parametrize(
    ("domain", "test", "edition", "title"),
    [
        ("spelling", "Spelling (Spelling 3.0)", "3.0", "Spelling 3.0"),
        ("spelling", "Spelling 3.0)", "3.0", "Spelling 3.0"),
        ("arithmetic", "Rekenen Rekenen-Wiskunde 3.0", "3.0", "Rekenen-Wiskunde 3.0"),
        ("word_reading", "DMT", "2018", "Woordlezen: DMT (2018)"),
        (
            "word_reading",
            "Technisch lezen – woorden (DMT 2018)",
            "2018",
            "Woordlezen: Technisch lezen – woorden (DMT 2018)",
        ),
    ],
)
def test_a_test_is_named_once(domain, test, edition, title):
    assert series_title({"domain": domain, "test": test, "edition": edition}) == title


def test_what_is_not_there_is_not_counted():
    assert counted({"blocking": 3, "warning": 0, "note": 1}) == "3 keer ‘moet nog’, 1 keer ‘ter informatie’"
    assert counted({"blocking": 0, "warning": 0, "note": 0}, 2) == "2 keer ‘geaccepteerd met een reden’"
