"""The service around the dossiers: health, its own description, odd requests."""

import pytest
from intake_api import Api, problem


def test_alive_and_ready_without_redis(api: Api) -> None:
    assert api.client.get("/healthz").json() == {"status": "ok"}
    ready = api.client.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"status": "ok", "database": "ok", "queue": "down"})


def test_it_describes_itself(api: Api) -> None:
    description = api.client.get("/api/v1/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    assert set(description["paths"]["/api/v1/dossiers"]) == {"get", "post"}
    body = description["paths"]["/api/v1/dossiers"]["post"]["requestBody"]["content"]["multipart/form-data"]
    assert body["schema"]["required"] == ["files", "profile"]
    for path in description["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if status >= "400":
                    assert list(response["content"]) == ["application/problem+json"]


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
