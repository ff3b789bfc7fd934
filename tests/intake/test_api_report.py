"""The report over HTTP: as data and as a page."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from intake_api import ROOT, Api, problem

from intake.api.accept import preferred

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
BOX = {"document": 0, "page": 2, "bbox": [0, 0, 1, 1], "text": "x"}
CONTENT: dict[str, Any] = {
    "status": "incomplete",
    "documents": [
        {"name": "<b>school</b>.pdf", "sha256": "0", "page_count": 3, "reading": "text",
         "parts": [{"kind": "school_form", "first_page": 1, "last_page": 2, "confidence": 1},
                   {"kind": "lvs_printout", "first_page": 3, "last_page": 3, "confidence": 1}]},
    ],
    "pupil": {"name": "Noor Jansen", "birth_date": "2015-06-09", "group": 5},
    "score_series": [
        {"domain": "word_reading", "test": "DMT", "edition": "2018", "measurements": [
            {"moment": "M4", "kind": "main", "date": "2024-02-01", "raw_score": 12.5, "level_letter": "E",
             "level_roman": "V", "level_sign": "-"}]},
    ],
    "interventions": [
        {"support_level": 3, "start": "2024-01-08", "end": "2024-03-29", "weeks": 12, "sessions_per_week": 3,
         "minutes_per_session": 20, "provider": {"role": "reading_specialist"}, "skills": ["reading", "spelling"]},
    ],
    "signatures": [{"role": "parent_1", "label": "", "state": "ink"}, {"label": "Stempel", "state": "absent"}],
    "requirements": [{"id": "r", "title": "Formulier is ingevuld", "state": "not_met", "source": "Pagina: zin",
                      "finding_ids": ["f-1"]}],
    "findings": [{"id": "f-1", "code": "form.field_empty", "severity": "blocking", "subject": "delay",
                  "message": "Het vak is leeg.", "action": "Vul het vak in.", "evidence": [BOX], "source": "Pagina"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def key(api: Api) -> dict[str, str]:
    return api.key("school")


@pytest.fixture(scope="module")
def address(api: Api, key: dict[str, str]) -> str:
    dossier = api.drop(key, reference="2026-17").json()
    api.report(dossier, **CONTENT)
    return f"{dossier['href']}/report"


def test_as_json_by_default(api: Api, key: dict[str, str], address: str) -> None:
    response = api.client.get(address, headers=key)
    assert response.headers["content-type"] == "application/json"
    assert response.json()["findings"] == CONTENT["findings"]


def test_json_follows_the_published_schema(api: Api, key: dict[str, str], address: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "docs/schema/report.json").read_text())
    jsonschema.validate(api.client.get(address, headers=key).json(), schema)


@pytest.fixture(scope="module")
def page(api: Api, key: dict[str, str], address: str) -> str:
    response = api.client.get(address, headers=key | HTML)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src" not in response.headers["content-security-policy"]
    return response.text


@pytest.mark.parametrize(
    "text",
    [
        "Niet compleet", "Het vak is leeg.", "Vul het vak in.", "&lt;b&gt;school&lt;/b&gt;.pdf, bladzijde 2",
        "Formulier is ingevuld", "Niet in orde", 'href="#opmerking-1"', 'id="opmerking-1"', "Noor Jansen",
        "9 juni 2015",
        "schoolformulier (bladzijde 1–2)", "uitdraai leerlingvolgsysteem (bladzijde 3)", "Woordlezen: DMT (2018)",
        "E / V-", "12,5", "hoofdmeting", "leesspecialist", "lezen en spelling", "8 januari 2024 tot en met 29 maart",
        "ouder 1", "handtekening gezet", "Stempel", "geen handtekening", "Het zegt niet of een kind dyslexie heeft",
        "Passenderwijs",
    ],
)  # fmt: skip
def test_the_page_says_it_all(page: str, text: str) -> None:
    assert text in page


def test_the_page_stands_on_its_own(page: str) -> None:
    assert "<script" not in page
    assert "javascript:" not in page
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert "url(" not in page


def test_the_page_is_well_formed_and_has_one_outline(page: str) -> None:
    outline = Outline()
    outline.feed(page)
    assert outline.open == []
    assert outline.headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(outline.headings, outline.headings[1:], strict=False))
    assert outline.tables == outline.captions
    assert len(outline.ids) == len(set(outline.ids))


def test_a_report_that_is_not_there_yet(api: Api, key: dict[str, str]) -> None:
    dossier = api.drop(key).json()
    assert problem(api.client.get(f"{dossier['href']}/report", headers=key)) == (404, "no-report-yet")
    page = api.client.get(f"{dossier['href']}/report", headers=key | HTML)
    assert (page.status_code, "Er is nog geen rapport" in page.text) == (404, True)


def test_a_form_that_is_not_there(api: Api, key: dict[str, str], address: str) -> None:
    response = api.client.get(address, headers=key | {"Accept": "image/png"})
    assert problem(response) == (406, "not-acceptable")


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("", "a/json"),
        ("*/*", "a/json"),
        ("t/html", "t/html"),
        ("t/*;q=0.5, a/json;q=0.4", "t/html"),
        ("t/html;q=0.4, */*;q=0.5", "a/json"),
        ("a/json;q=0, */*", "t/html"),
        ("a/json;q=many", None),
        ("x/y", None),
    ],
)
def test_preferred(header: str, form: str | None) -> None:
    assert preferred(header, ("a/json", "t/html")) == form


class Outline(HTMLParser):
    """Checks nesting, and collects what matters to somebody who can't see the page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.tables = self.captions = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.tables += tag == "table"
        self.captions += tag == "caption"
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
