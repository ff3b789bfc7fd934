"""The school's pages without a browser: what they take, refuse, show and tell, and to whom."""

import re
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from intake_api import Api, running
from intake_people import Browser, person
from sqlalchemy import select, update

from intake.access import KeyRole, Principal
from intake.cutouts import CutOuts, places
from intake.progress import FileTold, Told
from intake.school import following
from intake.store import runs, weighing
from intake.store.store import now
from intake.store.tables import Dossier, Run
from intake.store.weighing_tables import Completion, Question

PDF = ("a.pdf", b"%PDF-1.7")
EVIDENCE = {"document": 0, "page": 1, "bbox": [1, 2, 3, 4], "text": "Ouder 2"}
MISSING = {"id": "signature.missing/parent_2", "code": "signature.missing", "severity": "blocking",
           "subject": "parent_2", "message": "De handtekening van ouder 2 ontbreekt. We keken op bladzijde 1.",
           "action": "Laat ondertekenen.", "source": "Bron", "evidence": [EVIDENCE]}  # fmt: skip
DOCUMENT = {"name": "a.pdf", "sha256": "a" * 64, "page_count": 1, "reading": "text", "parts": []}


def browser(api: Api, role: KeyRole = "school", school: str = "De Bron", profiles: list[str] | None = None) -> Browser:
    found = Browser(api)
    found.sign_in(person(api, role, school, profiles)[1])
    return found


def send(who: Browser, address: str = "/dossiers/nieuw", *files: tuple[str, bytes], **fields: str) -> httpx.Response:
    """Send the form on a page as a browser does that runs no script."""
    page = who.get("/dossiers/nieuw?profiel=passenderwijs").text
    hidden = dict(re.findall(r'name="(csrf|zending)" value="([^"]+)"', page))
    given = {"cookie": "; ".join(f"{name}={value}" for name, value in who.cookies.items())}
    given |= {"accept": fields.pop("accept", "text/html"), "sec-fetch-site": "same-origin"}
    if address == "/dossiers/nieuw":
        hidden |= {"profile": "passenderwijs", "received_on": "2026-05-01"}
    sent = [("files", file) for file in files] or [("files", ("", b""))]
    return who.api.client.post(address, headers=given, data=hidden | fields, files=sent)


def dossier_of(answer: httpx.Response) -> str:
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].removeprefix("/dossiers/")


def reported(api: Api, dossier_id: str, *findings: dict[str, Any], **values: Any) -> None:
    status = "incomplete" if findings else "complete"
    api.report({"id": dossier_id}, status=status, documents=[DOCUMENT], findings=list(findings), **values)


def test_the_only_profile_is_chosen_and_the_last_one_remembered(api: Api) -> None:
    assert "Voor welke regeling" in browser(api, school="De Nieuwe").get("/dossiers/nieuw").text
    one = browser(api, school="De Ene", profiles=["capelle"])
    assert 'value="capelle"' in one.get("/dossiers/nieuw").text
    who = browser(api, school="De Trouwe")
    dossier_of(send(who, "/dossiers/nieuw", PDF))
    assert 'value="passenderwijs"' in who.get("/dossiers/nieuw").text
    assert "Voor welke regeling" in who.get("/dossiers/nieuw?profiel=").text


def test_a_profile_of_others_is_not_there(api: Api) -> None:
    who = browser(api, profiles=["capelle"])
    for address in ("/dossiers/nieuw?profiel=passenderwijs", "/dossiers/nieuw/controle?profiel=passenderwijs"):
        assert who.get(address).status_code == 404
    assert browser(api, "gatekeeper", profiles=["capelle"]).get("/dossiers/nieuw").status_code == 403


def test_the_whole_list_follows_the_profile(api: Api) -> None:
    listed = browser(api).get("/dossiers/nieuw/controle?profiel=capelle").text
    assert "Leestalent, Opdidakt, RID of BTSW" in listed


def test_a_form_without_script_makes_a_dossier(api: Api) -> None:
    who = browser(api)
    dossier_id = dossier_of(send(who, "/dossiers/nieuw", PDF, ("b.pdf", b"two"), reference="2026-17"))
    page = who.get(f"/dossiers/{dossier_id}").text
    assert "2026-17" in page
    assert "In de wachtrij" in page
    assert 'http-equiv="refresh"' in page


def test_pressing_twice_makes_one_dossier(api: Api) -> None:
    who = browser(api, school="De Haast")
    first = send(who, "/dossiers/nieuw", PDF, zending="abc")
    again = send(who, "/dossiers/nieuw", PDF, zending="abc")
    assert dossier_of(first) == dossier_of(again)
    other = send(who, "/dossiers/nieuw", ("b.pdf", b"other"), zending="abc")
    assert other.status_code == 422
    assert "al verstuurd" in other.text


