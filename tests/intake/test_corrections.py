"""Gatekeepers correct values and accept findings, over HTTP; on both databases."""

from typing import Any

import pytest
from intake_api import Api, problem
from weighed import FORM, SHORT, UNSIGNED, at, period, read, records

from intake.privacy.erase import erase
from intake.store import audit, dossiers, notices
from intake.store.audit import SYSTEM, AuditFilter
from intake.store.tables import Dossier

WEEKS = {"record": "intervention:2", "field": "weeks", "reason": "Op bladzijde 1 staat 12."}


@pytest.fixture(scope="module")
def api(on_both: Api) -> Api:
    return on_both


@pytest.fixture
def keeper(api: Api) -> dict[str, str]:
    return api.key("gatekeeper", "Poort", ["passenderwijs"])


@pytest.fixture
def dossier(api: Api) -> dict[str, Any]:
    """A dossier with a report about it, version 1."""
    sent: dict[str, Any] = api.drop(api.key("school", "De Gom")).json()
    read(api.store, api.settings, sent["id"])
    return sent


def post(api: Api, key: dict[str, str], dossier: dict[str, Any], what: str, **body: Any) -> Any:
    return api.client.post(f"{dossier['href']}/{what}", headers=key, json={"version": 1} | body)


def report(api: Api, key: dict[str, str], dossier: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = api.client.get(f"{dossier['href']}/report", headers=key).json()
    return found


def found(content: dict[str, Any]) -> dict[str, str]:
    return {finding["id"]: finding["severity"] for finding in content["findings"]}


def test_a_correction_is_weighed_at_once_and_keeps_both_readings(
    api: Api, keeper: dict[str, str], dossier: dict[str, Any]
) -> None:
    assert found(report(api, keeper, dossier))[SHORT] == "blocking"
    answer = post(api, keeper, dossier, "corrections", **WEEKS, value="12")
    assert answer.status_code == 201, answer.text
    assert answer.json()["version"] == 2
    (made,) = answer.json()["corrections"]
    assert (made["read"], made["value"], made["by"]) == (6, 12, "Poort, poortwachter")
    now = report(api, keeper, dossier)
    assert SHORT not in found(now)
    assert now["interventions"][1]["weeks"] == 12
    assert [(c["read"], c["value"]) for c in now["corrections"]] == [(6, 12)]
    earlier = api.client.get(f"{dossier['href']}/report?version=1", headers=keeper).json()
    assert earlier["interventions"][1]["weeks"] == 6
    state = api.client.get(dossier["href"], headers=keeper).json()
    assert (state["state"], state["report_version"]) == ("reported", 2)


def test_a_correction_is_withdrawn_and_stays_in_the_history(
    api: Api, keeper: dict[str, str], dossier: dict[str, Any]
) -> None:
    made = post(api, keeper, dossier, "corrections", **WEEKS, value=12).json()["corrections"][0]
    address = f"{dossier['href']}/corrections"
    assert api.client.delete(f"{address}/{made['id']}", headers=keeper).status_code == 204
    now = report(api, keeper, dossier)
    assert found(now)[SHORT] == "blocking"
    assert "corrections" not in now
    (kept,) = api.client.get(address, headers=keeper).json()
    assert kept["withdrawn_at"]
    assert api.client.delete(f"{address}/{'0' * 24}", headers=keeper).status_code == 404


def test_a_second_correction_takes_the_place_of_the_first(
    api: Api, keeper: dict[str, str], dossier: dict[str, Any]
) -> None:
    post(api, keeper, dossier, "corrections", **WEEKS, value=12)
    post(api, keeper, dossier, "corrections", **WEEKS, value=11, version=2)
    both = api.client.get(f"{dossier['href']}/corrections", headers=keeper).json()
    assert [(c["value"], c["withdrawn_at"] is None) for c in both] == [(12, False), (11, True)]
    post(api, keeper, dossier, "corrections", **WEEKS, value=6, version=3)  # as it was read
    assert "corrections" not in report(api, keeper, dossier)


def test_whoever_looked_and_found_it_right_makes_a_value_certain(
    api: Api, keeper: dict[str, str], dossier: dict[str, Any]
) -> None:
    doubt = "reading.uncertain"
    assert any(i.startswith(doubt) for i in found(report(api, keeper, dossier)))
    name = "measurement:word_reading:M4:2025-01-20"
    body = {"record": name, "field": "level_letter", "value": "E", "reason": "Nagekeken."}
    assert post(api, keeper, dossier, "corrections", **body).status_code == 201
    now = report(api, keeper, dossier)
    assert not any(i.startswith(doubt) and "M4" in i for i in found(now))
    assert [m["confidence"] for m in now["score_series"][0]["measurements"] if m["moment"] == "M4"] == [1.0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"record": "intervention:9"},
        {"field": "evidence"},
        {"field": "nothing"},
        {"value": "veel"},
        {"value": 999},
        {"reason": "  "},
        {"reason": ""},
        {"reason": "nul \0"},
        {"record": "answer:application_form:suspicion", "field": "text", "value": "nul \0"},
        {"more": 1},
    ],
)
def test_what_can_not_be_is_refused(
    api: Api, keeper: dict[str, str], dossier: dict[str, Any], wrong: dict[str, Any]
) -> None:
    answer = post(api, keeper, dossier, "corrections", **({**WEEKS, "value": 12} | wrong))
    assert problem(answer) == (422, "invalid")
    assert api.client.get(f"{dossier['href']}/corrections", headers=keeper).json() == []


