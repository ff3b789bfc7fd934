"""Many schools drop at once: how long until each hears its 202, and what the web process's memory does meanwhile.

    .venv/bin/python -m benchmarks.load [--schools N] [--megabytes N] [--rounds N] [--workers N]

Each round begins with nothing sent and every connection open. Two times are told: from the last byte on, which is what
a school waits once its files are through, and from the first byte of the request to the whole answer, which holds the
transport of half a gigabyte through this machine as well. Exit status 1 when a drop is refused, the 95th percentile of
the former is a second or more, or memory grew by more than a tenth between the first round and the last.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

import httpx

from intake.keys import add_key
from intake.store.counts import quantile

SETTINGS = {"BULK_WORKERS": "0", "RATE_LIMIT": "1000000"}
SCHOOLS = Path(__file__).with_name("load_schools.py")
LONGEST = 1.0  # seconds
GROWTH = 1.1


def main() -> int:
    """Run the service, drop, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=50)
    parser.add_argument("--megabytes", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="load-") as data, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        os.environ |= {f"DOSSIERPOORT_{name}": value for name, value in (SETTINGS | {"DATA": data}).items()}
        keys = [add_key("school", f"School {number}") for number in range(wanted.schools)]
        program = str(Path(sys.executable).with_name("dossierpoort"))
        command = [program, "serve", "--port", str(port), "--workers", str(wanted.workers)]
        with (Path(data) / "log").open("wb") as log, subprocess.Popen(command, stderr=log) as service:
            try:
                web = Web(service.pid, port)
                rounds = drop_at_once([port, wanted.megabytes * 1_000_000, wanted.rounds], keys, web)
            finally:
                service.terminate()
    return _tell(rounds)


class Web:
    """The web process of a service, found and watched from outside."""

    def __init__(self, service: int, port: int) -> None:
        while True:
            try:
                if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.2)
        children = Path(f"/proc/{service}/task/{service}/children").read_text().split()
        lines = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children}
        self._place = Path("/proc") / next(pid for pid, line in lines.items() if b"intake.api.server" in line)

    def memory(self) -> float:
        """What it holds now, in MB."""
        lines = dict(line.split(":", 1) for line in (self._place / "status").read_text().splitlines())
        return int(lines["VmRSS"].split()[0]) / 1024

    def processor(self) -> float:
        """What it spent until now, in seconds."""
        fields = (self._place / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class Round:
    """Seconds to each 202, from the first byte (`whole`) and from the last (`waited`); answers that were no 202.

    Of the web process: MB over time, and seconds of processor time.
    """

    whole: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    processor: float = 0
    refused: list[int] = field(default_factory=list)


def drop_at_once(numbers: list[int], keys: list[str], web: Web) -> list[Round]:
    """Let the schools send, round after round, and watch the web process meanwhile."""
    command, rounds, current = [sys.executable, str(SCHOOLS), *map(str, numbers)], [], Round()
    spent = web.processor()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as schools:
        given, answers = cast("IO[bytes]", schools.stdin), cast("IO[bytes]", schools.stdout)
        given.write(json.dumps(keys).encode())
        given.close()
        os.set_blocking(answers.fileno(), False)
        while schools.poll() is None:
            current.memory.append(web.memory())
            if line := answers.readline():
                told = json.loads(line)
                current.whole, current.waited = [each[0] for each in told], [each[1] for each in told]
                current.refused = [each[2] for each in told if each[2] != 202]
                current.processor, spent = web.processor() - spent, web.processor()
                rounds.append(current)
                current = Round()
            time.sleep(0.02)
    return rounds


def _tell(rounds: list[Round]) -> int:
    for number, each in enumerate(rounds, 1):
        waited, whole = (
            " / ".join(f"{quantile(one, part):.2f}" for part in (0.5, 0.95, 1)) for one in (each.waited, each.whole)
        )
        memory = f"{min(each.memory):.0f}-{max(each.memory):.0f} MB, {each.processor:.1f} s of processor"
        print(f"round {number}: p50 / p95 / max {waited} s, with transport {whole} s")
        print(f"         web process {memory}; refused {each.refused}")
    slowest = max(quantile(each.waited, 0.95) for each in rounds)
    grew = max(rounds[-1].memory) / max(rounds[0].memory)
    return int(slowest >= LONGEST or grew > GROWTH or any(each.refused for each in rounds))


if __name__ == "__main__":
    sys.exit(main())
