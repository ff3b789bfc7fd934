from collections.abc import Callable, Iterator

import pytest
from argon2 import PasswordHasher
from intake_api import Api, running

from intake.people import passwords


@pytest.fixture(autouse=True, scope="session")
def quick_hashing() -> Iterator[None]:
    """Passwords of tests are worth no 64 MiB each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        patch.setattr(passwords, "NOBODYS", passwords.hashed("nobody's"))
        yield


# Modules whose tests of `api` run on both columns: those that keep and ask most. Others take `on_both` where it counts.
ON_BOTH = frozenset({
    "test_api_access", "test_api_drop", "test_api_list", "test_api_report", "test_observing",
    "test_people_commands", "test_sign_in",
})  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    wanted = metafunc.module.__name__ in ON_BOTH or (metafunc.config.getoption("on_both") and not _own_api(metafunc))
    if "api" in metafunc.fixturenames and wanted:
        metafunc.parametrize("api", ["embedded", "engines"], indirect=True, scope="module")


def _own_api(metafunc: pytest.Metafunc) -> bool:
    """Whether the module has a fixture `api` of its own, which knows the columns or does without."""
    return hasattr(metafunc.module, "api")


@pytest.fixture(scope="module")
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    addresses = request.getfixturevalue("engines_alone")() if getattr(request, "param", None) == "engines" else {}
    with running(tmp_path_factory.mktemp("data"), **addresses) as api:
        yield api


@pytest.fixture(scope="module")
def on_both(tmp_path_factory: pytest.TempPathFactory, engines: Callable[[], dict[str, str]]) -> Iterator[Api]:
    """The same, once with what is embedded and once with PostgreSQL and a bucket."""
    with running(tmp_path_factory.mktemp("data"), **engines()) as api:
        yield api
