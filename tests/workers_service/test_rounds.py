"""Rounds over many dossiers with real workers: read again, judged again, a worker killed, accepted and rolled back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from service_tree import Tree, wait_for
from sqlalchemy import select

from intake.keys import add_key
from intake.settings import Settings
from intake.store import Store
from intake.store.tables import ReportVersion


class Rounds:
    """An administrator with a key."""

    def __init__(self, tree: Tree) -> None:
        key = add_key("admin", "Beheer", data=tree.data)
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{tree.port}/api/v1",
            headers={"Authorization": f"Bearer {key}"},
            timeout=20,
        )

    def start(self, **asked: Any) -> str:
        answer = self.client.post("/reprocessings", json=asked)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["id"])

    def look(self, round_id: str, **query: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self.client.get(f"/reprocessings/{round_id}", params=query).json()
        return answer

    def until(self, round_id: str, state: str = "finished") -> dict[str, Any]:
        wait_for(lambda: self.look(round_id)["state"] == state, f"{state}, got {self.look(round_id)}")
        return self.look(round_id)

    def decide(self, round_id: str, deed: str) -> None:
        answer = self.client.post(
            f"/reprocessings/{round_id}/decisions", json={"deed": deed, "reason": "beter gelezen"}
        )
        assert answer.status_code == 202, answer.text
        wait_for(lambda: not self.look(round_id)["progress"]["deciding"], deed)


@pytest.fixture
def rounds(tree: Tree) -> Iterator[Rounds]:
    before, rounds = dict(tree.client.headers), Rounds(tree)
    yield rounds
    rounds.client.close()
    tree.client.headers.update(before)


def forget_findings(tree: Tree, dossier: dict[str, Any]) -> None:
    """Have the report be one that a poorer reader made."""
    store = Store(Settings(data=tree.data))
    with store.writing() as session:
        made = session.scalars(select(ReportVersion).where(ReportVersion.dossier_id == dossier["id"])).one()
        made.content = made.content | {"status": "complete", "findings": []}
        made.status = "complete"
    store.close()


def newest(tree: Tree, dossier: dict[str, Any]) -> tuple[int, str]:
    found = tree.client.get(dossier["href"]).json()
    return found["report_version"], found["status"]


def test_read_again_accepted_and_rolled_back_while_a_worker_dies(tree: Tree, rounds: Rounds, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    marker.touch()
    tree.client.headers["Authorization"] = f"Bearer {add_key('school', 'De Herlezers', data=tree.data)}"
    dossier = tree.until(tree.drop(f"once {marker}"), "reported")
    forget_findings(tree, dossier)
    marker.unlink()  # from now on the reader hangs until it was killed once
    round_id = rounds.start(filter={"school": "De Herlezers"}, dry_run=True)
    wait_for(marker.exists, "the reader")
    tree.kill("workers.queueing bulk")
    done = rounds.until(round_id)
    assert done["verdicts"] == [{"before": "complete", "after": "incomplete", "count": 1}]
    assert {"kind": "appears", "name": "document.unsupported", "count": 1, "verdicts": 1} in done["reasons"]
    assert newest(tree, dossier) == (1, "complete")
    assert (
        rounds.client.post(
            f"/reprocessings/{round_id}/decisions", json={"deed": "accept", "reason": "goed"}
        ).status_code
        == 409
    )
    assert rounds.client.patch(f"/reprocessings/{round_id}", json={"dry_run": False}).status_code == 200
    rounds.decide(round_id, "accept")
    assert newest(tree, dossier) == (2, "incomplete")
    rounds.decide(round_id, "roll_back")
    assert newest(tree, dossier) == (3, "complete")
    wait_for(lambda: not list((tree.data / "scratch").iterdir()), "what the dead worker left")


def test_what_was_kept_is_judged_again_without_reading(tree: Tree, rounds: Rounds) -> None:
    tree.client.headers["Authorization"] = f"Bearer {add_key('school', 'De Herkeurders', data=tree.data)}"
    dossier = tree.until(tree.drop("raise"), "reported")
    forget_findings(tree, dossier)
    round_id = rounds.start(filter={"school": "De Herkeurders"}, dry_run=False, mode="judge")
    (result,) = rounds.until(round_id)["results"]
    assert (result["dossier_id"], result["status_after"]) == (dossier["id"], "incomplete")
    codes = [finding["code"] for finding in result["differences"]["findings"]]
    assert "document.unreadable" in codes


def test_nobody_else_sees_or_starts_rounds(tree: Tree, rounds: Rounds) -> None:
    assert tree.client.post("/api/v1/reprocessings", json={"filter": {}}).status_code == 404
    assert rounds.client.post("/reprocessings", json={"filter": {"profile": "nobody's"}}).status_code == 422
    assert rounds.client.post("/reprocessings", json={"filter": {"colour": "red"}}).status_code == 422
    assert rounds.client.post("/reprocessings", content=b"{").status_code == 422
    assert rounds.client.get("/reprocessings/nothing").status_code == 404
    assert httpx.get(f"{rounds.client.base_url}reprocessings/nothing").status_code == 401
