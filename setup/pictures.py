"""Pictures of every page, for the README and to be looked at: `.venv/bin/python setup/pictures.py [WORD…]`.

Sets up the sample data of `dossierpoort demo` in a temporary folder, starts the service, visits each page whose name
holds one of the words (all, without words) with Debian's Chromium, and writes docs/pictures/NAME.png: desktop and
light; with `-phone` on a phone, with `-dark` on a dark screen.
"""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image
from playwright.sync_api import sync_playwright
from sqlalchemy import select, update

from intake.progress import FileTold, Told
from intake.settings import Settings
from intake.store import Store
from intake.store.store import now
from intake.store.tables import Dossier, Run
from workers.demo.stage import SignIn, set_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium-headless-shell"
FLAGS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
TALLEST = 1700  # pixels; what lies lower says little more
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
SAMPLE = ROOT / "fixtures" / "tour" / "three-defects"
SCHOOL, GATEKEEPER, ADMIN = "kim@regenboog.example", "pim@poort.example", "bea@poort.example"

# Name: whose page, its address ({…} is the dossier with that reference), and in which further looks.
PAGES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "school-progress": (SCHOOL, "/dossiers/{2026-010}", ("phone",)),
    "sign-in": ("", "/inloggen", ("phone",)),
    "school-list": (SCHOOL, "/dossiers", ("phone",)),
    "school-choose": (SCHOOL, "/dossiers/nieuw?profiel=", ()),
    "school-new": (SCHOOL, "/dossiers/nieuw?profiel=passenderwijs", ("phone", "dark")),
    "school-checklist": (SCHOOL, "/dossiers/nieuw/controle?profiel=passenderwijs", ()),
    "school-report": (SCHOOL, "/dossiers/{2026-002}", ("phone", "dark")),
    "school-solved": (SCHOOL, "/dossiers/{2026-003}", ("phone",)),
    "school-failed": (SCHOOL, "/dossiers/{2026-009}", ()),
    "gatekeeper-list": (GATEKEEPER, "/dossiers", ("phone", "dark")),
    "gatekeeper-dossier": (GATEKEEPER, "/dossiers/{2026-002}/beoordeling", ("phone", "dark")),
    "gatekeeper-corrected": (GATEKEEPER, "/dossiers/{2026-005}/beoordeling", ()),
    "gatekeeper-log": (GATEKEEPER, "/dossiers/{2026-002}/beoordeling/logboek", ()),
    "admin-overview": (ADMIN, "/beheer", ("phone", "dark")),
    "admin-queue": (ADMIN, "/beheer/wachtrij", ()),
    "admin-failed": (ADMIN, "/beheer/mislukt", ()),
    "admin-rounds": (ADMIN, "/beheer/rondes", ()),
    "admin-round-new": (ADMIN, "/beheer/rondes/nieuw", ("phone",)),
    "admin-schools": (ADMIN, "/beheer/scholen", ()),
    "admin-keys": (ADMIN, "/beheer/sleutels", ()),
    "admin-people": (ADMIN, "/beheer/mensen", ()),
    "admin-retention": (ADMIN, "/beheer/bewaren", ()),
    "admin-log": (ADMIN, "/beheer/logboek", ()),
}


def main(words: list[str]) -> int:
    """Make the pictures whose names hold one of the words; status 1 when a page did not come as it should."""
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="dossierpoort-") as data:
        os.environ["DOSSIERPOORT_DATA"] = data
        signs = set_up(Settings(), told=lambda what: print("sample", what))
        ids = _ids()
        _stand_still(ids["2026-010"])
        with _service(Path(data)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            sessions = {sign.email: _session(browser, address, sign) for sign in signs}
            for name, (email, path, looks) in PAGES.items():
                for look in ("", *looks):
                    full = f"{name}-{look}" if look else name
                    if not words or any(word in full for word in words):
                        where = path.format(**ids)
                        wrong += not _take(browser, address, sessions.get(email), (full, where, look))
            browser.close()
    return 1 if wrong else 0


def _ids() -> dict[str, str]:
    store = Store(Settings())
    with store.reading() as session:
        found = {dossier.reference or "": dossier.id for dossier in session.scalars(select(Dossier))}
    store.close()
    return found


def _stand_still(dossier_id: str) -> None:
    """Have a dossier look as it does while it is read."""
    store = Store(Settings())
    with store.writing() as session:
        run = session.get_one(Dossier, dossier_id).run
        named = [path.name for path in sorted(SAMPLE.glob("*.pdf"))]
        files = [FileTold(name=name, outcome="read" if n < 2 else None, pages=1) for n, name in enumerate(named)]
        told = Told(stage="reading", since=now(), files=files).model_dump(mode="json")
        values = {"state": "processing", "lease": "picture", "started_at": now(), "told": told}
        session.execute(update(Run).where(Run.id == run.id).values(**values))
    store.close()


def _take(browser: Browser, address: str, session: Any, picture: tuple[str, str, str]) -> bool:
    name, path, look = picture
    width, height = SIZES["phone" if look == "phone" else "desktop"]
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        has_touch=look == "phone",
        is_mobile=look == "phone",
        color_scheme="dark" if look == "dark" else "light",
        locale="nl-NL",
        reduced_motion="reduce",
        storage_state=session,
    )
    page = context.new_page()
    answer = page.goto(path)
    if name.startswith("school-new"):
        page.locator("#files").set_input_files(sorted(SAMPLE.glob("*.pdf")))
    page.evaluate("document.querySelectorAll('img').forEach(one => { one.loading = 'eager' })")
    page.wait_for_timeout(700)  # pictures in the page come in, htmx settles
    tall = min(max(page.evaluate("document.documentElement.scrollHeight"), height), TALLEST)
    shot = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": tall})
    few = Image.open(io.BytesIO(shot)).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    PICTURES.mkdir(exist_ok=True)
    few.save(PICTURES / f"{name}.png", optimize=True)
    print(f"{name}.png", answer.status if answer else "", f"{(PICTURES / f'{name}.png').stat().st_size // 1000} kB")
    context.close()
    return answer is not None and answer.ok


def _session(browser: Browser, address: str, sign: SignIn) -> Any:
    """The cookies of somebody who signed in."""
    page = browser.new_page(base_url=address)
    page.goto("/inloggen")
    page.locator("[name=email]").fill(sign.email)
    page.locator("[name=wachtwoord]").fill(sign.password)
    page.locator("main button").first.click()
    page.wait_for_url(lambda now: "/inloggen" not in now)
    found = page.context.storage_state()
    page.context.close()
    return found


@contextmanager
def _service(data: Path) -> Iterator[str]:
    """The service on these data, with one worker; ended with all that it started."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [Path(sys.executable).with_name("dossierpoort"), "serve", "--data", data, "--port", str(port)]
    patient = os.environ | {"DOSSIERPOORT_LEASE": "3600"}  # nobody works at the dossier that stands still
    with (
        (data / "pictures.log").open("wb") as log,
        subprocess.Popen(command, env=patient, stdout=log, stderr=log) as service,
    ):
        try:
            _await(f"http://127.0.0.1:{port}/readyz")
            yield f"http://127.0.0.1:{port}"
        finally:
            service.send_signal(signal.SIGTERM)
            service.wait(30)


def _await(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the service does not start")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
