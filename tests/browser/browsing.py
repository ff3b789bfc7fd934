"""What a browser test needs: a service with real workers, people of every role, pages of theirs, and a check of access.

def test_a_school_finds_its_list(visit: Visit, house: House) -> None:
    page = visit(house.person("school"))
    page.goto("/dossiers")
    accessible(page)
"""

import json
import os
import secrets
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from weakref import WeakSet

import httpx
from argon2 import PasswordHasher
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request
from service_tree import COMMAND, HURRY, free_port, wait_for

from intake.access import KeyRole
from intake.keys import add_key
from intake.settings import Settings
from intake.store import Store, people, schools, sessions

CHROMIUM = "/usr/bin/chromium-headless-shell"
# The last ones keep Chromium from asking addresses of its maker.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PASSWORD = "correct paard batterij nietje"  # noqa: S105 - of nobody
TOUR = Path(__file__).parents[2] / "fixtures" / "tour"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
WITHOUT_SCRIPTS = WeakSet[BrowserContext]()
SEEN_ELSEWHERE = WeakSet[BrowserContext]()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # telling what is right as well takes as long again
}
BUT_COLOURS = RULES | {"rules": {"color-contrast": {"enabled": False}}}


class House:
    """A service on a port of its own, with the store beside it to put things in and look."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.settings = Settings(data=data)
        self.school_key = add_key("school", "De Bron", data=data)  # makes the tables as well
        self.store = Store(self.settings)
        self.address = f"http://127.0.0.1:{free_port()}"
        hurry = {f"DOSSIERPOORT_{name}": value for name, value in HURRY.items()}
        self._log = (data / "service.log").open("ab")
        self._process = subprocess.Popen(
            [*COMMAND, "serve", "--data", data, "--port", self.address.split(":")[2]],
            env=os.environ | hurry | {"DOSSIERPOORT_SIGN_IN_LIMIT": "1000"},
            stdout=self._log,
            stderr=self._log,
        )
        self.client = httpx.Client(base_url=self.address, timeout=20)

    def ready(self) -> "House":
        wait_for(self._answers, "the service", seconds=90)
        return self

    def stop(self) -> None:
        self.client.close()
        self.store.close()
        self._process.terminate()
        self._process.wait(30)
        self._log.close()

    def person(self, role: KeyRole, school: str = "De Bron", profiles: list[str] | None = None) -> str:
        """The e-mail address of somebody new, who signs in with PASSWORD; a gatekeeper has `profiles` assigned."""
        email = f"{secrets.token_hex(6)}@bron.nl"
        with self.store.writing() as session:
            where = schools.ensure(session, school, None).id if role == "school" else None
            assigned = profiles or (["passenderwijs"] if role == "gatekeeper" else [])
            added = people.add(session, email=email, name="Kim", role=role, school_id=where, profiles=assigned)
            people.set_password(session, added, QUICK.hash(PASSWORD))
        return email

    def signed_in(self, email: str) -> str:
        """The secret of a new session of this person."""
        with self.store.writing() as session:
            person = people.by_email(session, email)
            assert person
            return sessions.start(session, person, self.settings)

    def drop(self, folder: Path, profile: str = "passenderwijs", key: str | None = None, *, wait: bool = True) -> str:
        """The id of a dossier with the files of this folder, dropped by the school's key, once it is reported."""
        told = json.loads((folder / "dossier.json").read_text()) if (folder / "dossier.json").exists() else {}
        fields = {"profile": profile, "received_on": told.get("received_on", "2024-09-10")}
        files = [
            ("files", (file.name, file.read_bytes())) for file in sorted(folder.iterdir()) if file.suffix != ".json"
        ]
        bearer = {"Authorization": f"Bearer {key or self.school_key}"}
        answer = self.client.post("/api/v1/dossiers", data=fields, files=files, headers=bearer)
        assert answer.status_code == 202, answer.text
        address = answer.headers["location"]
        if wait:
            ended = {"reported", "failed"}
            wait_for(lambda: self._state(address, bearer) in ended, "the report", seconds=60)
        return str(answer.json()["id"])

    def _state(self, address: str, bearer: dict[str, str]) -> str:
        return str(self.client.get(address, headers=bearer).json()["state"])

    def _answers(self) -> bool:
        try:
            return self.client.get("/readyz").status_code == 200
        except httpx.TransportError:
            return False


class Visit(Protocol):
    """A page of a fresh browser; signed in, without going by the page for it, when an e-mail address is given.

    `colours` is off where another visit looks at the contrast of the same pages, which takes half of axe's time.
    """

    def __call__(
        self,
        email: str | None = None,
        *,
        phone: bool = False,
        scripts: bool = True,
        dark: bool = False,
        zoom: int = 1,
        colours: bool = True,
    ) -> Page: ...


def visiting(house: House, chromium: Browser) -> Iterator[Visit]:
    """Gives pages; ends with closing them all, and fails when one of them asked for an outside address or broke."""
    contexts, outside, errors = [], list[str](), list[str]()

    def look(request: Request) -> None:
        if not request.url.startswith((house.address, "data:", "blob:")):
            outside.append(request.url)

    def visit(
        email: str | None = None,
        *,
        phone: bool = False,
        scripts: bool = True,
        dark: bool = False,
        zoom: int = 1,
        colours: bool = True,
    ) -> Page:
        size = PHONE if phone else DESKTOP
        context = chromium.new_context(
            base_url=house.address,
            viewport={name: value // zoom for name, value in size.items()},  # what zooming in does to a page
            device_scale_factor=zoom,
            java_script_enabled=scripts,
            has_touch=phone,
            color_scheme="dark" if dark else "light",
            locale="nl-NL",
            reduced_motion="reduce",
        )
        contexts.append(context)
        if not scripts:
            WITHOUT_SCRIPTS.add(context)
        if not colours:
            SEEN_ELSEWHERE.add(context)
        context.set_default_timeout(10_000)
        context.on("request", look)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
        if email:
            cookie = {"name": "dossierpoort-session", "value": house.signed_in(email), "url": house.address}
            context.add_cookies([{**cookie, "httpOnly": True, "sameSite": "Lax"}])
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not outside, outside
    assert not errors, errors


def sign_in(page: Page, email: str) -> None:
    """By the page, as people do; what comes after it waits for nothing more."""
    page.goto("/inloggen")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.locator("main button").first.click()
    page.wait_for_url(lambda address: "/inloggen" not in address)


def accessible(page: Page) -> None:
    """Nothing that axe-core finds fault with, and nothing that sticks out of the window.

    Where scripts are off axe can't run either; the page is the same that those with scripts get.
    """
    if page.context in WITHOUT_SCRIPTS:
        return
    found = Axe().run(page, options=BUT_COLOURS if page.context in SEEN_ELSEWHERE else RULES)
    assert not found.response["violations"], found.generate_report()
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0, "the page is wider than the window"