def test_nobody_decides_on_a_version_that_is_not_the_newest(
    api: Api, keeper: dict[str, str], dossier: dict[str, Any]
) -> None:
    post(api, keeper, dossier, "corrections", **WEEKS, value=12)
    late = post(api, keeper, dossier, "acceptances", finding=UNSIGNED, reason="Overleden.")
    assert problem(late)[0] == 409


def test_a_finding_is_accepted_with_a_reason(api: Api, keeper: dict[str, str], dossier: dict[str, Any]) -> None:
    answer = post(api, keeper, dossier, "acceptances", finding=UNSIGNED, reason="Ouder 2 is overleden.")
    assert answer.status_code == 201, answer.text
    now = report(api, keeper, dossier)
    (finding,) = [f for f in now["findings"] if f["id"] == UNSIGNED]
    assert finding["severity"] == "note"
    assert finding["accepted"]["reason"] == "Ouder 2 is overleden."
    address = f"{dossier['href']}/acceptances"
    made = answer.json()["acceptance"]["id"]
    assert [a["id"] for a in api.client.get(address, headers=keeper).json()] == [made]
    assert api.client.delete(f"{address}/{made}", headers=keeper).status_code == 204
    assert found(report(api, keeper, dossier))[UNSIGNED] == "blocking"
    assert problem(post(api, keeper, dossier, "acceptances", finding="x", reason="y", version=3))[0] == 422


def test_schools_look_and_strangers_see_nothing(api: Api, dossier: dict[str, Any]) -> None:
    school, stranger = api.key("school", "De Gom"), api.key("gatekeeper", "Elders", ["capelle"])
    for what in ("corrections", "acceptances", "values"):
        assert api.client.get(f"{dossier['href']}/{what}", headers=school).status_code == 200
        assert api.client.get(f"{dossier['href']}/{what}", headers=stranger).status_code == 404
    assert problem(post(api, school, dossier, "corrections", **WEEKS, value=12))[0] == 403
    assert problem(post(api, stranger, dossier, "corrections", **WEEKS, value=12))[0] == 404
    body = {"finding": UNSIGNED, "reason": "x"}
    assert problem(post(api, school, dossier, "acceptances", **body))[0] == 403


def test_values_tell_what_can_be_corrected(api: Api, keeper: dict[str, str], dossier: dict[str, Any]) -> None:
    post(api, keeper, dossier, "corrections", **WEEKS, value=12)
    values = api.client.get(f"{dossier['href']}/values", headers=keeper).json()
    (weeks,) = [v for v in values if (v["record"], v["field"]) == ("intervention:2", "weeks")]
    assert (weeks["read"], weeks["value"]) == (6, 12)
    assert weeks["spots"] == [{"sha256": FORM, "page": 2, "bbox": [50, 320, 500, 332]}]


