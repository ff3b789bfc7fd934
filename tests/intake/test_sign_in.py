"""People sign in with a password, stay in for a while, and sign out."""

import datetime as dt
import re

import pytest
from argon2 import PasswordHasher, Type
from intake_api import Api
from intake_people import PASSWORD, Browser, person
from sqlalchemy import update

from intake.people.passwords import NOBODYS
from intake.people.routes import WRONG, local
from intake.store import people
from intake.store.people_tables import Person, PersonSession
from intake.store.store import now


@pytest.fixture
def browser(api: Api) -> Browser:
    return Browser(api)


def test_signing_in_leads_to_where_one_was_going(api: Api, browser: Browser) -> None:
    _, email = person(api)
    sent = browser.get("/account")
    assert (sent.status_code, sent.headers["location"]) == (303, "/inloggen?naar=%2Faccount")
    answer = browser.sign_in(f"{email.title()} ", back_to="/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    shown = browser.get("/account")
    assert shown.status_code == 200
    assert email in shown.text
    assert "De Bron" in shown.text


def test_the_api_knows_who_is_signed_in(api: Api, browser: Browser) -> None:
    _, email = person(api)
    dossier = api.drop(api.key("school", "De Bron")).json()
    other = api.drop(api.key("school", "De Zee")).json()
    browser.sign_in(email)
    assert browser.get(dossier["href"], accept="application/json").json()["id"] == dossier["id"]
    assert browser.get(other["href"], accept="application/json").status_code == 404


@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_password_and_an_unknown_address_are_answered_alike(api: Api, browser: Browser, *, known: bool) -> None:
    email = person(api)[1] if known else "nobody@bron.nl"
    answer = browser.sign_in(email, "iets anders dan dat")
    assert answer.status_code == 422
    assert WRONG in answer.text
    assert not any("session" in name for name in browser.cookies)


def test_five_failures_lock_and_the_right_password_opens_after_the_wait(api: Api, browser: Browser) -> None:
    number, email = person(api)
    for _ in range(people.FREE_ATTEMPTS):
        browser.sign_in(email, "fout fout fout")
    assert browser.sign_in(email).status_code == 422
    with api.store.writing() as session:
        session.execute(update(Person).where(Person.id == number).values(locked_until=now()))
    assert browser.sign_in(email).status_code == 303
    with api.store.reading() as session:
        assert session.get_one(Person, number).failures == 0


def test_each_further_failure_locks_twice_as_long_up_to_an_hour(api: Api) -> None:
    number, email = person(api)
    waits = []
    for _ in range(13):
        with api.store.writing() as session:
            assert people.attempt(session, email)
        with api.store.writing() as session:
            until = session.get_one(Person, number).locked_until
            waits.append(round((until - now()).total_seconds() / 60) if until else 0)
            session.get_one(Person, number).locked_until = None
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_whoever_may_no_longer_sign_in_is_out_at_once(api: Api, browser: Browser) -> None:
    number, email = person(api)
    browser.sign_in(email)
    assert browser.get("/account").status_code == 200
    with api.store.writing() as session:
        session.get_one(Person, number).disabled_at = now()
    assert browser.get("/account").status_code == 303
    assert browser.sign_in(email).status_code == 422


@pytest.mark.parametrize(
    ("column", "age"), [("seen_at", dt.timedelta(hours=1)), ("expires_at", dt.timedelta(0))], ids=["idle", "too long"]
)
def test_a_session_ends_by_itself(api: Api, browser: Browser, column: str, age: dt.timedelta) -> None:
    number, email = person(api)
    browser.sign_in(email)
    with api.store.writing() as session:
        session.execute(update(PersonSession).where(PersonSession.person_id == number).values({column: now() - age}))
    assert browser.get("/account").status_code == 303


def test_looking_around_keeps_a_session_alive(api: Api, browser: Browser) -> None:
    number, email = person(api)
    browser.sign_in(email)
    earlier = now() - dt.timedelta(minutes=30)
    with api.store.writing() as session:
        session.execute(update(PersonSession).where(PersonSession.person_id == number).values(seen_at=earlier))
    browser.get("/account")
    with api.store.reading() as session:
        assert session.query(PersonSession).filter_by(person_id=number).one().seen_at > earlier


def test_signing_out_ends_the_session_itself(api: Api, browser: Browser) -> None:
    _, email = person(api)
    browser.sign_in(email)
    kept = dict(browser.cookies)
    assert browser.post("/uitloggen", {}, page="/account").status_code == 303
    assert not any("session" in name for name in browser.cookies)
    browser.cookies = kept
    assert browser.get("/account").status_code == 303


def test_a_cookie_is_for_the_server_alone(api: Api, browser: Browser) -> None:
    _, email = person(api)
    answer = browser.sign_in(email)
    (cookie,) = [value for value in answer.headers.get_list("set-cookie") if "session=" in value]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    elsewhere = browser.get("/inloggen", host="poort.example.nl").headers["set-cookie"]
    assert elsewhere.startswith("__Host-dossierpoort-form=")
    assert "Secure" in elsewhere


def test_a_session_is_kept_as_a_digest_alone(api: Api, browser: Browser) -> None:
    _, email = person(api)
    browser.sign_in(email)
    (secret,) = [value for name, value in browser.cookies.items() if "session" in name]
    for path in api.settings.data.glob("dossierpoort.db*"):
        assert secret.encode() not in path.read_bytes()
        assert PASSWORD.encode() not in path.read_bytes()


class TestFormsOfOthers:
    @pytest.mark.parametrize("headers", [{"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "same-site"}])
    def test_another_site_can_send_nothing(self, api: Api, browser: Browser, headers: dict[str, str]) -> None:
        _, email = person(api)
        browser.sign_in(email)
        assert browser.post("/uitloggen", {}, page="/account", **headers).status_code == 403
        assert browser.get("/account").status_code == 200

    @pytest.mark.parametrize("token", ["", "0" * 64, "é"])
    @pytest.mark.parametrize("address", ["/uitloggen", "/account/overal-uitloggen"])
    def test_a_form_without_our_token_does_nothing(self, api: Api, browser: Browser, token: str, address: str) -> None:
        _, email = person(api)
        browser.sign_in(email)
        assert browser.post(address, {"csrf": token}, page="/account").status_code == 403
        assert browser.get("/account").status_code == 200

    def test_nor_can_it_sign_anybody_in(self, api: Api, browser: Browser) -> None:
        _, email = person(api)
        browser.get("/inloggen")
        token = re.search(r'name="csrf" value="(\w+)"', Browser(api).get("/inloggen").text)
        assert token
        fields = {"csrf": token[1], "email": email, "wachtwoord": PASSWORD}
        assert browser.post("/inloggen", fields).status_code == 403

    def test_a_script_of_ours_sends_the_token_as_a_header(self, api: Api, browser: Browser) -> None:
        _, email = person(api)
        browser.sign_in(email)
        token = re.search(r'name="csrf" value="(\w+)"', browser.get("/account").text)
        assert token
        assert browser.post("/uitloggen", {"csrf": ""}, page="/account", x_csrf_token=token[1]).status_code == 303

    def test_dropping_files_without_the_token_is_refused(self, api: Api, browser: Browser) -> None:
        _, email = person(api)
        browser.sign_in(email)
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        assert api.drop({"cookie": cookie}).status_code == 403
        token = re.search(r'name="csrf" value="(\w+)"', browser.get("/account").text)
        assert token
        assert api.drop({"cookie": cookie, "x-csrf-token": token[1]}).status_code == 202
        assert api.drop({"cookie": cookie}, csrf=token[1]).status_code == 202


def test_passwords_are_hashed_as_rfc_9106_advises_where_memory_is_scarce() -> None:
    usual = PasswordHasher()
    assert (usual.type, usual.memory_cost, usual.time_cost, usual.parallelism) == (Type.ID, 64 * 1024, 3, 4)


def test_looking_for_nobody_takes_as_long_as_for_somebody() -> None:
    assert not PasswordHasher().check_needs_rehash(NOBODYS)


@pytest.mark.parametrize("given", ["https://x.nl", "//x.nl", "/\\x.nl", "/a\nb"])
def test_nobody_is_sent_elsewhere(given: str) -> None:
    assert local(given) == "/"


def test_who_was_on_the_way_somewhere_gets_there() -> None:
    assert local("/dossiers?a=1") == "/dossiers?a=1"
