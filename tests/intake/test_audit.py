"""The audit log: who saw and did what, in ids alone, and nothing can be taken back."""

from typing import Any

import pytest
from intake_api import Api
from intake_people import PASSWORD, Browser, person
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from intake.store import audit, keys
from intake.store.audit import SYSTEM, AuditFilter, Event
from intake.store.audit_table import AuditEvent


@pytest.fixture(scope="module")
def api(on_both: Api) -> Api:
    return on_both


def told(api: Api, **wanted: Any) -> list[tuple[str, str | None]]:
    """Event and detail, oldest first."""
    with api.store.reading() as session:
        return [(event.event, event.detail) for event in reversed(audit.events(session, AuditFilter(**wanted)))]


def test_what_is_done_with_a_dossier_is_told_with_who_did_it(api: Api) -> None:
    key = api.key("school", "De Log")
    dossier = api.drop(key, ("Noor Jansen.pdf", b"x"), reference="Noor Jansen").json()
    api.report(dossier)
    api.client.get(dossier["href"], headers=key)
    api.client.get(f"{dossier['href']}/report", headers=key)
    api.client.get(f"{dossier['href']}/report", headers=key | {"Accept": "text/html"})
    api.client.post(f"{dossier['href']}/documents", headers=key, files=[("files", ("b.pdf", b"y"))])
    assert told(api, dossier_id=dossier["id"]) == [
        ("dossier_sent", "1 files"),
        ("dossier_seen", None),
        ("report_seen", "version 1 application/json"),
        ("report_seen", "version 1 text/html"),
        ("documents_added", "1 files"),
    ]
    with api.store.reading() as session:
        asker = keys.principal(session, key["Authorization"].removeprefix("Bearer "))
        rows = session.scalars(select(AuditEvent).where(AuditEvent.dossier_id == dossier["id"])).all()
    assert asker
    assert {(row.actor_kind, row.actor_id) for row in rows} == {("key", asker.id)}
    assert not any("Noor" in str(vars(row)) for row in rows)


def test_a_page_that_refreshes_itself_is_one_look(api: Api) -> None:
    key = api.key("school", "De Log")
    dossier = api.drop(key).json()
    for _ in range(3):
        api.client.get(dossier["href"], headers=key)
        api.client.get("/api/v1/dossiers", headers=key)
    assert told(api, dossier_id=dossier["id"]).count(("dossier_seen", None)) == 1


def test_what_was_refused_is_told_too(api: Api) -> None:
    dossier = api.drop(api.key("school", "De Log")).json()
    api.client.get(dossier["href"], headers=api.key("school", "De Zee"))
    api.client.get("/api/v1/dossiers/Noor Jansen", headers=api.key("school", "De Zee"))
    api.drop(api.key("gatekeeper", "Poort"))
    assert told(api, dossier_id=dossier["id"])[-1] == ("refused", "GET /dossiers/{dossier_id} 404")
    refused = told(api, event="refused")
    assert ("refused", "POST /dossiers 403") in refused
    assert not any("Noor" in (detail or "") for _, detail in refused)


def test_what_was_not_done_is_not_told(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    key = api.key("school", "De Log")
    before = told(api, event="dossier_sent")

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("intake.store.files.FileStore.keep", broken)
    assert api.drop(key).status_code == 500
    assert told(api, event="dossier_sent") == before


def test_ways_in_and_out(api: Api) -> None:
    number, email = person(api)
    browser = Browser(api)
    browser.sign_in(email, "fout fout fout")
    browser.sign_in(email)
    new = "ander paard batterij nietje"
    browser.post("/account/wachtwoord", {"oud": PASSWORD, "nieuw": new, "nogmaals": new})
    browser.post("/uitloggen", {}, page="/account")
    assert told(api, actor_id=number) == [("signed_in", "password"), ("password_changed", None), ("signed_out", None)]
    with api.store.reading() as session:
        (failed,) = session.scalars(select(AuditEvent).where(AuditEvent.target == number)).all()
    assert (failed.event, failed.actor_kind) == ("sign_in_failed", "nobody")


@pytest.mark.parametrize("change", [update(AuditEvent).values(event="nothing"), delete(AuditEvent)])
def test_nothing_can_be_taken_back(api: Api, change: Any) -> None:
    with api.store.writing() as session:
        audit.record(session, SYSTEM, Event.KEY_ADDED)
    before = told(api)
    with pytest.raises(DatabaseError, match="append-only"), api.store.writing() as session:
        session.execute(change)
    assert told(api) == before


def test_the_log_is_read_page_by_page_newest_first(api: Api) -> None:
    with api.store.writing() as session:
        for number in range(5):
            audit.record(session, SYSTEM, Event.PROFILE_CHANGED, detail=str(number))
            session.flush()
    with api.store.reading() as session:
        first = audit.events(session, AuditFilter(event="profile_changed"), size=2)
        second = audit.events(session, AuditFilter(event="profile_changed"), before=first[-1].id, size=2)
    assert [event.detail for event in (*first, *second)] == ["4", "3", "2", "1"]
