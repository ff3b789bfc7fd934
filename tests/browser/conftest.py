"""A whole service with people who sign in, and Debian's Chromium to visit it with."""

from collections.abc import Callable, Iterator

import pytest
from browsing import CHROMIUM, FLAGS, House, Visit, visiting
from playwright.sync_api import Browser, Page, sync_playwright


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One service for all tests of a process: a test counts on nothing in it but what it put there itself."""
    house = House(tmp_path_factory.mktemp("house")).ready()
    yield house
    house.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(house: House, chromium: Browser) -> Iterator[Visit]:
    """Opens a page for somebody who signed in; afterwards nothing may have gone to an outside address."""
    yield from visiting(house, chromium)


@pytest.fixture(params=["desktop", "phone", "phone without scripts"])
def as_anyone(request: pytest.FixtureRequest, visit: Visit) -> Callable[..., Page]:
    """The same visit on each kind of device, with and without scripts.

    The service does not know how wide a window is, so without scripts one width tells what the pages do; colours are
    the same at each.
    """
    kind: str = request.param
    given = {"phone": "phone" in kind, "scripts": "without" not in kind, "colours": kind == "desktop"}
    return lambda *who, **more: visit(*who, **given, **more)
