from collections.abc import Iterator

import pytest
from intake_api import Api, running


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with running(tmp_path_factory.mktemp("data")) as api:
        yield api
