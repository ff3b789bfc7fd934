"""An administrator at work: a round from dry run to roll back, profiles, keys, people, and every page looked at."""

import re
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import House, Visit, accessible
from playwright.sync_api import Page, expect
from service_tree import wait_for
from sqlalchemy import select

from intake.keys import add_key
from intake.store.tables import ReportVersion, Run
from validators.profile import FOLDER

SLOW = 60_000  # ms; rounds are done by workers that give way to all else on a busy machine
SMALL = Path(__file__).parents[2] / "fixtures" / "variants" / "dossiers" / "V06-drie-paginas" / "LVS.pdf"


def dropped(house: House, folder: Path, school: str) -> str:
    """The id of a small dossier of this school, with a report as a poorer reader would have made it."""
    folder.mkdir()
    shutil.copy(SMALL, folder)
    dossier_id = house.drop(folder, key=add_key("school", school, data=house.data))
    with house.store.writing() as session:
        report = session.scalars(select(ReportVersion).where(ReportVersion.dossier_id == dossier_id)).one()
        report.content = report.content | {"status": "complete", "findings": []}
        report.status = "complete"
    return dossier_id


def versions(house: House, dossier_id: str) -> list[str]:
    with house.store.reading() as session:
        question = select(ReportVersion.status).where(ReportVersion.dossier_id == dossier_id)
        return list(session.scalars(question.order_by(ReportVersion.version)))


def until(page: Page, text: str) -> None:
    """Wait until the page says this; without scripts somebody asks for it again."""
    deadline = time.monotonic() + SLOW / 1000
    while not page.get_by_text(text).count():
        assert time.monotonic() < deadline, text
        page.wait_for_timeout(250)
        page.goto(page.url)


