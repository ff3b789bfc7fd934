"""The list of dossiers: narrowed, and a page at a time."""

from typing import Any

import pytest
from intake_api import Api, problem


@pytest.fixture(scope="module")
def sent(api: Api) -> list[dict[str, Any]]:
    """Three of De Bron, of which the first has a report, and one of De Zee."""
    bron, zee = api.key("school", "De Bron"), api.key("school", "De Zee")
    dossiers = [api.drop(bron, reference="1"), api.drop(bron, profile="capelle"), api.drop(bron), api.drop(zee)]
    answers = [response.json() for response in dossiers]
    api.report(answers[0], status="review")
    return answers


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ({}, [3, 2, 1, 0]),
        ({"status": "review"}, [0]),
        ({"status": "complete"}, []),
        ({"state": "reported"}, [0]),
        ({"state": "received"}, [3, 2, 1]),
        ({"state": "queued"}, []),
        ({"profile": "capelle"}, [1]),
        ({"school": "De Zee"}, [3]),
        ({"school": "De Bron", "profile": "passenderwijs"}, [2, 0]),
        ({"page": 2, "page_size": 3}, [0]),
        ({"page": 9}, []),
    ],
)
def test_newest_first_and_narrowed(
    api: Api, sent: list[dict[str, Any]], query: dict[str, Any], places: list[int]
) -> None:
    answer = api.client.get("/api/v1/dossiers", headers=api.key("admin"), params=query).json()
    assert [item["id"] for item in answer["items"]] == [sent[place]["id"] for place in places]


def test_pages_lead_to_each_other(api: Api, sent: list[dict[str, Any]]) -> None:
    key, address, seen = api.key("admin"), "/api/v1/dossiers?page_size=2&profile=passenderwijs", []
    while address:
        page = api.client.get(address, headers=key).json()
        assert page["total"] == 3
        seen += [item["id"] for item in page["items"]]
        address = page["next"]
    assert seen == [sent[place]["id"] for place in (3, 2, 0)]
    assert page["previous"] == "/api/v1/dossiers?profile=passenderwijs&page=1&page_size=2"


@pytest.mark.parametrize("query", [{"page": 0}, {"page_size": 101}, {"status": "done"}, {"colour": "red"}])
def test_what_can_not_be_asked_is_said(api: Api, query: dict[str, Any]) -> None:
    assert problem(api.client.get("/api/v1/dossiers", headers=api.key("admin"), params=query)) == (422, "invalid")
