"""Many schools drop at once: how long until each hears its 202, and what the web process's memory does meanwhile.

    .venv/bin/python benchmarks/load.py [--schools N] [--megabytes N] [--rounds N] [--workers N]

Each round begins with nothing sent and every connection open. Two times are told: from the first byte of the request to
the whole answer, of which most is the transport of half a gigabyte through this machine, and from the last byte on,
which is what a school waits once its files are through. Exit status 1 when a drop is refused, the 95th percentile of
the latter is a second or more, or memory grew by more than a tenth between the first round and the last.
"""

from __future__ import annotations

import argparse
import http.client
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from intake.keys import add_key
from intake.store.counts import quantile

SETTINGS = {"BULK_WORKERS": "0", "RATE_LIMIT": "1000000"}
BOUNDARY = "dossier"
HEAD = (
    "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {"profile": "passenderwijs", "received_on": "2026-05-01"}.items()
    )
    + f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="dossier.pdf"\r\n'
    "Content-Type: application/pdf\r\n\r\n"
).encode()
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()
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
                load = b"%PDF-1.4\n" + bytes(wanted.megabytes * 1_000_000)
                rounds = [drop_at_once(port, keys, load, web) for _ in range(wanted.rounds)]
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


def drop_at_once(port: int, keys: list[str], load: bytes, web: Web) -> Round:
    """Every school sends a file of its own at the same moment."""
    told, start = Round(), threading.Barrier(len(keys) + 1)

    def school(key: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        connection.connect()
        pieces = (HEAD, load, secrets.token_hex(16).encode(), TAIL)
        headers = {
            "Authorization": f"Bearer {key}",
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Content-Length": str(sum(map(len, pieces))),
        }
        start.wait()
        began = time.monotonic()
        connection.request("POST", "/api/v1/dossiers", pieces, headers)
        sent = time.monotonic()
        answer = connection.getresponse()
        answer.read()
        told.whole.append(time.monotonic() - began)
        told.waited.append(time.monotonic() - sent)
        if answer.status != 202:
            told.refused.append(answer.status)
        connection.close()

    schools = [threading.Thread(target=school, args=(key,), daemon=True) for key in keys]
    for thread in schools:
        thread.start()
    spent = web.processor()
    start.wait()
    while any(thread.is_alive() for thread in schools):
        told.memory.append(web.memory())
        time.sleep(0.02)
    told.processor = web.processor() - spent
    return told


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
