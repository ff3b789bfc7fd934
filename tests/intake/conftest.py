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
        patch.setattr(passwords, "_NOBODYS", passwords.hashed("nobody's"))
        yield


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory, engines: Callable[[], dict[str, str]]) -> Iterator[Api]:
    """Once with what is embedded and once with PostgreSQL and a bucket."""
    with running(tmp_path_factory.mktemp("data"), **engines()) as api:
        yield api


@pytest.fixture(scope="module")
def on_both(api: Api) -> Api:
    """The same, where that is what the test is about."""
    return api
