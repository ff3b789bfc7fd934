"""Triage as a gatekeeper does it: with the mouse, on a phone, without scripts, and with nothing but the keyboard."""

import datetime as dt
import re
import secrets
from collections.abc import Callable

import pytest
from browsing import House, Visit, accessible, sign_in
from dossier_rows import dossier
from playwright.sync_api import Page, Route, expect

from intake.access import Principal
from intake.store import weighing
from intake.store.tables import Dossier
from intake.store.weighing_tables import Completion, Question

DESK = Principal("g", "gatekeeper", None, frozenset({"passenderwijs"}), name="Kim")
LONG = "Openbare Basisschool Burgemeester Van Everdingen-Schimmelpenninckplantsoen"


@pytest.fixture(scope="module")
def school(house: House) -> str:
    """The name of a school with a dossier of every kind."""
    name = f"{LONG} {secrets.token_hex(3)}"
    with house.store.writing() as session:
        for number, due in enumerate((-3, 1, 2, 30)):
            due_on = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=due)
            texts = ("De handtekening van ouder/verzorger 2 ontbreekt.", "Periode 1 duurde 9 weken.", "Nog iets.")
            dossier(session, name, reference=f"nummer {number}", due_on=due_on, messages=texts[: number + 1])
        dossier(session, name, reference="K" * 60, status="review")
        dossier(session, name, status="complete")
        dossier(session, name, reference="mislukt", status=None, state="failed")
        asked = dossier(session, name, reference="gevraagd")
        weighing.say(session, Question, DESK, asked, version=1, text="?")
        done = dossier(session, name, reference="klaar", status="complete")
        weighing.say(session, Completion, DESK, done, version=1, reason=None)
    return name


def shows(page: Page, *names: str) -> None:
    """The list holds these, or will as soon as the page has come."""
    expect(page.locator("a.open")).to_have_text(names)


def test_triage_from_first_click_to_last(as_anyone: Callable[..., Page], house: House, school: str) -> None:
    page = as_anyone()
    sign_in(page, house.person("gatekeeper"))
    expect(page).to_have_url(f"{house.address}/dossiers")
    page.get_by_label("Zoek op kenmerk of school").fill(school[-20:])
    page.get_by_role("button", name="Toon").click()
    shows(page, "nummer 0", "nummer 1", "nummer 2", "nummer 3", "K" * 60, "Zonder kenmerk")
    accessible(page)
    page.get_by_text("Meer filters").click()
    page.get_by_label("Uitkomst").select_option("Iemand moet meekijken")
    page.get_by_role("button", name="Toon").click()
    shows(page, "K" * 60)
    page.get_by_text("Deze weergave bewaren").click()
    page.get_by_label("Naam van de weergave").fill("Meekijken")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("status")).to_contain_text("De weergave is bewaard.")
    accessible(page)
    page.get_by_role("link", name="Zoekwoord en filters wissen").click()
    page.get_by_role("link", name="Meekijken", exact=True).click()
    shows(page, "K" * 60)
    page.locator("a.open").click()
    expect(page).to_have_url(re.compile(r"/beoordeling$"))


@pytest.mark.parametrize(
    "query", ["fase=alles", "fase=mislukt", "fase=bij-school", "fase=afgehandeld", "stil=ja", "zoek=xyz"]
)
def test_every_state_is_accessible(visit: Visit, house: House, school: str, query: str) -> None:
    page = visit(
        house.person("gatekeeper"), dark="mislukt" in query or "alles" in query, zoom=2 if "stil" in query else 1
    )
    page.goto(f"/dossiers?zoek={school[-6:]}&{query}" if "zoek" not in query else f"/dossiers?{query}")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    accessible(page)


def test_a_school_has_a_simpler_list_and_a_way_to_begin(visit: Visit, house: House, school: str) -> None:
    page = visit(house.person("school", school), phone=True)
    page.goto("/dossiers")
    expect(page.locator("a.open")).to_have_count(9)
    assert not page.get_by_role("link", name="Afgehandeld").count()
    accessible(page)
    page = visit(house.person("school", f"Nieuw {school[-6:]}"))
    page.goto("/dossiers")
    expect(page.get_by_role("heading", name="Nog geen dossiers")).to_be_visible()
    accessible(page)


def test_nothing_to_do_and_nothing_there(visit: Visit, house: House) -> None:
    page = visit(house.person("gatekeeper", profiles=["none"]), dark=True)
    page.goto("/dossiers")
    expect(page.get_by_role("heading", name="Alles is gedaan")).to_be_visible()
    accessible(page)
    page.goto("/dossiers/nergens/is/dit")
    expect(page.get_by_role("heading", name="Dit is er niet")).to_be_visible()
    accessible(page)


def test_triage_with_nothing_but_the_keyboard(visit: Visit, house: House, school: str) -> None:
    page = visit(house.person("gatekeeper"))
    page.goto(f"/dossiers?zoek={school[-6:]}")

    def focused() -> str:
        return page.evaluate("document.activeElement.innerText || document.activeElement.name || ''").strip()

    def press(*keys: str) -> str:
        for key in keys:
            page.keyboard.press(key)
        return focused()

    def tab_to(text: str) -> None:
        for _ in range(60):
            if press("Tab") == text:
                return
        raise AssertionError(text)

    assert press("Tab") == "Naar de inhoud"
    assert press("j") == "Naar de inhoud"  # letters do nothing outside the list
    press("Enter")
    assert press("Tab") == "Naar de lijst"
    press("Enter")
    assert press("j") == "nummer 0"
    assert press("j", "j") == "nummer 2"
    assert press("k") == "nummer 1"
    assert press("End") == "Zonder kenmerk"
    assert press("j") == "Zonder kenmerk"
    assert press("Home") == "nummer 0"
    assert press("k") == "nummer 0"
    assert press("Tab") == "nummer 1"
    page.keyboard.press("Enter")
    page.wait_for_url("**/beoordeling")
    page.go_back()
    tab_to("zoek")
    page.keyboard.type(" ")
    assert press("j") == "zoek"
    page.locator("[name=zoek]").fill("")
    page.keyboard.type(school[-6:])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to("Bij de school")
    page.keyboard.press("Enter")
    page.wait_for_url("**fase=bij-school**")
    shows(page, "gevraagd")


def _in_a_hurry(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("every 20s", "every 300ms"))


def test_the_list_refreshes_itself_and_the_focus_stays(visit: Visit, house: House, school: str) -> None:
    page = visit(house.person("gatekeeper"))
    page.route("**/dossiers?*", _in_a_hurry)
    page.goto(f"/dossiers?zoek={school[-6:]}")
    page.locator("a.open", has_text="nummer 1").focus()
    with house.store.writing() as session:
        new = dossier(session, school, reference="net binnen", due_on=dt.date(2020, 1, 1))
    expect(page.locator("a.open").first).to_have_text("net binnen")
    assert page.evaluate("document.activeElement.innerText") == "nummer 1"
    with house.store.writing() as session:
        session.get_one(Dossier, new).reference = "weg"
        weighing.say(session, Completion, DESK, new, version=1, reason=None)
