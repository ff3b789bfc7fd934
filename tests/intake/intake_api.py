"""A running service to talk to."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from sqlalchemy import select
from tables import with_tables

from intake.access import KeyRole, new_secret
from intake.api.app import create_app
from intake.api.server import LeavingServer
from intake.settings import Settings
from intake.store import Store, keys, runs
from intake.store.store import now
from intake.store.tables import Run
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

    def ended_key(self, *, revoked: bool) -> dict[str, str]:
        """A key that was taken back, or that expired."""
        secret = new_secret()
        with self.store.writing() as session:
            expires_at = None if revoked else now()
            key = keys.add(session, secret, "admin", "Beheer", [], expires_at=expires_at)
            if revoked:
                keys.revoke(session, key.id)
        return {"Authorization": f"Bearer {secret}"}

    def drop(self, key: dict[str, str], *files: tuple[str, bytes], **fields: Any) -> httpx.Response:
        fields = {"profile": "passenderwijs", "received_on": "2026-05-01"} | fields
        headers = key | fields.pop("headers", {})
        sent = [("files", file) for file in files or [("a.pdf", b"%PDF-1.7")]]
        return self.client.post("/api/v1/dossiers", headers=headers, data=fields, files=sent)

    def report(self, dossier: dict[str, Any], **values: Any) -> dict[str, Any]:
        """Do what a worker does."""
        with self.store.reading() as session:
            waiting = select(Run.id).where(Run.dossier_id == dossier["id"], Run.state == "received")
            run_id = session.scalars(waiting).one()
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


@contextmanager
def running(data: Path, **given: Any) -> Iterator[Api]:
    """The web process with these settings, in a thread."""
    small = {
        "max_request_size": 1_000_000,
        "max_files": 5,
        "sign_in_limit": 10_000,
        "redis_url": f"unix://{data}/none.sock",
    }
    settings = Settings(data=data, **(small | given))
    store = with_tables(settings)
    app = create_app(settings)
    server = LeavingServer(uvicorn.Config(app, port=0, log_level="critical", log_config=None), app)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    # The server closes a connection after an internal error, so one kept alive could be gone at the next request.
    fresh = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", limits=fresh, timeout=30) as client:
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
