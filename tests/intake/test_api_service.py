"""The service around the dossiers: health, its own description, odd requests."""

import errno

import pytest
from intake_api import Api, problem
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from intake.access import Principal


def test_alive_and_ready_without_redis(api: Api) -> None:
    assert api.client.get("/healthz").json() == {"status": "ok"}
    ready = api.client.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"status": "ok", "database": "ok", "queue": "down"})


def test_it_describes_itself(api: Api) -> None:
    description = api.client.get("/api/v1/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    assert description["servers"] == [{"url": "/api/v1"}]
    assert set(description["paths"]["/dossiers"]) == {"get", "post"}
    body = description["paths"]["/dossiers"]["post"]["requestBody"]["content"]["multipart/form-data"]
    assert body["schema"]["required"] == ["profile"]
    assert body["schema"]["anyOf"] == [{"required": ["files"]}, {"required": ["uploads"]}]


def test_it_tells_that_it_wants_a_key(api: Api) -> None:
    description = api.client.get("/api/v1/openapi.json").json()
    assert description["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    for path, operations in description["paths"].items():
        for operation in operations.values():
            assert "security" in operation, path


def test_a_full_disk_is_an_outage_and_not_a_bug(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("intake.store.files.Incoming.write", full)
    response = api.drop(api.key("school"))
    assert problem(response) == (503, "unavailable")
    assert int(response.headers["retry-after"]) > 0
    assert list((api.settings.files / "incoming").iterdir()) == []


def test_a_bug_is_told_without_its_cause(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("Noor Jansen")

    monkeypatch.setattr("intake.store.dossiers.add", broken)
    response = api.drop(api.key("school"))
    assert problem(response) == (500, "internal")
    assert "Noor" not in response.text


def test_nothing_is_said_before_it_is_committed(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_session: Session) -> None:
        raise OperationalError("COMMIT", {}, Exception())

    monkeypatch.setattr(Session, "commit", fails)
    key = {"Authorization": "Bearer x"}
    with monkeypatch.context() as patch:
        patch.setattr("intake.store.keys.principal", lambda *_: Principal("k", "admin", None, frozenset()))
        assert problem(api.drop(key)) == (503, "unavailable")


def test_every_answer_names_the_version_and_is_not_kept_around(api: Api) -> None:
    for response in (api.client.get("/healthz"), api.client.get("/nowhere"), api.client.get("/api/v1/dossiers")):
        assert response.headers["api-version"] == "1.0.0"
        assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "address", "expected"),
    [
        ("GET", "/nowhere", (404, "not-found")),
        ("GET", "/docs", (404, "not-found")),
        ("DELETE", "/api/v1/dossiers", (405, "method-not-allowed")),
    ],
)
def test_the_framework_speaks_in_problems_too(api: Api, method: str, address: str, expected: tuple[int, str]) -> None:
    assert problem(api.client.request(method, address)) == expected
