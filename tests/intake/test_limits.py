"""Nobody takes the service away from others: by asking too often, or by sending too much."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_api import Api, problem, running
from intake_people import Browser, person

from intake.api.limits import SWEEP_EVERY, Limiter
from intake.api.middleware import MOST_IN_MEMORY
from intake.api.problems import ProblemError


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with running(tmp_path_factory.mktemp("strict"), rate_limit=5, sign_in_limit=3) as api:
        yield api


def test_a_key_that_asks_too_often_is_told_when_to_come_back(strict: Api) -> None:
    key, other = strict.key("school"), strict.key("school")
    answers = [strict.client.get("/api/v1/dossiers", headers=key) for _ in range(6)]
    assert [answer.status_code for answer in answers[:5]] == [200] * 5
    assert problem(answers[5]) == (429, "too-many-requests")
    assert 1 <= int(answers[5].headers["retry-after"]) <= 12
    assert strict.client.get("/api/v1/dossiers", headers=other).status_code == 200


def test_guessing_keys_and_passwords_is_slow(strict: Api) -> None:
    _, email = person(strict)
    browser = Browser(strict)
    wrong = [browser.sign_in(email, "fout fout fout").status_code for _ in range(3)]
    assert wrong == [422] * 3
    assert browser.sign_in(email).status_code == 429
    guess = strict.client.get("/api/v1/dossiers", headers={"Authorization": "Bearer guess"})
    assert problem(guess) == (429, "too-many-requests")
    assert strict.client.get("/api/v1/dossiers", headers=strict.key("admin")).status_code == 200


@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 20))
def test_no_more_than_the_bucket_and_what_ran_in(waits: list[float], per_minute: int) -> None:
    moment = 0.0
    limiter, passed = Limiter(per_minute, clock=lambda: moment), 0
    for wait in waits:
        moment += wait
        try:
            limiter.take("a")
            passed += 1
        except ProblemError as refused:
            seconds = int(refused.headers["Retry-After"])
            before, moment = moment, moment + seconds
            limiter.take("a")  # what was told holds
            passed += 1
            assert moment > before
    assert passed <= per_minute + moment * per_minute / 60 + 1e-3


def test_those_who_are_long_gone_are_forgotten() -> None:
    moment = 0.0
    limiter = Limiter(60, clock=lambda: moment)
    for number in range(SWEEP_EVERY - 1):
        limiter.take(str(number))
    moment = 3600.0
    limiter.take("last")
    assert set(limiter._buckets) == {"last"}


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/json", "application/a+json"])
def test_what_is_read_into_memory_is_kept_small(api: Api, kind: str) -> None:
    def body() -> Iterator[bytes]:
        for _ in range(2 * MOST_IN_MEMORY // 65536):
            yield b"a" * 65536

    answer = api.client.post("/inloggen", content=body(), headers={"content-type": kind})
    assert problem(answer)[0] in {400, 413, 415}


def test_an_anonymous_form_takes_no_files(api: Api) -> None:
    answer = api.client.post("/inloggen", files={"csrf": ("a", b"x" * 1000)})
    assert problem(answer) == (415, "unsupported-media-type")


def test_every_refusal_is_a_problem(api: Api) -> None:
    key = api.key("school")
    answers = [
        api.client.get("/api/v1/nothing", headers=key),
        api.client.put("/api/v1/dossiers", headers=key),
        api.client.get("/api/v1/dossiers?page=x", headers=key),
        api.client.get("/api/v1/dossiers"),
        api.client.post("/api/v1/dossiers", headers=key, content=b"x"),
        api.client.delete(f"/api/v1/dossiers/{'0' * 24}", headers=key),
    ]
    assert [problem(answer)[0] for answer in answers] == [404, 405, 422, 401, 415, 404]


def test_what_can_be_done_at_an_address_is_told_whole(api: Api) -> None:
    refused = api.client.put(f"/api/v1/uploads/{'0' * 24}", headers=api.key("school"))
    assert (problem(refused)[0], refused.headers["allow"]) == (405, "DELETE, HEAD, PATCH")
    assert api.client.put("/inloggen").headers["allow"] == "GET, POST"
