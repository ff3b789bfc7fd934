from collections.abc import Callable, Iterator

import pytest
from intake_api import Api, running


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with running(tmp_path_factory.mktemp("data")) as api:
        yield api


@pytest.fixture(scope="module")
def on_both(tmp_path_factory: pytest.TempPathFactory, engines: Callable[[], dict[str, str]]) -> Iterator[Api]:
    """The same, once with what is embedded and once with PostgreSQL and a bucket."""
    with running(tmp_path_factory.mktemp("data"), **engines()) as api:
        yield api
