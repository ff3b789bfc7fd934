"""What a client has already, and what it has not seen."""

import threading
from typing import Any

import pytest
from intake_api import Api, problem
from sqlalchemy.orm.exc import StaleDataError

from intake.api.conditions import tag_of


@pytest.fixture(scope="module")
def dossier(api: Api) -> tuple[dict[str, str], dict[str, Any]]:
    key = api.key("school")
    sent = api.drop(key).json()
    api.report(sent)
    return key, sent


def test_a_state_that_did_not_change_is_not_sent_again(api: Api) -> None:
    key = api.key("school")
    sent = api.drop(key).json()
    first = api.client.get(sent["href"], headers=key)
    tag = first.headers["etag"]
    assert tag == tag_of(first.content)
    for given in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        same = api.client.get(sent["href"], headers=key | {"If-None-Match": given})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
        assert same.headers["cache-control"] == "no-store"
    api.report(sent)
    changed = api.client.get(sent["href"], headers=key | {"If-None-Match": tag})
    assert (changed.status_code, changed.json()["state"]) == (200, "reported")
    assert changed.headers["etag"] != tag


@pytest.mark.parametrize("form", ["application/json", "text/html", "application/pdf"])
def test_a_report_that_did_not_change_is_not_drawn_again(
    api: Api, dossier: tuple[dict[str, str], dict[str, Any]], form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, sent = dossier
    address, headers = f"{sent['href']}/report", key | {"Accept": form}
    first = api.client.get(address, headers=headers)
    assert first.headers["etag"].startswith("W/") == (form != "application/json")
    monkeypatch.setattr("intake.api.visit.report_page", None)
    same = api.client.get(address, headers=headers | {"If-None-Match": first.headers["etag"]})
    assert (same.status_code, same.headers["vary"]) == (304, "Accept")
    assert same.headers["content-location"] == f"{address}?version=1"


def test_forms_of_a_report_have_tags_of_their_own(api: Api, dossier: tuple[dict[str, str], dict[str, Any]]) -> None:
    key, sent = dossier
    tags = {
        api.client.get(f"{sent['href']}/report", headers=key | {"Accept": form}).headers["etag"]
        for form in ("application/json", "text/html", "application/pdf")
    }
    assert len(tags) == 3


def test_only_what_one_saw_is_changed(api: Api) -> None:
    key = api.key("school")
    sent = api.drop(key).json()
    tag = api.client.get(sent["href"], headers=key).headers["etag"]
    files = [("files", ("b.pdf", b"b"))]

    def add(tag: str) -> Any:
        return api.client.post(f"{sent['href']}/documents", headers=key | {"If-Match": tag}, files=files)

    for wrong in ('"other"', f"W/{tag}"):
        assert problem(add(wrong)) == (412, "changed-since")
    assert add(tag).status_code == 202
    assert problem(add(tag)) == (412, "changed-since")
    assert add("*").status_code == 202
    admin = api.key("admin")
    assert problem(api.client.delete(sent["href"], headers=admin | {"If-Match": tag})) == (412, "changed-since")
    assert api.client.delete(sent["href"], headers=admin | {"If-Match": "*"}).status_code == 204


def test_two_who_change_the_same_are_told_so(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def stale(*_: object, **__: object) -> None:
        raise StaleDataError("UPDATE statement on table 'dossiers' expected to update 1 row(s); 0 were matched.")

    monkeypatch.setattr("intake.store.dossiers.add_files", stale)
    response = api.drop(api.key("school"))
    assert problem(response) == (409, "changed-meanwhile")
    assert response.json()["detail"]


class TestManyAtOnce:
    """Real threads against a real server, with what is embedded and with PostgreSQL."""

    def together(self, count: int, act: Any) -> list[Any]:
        answers: list[Any] = [None] * count
        start = threading.Barrier(count)

        def run(place: int) -> None:
            start.wait()
            answers[place] = act(place)

        threads = [threading.Thread(target=run, args=(place,)) for place in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    def test_one_key_at_once_is_one_dossier(self, on_both: Api) -> None:
        key, token = on_both.key("school", "De Dubbel"), {"Idempotency-Key": "at once"}
        answers = self.together(8, lambda _: on_both.drop(key, ("a.pdf", b"same"), headers=token))
        assert [answer.status_code for answer in answers] == [202] * 8
        assert len({answer.headers["location"] for answer in answers}) == 1
        listed = on_both.client.get("/api/v1/dossiers", headers=key).json()
        assert listed["total"] == 1

    def test_one_key_at_once_for_different_things_is_taken_by_one(self, on_both: Api) -> None:
        key, token = on_both.key("school", "De Strijd"), {"Idempotency-Key": "at once"}
        answers = self.together(6, lambda place: on_both.drop(key, ("a.pdf", b"%d" % place), headers=token))
        assert sorted(answer.status_code for answer in answers) == [202] + [422] * 5
        assert {problem(answer)[1] for answer in answers if answer.status_code == 422} == {"idempotency-key-reused"}
        assert on_both.client.get("/api/v1/dossiers", headers=key).json()["total"] == 1

    def test_documents_added_at_once_are_all_there(self, on_both: Api) -> None:
        key = on_both.key("school", "De Drukte")
        sent = on_both.drop(key).json()

        def add(place: int) -> Any:
            files = [("files", ("same.pdf", b"%d" % place))]
            return on_both.client.post(f"{sent['href']}/documents", headers=key, files=files)

        answers = self.together(6, add)
        assert {answer.status_code for answer in answers} <= {202, 409}
        taken = sum(answer.status_code == 202 for answer in answers)
        assert len(on_both.client.get(sent["href"], headers=key).json()["files"]) == taken + 1

    def test_one_upload_named_at_once_is_in_one_dossier(self, on_both: Api) -> None:
        key = on_both.key("school", "De Race")
        tus = key | {"Tus-Resumable": "1.0.0"}
        place = on_both.client.post("/api/v1/uploads", headers=tus | {"Upload-Length": "3"}).headers["location"]
        piece = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        assert on_both.client.patch(place, headers=tus | piece, content=b"abc").status_code == 204
        form = [("uploads", (None, place.rpartition("/")[2])), ("profile", (None, "passenderwijs"))]
        answers = self.together(4, lambda _: on_both.client.post("/api/v1/dossiers", headers=key, files=form))
        assert sorted(answer.status_code for answer in answers) == [202, 422, 422, 422]


@pytest.mark.parametrize("address", ["/dossiers/a%00", "/dossiers/a%00/report", "/dossiers/a%00/export"])
def test_what_no_database_takes_is_not_looked_for(on_both: Api, address: str) -> None:
    assert problem(on_both.client.get(f"/api/v1{address}", headers=on_both.key("admin"))) == (404, "not-found")


def test_no_field_holds_what_no_database_takes(on_both: Api) -> None:
    for filter_by in ("school", "profile"):
        answer = on_both.client.get(f"/api/v1/dossiers?{filter_by}=a%00", headers=on_both.key("admin"))
        assert problem(answer) == (422, "invalid")
    assert problem(on_both.drop(on_both.key("school"), reference="a\0")) == (422, "invalid")
    assert on_both.drop(on_both.key("school"), ("a\0.pdf", b"x")).status_code == 202
