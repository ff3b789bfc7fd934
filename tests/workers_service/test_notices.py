"""Who wants to know is told, without a word about a child, until it arrives."""

import base64
import datetime as dt
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from service_tree import free_port
from sqlalchemy import update
from store_help import REPORT, claim

from intake.settings import Settings
from intake.store import Store, notices, runs
from intake.store.notice_tables import Kind, Notice, Subscription
from intake.store.store import now
from workers.notices import deliver_due

HERE = "https://poort.example"


class Receiver(HTTPServer):
    """Keeps what it was sent and answers as it is told to."""

    status = 200

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def open_settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"webhooks_to_private_addresses": True, "public_url": HERE})


def subscribe(store: Store, kind: Kind, address: str, profile: str = "passenderwijs") -> Subscription:
    with store.writing() as session:
        made = notices.subscribe(session, kind, address, profile=profile)
        session.expunge(made)
    return made


def reported(store: Store, settings: Settings, run_id: str) -> None:
    work = claim(store, settings, run_id)
    with store.writing() as session:
        runs.report(session, work, REPORT, "0")


def attempts(store: Store) -> list[tuple[int, str]]:
    with store.reading() as session:
        return [(one.number, one.outcome) for notice in session.query(Notice) for one in notice.attempts]


def make_due(store: Store) -> None:
    with store.writing() as session:
        later = update(Notice).where(Notice.not_before.is_not(None))
        session.execute(later.values(not_before=now() - dt.timedelta(seconds=1)))


def test_a_webhook_is_signed_and_told_once(
    store: Store, open_settings: Settings, run_id: str, receiver: Receiver
) -> None:
    made = subscribe(store, "webhook", f"http://127.0.0.1:{receiver.server_port}/hook?a=b")
    subscribe(store, "webhook", f"http://127.0.0.1:{receiver.server_port}/", profile="capelle")
    reported(store, open_settings, run_id)
    for _ in range(2):
        deliver_due(store, open_settings)
    ((headers, body),) = receiver.got
    assert json.loads(body)["type"] == "dossier.reported"
    signing = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode((made.secret or "").removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signing, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert attempts(store) == [(1, "delivered")]


def test_what_fails_is_tried_again_and_every_attempt_is_written_down(
    store: Store, open_settings: Settings, run_id: str, receiver: Receiver
) -> None:
    subscribe(store, "webhook", f"http://127.0.0.1:{receiver.server_port}/")
    reported(store, open_settings, run_id)
    receiver.status = 302
    deliver_due(store, open_settings)
    deliver_due(store, open_settings)  # not yet
    receiver.status = 204
    make_due(store)
    deliver_due(store, open_settings)
    assert attempts(store) == [(1, "HTTP 302"), (2, "delivered")]


def test_after_the_last_attempt_it_is_given_up(store: Store, open_settings: Settings, run_id: str) -> None:
    subscribe(store, "webhook", "http://127.0.0.1:9/")
    reported(store, open_settings, run_id)
    for _ in range(len(notices.WAITS) + 2):
        make_due(store)
        deliver_due(store, open_settings)
    assert len(attempts(store)) == len(notices.WAITS) + 1
    assert attempts(store)[0] == (1, "ConnectionRefusedError")


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        ("https://127.0.0.1/", "private address"),
        ("https://[::1]/", "private address"),
        ("https://10.1.2.3/", "private address"),
        ("https://169.254.169.254/", "private address"),
        ("http://127.0.0.1/", "not https"),
    ],
)
def test_nobody_inside_is_told(store: Store, settings: Settings, run_id: str, address: str, outcome: str) -> None:
    subscribe(store, "webhook", address)
    reported(store, settings, run_id)
    deliver_due(store, settings)
    assert attempts(store) == [(1, outcome)]


def test_a_mail_holds_a_link_and_nothing_of_the_child(
    store: Store, open_settings: Settings, run_id: str, tmp_path: Path
) -> None:
    subscribe(store, "mail", "school@example.nl")
    reported(store, open_settings, run_id)
    server = Controller(Mailbox(tmp_path / "box"), hostname="127.0.0.1", port=(port := free_port()))
    server.start()
    try:
        deliver_due(store, open_settings.model_copy(update={"smtp_url": f"smtp://127.0.0.1:{port}"}))
    finally:
        server.stop()
    (mail,) = (path.read_text() for path in (tmp_path / "box" / "new").iterdir())
    assert f"{HERE}/api/v1/dossiers/" in mail
    assert "a.pdf" not in mail


def test_without_a_mail_server_the_mail_lies_in_the_data_folder(store: Store, settings: Settings, run_id: str) -> None:
    subscribe(store, "mail", "school@example.nl")
    work = claim(store, settings, run_id)
    with store.writing() as session:
        runs.fail(session, work, "x", settings.model_copy(update={"max_attempts": 1}))
    deliver_due(store, settings)
    (mail,) = (settings.data / "mail").iterdir()
    assert "niet gelukt" in mail.read_text()
