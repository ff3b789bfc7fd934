import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn
from intake_api import Api

from intake.api.app import create_app
from intake.settings import Settings
from intake.store import Store


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    data = tmp_path_factory.mktemp("data")
    settings = Settings(data=data, redis_url=f"unix://{data}/none.sock", max_request_size=1_000_000, max_files=5)
    store = Store(settings)
    store.migrate()
    server = uvicorn.Server(uvicorn.Config(create_app(settings), port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    # The server closes a connection after an internal error, so one kept alive could be gone at the next request.
    fresh = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", limits=fresh) as client:
        yield Api(client, store, settings)
    server.should_exit = True
    thread.join()
    store.close()
