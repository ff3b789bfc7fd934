"""A gatekeeper at work on a dossier, from the checklist to the mark that it is complete."""

import re
from collections.abc import Callable

import pytest
from browsing import House, Visit, accessible
from playwright.sync_api import Page, expect
from weighed import put

from intake.store import weighing
from intake.store.weighing_tables import Question


@pytest.fixture
def dossier(house: House) -> str:
    """Where a dossier with a short period, a missing signature and a doubtful row of scores is weighed."""
    made = put(house.store, house.settings, "De Bron", reference="2026-17")
    return f"/dossiers/{made}/beoordeling"


def test_from_checklist_to_complete(as_anyone: Callable[..., Page], house: House, dossier: str) -> None:
    page = as_anyone(house.person("gatekeeper"))
    page.goto(dossier)
    accessible(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Dossier 2026-17")

    short = page.locator(".points > li", has_text="Interventieperiode 2 duurt 6 weken")
    short.get_by_role("link", name="Bekijk de plaats").click()
    expect(page.locator("#bladzijde [role=status]")).to_contain_text("bladzijde 2 van 2")
    expect(page.locator("#bladzijde rect.chosen")).to_have_count(1)

    page.goto(dossier)
    page.locator(".record", has_text="Periode 2").get_by_role("link", name="Verbeter").click()
    page.get_by_label("Weken", exact=True).fill("12")
    page.get_by_label("Waarom?").fill("Er staat 12.")
    accessible(page)
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator("[role=status]", has_text="bewaard")).to_be_visible()
    period = page.locator(".record", has_text="Periode 2")
    expect(period.locator("ins")).to_have_text("12")
    expect(period.locator("del")).to_have_text("6")
    expect(page.locator(".points > li", has_text="duurt 6 weken")).to_have_count(0)

    unsigned = page.locator(".points > li", has_text="ouder/verzorger 2 ontbreekt")
    unsigned.locator("summary").click()
    unsigned.get_by_label("Waarom staat dit punt niet in de weg?").fill("Ouder 2 is overleden.")
    unsigned.get_by_role("button").click()
    expect(page.locator(".points .accepted", has_text="Ouder 2 is overleden.")).to_be_visible()

    page.get_by_label("Uw vraag").fill("Kunt u het groepsoverzicht sturen?")
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.locator("[role=status]", has_text="Uw vraag staat")).to_be_visible()

    page.get_by_role("button", name="Markeer als compleet").click()
    expect(page.get_by_role("alert")).to_contain_text("Er zijn nog punten")
    accessible(page)
    page.get_by_label("Waarom is het toch compleet?").fill("De rest volgt op papier.")
    page.get_by_role("button", name="Markeer als compleet").click()
    expect(page.locator("#afronden + p")).to_contain_text("De rest volgt op papier.")
    accessible(page)
    with house.store.reading() as session:
        asked = weighing.said(session, Question, dossier.split("/")[2])
    assert [question.text for question in asked] == ["Kunt u het groepsoverzicht sturen?"]


def test_a_mark_on_the_page_leads_to_the_value(visit: Visit, house: House, dossier: str) -> None:
    page = visit(house.person("gatekeeper"))
    page.goto(f"{dossier}?waarde=intervention:1")
    mark = page.locator("#bladzijde svg a", has=page.locator("title", has_text="Periode 1"))
    mark.first.click()
    expect(page).to_have_url(re.compile("waarde=intervention"))
    expect(page.locator(".record.chosen h4")).to_have_text("Periode 1")


def test_versions_and_log(visit: Visit, house: House, dossier: str) -> None:
    page = visit(house.person("gatekeeper"), dark=True)
    page.goto(f"{dossier}?verbeter=intervention:2")
    page.get_by_label("Weken", exact=True).fill("veel")
    page.get_by_label("Waarom?").fill("x")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Weken", exact=True)).to_have_value("veel")
    accessible(page)
    page.get_by_label("Weken", exact=True).fill("12")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("link", name="Wat veranderde").click()
    expect(page.locator("#waarden tbody tr")).to_have_count(1)
    expect(page.locator("#waarden tbody td").last).to_have_text("12")
    accessible(page)
    page.goto(f"{dossier}/logboek")
    expect(page.locator("tbody")).to_contain_text("verbeterde een waarde: weken")
    accessible(page)
    page.goto(dossier)
    page.get_by_role("button", name="Trek in").click()
    expect(page.locator("#wijzigingen ~ div .over")).to_have_count(1)
    accessible(page)


def test_the_desk_at_twice_the_size_and_for_keyboards(visit: Visit, house: House, dossier: str) -> None:
    page = visit(house.person("gatekeeper"), zoom=2)
    page.goto(dossier)
    accessible(page)
    link = page.get_by_role("link", name="Bekijk de plaats").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#bladzijde rect.chosen").first).to_be_attached()


def test_a_school_has_a_page_of_its_own(visit: Visit, house: House, dossier: str) -> None:
    page = visit(house.person("school"))
    answer = page.goto(dossier)
    assert answer
    assert answer.status == 404
