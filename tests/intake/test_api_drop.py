"""What a school sends, and what it hears back."""

import hashlib
import socket

import pytest
from intake_api import Api, problem


def test_a_drop_is_accepted_kept_and_described(api: Api) -> None:
    response = api.drop(api.key("school"), ("b.pdf", b"two"), ("a.pdf", b"one"), reference="2026-17")
    assert response.status_code == 202
    dossier = response.json()
    assert response.headers["location"] == f"/api/v1/dossiers/{dossier['id']}"
    assert (dossier["state"], dossier["reference"], dossier["school"]) == ("received", "2026-17", "De Bron")
    assert [file["name"] for file in dossier["files"]] == ["a.pdf", "b.pdf"]
    for content in (b"one", b"two"):
        assert api.store.files.content(hashlib.sha256(content).hexdigest()) == content
    assert list((api.settings.files / "incoming").iterdir()) == []


def test_the_day_of_receipt_is_today_unless_given(api: Api) -> None:
    sent = api.drop(api.key("school"), received_on="").json()
    assert sent["received_on"] >= sent["sent_at"][:10]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ib\\scan.pdf", "scan.pdf"),
        ("..", "document"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("é" * 300 + ".pdf", "é" * 98 + ".pdf"),
    ],
)
def test_a_name_is_never_a_path(api: Api, given: str, kept: str) -> None:
    assert api.drop(api.key("school"), (given, b"x")).json()["files"][0]["name"] == kept


def test_two_files_of_one_name_are_both_kept(api: Api) -> None:
    dossier = api.drop(api.key("school"), ("a.pdf", b"1"), ("x/a.pdf", b"2")).json()
    assert [file["name"] for file in dossier["files"]] == ["a (2).pdf", "a.pdf"]


def test_added_documents_make_a_new_version_and_leave_the_old_one(api: Api) -> None:
    key = api.key("school")
    dossier = api.drop(key).json()
    api.report(dossier, status="incomplete")
    added = api.client.post(f"{dossier['href']}/documents", headers=key, files=[("files", ("b.pdf", b"b"))])
    assert added.status_code == 202
    assert added.headers["location"] == dossier["href"]
    assert (added.json()["state"], added.json()["report_version"]) == ("received", 1)
    api.report(dossier, status="complete")
    versions = [
        api.client.get(f"{dossier['href']}/report", headers=key, params=params).json()["status"]
        for params in ({}, {"version": 1}, {"version": 2})
    ]
    assert versions == ["complete", "incomplete", "complete"]