def confirm(page: Page, button: str, reason: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{button} …")).click()
    page.get_by_label("Waarom?").fill(reason)
    page.get_by_role("button", name=button, exact=True).click()


def test_a_round_is_tried_looked_at_accepted_and_rolled_back(
    as_anyone: Callable[..., Page], house: House, tmp_path: Path
) -> None:
    school = f"School {secrets.token_hex(4)}"
    dossier_id = dropped(house, tmp_path / "dossier", school)
    page = as_anyone(house.person("admin"))
    page.goto("/beheer/rondes")
    page.get_by_role("link", name="Nieuwe ronde").first.click()
    page.get_by_label("School").select_option(label=school)
    page.get_by_role("button", name="Tel de dossiers").click()
    expect(page.locator("#aantal")).to_have_text(re.compile("1 dossier voldoet hieraan"))
    page.get_by_role("button", name="Proef beginnen").click()
    until(page, "1 dossier krijgt een andere uitkomst.")
    accessible(page)
    assert versions(house, dossier_id) == ["complete"]
    page.locator("#tabel tbody th a").first.click()
    accessible(page)
    assert page.get_by_role("cell", name="was er niet").count()
    page.go_back()
    page.get_by_role("button", name="Overnemen …").click()
    page.get_by_label("Waarom?").fill("beter gelezen")
    page.get_by_role("button", name="Overnemen", exact=True).click()
    until(page, "overgenomen door Kim")
    until(page, "Terugdraaien …")
    assert versions(house, dossier_id) == ["complete", "incomplete"]
    confirm(page, "Terugdraaien", "toch niet")
    until(page, "Reden: toch niet")
    until(page, "Teruggedraaid")
    accessible(page)
    wait_for(lambda: len(versions(house, dossier_id)) == 3, "the version from before", SLOW / 1000)
    assert versions(house, dossier_id) == ["complete", "incomplete", "complete"]


def test_progress_comes_by_itself_and_a_round_is_stopped(visit: Visit, house: House, tmp_path: Path) -> None:
    school = f"School {secrets.token_hex(4)}"
    dropped(house, tmp_path / "dossier", school)
    page = visit(house.person("admin"))
    page.goto("/beheer/rondes/nieuw")
    page.get_by_label("School").select_option(label=school)
    expect(page.locator("#aantal")).to_have_text(re.compile("1 dossier voldoet hieraan"))  # nobody pressed anything
    page.get_by_role("button", name="Proef beginnen").click()
    expect(page.get_by_text("1 dossier krijgt een andere uitkomst.")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Afwijzen …").click()
    page.get_by_label("Waarom?").fill("niet nodig")
    page.get_by_role("button", name="Afwijzen", exact=True).click()
    expect(page.get_by_text("Reden: niet nodig")).to_be_visible()


def test_a_profile_with_a_mistake_is_told_by_its_line_and_a_good_one_rules(
    visit: Visit, house: House, tmp_path: Path
) -> None:
    page = visit(house.person("admin"), scripts=False)
    good = (FOLDER / "capelle.toml").read_text().replace('title = "', 'title = "Proef: ', 1)
    wrong = tmp_path / "capelle.toml"
    wrong.write_text(good.replace("minimum_confidence", "minimum_confidense", 1))
    page.goto("/beheer/profielen")
    page.get_by_label("Profielbestand").set_input_files(wrong)
    page.get_by_role("button", name="Nakijken en bewaren").click()
    expect(page.locator(".source .wrong")).to_have_count(1)
    expect(page.get_by_role("alert")).to_be_visible()
    wrong.write_text(good)
    page.get_by_label("Profielbestand").set_input_files(wrong)
    page.get_by_role("button", name="Nakijken en bewaren").click()
    expect(page.locator(".source .fresh")).to_have_count(1)
    accessible(page)
    page.get_by_label("Laat het gelden").fill("1999-01-01")
    page.get_by_role("button", name="Laat gelden").click()
    expect(page.get_by_text("Het profiel heeft geen versie voor die dag.").first).to_be_visible()
    page.get_by_label("Laat het gelden").fill("2026-01-01")
    page.get_by_role("button", name="Laat gelden").click()
    expect(page.get_by_text("Ja, voor dossiers")).to_be_visible()
    page.goto("/beheer/profielen")
    expect(page.get_by_role("cell", name=re.compile("^Proef:"))).to_have_count(1)
    page.get_by_role("link", name=re.compile(r"\d{4}, \d")).first.click()
    page.get_by_role("button", name="Intrekken").click()
    expect(page.get_by_text("Nee, het is ingetrokken")).to_be_visible()


def test_a_key_is_shown_once_and_taken_back(visit: Visit, house: House) -> None:
    page = visit(house.person("admin"), phone=True)
    page.goto("/beheer/sleutels/nieuw")
    accessible(page)
    name = f"De Ster {secrets.token_hex(3)}"
    page.get_by_label("Rol").select_option("school")
    page.get_by_label("Van wie is de sleutel?").fill(name)
    page.get_by_role("button", name="Sleutel maken").click()
    key = page.locator(".secret").inner_text()
    accessible(page)
    assert house.client.get("/api/v1/dossiers", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    page.get_by_role("link", name="Ik heb het bewaard").click()
    assert key not in page.content()
    page.get_by_role("button", name=f"Intrekken: {name}").click()
    page.get_by_role("button", name="Intrekken", exact=True).click()
    assert house.client.get("/api/v1/dossiers", headers={"Authorization": f"Bearer {key}"}).status_code == 401


def test_somebody_is_let_in_and_out(visit: Visit, house: House) -> None:
    page = visit(house.person("admin"), scripts=False)
    page.goto("/beheer/mensen/nieuw")
    email = f"{secrets.token_hex(4)}@bron.nl"
    page.get_by_label("Naam", exact=True).fill("Ans de Wit")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Rol").select_option("gatekeeper")
    page.get_by_label("capelle").check()
    page.get_by_role("button", name="Toevoegen").click()
    assert "/wachtwoord/" in page.locator(".secret").inner_text()
    page.get_by_role("link", name="Ik heb het bewaard").click()
    page.get_by_role("row", name=re.compile(email)).get_by_role("link").click()
    accessible(page)
    page.get_by_role("button", name="Buitensluiten").click()
    expect(page.get_by_text("nee, buitengesloten")).to_be_visible()


PAGES = [
    "/beheer",
    "/beheer/rondes",
    "/beheer/rondes/nieuw",
    "/beheer/wachtrij",
    "/beheer/mislukt",
    "/beheer/scholen",
    "/beheer/sleutels",
    "/beheer/mensen",
    "/beheer/profielen",
    "/beheer/bewaren",
    "/beheer/logboek",
    "/beheer/logboek?vanaf=gisteren",
]


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_is_accessible(visit: Visit, house: House, *, phone: bool) -> None:
    with house.store.writing() as session:  # a page that has something to show
        run = session.scalars(select(Run).limit(1)).first()
        if run:
            run.told = {"stage": "reading", "since": "2026-01-01T00:00:00Z", "files": [
                {"name": "een lange naam van een bestand dat niet te lezen was.pdf", "outcome": "document.password"}
            ]}  # fmt: skip
    page = visit(house.person("admin"), phone=phone, dark=phone)
    for address in PAGES:
        page.goto(address)
        accessible(page)


def test_nobody_else_comes_in(visit: Visit, house: House) -> None:
    page = visit(house.person("gatekeeper"))
    for address in PAGES:
        answer = page.goto(address)
        assert answer
        assert answer.status == 404
