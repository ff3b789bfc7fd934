"""Uploads that break off and go on."""

import base64
import hashlib
import socket
import time
from typing import Any

import httpx
import pytest
from intake_api import Api, problem

from intake.privacy import retention
from intake.store.store import now
from intake.store.upload_tables import ResumableUpload

TUS = {"Tus-Resumable": "1.0.0"}
SCAN = bytes(range(256)) * 2000  # half a megabyte


class Client:
    """Somebody who sends a large scan."""

    def __init__(self, api: Api, school: str = "De Bron", **headers: str) -> None:
        self.key = api.key("school", school)
        self.http = api.client
        self._headers = self.key | TUS | headers

    def begin(self, length: int = len(SCAN), name: str = "scan.pdf", **headers: str) -> httpx.Response:
        named = {"Upload-Metadata": f"filename {base64.b64encode(name.encode()).decode()}, filetype YQ=="}
        told = {"Upload-Length": str(length), **named, **headers}
        return self.http.post("/api/v1/uploads", headers=self._headers | told)

    def send(self, place: str, offset: int, content: bytes, **headers: str) -> httpx.Response:
        told = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream", **headers}
        return self.http.patch(place, headers=self._headers | told, content=content)

    def offset(self, place: str) -> int:
        answer = self.http.head(place, headers=self._headers)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["cache-control"] == "no-store"
        return int(answer.headers["upload-offset"])

    def delete(self, place: str) -> httpx.Response:
        return self.http.delete(place, headers=self._headers)

    def uploaded(self, content: bytes = SCAN, name: str = "scan.pdf") -> str:
        """A finished upload: its id."""
        place = self.begin(len(content), name).headers["location"]
        assert self.send(place, 0, content).status_code == 204
        return place.rpartition("/")[2]

    def drop(self, *uploads: str, files: Any = None, **headers: str) -> httpx.Response:
        data = {"profile": "passenderwijs", "received_on": "2026-05-01", "uploads": list(uploads)}
        # A form without any file is sent as multipart too.
        sent = files or [("reference", (None, "r"))]
        return self.http.post("/api/v1/dossiers", headers=self.key | headers, data=data, files=sent)


def test_what_is_spoken_here(api: Api) -> None:
    answer = api.client.options("/api/v1/uploads", headers=api.key("school"))
    assert answer.status_code == 204
    assert answer.headers["tus-version"] == answer.headers["tus-resumable"] == "1.0.0"
    assert answer.headers["tus-extension"] == "creation,expiration,checksum,termination"
    assert answer.headers["tus-max-size"] == "1000000"


def test_in_pieces_and_then_part_of_a_dossier(on_both: Api) -> None:
    client = Client(on_both)
    begun = client.begin(name="../Noor 123456782.pdf")
    assert begun.status_code == 201
    place = begun.headers["location"]
    assert client.offset(place) == 0
    for start in range(0, len(SCAN), 200_000):
        sent = client.send(place, start, SCAN[start : start + 200_000])
        assert sent.status_code == 204
        assert int(sent.headers["upload-offset"]) == client.offset(place) == min(start + 200_000, len(SCAN))
    dossier = client.drop(place.rpartition("/")[2], files=[("files", ("b.pdf", b"b"))])
    assert dossier.status_code == 202
    assert [file["name"] for file in dossier.json()["files"]] == ["Noor xxxxxxxxx.pdf", "b.pdf"]
    assert on_both.store.files.content(hashlib.sha256(SCAN).hexdigest()) == SCAN
    assert on_both.store.files.all_unfinished() == []
    assert problem(client.delete(place)) == (404, "not-found")


