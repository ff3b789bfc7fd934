"""Drops every PDF of some folders as a dossier of its own, and tells what became of each.

    .venv/bin/python benchmarks/hostile.py FOLDER... --out FILE.jsonl [--workers N]

What is in FILE already is not done again, so a run that was stopped goes on where it was. A content that stands in
several places is dropped once. Exit status 1 when a worker died, a dossier has no report, or a file has no outcome.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from intake.keys import add_key
from intake.store.counts import quantile

FIELDS = {"profile": "passenderwijs", "received_on": "2026-05-01"}
AHEAD = 40  # dossiers that may wait at once
MEASURES = ("seconds", "processor_seconds", "megabytes")
SETTINGS = {"BULK_WORKERS": "0", "RATE_LIMIT": "1000000"}  # this client asks more often than any school


def main() -> int:
    """Run those that were not run yet; tell of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True, help="what became of each file, a JSON object a line")
    wanted = parser.parse_args()
    found = (path for folder in wanted.folders for path in folder.rglob("*") if path.suffix.lower() == ".pdf")
    files = {_digest(path): path for path in sorted(found, reverse=True)}
    done = {row["sha256"] for row in _rows(wanted.out)}
    left = {sha256: path for sha256, path in reversed(files.items()) if sha256 not in done}
    if left:
        _run(left, wanted.out, wanted.workers)
    return _tell(_rows(wanted.out))


def _run(files: dict[str, Path], out: Path, workers: int) -> None:
    with tempfile.TemporaryDirectory(prefix="hostile-") as data, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        os.environ |= {f"DOSSIERPOORT_{name}": value for name, value in (SETTINGS | {"DATA": data}).items()}
        key = add_key("school", "Proef")
        program = str(Path(sys.executable).with_name("dossierpoort"))
        command = [program, "serve", "--port", str(port), "--workers", str(workers)]
        log = Path(data) / "log"
        with log.open("wb") as errors, subprocess.Popen(command, stderr=errors) as service, out.open("a") as target:
            headers = {"Authorization": f"Bearer {key}"}
            try:
                with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60) as client:
                    drops = Drops(client, log)
                    drops.wait_for_service()
                    for sha256, path in files.items():
                        drops.drop(sha256, path)
                        for row in drops.finished(AHEAD):
                            target.write(f"{json.dumps(row)}\n")
                            target.flush()
                    target.writelines(f"{json.dumps(row)}\n" for row in drops.finished(0))
            finally:
                service.terminate()


@dataclass
class Drops:
    """Dossiers that are under way, and what the service's log says of their files."""

    client: httpx.Client
    log: Path
    waiting: dict[str, tuple[str, Path]] = field(default_factory=dict)  # by the address of the dossier
    read: dict[str, dict[str, Any]] = field(default_factory=dict)  # by the beginning of the file's hash
    deaths: int = 0
    offset: int = 0

    def wait_for_service(self) -> None:
        """Return once it accepts dossiers."""
        while True:
            try:
                if self.client.get("/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.2)

    def drop(self, sha256: str, path: Path) -> None:
        """Send a file under a name that tells nothing of it."""
        sent = [("files", ("dossier.pdf", path.read_bytes()))]
        response = self.client.post("/api/v1/dossiers", data=FIELDS, files=sent)
        response.raise_for_status()
        self.waiting[response.json()["href"]] = (sha256, path)

    def finished(self, most: int) -> list[dict[str, Any]]:
        """What became of dossiers that ended, once no more than `most` are waiting."""
        ended: list[tuple[str, Path, dict[str, Any]]] = []
        while len(self.waiting) > most:
            time.sleep(1)
            for href in list(self.waiting):
                dossier = self.client.get(href).json()
                if dossier["state"] in ("reported", "failed"):
                    ended.append((*self.waiting.pop(href), dossier))
        self._listen()
        rows = [
            {"file": path.name, "sha256": sha256, "state": dossier["state"], "attempts": dossier["progress"]["attempt"]}
            | {name: self.read.get(sha256[:12], {}).get(name) for name in ("outcome", *MEASURES)}
            | {"worker_deaths": 0}
            for sha256, path, dossier in ended
        ]
        if rows:
            rows[0]["worker_deaths"], self.deaths = self.deaths, 0
        return rows

    def _listen(self) -> None:
        with self.log.open() as lines:
            lines.seek(self.offset)
            while (line := lines.readline()).endswith("\n"):
                self.offset = lines.tell()
                event = json.loads(line) if line.startswith("{") else {"message": ""}
                if event["message"] == "file read":
                    self.read[event["file"]] = event
                self.deaths += event["message"].startswith("worker ended")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _rows(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.read_text().splitlines()] if out.exists() else []


def _tell(rows: list[dict[str, Any]]) -> int:
    deaths = sum(row["worker_deaths"] for row in rows)
    print(f"{len(rows)} files; states {dict(Counter(row['state'] for row in rows))}; worker deaths {deaths}")
    print("attempts", dict(Counter(row["attempts"] for row in rows)))
    print("outcomes", dict(Counter(row["outcome"] for row in rows).most_common()))
    for name in MEASURES:
        values = [float(row[name]) for row in rows if row[name] is not None]
        print(name, {label: quantile(values, part) for label, part in (("p50", 0.5), ("p95", 0.95), ("max", 1))})
    slowest = sorted(rows, key=lambda row: row["seconds"] or 0)[-5:]
    print("slowest", {row["file"]: row["seconds"] for row in slowest})
    return int(deaths > 0 or any(row["state"] != "reported" or row["outcome"] is None for row in rows))


if __name__ == "__main__":
    sys.exit(main())
