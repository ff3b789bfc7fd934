"""Real processes, really killed: nothing is lost, nothing is done twice, nothing stays stuck."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import redis
from service_tree import Tree, alive, command_line, descendants, wait_for


def test_a_dropped_dossier_becomes_a_report(tree: Tree) -> None:
    dossier = tree.until(tree.drop("one", "two"), "reported")
    assert (dossier["status"], dossier["report_version"]) == ("incomplete", 1)
    assert dossier["progress"]["files_done"] == dossier["progress"]["files_total"] == 2
    report = tree.client.get(dossier["report"]).json()
    assert [document["name"] for document in report["documents"]] == ["0.pdf", "1.pdf"]
    assert list((tree.data / "scratch").iterdir()) == []


def test_a_bad_file_costs_a_finding_and_nothing_else(tree: Tree) -> None:
    dossier = tree.until(tree.drop("raise", "two"), "reported")
    codes = [finding["code"] for finding in tree.client.get(dossier["report"]).json()["findings"]]
    assert "document.unreadable" in codes
    assert dossier["progress"]["attempt"] == 1


def test_what_a_worker_says_bears_the_id_of_the_request(tree: Tree) -> None:
    tree.client.headers["X-Request-ID"] = "from-the-proxy-7"
    tree.until(tree.drop("logged"), "reported")
    del tree.client.headers["X-Request-ID"]
    lines = (tree.data / "service.log").read_text().splitlines()
    events = [json.loads(line) for line in lines if '"file read"' in line and "from-the-proxy-7" in line]
    assert [(event["logger"], event["outcome"]) for event in events] == [("workers.sandbox", "document.unsupported")]


def test_worker_killed_while_reading(tree: Tree, tmp_path: Path) -> None:
    dossier = tree.drop(f"once {tmp_path}/marker")
    wait_for((tmp_path / "marker").exists, "the reader")
    tree.kill("workers.queueing")
    assert tree.until(dossier, "reported")["progress"]["attempt"] == 2
    wait_for(lambda: not list((tree.data / "scratch").iterdir()), "what the dead worker left")


def test_redis_forgets_everything(tree: Tree) -> None:
    busy = tree.drop("sleep 1.5")
    tree.until(busy, "processing")
    waiting = [tree.drop("x"), tree.drop("y")]
    with redis.Redis.from_url(f"unix://{tree.data}/redis/redis.sock") as client:
        client.flushall()
    for dossier in (busy, *waiting):
        assert tree.until(dossier, "reported")["report_version"] == 1


def workers(tree: Tree) -> list[int]:
    """Without their children, which have the same command line."""
    children = Path(f"/proc/{tree.process.pid}/task/{tree.process.pid}/children").read_text().split()
    return [pid for pid in map(int, children) if "workers.queueing" in command_line(pid)]


def test_redis_killed(tree: Tree) -> None:
    before = workers(tree)
    tree.kill("redis-server")
    dossier = tree.drop("x")
    tree.until(dossier, "reported")
    assert workers(tree) == before  # beginning anew would take seconds


def test_web_killed(tree: Tree) -> None:
    dossier = tree.drop("sleep 0.5")
    tree.kill("intake.api.server")
    tree.ready().until(dossier, "reported")


def test_a_file_that_kills_every_worker_is_given_up(tree: Tree) -> None:
    poison, sound = tree.drop("kill"), tree.drop("x")
    dossier = tree.until(poison, "failed")
    assert dossier["progress"]["attempt"] == 5
    assert "beheerder" in dossier["progress"]["message"]
    tree.until(sound, "reported")


def test_dropped_while_redis_does_not_answer(tree: Tree) -> None:
    (pid,) = tree.pids("redis-server")
    os.kill(pid, signal.SIGSTOP)
    try:
        dossier = tree.drop("x")
        assert tree.look(dossier)["state"] == "received"
        assert tree.client.get("/readyz").json()["queue"] == "down"
    finally:
        os.kill(pid, signal.SIGCONT)
    tree.until(dossier, "reported")


def test_everything_killed_and_started_again(new_tree: Callable[[], Tree], tmp_path: Path) -> None:
    killed = new_tree()
    dossier = killed.drop(f"once {tmp_path}/marker")
    wait_for((tmp_path / "marker").exists, "the reader")
    everybody = descendants(killed.process.pid)
    assert len(everybody) >= 6
    killed.process.kill()
    wait_for(lambda: not alive(everybody), "the end of those whose parent was killed")

    tree = new_tree()
    assert tree.until(dossier, "reported")["progress"]["attempt"] == 2
    everybody = descendants(tree.process.pid)
    assert tree.stop() == 0
    assert alive(everybody) == []
    assert list((tmp_path / "scratch").iterdir()) == []
