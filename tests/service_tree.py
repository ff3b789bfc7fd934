"""A whole service in processes of its own, with a reader that makes trouble on command, and short patience."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from intake.keys import add_key

FAKES = Path(__file__).parent / "workers_service" / "fakes"
COMMAND = ["setpriv", "--pdeathsig=TERM", "--", Path(sys.executable).with_name("dossierpoort")]  # ends with its tests
HURRY = {"LEASE": "2", "RETRY_DELAY": "0.2", "RECONCILE_INTERVAL": "0.3", "PATIENCE": "1"}


class Tree:
    """Starts `dossierpoort serve` on a data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        environment = {f"DOSSIERPOORT_{name}": value for name, value in HURRY.items()}
        self.key = {"Authorization": f"Bearer {add_key('school', 'De Bron', data=data)}"}
        self.log = (data / "service.log").open("ab")
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(self.port), "--data", data],
            env={**os.environ, "PYTHONPATH": str(FAKES), **environment},
            stdout=self.log,
            stderr=self.log,
        )
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", headers=self.key, timeout=20)

    def ready(self) -> "Tree":
        """Wait until it answers."""
        wait_for(self._answers, "the service", 90)
        return self

    def drop(self, *contents: str) -> dict[str, Any]:
        """Drop a dossier of files with these contents."""
        files = [("files", (f"{number}.pdf", content.encode())) for number, content in enumerate(contents)]
        data = {"profile": "passenderwijs", "received_on": "2026-05-01"}
        response = self.client.post("/api/v1/dossiers", data=data, files=files)
        assert response.status_code == 202, response.text
        dossier: dict[str, Any] = response.json()
        return dossier

    def look(self, dossier: dict[str, Any]) -> dict[str, Any]:
        """The dossier as it is now."""
        found: dict[str, Any] = self.client.get(dossier["href"]).json()
        return found

    def until(self, dossier: dict[str, Any], state: str) -> dict[str, Any]:
        """Wait until the dossier is in this state."""
        wait_for(lambda: self.look(dossier)["state"] == state, f"{state}, got {self.look(dossier)}")
        return self.look(dossier)

    def pids(self, what: str) -> list[int]:
        """The processes of the tree with this in their command line, oldest first."""
        return [pid for pid in descendants(self.process.pid) if what in command_line(pid)]

    def kill(self, what: str) -> None:
        """Kill them without a warning."""
        pids = self.pids(what)
        assert pids, what
        for pid in pids:
            os.kill(pid, signal.SIGKILL)

    def stop(self) -> int:
        """Stop it as an administrator does."""
        self.client.close()
        self.process.terminate()
        code = self.process.wait(30)
        self.log.close()
        return code

    def _answers(self) -> bool:
        try:
            return self.client.get("/readyz").status_code == 200
        except httpx.TransportError:
            return False


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Wait until the condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)


def descendants(pid: int) -> list[int]:
    """Children, their children, and so on."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [one for child in children for one in (child, *descendants(child))]


def command_line(pid: int) -> str:
    """The command line of a process; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def alive(pids: list[int]) -> list[int]:
    """Those that still run; a zombie does not."""
    return [pid for pid in pids if command_line(pid)]


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