@pytest.mark.parametrize(
    ("fields", "told"),
    [({}, "Kies ten minste één bestand"), ({"reference": "123456782"}, "geen burgerservicenummer"),
     ({"received_on": "2026-02-31"}, "Vul een datum in"), ({"received_on": "1999-01-01"}, "geldt niet op 01-01-1999")],
)  # fmt: skip
def test_what_is_wrong_is_told_with_the_form(api: Api, fields: dict[str, str], told: str) -> None:
    files = [PDF] if fields else []
    answer = send(browser(api), "/dossiers/nieuw", *files, **fields)
    assert answer.status_code == 422
    assert "Dit klopt nog niet" in answer.text
    assert told in answer.text
    assert answer.text.count('name="csrf"') >= 1


def test_a_script_is_answered_with_an_address_or_a_problem(api: Api) -> None:
    who = browser(api)
    good = send(who, "/dossiers/nieuw", PDF, accept="application/json")
    assert good.status_code == 201
    assert good.json()["address"].startswith("/dossiers/")
    bad = send(who, "/dossiers/nieuw", accept="application/json")
    assert bad.status_code == 422
    assert bad.headers["content-type"] == "application/problem+json"


def test_only_the_own_school_finds_its_page_and_others_have_theirs(api: Api) -> None:
    dossier_id = dossier_of(send(browser(api), "/dossiers/nieuw", PDF))
    address = f"/dossiers/{dossier_id}"
    stranger = browser(api, school="De Ander")
    assert [stranger.get(address + more).status_code for more in ("", "/voortgang", "/rapport")] == [404] * 3
    assert send(stranger, f"{address}/documenten", PDF).status_code == 404
    keeper = browser(api, "gatekeeper", profiles=["passenderwijs"]).get(address)
    assert (keeper.status_code, keeper.headers["location"]) == (303, f"{address}/beoordeling")


def test_the_report_tells_what_to_do_beside_the_place_on_the_page(api: Api) -> None:
    who = browser(api)
    dossier_id = dossier_of(send(who, "/dossiers/nieuw", PDF))
    met = {"id": "a", "title": "Aanwezig: aanmeldformulier", "state": "met", "source": "Bron", "finding_ids": []}
    reported(api, dossier_id, MISSING, requirements=[met])
    (place,) = places({"documents": [DOCUMENT], "findings": [MISSING]})[MISSING["id"]]
    CutOuts(api.store.pictures).put(place, b"jpeg")
    page = who.get(f"/dossiers/{dossier_id}").text
    assert "De handtekening van ouder 2 ontbreekt." in page
    assert "Laat ondertekenen." in page
    assert "Aanwezig: aanmeldformulier" in page
    (source,) = re.findall(r'src="([^"]+uitsneden[^"]+)"', page)
    assert who.get(source.replace("&amp;", "&")).content == b"jpeg"
    assert browser(api, school="De Ander").get(source).status_code == 404
    assert who.get(f"/dossiers/{dossier_id}/uitsneden/2/1.jpg").status_code == 404


def test_adding_a_document_shows_what_it_solved(api: Api) -> None:
    who = browser(api)
    dossier_id = dossier_of(send(who, "/dossiers/nieuw", PDF))
    reported(api, dossier_id, MISSING)
    assert dossier_of(send(who, f"/dossiers/{dossier_id}/documenten", ("getekend.pdf", b"signed"))) == dossier_id
    assert "Het vorige rapport" in who.get(f"/dossiers/{dossier_id}").text
    reported(api, dossier_id)
    page = who.get(f"/dossiers/{dossier_id}").text
    assert "Opgelost (1)" in page
    assert "getekend.pdf" in page
    assert "Opgelost" not in who.get(f"/dossiers/{dossier_id}?versie=1").text
    assert who.get(f"/dossiers/{dossier_id}?versie=3").status_code == 404


def test_adding_nothing_is_told_on_the_page(api: Api) -> None:
    who = browser(api)
    dossier_id = dossier_of(send(who, "/dossiers/nieuw", PDF))
    reported(api, dossier_id, MISSING)
    answer = send(who, f"/dossiers/{dossier_id}/documenten")
    assert answer.status_code == 422
    assert "Kies ten minste één bestand" in answer.text


def gatekeeper(api: Api) -> Principal:
    identifier, _ = person(api, "gatekeeper", None, ["passenderwijs"])
    return Principal(identifier, "gatekeeper", None, frozenset({"passenderwijs"}), "person", "Pim Poort")


