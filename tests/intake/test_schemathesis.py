"""The API against its own description, as each role and as nobody; at length by `benchmarks/schemathesis_api.py`."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from intake_api import Api, running
from intake_others import ROLES, World, leaked, prepared
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from intake.store import dossiers

LEFT_OUT = ("positive_data_acceptance", "negative_data_rejection", "missing_required_header", "ignored_auth")
# One, the same each time: what is new is found by the long run.
ONE = settings(
    max_examples=1, phases=[Phase.generate], derandomize=True, database=None, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """On what is embedded alone, since generating takes the time; the long run knows the engines too."""
    with running(tmp_path_factory.mktemp("data")) as api:
        yield api


@pytest.fixture(scope="module")
def operations(api: Api) -> list[Any]:
    schema = schemathesis.openapi.from_url(f"{api.client.base_url}/api/v1/openapi.json")
    found = [result.ok() for result in schema.get_all_operations()]
    # One body, and it is bytes, which the generator does not write.
    return [operation for operation in found if (operation.method, operation.path) != ("patch", "/uploads/{upload_id}")]


def each(operations: list[Any], mode: GenerationMode, act: Any) -> None:
    for operation in operations:

        @ONE
        @given(case=operation.as_strategy(generation_mode=mode))
        def run(case: Any) -> None:
            act(case)

        run()


def validated(api: Api, role: Any) -> Any:
    """What is done with each request: no answer breaks, is not described, or tells of others."""
    world = prepared(api, role)
    left_out = [CHECKS.get_one(name) for name in LEFT_OUT]

    def act(case: Any) -> None:
        if case.method != "DELETE" and "dossier_id" in (case.path_parameters or {}) and world.own:
            case.path_parameters["dossier_id"] = world.own["dossier_id"][0]
        response = case.call(headers=world.key)
        case.validate_response(response, excluded_checks=left_out)
        found = leaked(response.content.decode("latin-1"), world.secrets)
        assert role == "admin" or not found, f"leaked: {found}"

    return act


def compared(api: Api, role: Any, tried: set[tuple[str, str]]) -> Any:
    """What is done with each request about something: what is there answers as what is not."""
    world = prepared(api, role)

    def act(case: Any) -> None:
        answers = [asked(case, world, there=there) for there in (True, False)]
        assert answers[0] == answers[1], case.path
        assert answers[0][0] >= 400, case.path
        tried.add((case.method, case.path))

    return act


@pytest.mark.parametrize("role", ROLES)
def test_nothing_breaks_and_every_answer_is_described(api: Api, operations: list[Any], role: str) -> None:
    act = validated(api, role)
    each(operations, GenerationMode.POSITIVE, act)
    if role == "admin":  # no door keeps what is wrong from being looked at
        each(operations, GenerationMode.NEGATIVE, act)


@pytest.mark.parametrize("role", ["school", "gatekeeper"])
def test_what_is_another_schools_answers_as_what_does_not_exist(api: Api, operations: list[Any], role: str) -> None:
    tried = set[tuple[str, str]]()
    about = [operation for operation in operations if "_id}" in operation.path]
    each(about, GenerationMode.POSITIVE, compared(api, role, tried))
    assert tried == {(operation.method.upper(), operation.path) for operation in about}


def test_a_leak_would_be_seen(api: Api, operations: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    by_path = {(operation.method, operation.path): operation for operation in operations}
    listed, one = by_path["get", "/dossiers"], by_path["get", "/dossiers/{dossier_id}"]
    act = validated(api, "school")
    compare = compared(api, "school", set())
    monkeypatch.setattr(dossiers, "visible", lambda _scope: [])
    with pytest.raises(AssertionError, match=r"leaked: \['Zeester-7391'"):
        each([listed], GenerationMode.POSITIVE, act)
    with pytest.raises(AssertionError, match=r"/dossiers/\{dossier_id\}"):
        each([one], GenerationMode.POSITIVE, compare)


def asked(case: Any, world: World, *, there: bool) -> tuple[int, bytes]:
    """Status and body of the answer about what is there but another school's, or about what is not there."""
    for name in case.path_parameters:
        case.path_parameters[name] = world.others[name][0] if there else "0" * 24
    response = case.call(headers=world.key)
    return response.status_code, response.content
