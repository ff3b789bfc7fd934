"""Both columns of the set-up: what is embedded, and the engines that can be set instead."""

import os
from collections.abc import Callable, Iterator

import pytest
from engines import FORGETFUL, Bucket, Postgres, Redis
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from intake.settings import Settings
from intake.store import Store


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--on-both", action="store_true",
        help="tests/intake: all tests of a running service on both columns, not only where they keep and ask most",
    )  # fmt: skip


# Folders of which a file may take a minute: begun last, one of these keeps one process busy while the others are done.
FIRST = ("faults", "browser", "workers_service", "intake")
# Files that visit one service, which is started and kept running once for all that go to one process.
HOUSE = "tests/browser/"
TREE = tuple(f"tests/workers_service/test_{name}.py" for name in ("rounds", "service_faults", "whole_road"))


class Visitors(LoadFileScheduling):
    """The tests of a file go to one process, and so do files that visit the same service."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        if file.startswith(HOUSE):
            return HOUSE
        return TREE[0] if file in TREE else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Visitors:
    return Visitors(config, log)


def pytest_xdist_auto_num_workers() -> int:
    return len(os.sched_getaffinity(0)) + 1  # whoever waits for a service leaves its core to others


def pytest_configure(config: pytest.Config) -> None:
    config.option.loadscopereorder = False  # pytest-xdist would begin with the files of most tests, which are quick


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.path.parent.name, len(FIRST)))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres(FORGETFUL)
    yield server
    server.close()


@pytest.fixture(scope="session")
def bucket() -> Iterator[Bucket]:
    server = Bucket()
    yield server
    server.close()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    server = Redis()
    yield server
    server.close()


@pytest.fixture(scope="session")
def template(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with all tables, to make others from."""
    name = postgres.database()
    store = Store(Settings(data=tmp_path_factory.mktemp("template"), database_url=postgres.address(name)))
    store.migrate()
    store.close()
    return name


@pytest.fixture(scope="session")
def engines_alone(postgres: Postgres, bucket: Bucket, template: str) -> Callable[[], dict[str, str]]:
    """The addresses of PostgreSQL and a bucket, new ones with every call."""
    return lambda: {"database_url": postgres.address(postgres.database(template)), "files_url": bucket.address()}


@pytest.fixture(scope="session", params=["embedded", "engines"])
def engines(request: pytest.FixtureRequest) -> Callable[[], dict[str, str]]:
    """The addresses to set, new ones with every call: none, or those of PostgreSQL and a bucket."""
    if request.param == "embedded":
        return dict
    found: Callable[[], dict[str, str]] = request.getfixturevalue("engines_alone")
    return found
