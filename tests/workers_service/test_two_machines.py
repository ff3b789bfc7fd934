"""Two machines, as two process trees that share PostgreSQL, Redis and a bucket and nothing else."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from engines import Redis
from service_tree import COMMAND, FAKES, HURRY, Tree, descendants, wait_for


class Further:
    """`dossierpoort work` on a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.log = data / "service.log"
        settings = {f"DOSSIERPOORT_{name}": value for name, value in (HURRY | {"DATA": str(data)}).items()}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*COMMAND, "work"],
                env={**os.environ, "PYTHONPATH": str(FAKES), **settings},
                stdout=log,
                stderr=log,
            )

    def said(self, what: str) -> bool:
        return what in self.log.read_text()

    def unplug(self) -> None:
        """As when its power fails."""
        for pid in (self.process.pid, *descendants(self.process.pid)):
            os.kill(pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def shared(engines_alone: Callable[[], dict[str, str]], redis_server: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, address in (engines_alone() | {"redis_url": redis_server.address(), "bulk_workers": "0"}).items():
        monkeypatch.setenv(f"DOSSIERPOORT_{name}".upper(), address)


@pytest.fixture
def machines(shared: None, tmp_path: Path) -> Iterator[tuple[Tree, Further]]:  # noqa: ARG001 - it sets the addresses
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    tree, further = Tree(one), Further(two)
    try:
        wait_for(tree._answers, "the service", 90)
        yield tree, further
    finally:
        if further.process.poll() is None:
            further.process.terminate()
            further.process.wait(30)
        tree.stop()


def workers_there() -> int:
    """As many as stand in line for work."""
    with redis.Redis.from_url(os.environ["DOSSIERPOORT_REDIS_URL"]) as client:
        return client.scard("rq:workers")


def test_both_work_and_one_goes_on_where_the_other_fell_out(machines: tuple[Tree, Further]) -> None:
    tree, further = machines
    wait_for(lambda: workers_there() == 2, "the workers of both", 90)
    for dossier in [tree.drop(f"sleep 0.{number}") for number in range(4)]:
        tree.until(dossier, "reported")
    sent = [tree.drop(f"sleep 2.{number}") for number in range(2)]  # one for each
    for dossier in sent:
        tree.until(dossier, "processing")
    further.unplug()
    for dossier in sent:
        assert tree.until(dossier, "reported")["report_version"] == 1
    attempts = [tree.look(dossier)["progress"]["attempt"] for dossier in sent]
    assert sorted(attempts) == [1, 2]
    assert further.said('"file read"')
