"""Pages of administration: a round from choosing to rolling back, keys, people, profiles, retention, the log."""

import datetime as dt
import re

import pytest
from intake_api import Api
from intake_people import Browser, person

from intake.store import reprocessing_decisions, reprocessing_items
from intake.store.reprocessing_items import Candidate
from validators.profile import FOLDER, load_profile

DIFFERENCES = {
    "status_before": "complete",
    "status_after": "incomplete",
    "findings": [
        {
            "id": "pupil.age",
            "code": "pupil.age",
            "subject": "",
            "message": "Te jong.",
            "before": None,
            "after": "blocking",
        }
    ],
    "requirements": [{"id": "a", "title": "Eis", "before": "met", "after": None}],
    "values": [{"record": "measurement:word_reading:M4:2024-01-24", "field": "raw_score", "before": 9, "after": None}],
}
REASONS = [("status", "complete>incomplete"), ("appears", "pupil.age"), ("value", "measurement.raw_score")]
PAGES = ("", "/rondes", "/rondes/nieuw", "/wachtrij", "/mislukt", "/scholen", "/sleutels", "/sleutels/nieuw", "/mensen",
         "/mensen/nieuw", "/profielen", "/bewaren", "/logboek")  # fmt: skip


@pytest.fixture
def admin(api: Api) -> Browser:
    browser = Browser(api)
    assert browser.sign_in(person(api, "admin", None)[1]).status_code == 303
    return browser


@pytest.fixture
def found(api: Api, admin: Browser) -> str:
    """The address of a round that found one dossier to differ."""
    key = api.key("school", "De Ronde")
    content = api.report(api.drop(key, reference="R1").json())
    asked = {"manier": "judge", "school": "De Ronde"}
    address = str(admin.post("/beheer/rondes", asked, page="/beheer/rondes/nieuw").headers["location"])
    with api.store.reading() as session:
        waiting = reprocessing_items.waiting(session, api.settings)
    for item, _ in waiting:
        with api.store.writing() as session:
            taken = reprocessing_items.claim(session, item, api.settings)
            assert taken
            worse = content | {"status": "incomplete"}
            values = {"records": None, "extractor_version": "2", "differs": True, "differences": DIFFERENCES}
            candidate = Candidate(content=worse, reasons=REASONS, **values)
            reprocessing_items.done(session, taken.work, candidate)
    return address


def carry_out(api: Api) -> None:
    with api.store.reading() as session:
        decisions = reprocessing_decisions.unfinished(session)
    for decision in decisions:
        with api.store.writing() as session:
            reprocessing_decisions.carry_out(session, decision)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_there_for_administrators_alone(api: Api, admin: Browser, page: str) -> None:
    assert "<h1>" in admin.get(f"/beheer{page}").text
    other = Browser(api)
    other.sign_in(person(api, "gatekeeper", None, ["capelle"])[1])
    assert other.get(f"/beheer{page}").status_code == 404


def test_a_round_tells_what_and_why_and_is_accepted_and_rolled_back(api: Api, admin: Browser, found: str) -> None:
    page = admin.get(found).text
    assert "1 dossier krijgt een andere uitkomst" in page
    assert "Bevinding komt erbij: leeftijd" in page
    item = re.search(rf"{found}/dossiers/(\w+)", page)
    assert item
    assert "Te jong." in admin.get(item[0]).text
    decide = f"{found}/beslissen"
    assert "Waarom?" in admin.post(decide, {"daad": "accept"}, page=found).text
    assert admin.post(decide, {"daad": "accept", "zeker": "ja", "reden": ""}, page=found).status_code == 422
    assert admin.post(decide, {"daad": "accept", "zeker": "ja", "reden": "beter"}, page=found).status_code == 303
    carry_out(api)
    assert "1 dossier overgenomen door Kim. Reden: beter" in admin.get(found).text
    admin.post(decide, {"daad": "roll_back", "zeker": "ja", "reden": "toch niet"}, page=found)
    carry_out(api)
    assert "teruggedraaid door Kim. Reden: toch niet" in admin.get(found).text


def test_the_form_counts_and_says_what_is_wrong(admin: Browser) -> None:
    assert (
        "Geen enkel dossier" in admin.get("/beheer/rondes/nieuw?profiel=capelle&vanaf=1999-01-01&tot=1999-01-02").text
    )
    assert "Vul een geldige dag in" in admin.get("/beheer/rondes/nieuw?vanaf=2026-01-02&tot=2026-01-01").text
    assert admin.post("/beheer/rondes", {"vanaf": "x"}, page="/beheer/rondes/nieuw").status_code == 422


def test_a_key_is_shown_once(api: Api, admin: Browser) -> None:
    wrong = admin.post("/beheer/sleutels", {"dagen": "x"}, page="/beheer/sleutels/nieuw")
    assert wrong.status_code == 422
    given = {"rol": "school", "naam": "De Ster", "dagen": "5"}
    key = re.search(r"dp_[\w-]+", admin.post("/beheer/sleutels", given, page="/beheer/sleutels/nieuw").text)
    assert key
    assert api.client.get("/api/v1/dossiers", headers={"Authorization": f"Bearer {key[0]}"}).status_code == 200
    assert key[0] not in admin.get("/beheer/sleutels").text


def test_somebody_is_added_once_and_gets_a_link(admin: Browser) -> None:
    given = {"rol": "school", "naam": "Ans", "email": "ans@ster.nl", "school": "De Ster"}
    assert "/wachtwoord/" in admin.post("/beheer/mensen", given, page="/beheer/mensen/nieuw").text
    assert admin.post("/beheer/mensen", given, page="/beheer/mensen/nieuw").status_code == 422


def upload(api: Api, admin: Browser, text: str) -> tuple[int, str, str]:
    headers = {"cookie": "; ".join(f"{name}={value}" for name, value in admin.cookies.items()), "accept": "text/html"}
    files = [("bestand", ("capelle.toml", text.encode()))]
    answer = api.client.post("/beheer/profielen", headers=headers, data={"csrf": admin.token()}, files=files)
    api.client.cookies.clear()
    return answer.status_code, answer.headers.get("location", ""), answer.text


def test_a_profile_rules_from_the_day_that_was_set_and_a_wrong_one_never(api: Api, admin: Browser) -> None:
    good = (FOLDER / "capelle.toml").read_text().replace('title = "', 'title = "Proef: ', 1)
    code, _, text = upload(api, admin, good.replace("minimum_confidence", "minimum_confidense", 1))
    assert code == 422
    assert 'class="wrong"' in text
    code, address, _ = upload(api, admin, good)
    assert code == 303
    assert admin.post(address, {"wat": "gelden", "vanaf": "1999-01-01"}).status_code == 422
    assert admin.post(address, {"wat": "gelden", "vanaf": "2026-01-01"}).status_code == 303
    titles = [load_profile("capelle", dt.date(year, 2, 1)).title.startswith("Proef") for year in (2025, 2026)]
    assert titles == [False, True]
    admin.post(address, {"wat": "intrekken"})
    assert not load_profile("capelle", dt.date(2026, 2, 1)).title.startswith("Proef")


def test_retention_is_set_within_bounds(admin: Browser) -> None:
    assert admin.post("/beheer/bewaren", {"profiel": "capelle", "dagen": "90"}).status_code == 303
    assert admin.post("/beheer/bewaren", {"profiel": "capelle", "dagen": "9"}).status_code == 422
    assert "profiel of bewaartermijn veranderd" in admin.get("/beheer/logboek?wat=profile_changed").text
    assert admin.get("/beheer/logboek?vanaf=gisteren").status_code == 422
