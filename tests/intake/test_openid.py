"""Signing in at an OpenID provider, a process of its own on loopback."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from intake_api import Api, running
from intake_people import Browser

from intake.people.external import NO_ACCESS, NOT_NOW
from intake.store import people
from intake.store.people_tables import Person
from intake.store.store import now

SECRET = "the client's own"  # noqa: S105 - of a provider that lives for a test


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = Path(__file__).with_name("openid_provider.py")
    with subprocess.Popen([sys.executable, str(program), str(port), SECRET]) as process:
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{port}/jwks")
                break
            except httpx.ConnectError:
                assert process.poll() is None
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


@pytest.fixture(scope="module")
def openid(tmp_path_factory: pytest.TempPathFactory, issuer: str) -> Iterator[Api]:
    given = {"oidc_issuer": issuer, "oidc_client_id": "dossierpoort", "oidc_client_secret": SECRET}
    with running(tmp_path_factory.mktemp("openid"), oidc_name="de proef", **given) as api:
        yield api


@pytest.fixture(scope="module")
def kim(openid: Api) -> str:
    with openid.store.writing() as session:
        return people.add(session, email="kim@bron.nl", name="Kim", role="admin", profiles=[]).id


@pytest.fixture
def browser(openid: Api, kim: str) -> Browser:
    with openid.store.writing() as session:
        person = session.get_one(Person, kim)
        person.issuer = person.subject = person.disabled_at = None
    return Browser(openid)


def at_provider(left: httpx.Response, who: str, mischief: str = "") -> httpx.Response:
    return httpx.get(f"{left.headers['location']}&{urlencode({'as': who, 'with': mischief})}")


def travel(browser: Browser, who: str, mischief: str = "", back_to: str = "/account") -> httpx.Response:
    """To the provider and back."""
    left = browser.get(f"/inloggen/extern?naar={back_to}")
    assert left.status_code == 303
    there = at_provider(left, who, mischief)
    assert there.status_code == 302, there.text
    return browser.get(there.headers["location"].removeprefix(str(browser.api.client.base_url)))


def test_whoever_the_provider_vouches_for_is_signed_in(browser: Browser) -> None:
    assert "Inloggen met de proef" in browser.get("/inloggen").text
    back = travel(browser, "kim")
    assert (back.status_code, back.headers["location"]) == (303, "/account")
    assert "kim@bron.nl" in browser.get("/account").text
    assert not any("oidc" in name for name in browser.cookies)


def test_from_then_on_they_are_known_by_the_providers_name_for_them(browser: Browser, kim: str) -> None:
    travel(browser, "kim")
    with browser.api.store.writing() as session:
        session.get_one(Person, kim).email = "married@bron.nl"
    assert travel(Browser(browser.api), "kim").status_code == 303
    with browser.api.store.writing() as session:
        session.get_one(Person, kim).email = "kim@bron.nl"


@pytest.mark.parametrize("who", ["stranger", "unverified"])
def test_whoever_is_not_known_here_is_told_so(browser: Browser, who: str) -> None:
    back = travel(browser, who)
    assert back.status_code == 403
    assert NO_ACCESS in back.text
    assert browser.get("/account").status_code == 303


def test_whoever_may_no_longer_sign_in_may_not_by_this_road_either(browser: Browser, kim: str) -> None:
    travel(browser, "kim")
    with browser.api.store.writing() as session:
        session.get_one(Person, kim).disabled_at = now()
    assert travel(Browser(browser.api), "kim").status_code == 403


@pytest.mark.parametrize(
    ("mischief", "why"),
    [
        ("nonce", "InvalidClaimError"),
        ("issuer", "InvalidClaimError"),
        ("audience", "InvalidClaimError"),
        ("expired", "ExpiredTokenError"),
        ("signature", "BadSignatureError"),
    ],
)
def test_a_token_that_does_not_hold_signs_nobody_in(
    browser: Browser, mischief: str, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    back = travel(browser, "kim", mischief)
    assert back.status_code == 403
    assert NOT_NOW in back.text
    assert caplog.messages[-1].endswith(why)
    assert browser.get("/account").status_code == 303


def test_a_refusal_there_is_told_here(browser: Browser) -> None:
    assert travel(browser, "nobody in particular").status_code == 403


def test_an_answer_meant_for_another_browser_signs_nobody_in(browser: Browser) -> None:
    left = browser.get("/inloggen/extern")
    there = at_provider(left, "kim")
    address = there.headers["location"].removeprefix(str(browser.api.client.base_url))
    victim = Browser(browser.api)
    assert victim.get(address).status_code == 403
    victim.get("/inloggen/extern")
    assert victim.get(address).status_code == 403


def test_a_code_works_once(browser: Browser) -> None:
    left = browser.get("/inloggen/extern")
    cookies = dict(browser.cookies)
    there = at_provider(left, "kim")
    address = there.headers["location"].removeprefix(str(browser.api.client.base_url))
    assert browser.get(address).status_code == 303
    again = Browser(browser.api, cookies)
    assert again.get(address).status_code == 403


def test_another_providers_answer_is_refused(browser: Browser) -> None:
    left = browser.get("/inloggen/extern")
    state = parse_qs(urlsplit(left.headers["location"]).query)["state"][0]
    assert browser.get(f"/inloggen/terug?code=x&state={state}&iss=https://elsewhere").status_code == 403


def test_what_leaves_asks_for_little_and_by_proof(browser: Browser, issuer: str) -> None:
    address = browser.get("/inloggen/extern").headers["location"]
    assert address.startswith(f"{issuer}/authorize?")
    asked = parse_qs(urlsplit(address).query)
    assert asked["scope"] == ["openid email"]
    assert asked["code_challenge_method"] == ["S256"]
    assert SECRET not in address


def test_without_a_provider_there_is_no_such_road(api: Api) -> None:
    assert Browser(api).get("/inloggen/extern").status_code == 404
    assert Browser(api).get("/inloggen/terug?code=x&state=y").status_code == 404
    assert "extern" not in Browser(api).get("/inloggen").text
