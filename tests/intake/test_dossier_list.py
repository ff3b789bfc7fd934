"""The list of dossiers: what is due first, found again, and seen by those who may."""

import datetime as dt
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from dossier_rows import dossier
from intake_api import Api
from intake_people import Browser, person
from sqlalchemy import select

from intake import working_days
from intake.access import Principal
from intake.store import saved_views, weighing
from intake.store.people_tables import PersonSession
from intake.store.store import now
from intake.store.tables import Dossier, School
from intake.store.weighing_tables import Completion, Question
from intake.triage.query import ListWish

TODAY = dt.datetime.now(ZoneInfo("Europe/Amsterdam")).date()
DESK = Principal("g", "gatekeeper", None, frozenset({"passenderwijs"}), name="Kim")


def within(days: int) -> dt.date:
    return working_days.after(TODAY, days)


@pytest.fixture(scope="module")
def filled(on_both: Api) -> Api:
    """One dossier of every kind, each known by its reference."""
    with on_both.store.writing() as session:
        dossier(session, "De Bron", reference="later", due_on=within(8), messages=("Dat ene ontbreekt.",))
        dossier(session, "De Bron", reference="soon", due_on=within(1), messages=("Een.", "Twee.", "Drie.", "Vier."))
        dossier(session, "De Zee", reference="late", due_on=TODAY - dt.timedelta(days=40), status="review")
        dossier(session, "De Zee", reference="whenever", status="complete")
        dossier(session, "De Zee", reference="reading", status=None, state="processing", due_on=within(2))
        dossier(session, "De Zee", reference="failed", status=None, state="failed")
        asked = dossier(session, "De Bron", reference="asked", due_on=within(3))
        weighing.say(session, Question, DESK, asked, version=1, text="Waar is het?")
        done = dossier(session, "De Bron", reference="done", status="complete")
        weighing.say(session, Completion, DESK, done, version=1, reason=None)
        dossier(session, "De Bron", reference="elsewhere", profile="capelle")
    return on_both


@pytest.fixture
def gatekeeper(filled: Api) -> Browser:
    return browser(filled, "gatekeeper")


def browser(api: Api, role: str, profiles: tuple[str, ...] = ("passenderwijs",)) -> Browser:
    found = Browser(api)
    found.sign_in(person(api, role, profiles=list(profiles) if role == "gatekeeper" else [])[1])
    return found


def references(page: str) -> list[str]:
    return re.findall(r'<a class="open" href="[^"]*">([^<]*)</a>', page)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["late", "soon", "later", "whenever"]),
        ("?fase=bij-school", ["asked"]),
        ("?fase=wordt-gelezen", ["reading"]),
        ("?fase=mislukt", ["failed"]),
        ("?fase=afgehandeld", ["done"]),
        ("?fase=alles", ["late", "soon", "reading", "asked", "later", "whenever", "failed", "done"]),
        ("?status=meekijken", ["late"]),
        ("?status=niet-compleet", ["soon", "later"]),
        ("?termijn=verlopen", ["late"]),
        ("?termijn=3-dagen", ["late", "soon"]),
        ("?fase=alles&sorteer=ontvangen", ["done", "asked", "failed", "reading", "whenever", "late", "soon", "later"]),
        ("?zoek=LAT", ["late", "later"]),
        ("?zoek=de+zee", ["late", "whenever"]),
        ("?zoek=%25", []),
        ("?zoek=&status=&termijn=", ["late", "soon", "later", "whenever"]),
        ("?bladzijde=2", []),
    ],
)
def test_a_gatekeeper_sees_what_was_asked_for(gatekeeper: Browser, query: str, expected: list[str]) -> None:
    answer = gatekeeper.get(f"/dossiers{query}")
    assert (answer.status_code, references(answer.text)) == (200, expected)


def test_a_line_says_what_is_in_the_way_and_how_long_is_left(gatekeeper: Browser) -> None:
    shown = gatekeeper.get("/dossiers").text
    for words in ("nog 1 werkdag<", "te laat", "Een.", "Twee.", "en nog 2", "Dat ene ontbreekt."):
        assert words in shown
    assert "Drie." not in shown


def test_of_one_school(filled: Api, gatekeeper: Browser) -> None:
    with filled.store.reading() as session:
        zee = session.scalars(select(School.id).where(School.name == "De Zee")).one()
    assert references(gatekeeper.get(f"/dossiers?school={zee}").text) == ["late", "whenever"]


@pytest.mark.parametrize(
    ("role", "profiles", "query", "expected"),
    [
        ("gatekeeper", ("capelle",), "", ["elsewhere"]),
        ("gatekeeper", (), "", []),
        ("admin", (), "?zoek=elsewhere", ["elsewhere"]),
        ("school", (), "", ["elsewhere", "done", "asked", "soon", "later"]),
        ("school", (), "?zoek=whenever", []),
    ],
)
def test_everybody_sees_their_own(
    filled: Api, role: str, profiles: tuple[str, ...], query: str, expected: list[str]
) -> None:
    assert references(browser(filled, role, profiles).get(f"/dossiers{query}").text) == expected


