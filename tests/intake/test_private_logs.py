"""What the logs say of people: nothing. Names and numbers are put wherever a client can put them."""

import io
import logging
from collections.abc import Iterator

import pytest
from intake_api import Api
from intake_people import Browser, person

from intake.logs import OneLine

NAME, NUMBER, ADDRESS = "Noor van der Zandstraat", "123456782", "noor@zandstraat.nl"


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    written, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(OneLine())
    before = root.level
    root.addHandler(handler)
    handler.addFilter(lambda record: record.name != "httpx")  # the client of these tests
    root.setLevel(logging.INFO)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    yield written
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    root.setLevel(before)
    root.removeHandler(handler)


def test_no_name_and_no_number_is_logged(api: Api, told: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    key = api.key("school", NAME)
    sent = api.drop(key, (f"{NAME} {NUMBER}.pdf", f"{NAME} {NUMBER}".encode()), reference=NAME).json()
    api.client.get(f"{sent['href']}/report", headers=key)
    api.client.get(f"/api/v1/dossiers/{NAME}", headers=key)
    api.client.get("/api/v1/dossiers", params={"school": NAME, "profile": NUMBER, "page": NAME}, headers=key)
    api.drop(key, reference=NUMBER)
    api.drop(key, profile=NAME)
    api.client.get(f"/{NAME}", headers={"User-Agent": NAME, "Referer": f"https://x/{NAME}", "X-Request-ID": NAME})
    browser = Browser(api)
    browser.sign_in(ADDRESS, NAME)
    browser.sign_in(person(api)[1], NAME)
    browser.get(f"/wachtwoord/{NAME}")
    with monkeypatch.context() as patch:
        patch.setattr("intake.store.dossiers.listed", lambda *_: (_ for _ in ()).throw(ValueError(NAME)))
        assert api.client.get("/api/v1/dossiers", headers=key).status_code == 500
    log = told.getvalue()
    assert "ValueError" in log
    for word in (NAME, "Zandstraat", NUMBER, ADDRESS, "Noor"):
        assert word not in log


def test_metrics_hold_no_name_either(api: Api) -> None:
    api.client.get(f"/api/v1/dossiers/{NAME}", headers=api.key("school", NAME))
    assert "Noor" not in api.client.get("/metrics").text
