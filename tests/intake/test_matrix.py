"""The permission matrix: every cell of it, and that no door stands open beside it."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from intake_api import Api, problem
from intake_people import Browser, person
from own_loop import outcome

from intake.access import MATRIX, ROLES, Action, KeyRole, Principal, Reach
from intake.api.app import create_app
from intake.api.asking import Door
from intake.api.problems import ProblemError

# What anybody may ask for: the way in, the way out, and what tells nothing about anybody.
OPEN = {
    "/healthz",
    "/readyz",
    "/metrics",
    "/inloggen",
    "/inloggen/extern",
    "/inloggen/terug",
    "/wachtwoord/{link}",
    "/api/v1/openapi.json",
}
ONES_OWN = {"/uitloggen", "/account", "/account/wachtwoord", "/account/overal-uitloggen"}  # any role, about oneself

EXPECTED = """
                    school  gatekeeper  admin
SEE_DOSSIERS        own     own         all
SEND                own     no          all
EXPORT_PUPIL        own     own         all
CORRECT             no      own         all
ACCEPT_DEVIATION    no      own         all
ASK_SCHOOL          hidden  own         all
MARK_COMPLETE       no      own         all
SEE_LOG             hidden  own         all
ERASE               hidden  hidden      all
REPROCESS           hidden  hidden      all
SEE_WORK            hidden  hidden      all
MANAGE_PEOPLE       hidden  hidden      all
MANAGE_PROFILES     hidden  hidden      all
SEE_AUDIT           hidden  hidden      all
"""


def test_the_matrix_is_this_one() -> None:
    heads, *rows = [line.split() for line in EXPECTED.strip().splitlines()]
    assert tuple(heads) == ROLES
    assert {row[0]: row[1:] for row in rows} == {
        action.name: [reach.value for reach in reaches] for action, reaches in MATRIX.items()
    }
    assert set(MATRIX) == set(Action)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", Action)
def test_every_cell_opens_or_closes_its_door(action: Action, role: KeyRole) -> None:
    asker = Principal("k", role, "s", frozenset({"p"}))
    expected = {Reach.NO: 403, Reach.HIDDEN: 404}.get(asker.reach(action))
    if expected is None:
        assert outcome(Door(action)(asker)) is asker
        assert (asker.scope.school_id, asker.scope.profiles) == {
            "school": ("s", None),
            "gatekeeper": (None, frozenset({"p"})),
            "admin": (None, None),
        }[role]
    else:
        with pytest.raises(ProblemError) as refused:
            outcome(Door(action)(asker))
        assert refused.value.kind.status == expected


def test_own_and_all_are_what_the_scope_says() -> None:
    for action in Action:
        reach = {role: MATRIX[action][ROLES.index(role)] for role in ROLES}
        assert reach["admin"] is Reach.ALL
        assert Reach.ALL not in (reach["school"], reach["gatekeeper"])


def calls(dependant: Dependant) -> Iterator[Any]:
    yield dependant.call
    for below in dependant.dependencies:
        yield from calls(below)


def routes(app: FastAPI) -> Iterator[APIRoute]:
    waiting = list(app.routes)
    while waiting:
        route = waiting.pop()
        if isinstance(route, APIRoute):
            yield route
        else:
            waiting += getattr(getattr(route, "original_router", None), "routes", [])


def test_no_route_goes_without_a_door(api: Api) -> None:
    found: dict[str, bool] = {}
    for route in routes(create_app(api.settings)):
        found[route.path] = found.get(route.path, True) and any(
            isinstance(call, Door) for call in calls(route.dependant)
        )
    assert "/account" in found
    assert {path for path, door in found.items() if not door} <= OPEN | ONES_OWN


@pytest.mark.parametrize("address", sorted(ONES_OWN - {"/uitloggen", "/account/overal-uitloggen"}))
def test_ones_own_pages_want_somebody(api: Api, address: str) -> None:
    assert api.client.get(address, headers={"accept": "text/html"}).status_code == 303
    assert api.client.get(address, headers=api.key("admin")).status_code == 404


ASKERS: dict[str, tuple[KeyRole, str | None, list[str], bool, bool]] = {
    "own school": ("school", "De Kim", [], True, True),
    "other school": ("school", "De Zee", [], False, True),
    "school of nobody": ("school", None, [], False, True),
    "gatekeeper": ("gatekeeper", None, ["passenderwijs"], True, False),
    "other gatekeeper": ("gatekeeper", None, ["capelle"], False, False),
    "gatekeeper of nothing": ("gatekeeper", None, [], False, False),
    "admin": ("admin", None, [], True, True),
}


@pytest.mark.parametrize("who", ASKERS)
def test_people_see_and_send_what_keys_of_their_role_do(api: Api, who: str) -> None:
    role, school, profiles, sees, sends = ASKERS[who]
    dossier = api.drop(api.key("school", "De Kim")).json()
    api.report(dossier)
    browser = Browser(api)
    browser.sign_in(person(api, role, school, profiles)[1])
    for address in (dossier["href"], f"{dossier['href']}/report"):
        answer = browser.get(address, accept="application/json")
        assert answer.status_code == (200 if sees else 404)
    listed = browser.get("/api/v1/dossiers?page_size=100", accept="application/json").json()["items"]
    assert (dossier["id"] in [item["id"] for item in listed]) == sees
    sent = browser.drop(f"{dossier['href']}/documents")
    assert sent.status_code == (202 if sees and sends else 404 if sends else 403)


def test_a_key_that_ended_is_no_key(api: Api) -> None:
    for key in (api.ended_key(revoked=True), api.ended_key(revoked=False)):
        assert problem(api.client.get("/api/v1/dossiers", headers=key)) == (401, "unauthenticated")
