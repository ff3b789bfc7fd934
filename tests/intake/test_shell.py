"""What is around every page: where to go, files with their hashes, messages, errors; and colours that can be read."""

import re
from itertools import product

import pytest
from intake_api import Api
from intake_people import Browser, person

from intake.access import ROLES, Principal
from intake.pages.navigation import home, places_for
from intake.pages.static import FOLDER

HTML = {"accept": "text/html"}


def signed_in(api: Api, role: str) -> Browser:
    browser = Browser(api)
    browser.sign_in(person(api, role)[1])
    return browser


@pytest.mark.parametrize(
    ("role", "places", "begin"),
    [
        ("school", ["Dossiers", "Nieuw dossier"], "/dossiers"),
        ("gatekeeper", ["Dossiers"], "/dossiers"),
        ("admin", ["Dossiers", "Nieuw dossier", "Beheer"], "/beheer"),
    ],
)
def test_everybody_goes_where_they_may(api: Api, role: str, places: list[str], begin: str) -> None:
    browser = signed_in(api, role)
    assert browser.get("/").headers["location"] == begin
    menu = re.search(r'aria-label="Hoofdmenu">(.*?)</nav>', browser.get("/account").text, re.DOTALL)
    assert menu
    assert re.findall(r">([^<\n]+)</a>", menu[1]) == places


@pytest.mark.parametrize("role", ROLES)
def test_one_place_at_most_is_where_one_is(role: str) -> None:
    asker = Principal("x", role, None, frozenset())
    for path, here in (
        ("/dossiers/nieuw", "Nieuw dossier"),
        ("/dossiers/1/beoordeling", "Dossiers"),
        ("/account", None),
    ):
        now = [place.name for place in places_for(asker, path) if place.here]
        assert now == ([here] if here in [place.name for place in places_for(asker, path)] else now[:1] if here else [])
    assert home(asker).startswith("/")


def test_files_are_kept_by_their_hash_alone(api: Api) -> None:
    page = api.client.get("/inloggen", headers=HTML).text
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(addresses) >= 5
    for address in addresses:
        answer = api.client.get(address)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
        other = api.client.get(f"{address.partition('?')[0]}?v=000000000000")
        assert other.headers["cache-control"] == "no-cache"
    assert api.client.get("/static/../../settings.py").status_code == 404


def test_pages_hold_neither_style_nor_script_nor_outside_address(api: Api) -> None:
    browser = signed_in(api, "admin")
    for address in ("/inloggen", "/account", "/dossiers", "/nergens"):
        answer = browser.get(address)
        assert "'unsafe" not in answer.headers["content-security-policy"]
        assert not re.search(r"<style|<script>| style=| on[a-z]+=|https?://", answer.text)


def test_an_error_wears_the_shell(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = signed_in(api, "school")
    lost = browser.get("/dossiers/000000000000000000000000")
    assert (lost.status_code, "Hoofdmenu" in lost.text, 'href="/"' in lost.text) == (404, True, True)
    assert browser.get("/nergens").status_code == 404

    def broken(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr("intake.triage.routes.home", broken)
    answer = browser.get("/")
    assert (answer.status_code, "Er ging iets mis" in answer.text, "ValueError" in answer.text) == (500, True, False)


def test_a_part_of_a_page_that_was_asked_after_signing_out_sends_the_whole_page_to_sign_in(api: Api) -> None:
    answer = Browser(api).get("/dossiers?fase=alles", hx_request="true")
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/inloggen?naar=%2Fdossiers%3Ffase%3Dalles")


@pytest.mark.parametrize("value", ["x", "eyJhIjogMX0=", "bnVsbA=="])
def test_a_message_that_is_not_ours_is_none(api: Api, value: str) -> None:
    browser = signed_in(api, "school")
    browser.cookies["dossierpoort-flash"] = value
    assert browser.get("/account").status_code == 200


def tokens() -> list[dict[str, str]]:
    """Our colours by name, light and dark."""
    text = (FOLDER / "tokens.css").read_text()
    light, dark = (dict(re.findall(r"--dp-([\w-]+): (#\w+)", part)) for part in text.split("@media", 1))
    return [light, light | dark]


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", tokens(), ids=["light", "dark"])
def test_colours_can_be_told_apart(colours: dict[str, str]) -> None:
    texts, grounds = ("text", "soft", "link", "link-hover", "good", "bad", "care", "info"), ("page", "ground", "panel")
    pairs = [*product(texts, grounds), *((tone, f"{tone}-ground") for tone in ("good", "bad", "care", "info"))]
    pairs += [("on-link", "link"), ("on-link", "link-hover"), ("text", "mark"), ("page", "bad")]
    pairs += [*product(("text", "link", "soft"), [f"{tone}-ground" for tone in ("good", "bad", "care", "info")])]
    wrong = {pair: contrast(*(colours[name] for name in pair)) for pair in pairs}
    assert {pair: ratio for pair, ratio in wrong.items() if ratio < 4.5} == {}
    edges = {pair: contrast(*(colours[name] for name in pair)) for pair in product(("edge", "focus"), grounds)}
    assert {pair: ratio for pair, ratio in edges.items() if ratio < 3} == {}