@pytest.mark.parametrize("query", ["?fase=x", "?kleur=rood", "?bladzijde=0", f"?zoek={'x' * 101}"])
def test_what_can_not_be_asked_is_said(gatekeeper: Browser, query: str) -> None:
    answer = gatekeeper.get(f"/dossiers{query}")
    assert answer.status_code == 422
    assert "Controleer" in answer.text


def test_a_mark_that_is_withdrawn_brings_the_dossier_back(filled: Api, gatekeeper: Browser) -> None:
    with filled.store.writing() as session:
        one = dossier(session, "De Bron", reference="to and fro")
        mark = weighing.say(session, Completion, DESK, one, version=1, reason=None)
    assert references(gatekeeper.get("/dossiers?zoek=fro").text) == []
    with filled.store.writing() as session:
        weighing.withdraw(session, DESK, session.merge(mark))
    assert references(gatekeeper.get("/dossiers?zoek=fro").text) == ["to and fro"]
    with filled.store.writing() as session:
        weighing.withdraw(
            session, DESK, session.merge(weighing.say(session, Completion, DESK, one, version=1, reason=None))
        )
        session.get_one(Dossier, one).reference = "gone"


class TestViews:
    @pytest.fixture
    def keeper(self, filled: Api) -> Iterator[Browser]:
        return browser(filled, "gatekeeper")

    def test_one_is_kept_shown_and_removed(self, keeper: Browser) -> None:
        kept = keeper.post(
            "/dossiers/weergaven", {"naam": "Haast <b>", "lijst": "termijn=verlopen&stil=ja"}, "/dossiers"
        )
        assert (kept.status_code, kept.headers["location"]) == (303, "/dossiers?termijn=verlopen&stil=ja")
        shown = keeper.get("/dossiers").text
        assert "De weergave is bewaard." in shown
        assert '<a href="/dossiers?termijn=verlopen&amp;stil=ja">Haast &lt;b&gt;</a>' in shown
        assert "De weergave is bewaard." not in keeper.get("/dossiers").text
        address = re.search(r'action="(/dossiers/weergaven/\w+/verwijderen)"', shown)
        assert address
        assert browser(keeper.api, "gatekeeper").post(address[1], {}, "/dossiers").status_code == 303
        assert "Haast" in keeper.get("/dossiers").text
        keeper.post(address[1], {}, "/dossiers")
        assert "Haast" not in keeper.get("/dossiers").text

    def test_the_same_name_is_the_same_view(self, keeper: Browser) -> None:
        for fase in ("alles", "mislukt"):
            keeper.post("/dossiers/weergaven", {"naam": "Mijn", "lijst": f"fase={fase}"}, "/dossiers")
        assert re.findall(r'href="/dossiers\?([^"]*)"[^>]*>Mijn', keeper.get("/dossiers").text) == ["fase=mislukt"]

    def test_without_a_name_or_room_none_is_kept(self, keeper: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(saved_views, "MOST", 1)
        for name, said in (("", "Geef de weergave een naam"), ("a", "is bewaard"), ("b", "U heeft al")):
            keeper.post("/dossiers/weergaven", {"naam": name, "lijst": ""}, "/dossiers")
            assert said in keeper.get("/dossiers").text

    def test_what_is_no_list_is_refused(self, keeper: Browser) -> None:
        answer = keeper.post("/dossiers/weergaven", {"naam": "x", "lijst": "fase=https://x"}, "/dossiers")
        assert answer.status_code == 422


def test_a_list_that_refreshes_itself_keeps_nobody_signed_in(filled: Api, gatekeeper: Browser) -> None:
    long_ago = now() - dt.timedelta(minutes=10)
    with filled.store.writing() as session:
        for one in session.scalars(select(PersonSession)):
            one.seen_at = long_ago

    def seen() -> bool:
        with filled.store.reading() as session:
            return any(one.seen_at > long_ago for one in session.scalars(select(PersonSession)))

    assert gatekeeper.get("/dossiers", x_unattended="1", hx_request="true").status_code == 200
    assert not seen()
    gatekeeper.get("/dossiers")
    assert seen()


def test_the_address_of_a_list_says_no_more_than_was_asked() -> None:
    wish = ListWish(fase="alles", zoek="a&b", bladzijde=4)
    assert wish.address() == "/dossiers?fase=alles&zoek=a%26b"
    assert wish.address(fase=None, zoek=None) == "/dossiers"
    assert wish.address(bladzijde=5) == "/dossiers?fase=alles&zoek=a%26b&bladzijde=5"
