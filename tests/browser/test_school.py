"""The school's road from first click to last: what lacks is seen, sent, and seen to be solved."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import TOUR, House, Visit, accessible, sign_in
from playwright.sync_api import Page, expect

DEFECTS, COMPLETE = TOUR / "three-defects", TOUR / "complete"
SLOW = 60_000  # ms; reading files takes its time on a busy machine


def few(folder: Path, target: Path, *names: str) -> list[str]:
    """Copies of these files, since a browser sends nothing that changed meanwhile."""
    return [str(shutil.copy(folder / name, target)) for name in names]


def send(page: Page, files: list[str]) -> None:
    page.get_by_role("link", name="Nieuw dossier").first.click()
    if page.get_by_text("Voor welke regeling").is_visible():
        page.get_by_role("link", name="Passenderwijs, regio Utrecht West").click()
    page.get_by_label("Kies bestanden").set_input_files(files)
    page.get_by_label("Uw kenmerk").fill("2026-017")
    page.get_by_label("Ontvangen op").fill("2025-06-27")
    page.get_by_role("button", name="Dossier versturen").click()


def test_from_signing_in_to_what_a_document_solved(
    as_anyone: Callable[..., Page], house: House, tmp_path: Path
) -> None:
    page = as_anyone()
    sign_in(page, house.person("school", school=f"De Reis {tmp_path.name}"))
    send(page, few(DEFECTS, tmp_path, "Aanmeldformulier.pdf", "Groepsoverzicht.pdf"))
    expect(page.get_by_role("heading", name="2026-017")).to_be_visible()
    expect(page.get_by_role("heading", name="Niet compleet")).to_be_visible(timeout=SLOW)
    lacking = page.get_by_text("We vonden geen schoolformulier")
    expect(lacking).to_be_visible()
    expect(page.get_by_role("img", name="Bladzijde 1 van Aanmeldformulier.pdf").first).to_be_visible()
    page.get_by_label("Kies bestanden").set_input_files(few(DEFECTS, tmp_path, "Vragenlijst school.pdf"))
    page.get_by_role("button", name="Toevoegen", exact=True).click()
    solved = page.get_by_role("heading", name="Opgelost")
    expect(solved).to_be_visible(timeout=SLOW)
    expect(lacking).to_have_count(1)  # told as solved, and no longer as a thing to do
    accessible(page)
    page.get_by_role("link", name="Versie 1").click()
    expect(page.get_by_text("Dit is een eerdere versie")).to_be_visible()


def test_what_cannot_be_read_is_told_before_it_is_sent(visit: Visit, house: House, tmp_path: Path) -> None:
    page = visit(house.person("school", profiles=["passenderwijs"]))
    page.goto("/dossiers/nieuw?profiel=passenderwijs")
    (tmp_path / "brief.docx").write_bytes(b"x")
    (tmp_path / "leeg.pdf").touch()
    page.get_by_label("Kies bestanden").set_input_files([tmp_path / "brief.docx", tmp_path / "leeg.pdf"])
    page.get_by_label("Kies bestanden").set_input_files(few(DEFECTS, tmp_path, "Aanmeldformulier.pdf"))
    expect(page.get_by_text("3 bestanden")).to_be_visible()
    page.get_by_role("button", name="Dossier versturen").click()
    expect(page.get_by_role("alert")).to_contain_text("die we niet kunnen lezen")
    expect(page.get_by_role("button", name="brief.docx weghalen")).to_be_focused()
    accessible(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 bestand,")).to_be_visible()
    expect(page.get_by_role("alert")).to_be_hidden()


def test_files_and_folders_are_dropped(visit: Visit, house: House) -> None:
    page = visit(house.person("school"))
    page.goto("/dossiers/nieuw?profiel=passenderwijs")
    given = page.evaluate_handle(
        """() => { const data = new DataTransfer();
        for (const name of ["a.pdf", ".DS_Store", "a.pdf"]) data.items.add(new File(["%PDF"], name, {lastModified: 1}));
        return data; }"""
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": given})
    expect(page.get_by_text("1 bestand,")).to_be_visible()


def test_a_lost_connection_loses_no_list(visit: Visit, house: House, tmp_path: Path) -> None:
    page = visit(house.person("school"))
    page.goto("/dossiers/nieuw?profiel=passenderwijs")
    page.get_by_label("Kies bestanden").set_input_files(few(DEFECTS, tmp_path, "Aanmeldformulier.pdf"))
    page.route("**/dossiers/nieuw", lambda route: route.abort())
    page.get_by_role("button", name="Dossier versturen").click()
    expect(page.get_by_role("alert")).to_contain_text("De verbinding viel weg")
    page.unroute("**/dossiers/nieuw")
    page.get_by_role("button", name="Dossier versturen").dblclick()
    expect(
        page.get_by_role("heading", name="Zover is het nu").or_(page.get_by_text("Niet compleet").first)
    ).to_be_visible()


@pytest.mark.parametrize("kind", ["dark", "zoomed"])
def test_the_list_to_go_through(visit: Visit, house: House, kind: str) -> None:
    page = visit(house.person("school"), dark=kind == "dark", zoom=2 if kind == "zoomed" else 1)
    page.goto("/dossiers/nieuw")
    accessible(page)
    page.goto("/dossiers/nieuw/controle?profiel=passenderwijs")
    expect(page.get_by_role("checkbox", name="Aanwezig: aanmeldformulier")).to_be_visible()
    accessible(page)
    page.goto("/dossiers/nieuw?profiel=passenderwijs")
    accessible(page)