def broken(api: Api, client: Client, place: str, sent: bytes, *headers: str) -> None:
    """Send a piece over a connection that breaks before the piece is whole."""
    lines = [
        f"PATCH {place} HTTP/1.1", "Host: x", f"Content-Length: {len(SCAN)}", "Upload-Offset: 0",
        "Content-Type: application/offset+octet-stream", "Tus-Resumable: 1.0.0",
        f"Authorization: {client.key['Authorization']}", *headers, "", "",
    ]  # fmt: skip
    with socket.create_connection((api.client.base_url.host, api.client.base_url.port or 80)) as connection:
        connection.sendall("\r\n".join(lines).encode() + sent)
        time.sleep(0.1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset, not a goodbye


def eventually(client: Client, place: str, at_least: int) -> int:
    for _ in range(100):
        if (offset := client.offset(place)) >= at_least:
            return offset
        time.sleep(0.02)
    raise AssertionError(offset)


def test_a_broken_connection_goes_on_where_it_broke(api: Api) -> None:
    client = Client(api)
    place = client.begin().headers["location"]
    broken(api, client, place, SCAN[:300_000])
    offset = eventually(client, place, 200_000)
    assert offset <= 300_000
    assert client.send(place, offset, SCAN[offset:]).status_code == 204
    dossier = client.drop(place.rpartition("/")[2]).json()
    assert dossier["files"] == [{"name": "scan.pdf", "sha256": hashlib.sha256(SCAN).hexdigest(), "size": len(SCAN)}]


def test_a_piece_with_a_checksum_counts_whole_or_not_at_all(api: Api) -> None:
    client = Client(api)
    place = client.begin().headers["location"]
    good = f"sha256 {base64.b64encode(hashlib.sha256(SCAN).digest()).decode()}"
    broken(api, client, place, SCAN[:300_000], f"Upload-Checksum: {good}")
    time.sleep(0.1)
    assert client.offset(place) == 0
    damaged = client.send(place, 0, b"x" + SCAN[1:], **{"Upload-Checksum": good})
    assert problem(damaged) == (460, "checksum-mismatch")
    assert client.offset(place) == 0
    assert client.send(place, 0, SCAN, **{"Upload-Checksum": good}).status_code == 204


def test_who_comes_back_takes_over_from_a_connection_that_only_looks_alive(api: Api) -> None:
    client = Client(api)
    place = client.begin().headers["location"]
    head = (
        f"PATCH {place} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(SCAN)}\r\nUpload-Offset: 0\r\n"
        f"Content-Type: application/offset+octet-stream\r\nTus-Resumable: 1.0.0\r\n"
        f"Authorization: {client.key['Authorization']}\r\n\r\n"
    )
    with socket.create_connection((api.client.base_url.host, api.client.base_url.port or 80)) as silent:
        silent.sendall(head.encode() + SCAN[:300_000])
        offset = eventually(client, place, 200_000)
        again = client.send(place, offset, SCAN[offset:])
        if again.status_code == 409:  # what the silent one still held was written as it gave way
            offset = int(again.headers["upload-offset"])
            again = client.send(place, offset, SCAN[offset:])
        assert again.status_code == 204
    assert client.drop(place.rpartition("/")[2]).json()["files"][0]["sha256"] == hashlib.sha256(SCAN).hexdigest()


def test_what_another_school_sends_does_not_exist(api: Api) -> None:
    mine, theirs = Client(api), Client(api, "De Zee")
    place = mine.begin().headers["location"]
    assert theirs.http.head(place, headers=theirs.key | TUS).status_code == 404
    assert problem(theirs.send(place, 0, SCAN)) == (404, "not-found")
    assert problem(theirs.delete(place)) == (404, "not-found")
    mine.send(place, 0, SCAN)
    hidden, absent = theirs.drop(place.rpartition("/")[2]), theirs.drop("0" * 24)
    assert problem(hidden) == (422, "unknown-upload")
    assert hidden.json() == absent.json()
    gatekeeper = api.key("gatekeeper", "Poort", ["passenderwijs"])
    assert problem(api.client.delete(place, headers=gatekeeper | TUS)) == (403, "forbidden")
    assert mine.delete(place).status_code == 204


def test_only_what_is_finished_can_be_dropped_and_once(api: Api) -> None:
    client = Client(api)
    place = client.begin().headers["location"]
    assert problem(client.drop(place.rpartition("/")[2])) == (422, "unknown-upload")
    upload = client.uploaded()
    token = {"Idempotency-Key": "u-1"}
    first, again = client.drop(upload, **token), client.drop(upload, **token)
    assert first.json()["id"] == again.json()["id"]
    assert problem(client.drop(upload)) == (422, "unknown-upload")
    added = api.client.post(
        f"{first.json()['href']}/documents",
        headers=client.key,
        files=[("uploads", (None, client.uploaded(b"more", "more.pdf")))],
    )
    assert [file["name"] for file in added.json()["files"]] == ["more.pdf", "scan.pdf"]


def test_the_same_limits(api: Api) -> None:
    client = Client(api, "De Grens")
    assert problem(client.begin(1_000_001)) == (413, "too-large")
    uploads = [client.uploaded(SCAN, f"{number}.pdf") for number in range(2)]
    assert problem(client.drop(*uploads)) == (413, "too-large")
    for number in range(3):
        assert client.begin(10 * number).status_code == 201
    full = client.begin(1)
    assert problem(full) == (429, "too-many-uploads")
    assert 86_000 < int(full.headers["retry-after"]) <= 86_400
    assert Client(api, "De Ruimte").begin(1).status_code == 201


def test_what_is_wrong_is_said(api: Api) -> None:
    client = Client(api, "De Fout")
    place = client.begin(10).headers["location"]
    wrong = client.send(place, 5, b"x")
    assert (*problem(wrong), wrong.headers["upload-offset"]) == (409, "wrong-offset", "0")
    assert problem(client.send(place, 0, b"x" * 11)) == (413, "too-large")
    assert client.offset(place) == 0
    assert problem(client.send(place, 0, b"x", **{"Content-Type": "application/pdf"}))[0] == 415
    assert problem(client.send(place, 0, b"x", **{"Upload-Checksum": "crc32 AAAA"})) == (422, "invalid")
    assert problem(client.send(place, 0, b"x", **{"Upload-Checksum": "sha1 @"})) == (422, "invalid")
    assert problem(client.begin(10, **{"Upload-Metadata": "filename @@"})) == (422, "invalid")
    old = client.http.head(place, headers=client.key | {"Tus-Resumable": "0.2.2"})
    assert (old.status_code, old.headers["tus-version"]) == (412, "1.0.0")
    assert problem(client.http.post("/api/v1/uploads", headers=client.key | TUS)) == (422, "invalid")


def test_an_empty_file_is_finished_at_once(api: Api) -> None:
    client = Client(api, "De Leegte")
    upload = client.begin(0).headers["location"].rpartition("/")[2]
    assert client.drop(upload).json()["files"][0]["size"] == 0


def test_what_is_left_lying_goes_after_a_day(api: Api) -> None:
    client = Client(api, "De Tijd")
    kept, old = client.begin().headers["location"], client.begin().headers["location"]
    for place in (kept, old):
        client.send(place, 0, SCAN[:100])
    with api.store.writing() as session:
        session.get_one(ResumableUpload, old.rpartition("/")[2]).expires_at = now()
    stray = api.store.files.unfinished("f" * 24)
    stray.write_bytes(b"x")
    retention.purge(api.store, api.settings)
    assert api.client.head(old, headers=client.key | TUS).status_code == 404
    assert client.offset(kept) == 100
    names = {path.name for path in api.store.files.all_unfinished()}
    assert kept.rpartition("/")[2] in names
    assert not {old.rpartition("/")[2], stray.name} & names


def test_a_drop_that_fails_late_can_be_repeated(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(api, "De Herhaling")
    upload = client.uploaded(b"late " * 1000)

    def fails(*_: object, **__: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("intake.api.dossiers._answer", fails)
        assert problem(client.drop(upload)) == (503, "unavailable")
    assert client.drop(upload).status_code == 202
