"""The service under test: its processes, its engines, a disk that can fill up and a clock that can jump."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

import httpx
from engines import Bucket, Postgres
from service_tree import COMMAND, HURRY, command_line, descendants, free_port, wait_for

from intake.keys import add_key

FAKES = Path(__file__).parent / "fakes"
MNT_DETACH = 2
DISK = 300  # MB of the service's own disk
LONGEST_ABSENCE = 6.0  # seconds
SWIFT = {"BULK_WORKERS": "0", "WORKERS": "2"}


class World:
    """`dossierpoort serve` on a small disk of its own; `column` is "embedded" or "engines"."""

    def __init__(self, home: Path, column: str, *, hurry: bool) -> None:
        self.home = home
        self.data = home / "data"
        self.clock = home / "clock"
        self.data.mkdir()
        _mount_tmpfs(self.data, DISK)
        self.step_clock(0)
        self.postgres = Postgres() if column == "engines" else None
        self.bucket = Bucket() if column == "engines" else None
        self.settings = SWIFT | (HURRY if hurry else {}) | {"DATA": str(self.data)}
        if self.postgres and self.bucket:
            database = self.postgres.address(self.postgres.database())
            self.settings |= {"DATABASE_URL": database, "FILES_URL": self.bucket.address()}
        for name, value in self.settings.items():
            os.environ[f"DOSSIERPOORT_{name}"] = value
        self.lease = float(self.settings.get("LEASE", 30))
        self.absence = min(LONGEST_ABSENCE, 1.25 * self.lease)  # seconds for which an engine is away
        self.keys = {role: {"Authorization": f"Bearer {add_key(role, 'De Bron')}"} for role in ("school", "admin")}
        self.log = (home / "service.log").open("ab")
        port = free_port()
        # The web process is killed now and then, so no connection is kept.
        fresh = httpx.Limits(max_keepalive_connections=0)
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", limits=fresh, timeout=30)
        self.service = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port)],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(FAKES), *filter(None, [os.environ.get("PYTHONPATH")])]),
                "FAULTS_CLOCK": str(self.clock),
            },
            stdout=self.log,
            stderr=self.log,
        )

    def __enter__(self) -> Self:
        try:
            wait_for(self.answers, "the service", 180)
        except AssertionError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.service.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.service.wait(40)
        self.service.kill()
        for engine in (self.postgres, self.bucket):
            if engine:
                engine.close()
        self.client.close()
        self.log.close()
        ctypes.CDLL(None).umount2(str(self.data).encode(), MNT_DETACH)

    def answers(self) -> bool:
        """Whether it accepts dossiers."""
        try:
            return self.client.get("/readyz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def look(self, address: str) -> httpx.Response:
        """What an administrator gets there."""
        return self.client.get(address, headers=self.keys["admin"])

    def pids(self, what: str) -> list[int]:
        """The processes that the service itself started, with this in their command line."""
        children = Path(f"/proc/{self.service.pid}/task/{self.service.pid}/children").read_text().split()
        return [pid for pid in map(int, children) if what in command_line(pid)]

    def horses(self) -> list[int]:
        """The processes in which dossiers are being read, with the children that read files."""
        return [pid for worker in self.pids("workers.queueing") for pid in descendants(worker)]

    def kill(self, pids: list[int], number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to those that still live."""
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def step_clock(self, seconds: int) -> None:
        """Set the clock of the service off by so much."""
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(f"{seconds:+d}\n")
        fresh.replace(self.clock)

    def fill_disk(self) -> Path:
        """Leave no room at all; whoever calls this removes the file again."""
        ballast = self.data / "ballast"
        with ballast.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(64 * 1024))
        return ballast

    def busy(self, seconds: float) -> bool:
        """Wait until some dossier is being read."""
        deadline = time.monotonic() + seconds
        while not self.horses():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
        return True


def alone() -> None:
    """Start this program again where it may mount a disk that nobody else sees."""
    if os.environ.get("FAULTS_ALONE"):
        return
    as_anybody = [] if os.geteuid() == 0 else ["--user", "--map-current-user", "--keep-caps"]
    command = ["unshare", *as_anybody, "--mount", "--", sys.executable, *sys.argv]
    os.execvpe("unshare", command, {**os.environ, "FAULTS_ALONE": "1"})  # noqa: S606 - our own program


def _mount_tmpfs(folder: Path, megabytes: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    options = f"size={megabytes}m,mode=700".encode()
    if libc.mount(b"tmpfs", str(folder).encode(), b"tmpfs", 0, options) != 0:
        raise OSError(ctypes.get_errno(), "can't mount a disk of its own")
