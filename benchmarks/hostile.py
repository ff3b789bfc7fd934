"""Drops every PDF of some folders as a dossier of its own, and tells what became of each.

    .venv/bin/python benchmarks/hostile.py FOLDER... [--workers N] [--out FILE.jsonl]

Exit status 1 when a worker died, a dossier has no report, or a file has no outcome.
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
from pathlib import Path

import httpx

from intake.keys import add_key
from intake.store.counts import quantile

FIELDS = {"profile": "passenderwijs", "received_on": "2026-05-01"}
AHEAD = 40  # dossiers that may wait at once


def main() -> int:
    """Run them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, help="what became of each file, a JSON object a line")
    wanted = parser.parse_args()
    files = sorted(path for folder in wanted.folders for path in folder.rglob("*") if path.suffix.lower() == ".pdf")
    with tempfile.TemporaryDirectory(prefix="hostile-") as data, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        os.environ |= {"DOSSIERPOORT_DATA": data, "DOSSIERPOORT_PORT": str(port), "DOSSIERPOORT_BULK_WORKERS": "0"}
        os.environ["DOSSIERPOORT_RATE_LIMIT"] = "100000"  # this client asks more often than any school
        key = add_key("school", "Proef")
        command = [Path(sys.executable).with_name("dossierpoort"), "serve", "--workers", str(wanted.workers)]
        with (Path(data) / "log").open("wb") as log, subprocess.Popen(command, stderr=log) as service:
            headers = {"Authorization": f"Bearer {key}"}
            try:
                with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60) as client:
                    states = _drop_all(client, files)
            finally:
                service.terminate()
        events = [json.loads(line) for line in (Path(data) / "log").read_text().splitlines() if line[:1] == "{"]
    return _tell(files, states, events, wanted.out)


def _drop_all(client: httpx.Client, files: list[Path]) -> dict[Path, str]:
    while not _answers(client):
        time.sleep(0.2)
    waiting: dict[str, Path] = {}
    states: dict[Path, str] = {}
    for number, path in enumerate(files, 1):
        # The same file may stand in two folders; each dossier is read all the same.
        response = client.post("/api/v1/dossiers", data=FIELDS, files=[("files", ("dossier.pdf", path.read_bytes()))])
        response.raise_for_status()
        waiting[response.json()["href"]] = path
        while len(waiting) > (AHEAD if number < len(files) else 0):
            time.sleep(1)
            for href in list(waiting):
                state = client.get(href).json()["state"]
                if state in ("reported", "failed"):
                    states[waiting.pop(href)] = state
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number} of {len(files)}")
    return states


def _answers(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False


def _tell(files: list[Path], states: dict[Path, str], events: list[dict[str, object]], out: Path | None) -> int:
    read = {event["file"]: event for event in events if event["message"] == "file read"}
    deaths = sum(1 for event in events if str(event["message"]).startswith("worker ended"))
    rows = []
    for path in files:
        event = read.get(hashlib.sha256(path.read_bytes()).hexdigest()[:12], {})
        told = {name: event.get(name) for name in ("outcome", "seconds", "megabytes")}
        rows.append({"file": path.name, "state": states.get(path), **told})
    if out:
        out.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    print(f"{len(files)} files; states {dict(Counter(row['state'] for row in rows))}; worker deaths {deaths}")
    print("outcomes", dict(Counter(row["outcome"] for row in rows).most_common()))
    for name in ("seconds", "megabytes"):
        values = [float(str(row[name])) for row in rows if row[name] is not None]
        print(name, {label: quantile(values, part) for label, part in (("p50", 0.5), ("p95", 0.95), ("max", 1))})
    slowest = sorted(rows, key=lambda row: float(str(row["seconds"] or 0)))[-5:]
    print("slowest", {row["file"]: row["seconds"] for row in slowest})
    return int(deaths > 0 or any(row["state"] != "reported" or row["outcome"] is None for row in rows))


if __name__ == "__main__":
    sys.exit(main())