class TestRefused:
    def test_no_file(self, api: Api) -> None:
        empty = [("files", ("", b"")), ("profile", (None, "passenderwijs"))]
        response = api.client.post("/api/v1/dossiers", headers=api.key("school"), files=empty)
        assert problem(response) == (422, "no-files")

    @pytest.mark.parametrize("profile", ["atlantis", "../passenderwijs"])
    def test_unknown_profile(self, api: Api, profile: str) -> None:
        assert problem(api.drop(api.key("school"), profile=profile)) == (422, "unknown-profile")

    def test_a_profile_that_the_key_is_not_for(self, api: Api) -> None:
        key = api.key("school", "Elders", ["capelle"])
        assert problem(api.drop(key)) == (422, "unknown-profile")
        assert api.drop(key, profile="capelle").status_code == 202

    def test_a_day_on_which_the_profile_does_not_hold(self, api: Api) -> None:
        assert problem(api.drop(api.key("school"), received_on="1999-01-01")) == (422, "unknown-profile")

    def test_wrong_fields_are_named(self, api: Api) -> None:
        response = api.drop(api.key("school"), received_on="gisteren", color="red")
        assert problem(response) == (422, "invalid")
        assert {error["field"] for error in response.json()["errors"]} == {"received_on", "color"}

    def test_no_multipart(self, api: Api) -> None:
        response = api.client.post("/api/v1/dossiers", headers=api.key("school"), json={})
        assert problem(response) == (415, "unsupported-media-type")

    def test_broken_multipart(self, api: Api) -> None:
        headers = api.key("school") | {"Content-Type": "multipart/form-data; boundary=x"}
        response = api.client.post("/api/v1/dossiers", headers=headers, content=b"--y\r\nnothing")
        assert problem(response) == (400, "bad-request")

    def test_too_many_files(self, api: Api) -> None:
        files = [(f"{number}.pdf", b"") for number in range(6)]
        assert problem(api.drop(api.key("school"), *files)) == (413, "too-many-files")

    def test_too_large(self, api: Api) -> None:
        assert problem(api.drop(api.key("school"), ("a.pdf", bytes(1_100_000)))) == (413, "too-large")

    def test_too_large_without_saying_so(self, api: Api) -> None:
        headers = api.key("school") | {"Content-Type": "multipart/form-data; boundary=x"}
        head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'
        chunks = iter([head, *[bytes(100_000)] * 11, b"\r\n--x--\r\n"])
        response = api.client.post("/api/v1/dossiers", headers=headers, content=chunks)
        assert problem(response) == (413, "too-large")

    def test_nothing_stays_on_disk(self, api: Api) -> None:
        before = sorted(api.settings.files.rglob("*"))
        api.drop(api.key("school"), ("a.pdf", b"never seen"), profile="atlantis")
        api.drop(api.key("school"), ("a.pdf", bytes(1_100_000)))
        assert sorted(api.settings.files.rglob("*")) == before

    def test_the_key_is_asked_for_before_the_body_is_read(self, api: Api) -> None:
        host, port = api.client.base_url.host, api.client.base_url.port
        with socket.create_connection((host, port or 80), timeout=5) as connection:
            connection.sendall(
                b"POST /api/v1/dossiers HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n"
                b"Content-Type: multipart/form-data; boundary=x\r\n\r\n"
            )
            assert b" 401 " in connection.recv(1000)


class TestIdempotencyKey:
    def test_the_same_request_is_done_once(self, api: Api) -> None:
        key, token = api.key("school"), {"Idempotency-Key": "t-1"}
        first, second = (api.drop(key, ("a.pdf", b"same"), headers=token) for _ in range(2))
        assert second.status_code == 202
        assert second.headers["location"] == first.headers["location"]

    def test_another_request_is_refused_and_leaves_nothing(self, api: Api) -> None:
        key, token = api.key("school"), {"Idempotency-Key": "t-2"}
        api.drop(key, ("a.pdf", b"one thing"), headers=token)
        response = api.drop(key, ("a.pdf", b"another thing"), headers=token)
        assert problem(response) == (422, "idempotency-key-reused")
        assert not api.store.files.has(hashlib.sha256(b"another thing").hexdigest())

    def test_keys_do_not_share_it(self, api: Api) -> None:
        token = {"Idempotency-Key": "t-3"}
        answers = [api.drop(api.key("school"), headers=token).json()["id"] for _ in range(2)]
        assert answers[0] != answers[1]

    def test_it_holds_for_added_documents_too(self, api: Api) -> None:
        key, token = api.key("school"), {"Idempotency-Key": "t-4"}
        dossier = api.drop(key).json()
        for _ in range(2):
            added = api.client.post(
                f"{dossier['href']}/documents", headers=key | token, files=[("files", ("b.pdf", b"b"))]
            )
        assert len(added.json()["files"]) == 2


def test_a_citizen_service_number_is_no_reference_and_is_masked_in_a_name(api: Api) -> None:
    key = api.key("school")
    refused = api.drop(key, reference="Noor 123456782")
    assert problem(refused) == (422, "invalid")
    assert "123456782" not in refused.text
    sent = api.drop(key, ("Noor 123456782.pdf", b"x")).json()
    assert [file["name"] for file in sent["files"]] == ["Noor xxxxxxxxx.pdf"]