def test_a_question_is_open_until_something_is_sent(api: Api) -> None:
    who = browser(api)
    dossier_id = dossier_of(send(who, "/dossiers/nieuw", PDF))
    reported(api, dossier_id, MISSING)
    pim = gatekeeper(api)
    with api.store.writing() as session:
        weighing.say(session, Question, pim, dossier_id, version=1, text="Kunt u het verslag sturen?")
    page = who.get(f"/dossiers/{dossier_id}").text
    assert "De poortwachter vraagt u iets" in page
    assert "Kunt u het verslag sturen?" in page
    send(who, f"/dossiers/{dossier_id}/documenten", ("verslag.pdf", b"report"))
    reported(api, dossier_id, MISSING)
    page = who.get(f"/dossiers/{dossier_id}").text
    assert "De poortwachter vraagt u iets" not in page
    assert "Eerdere vragen" in page


def test_a_dossier_that_was_marked_complete_says_so(api: Api) -> None:
    who = browser(api)
    dossier_id = dossier_of(send(who, "/dossiers/nieuw", PDF))
    reported(api, dossier_id, MISSING)
    pim = gatekeeper(api)
    with api.store.writing() as session:
        weighing.say(session, Completion, pim, dossier_id, version=1, reason="Gebeld")
    assert "compleet verklaard" in who.get(f"/dossiers/{dossier_id}").text


def test_a_failed_dossier_says_what_to_do_and_can_be_read_again(api: Api) -> None:
    who = browser(api)
    dossier_id = dossier_of(send(who, "/dossiers/nieuw", PDF))
    with api.store.writing() as session:
        session.execute(update(Run).where(Run.dossier_id == dossier_id).values(state="failed", error=runs.GAVE_UP))
    page = who.get(f"/dossiers/{dossier_id}").text
    assert "U hoeft niets opnieuw te sturen" in page
    for _ in range(2):
        who.post(f"/dossiers/{dossier_id}/opnieuw", {}, page=f"/dossiers/{dossier_id}")
    with api.store.reading() as session:
        assert session.scalars(select(Run.state).where(Run.dossier_id == dossier_id).order_by(Run.number)).all() == [
            "failed", "received"]  # fmt: skip


class TestFollowing:
    def told(self, api: Api, dossier_id: str, told: Told) -> None:
        with api.store.writing() as session:
            where = update(Run).where(Run.dossier_id == dossier_id)
            session.execute(where.values(state="processing", told=told.model_dump(mode="json")))

    def test_each_file_and_stage_is_told(self, api: Api) -> None:
        who = browser(api)
        dossier_id = dossier_of(send(who, "/dossiers/nieuw", PDF))
        files = [FileTold(name="a.pdf", outcome="read", pages=1), FileTold(name="b.pdf", outcome="document.password"),
                 FileTold(name="c.pdf"), FileTold(name="d.pdf")]  # fmt: skip
        self.told(api, dossier_id, Told(stage="reading", since=now(), files=files))
        with api.store.reading() as session:
            found = following.progress(session.get_one(Dossier, dossier_id))
        assert [state for _, state in found.steps] == ["done", "done", "now", "next", "next"]
        assert [file.said for file in found.files] == [
            "gelezen, 1 bladzijde", "beveiligd met een wachtwoord", "wordt gelezen", "wacht"]  # fmt: skip
        self.told(api, dossier_id, Told(stage="drawing", since=now(), files=files))
        assert "We maken de plaatjes" in who.get(f"/dossiers/{dossier_id}").text

    def test_news_comes_as_events_until_the_report_is_there(self, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(following, "EVERY", 0.01)
        monkeypatch.setattr(following, "SILENCE", 0.02)
        key = api.key("school", "De Stroom")
        dossier_id = api.drop(key).json()["id"]
        heard = []
        with api.client.stream("GET", f"/dossiers/{dossier_id}/voortgang", headers=key) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            for line in answer.iter_lines():
                heard.append(line)
                if line == ": nog bezig" and heard.count(line) == 1:
                    reported(api, dossier_id)
        assert heard.count("event: stand") == 1
        assert heard[-4:] != []
        assert "event: klaar" in heard

    def test_who_comes_back_hears_only_what_is_new(self, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(following, "LONGEST", 0.05)
        monkeypatch.setattr(following, "EVERY", 0.01)
        key = api.key("school", "De Stroom")
        address = f"/dossiers/{api.drop(key).json()['id']}/voortgang"
        first = api.client.get(address, headers=key).text
        (name,) = re.findall(r"^id: (\w+)$", first, re.MULTILINE)
        assert "event:" not in api.client.get(address, headers=key | {"Last-Event-ID": name}).text

    def test_who_follows_keeps_the_service_from_nothing(self, tmp_path: Path) -> None:
        with httpx.Client() as follower:
            with running(tmp_path) as api:
                key = api.key("school")
                address = api.client.base_url.join(f"/dossiers/{api.drop(key).json()['id']}/voortgang")
                answer = follower.send(follower.build_request("GET", address, headers=key), stream=True)
                assert next(answer.iter_lines()) == "retry: 2000"
                told = time.monotonic()
            assert time.monotonic() - told < 4
            answer.close()