class TestAfterANewReading:
    def again(self, api: Api, dossier: dict[str, Any], given: Any) -> dict[str, Any]:
        more = [("files", ("more.pdf", b"%PDF more"))]
        api.client.post(f"{dossier['href']}/documents", headers=api.key("school", "De Gom"), files=more)
        return read(api.store, api.settings, dossier["id"], given)

    def test_what_was_said_holds_where_the_place_is_still_there(
        self, api: Api, keeper: dict[str, str], dossier: dict[str, Any]
    ) -> None:
        post(api, keeper, dossier, "corrections", **WEEKS, value=12)
        post(api, keeper, dossier, "acceptances", finding=UNSIGNED, reason="Overleden.", version=2)
        given = records()
        given.interventions.insert(0, period(2, "2024-09-02", "2024-11-15", 280))  # the short one is the third now
        now = self.again(api, dossier, given)
        assert [i["weeks"] for i in now["interventions"]] == [11, 11, 12]
        assert found(now)[UNSIGNED] == "note"

    def test_an_acceptance_holds_for_nothing_else_of_that_name(
        self, api: Api, keeper: dict[str, str], dossier: dict[str, Any]
    ) -> None:
        post(api, keeper, dossier, "acceptances", finding=SHORT, reason="Ziek geweest.")
        given = records()
        given.interventions[0].weeks = 4
        given.interventions.insert(0, period(2, "2024-09-02", "2024-11-15", 280))
        now = self.again(api, dossier, given)
        assert found(now)[SHORT] == "blocking"  # the second period is another one

    def test_a_correction_whose_place_is_gone_counts_no_more(
        self, api: Api, keeper: dict[str, str], dossier: dict[str, Any]
    ) -> None:
        post(api, keeper, dossier, "corrections", **WEEKS, value=12)
        given = records()
        given.interventions[1].evidence = at(0, 700, page=2)
        now = self.again(api, dossier, given)
        assert now["interventions"][1]["weeks"] == 6
        assert "corrections" not in now

    def test_while_a_reading_is_under_way_it_takes_what_is_said_along(
        self, api: Api, keeper: dict[str, str], dossier: dict[str, Any]
    ) -> None:
        more = [("files", ("more.pdf", b"%PDF more"))]
        api.client.post(f"{dossier['href']}/documents", headers=api.key("school", "De Gom"), files=more)
        assert post(api, keeper, dossier, "corrections", **WEEKS, value=12).json()["version"] == 1
        assert read(api.store, api.settings, dossier["id"])["interventions"][1]["weeks"] == 12


def test_everything_said_goes_with_the_dossier(api: Api, keeper: dict[str, str], dossier: dict[str, Any]) -> None:
    post(api, keeper, dossier, "corrections", **WEEKS, value=12)
    post(api, keeper, dossier, "acceptances", finding=UNSIGNED, reason="Overleden.", version=2)
    erased = erase(api.store, dossier["id"], SYSTEM)
    assert erased
    assert {"corrections", "acceptances", "kept_records"} <= set(erased.rows)
    assert erased.left == []


def test_the_log_tells_who_did_what_without_telling_values(
    api: Api, keeper: dict[str, str], dossier: dict[str, Any]
) -> None:
    post(api, keeper, dossier, "corrections", **WEEKS, value=12)
    with api.store.reading() as session:
        events = audit.events(session, AuditFilter(dossier_id=dossier["id"]))
        told = [(event.event, event.detail) for event in events if event.event == "value_corrected"]
        versions = dossiers.report(session, dossier["id"])
    assert told == [("value_corrected", "intervention weeks")]
    assert versions


def test_the_gatekeeper_reads_whether_the_school_hears_of_a_question(
    api: Api, keeper: dict[str, str], dossier: dict[str, Any]
) -> None:
    desk, silent = f"/dossiers/{dossier['id']}/beoordeling", "Deze school krijgt geen bericht van ons"
    assert silent in api.client.get(desk, headers=keeper).text
    with api.store.writing() as session:
        school = session.get_one(Dossier, dossier["id"]).school_id
        notices.subscribe(session, "mail", "ib@gom.example", school_id=school)
    now = api.client.get(desk, headers=keeper).text
    assert silent not in now
    assert "De school krijgt daarvan bericht" in now
