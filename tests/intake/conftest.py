import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from intake.access import KeyRole, new_secret
from intake.api.app import create_app
from intake.settings import Settings
from intake.store import Store, keys, runs
from validators.report import DossierHead, Report

ROOT = Path(__file__).parents[2]


@dataclass
class Api:
    """A running service without workers or Redis."""

    client: httpx.Client
    store: Store
    settings: Settings

    def key(self, role: KeyRole, name: str = "De Bron", profiles: list[str] | None = None) -> dict[str, str]:
        secret = new_secret()
        with self.store.writing() as session:
            keys.add(session, secret, role, name, profiles or [])
        return {"Authorization": f"Bearer {secret}"}

    def drop(self, key: dict[str, str], *files: tuple[str, bytes], **fields: Any) -> httpx.Response:
        fields = {"profile": "passenderwijs", "received_on": "2026-05-01"} | fields
        headers = key | fields.pop("headers", {})
        sent = [("files", file) for file in files or [("a.pdf", b"%PDF-1.7")]]
        return self.client.post("/api/v1/dossiers", headers=headers, data=fields, files=sent)

    def report(self, dossier: dict[str, Any], **values: Any) -> dict[str, Any]:
        """Do what a worker does."""
        with self.store.reading() as session:
            run_id = (
                session.connection()
                .exec_driver_sql(
                    "SELECT id FROM runs WHERE dossier_id = ? AND state = 'received' ORDER BY number", (dossier["id"],)
                )
                .scalar_one()
            )
        with self.store.writing() as session:
            work = runs.claim(session, run_id, self.settings)
            assert work
            head = DossierHead(
                reference=work.reference,
                received_on=work.received_on,
                profile=work.profile,
                profile_version="2022-01",
            )
            content = json.loads(Report(dossier=head, **({"status": "complete"} | values)).model_dump_json())
            runs.report(session, work, content, "0")
        return content


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
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        yield Api(client, store, settings)
    server.should_exit = True
    thread.join()
    store.close()


def problem(response: httpx.Response) -> tuple[int, str]:
    """Status and type of a problem, which must be a proper one."""
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    assert body["title"]
    return response.status_code, body["type"].removeprefix("urn:dossierpoort:problem:")
