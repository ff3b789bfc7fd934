"""Who may do what: every role at every door."""

import base64
from typing import Any

import pytest
from intake_api import Api, problem

OTHERS = {"profile": "capelle"}


@pytest.fixture(scope="module")
def dossier(api: Api) -> dict[str, Any]:
    """A dossier of school De Bron under profile passenderwijs, with its report."""
    sent: dict[str, Any] = api.drop(api.key("school", "De Bron")).json()
    api.report(sent)
    return sent


ASKERS = {
    "own school": (("school", "De Bron", []), True, True),
    "other school": (("school", "De Zee", []), False, True),
    "gatekeeper": (("gatekeeper", "Poort", ["passenderwijs"]), True, False),
    "other gatekeeper": (("gatekeeper", "Poort", ["capelle"]), False, False),
    "gatekeeper of nothing": (("gatekeeper", "Poort", []), False, False),
    "admin": (("admin", "Beheer", []), True, True),
}


@pytest.mark.parametrize("who", ASKERS)
class TestMatrix:
    def test_looking(self, api: Api, dossier: dict[str, Any], who: str) -> None:
        asker, sees, _ = ASKERS[who]
        key = api.key(*asker)
        for address in (dossier["href"], f"{dossier['href']}/report"):
            response = api.client.get(address, headers=key)
            if sees:
                assert response.status_code == 200
            else:
                assert problem(response) == (404, "not-found")
        listed = api.client.get("/api/v1/dossiers", headers=key, params={"page_size": 100}).json()["items"]
        assert (dossier["id"] in [item["id"] for item in listed]) == sees

    def test_adding(self, api: Api, dossier: dict[str, Any], who: str) -> None:
        asker, sees, sends = ASKERS[who]
        files = [("files", ("extra.pdf", b"x"))]
        response = api.client.post(f"{dossier['href']}/documents", headers=api.key(*asker), files=files)
        if sees and sends:
            assert response.status_code == 202
        else:
            assert problem(response) == ((404, "not-found") if sends else (403, "forbidden"))

    def test_sending(self, api: Api, who: str) -> None:
        asker, _, sends = ASKERS[who]
        response = api.drop(api.key(*asker))
        if sends:
            assert response.status_code == 202
        else:
            assert problem(response) == (403, "forbidden")


def test_what_may_not_be_seen_answers_as_what_does_not_exist(api: Api, dossier: dict[str, Any]) -> None:
    key = api.key("school", "De Zee")
    hidden, absent = (api.client.get(f"/api/v1/dossiers/{name}", headers=key) for name in (dossier["id"], "0" * 24))
    assert hidden.json() == absent.json()


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic !", "Basic d3Jvbmc=", "Digest x"])
@pytest.mark.parametrize("address", ["", "/1", "/1/report"])
def test_without_a_key_nothing_is_told(api: Api, header: str, address: str) -> None:
    response = api.client.get(f"/api/v1/dossiers{address}", headers={"Authorization": header} if header else {})
    assert problem(response) == (401, "unauthenticated")
    assert response.headers["www-authenticate"].startswith("Bearer")


def test_a_browser_may_give_the_key_as_a_password_but_only_to_look(api: Api, dossier: dict[str, Any]) -> None:
    secret = api.key("school", "De Bron")["Authorization"].removeprefix("Bearer ")
    basic = {"Authorization": f"Basic {base64.b64encode(f'x:{secret}'.encode()).decode()}"}
    assert api.client.get(dossier["href"], headers=basic).status_code == 200
    assert api.drop(basic).status_code == 401
    asked = api.client.get(dossier["href"], headers={"Accept": "text/html"})
    assert asked.headers["www-authenticate"].startswith("Basic")


def test_a_key_is_kept_as_a_digest_alone(api: Api) -> None:
    secret = api.key("school")["Authorization"].removeprefix("Bearer ")
    for path in api.settings.data.glob("dossierpoort.db*"):
        assert secret.encode() not in path.read_bytes()


def test_two_keys_of_one_school_share_its_dossiers(api: Api) -> None:
    sent = api.drop(api.key("school", "De Berg")).json()
    assert api.client.get(sent["href"], headers=api.key("school", "De Berg")).status_code == 200
