"""Many dossiers read again by two workers: a dry run in which a worker is killed, a round that is cancelled half-way,
and what a better reader found accepted and rolled back.

    .venv/bin/python benchmarks/bulk.py [--dossiers N] [--mode read|judge] [--out FILE.md]

The dossiers are small, of one document each. What they have as a report is made by a reader that is poorer in known
ways: every third misread a value, every fifth overlooked a document. A run of the service reads them again.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import httpx
from sqlalchemy import func, select

from extractors.dossier import combine
from intake import judging
from intake.keys import add_key
from intake.masking import masked
from intake.settings import Settings
from intake.store import Store, dossiers, runs, weighing
from intake.store.dossiers import NewFile
from intake.store.tables import ReportVersion
from workers.sandbox import read_all

if TYPE_CHECKING:
    from extractors.records import DossierRecords

ROOT = Path(__file__).parents[1]
WHOLE = sorted((ROOT / "fixtures" / "tour" / "complete").glob("*.pdf"))  # every tenth dossier
LOOSE = sorted((ROOT / "fixtures" / "variants" / "dossiers").glob("*/LVS.pdf"))  # the others, one document each
OLD = "0.0.1"  # the version of the poorer reader
DAY = dt.date(2024, 9, 10)
HEAD = """# Many dossiers read again

Made by `benchmarks/bulk.py`: small dossiers (one in ten of {whole} documents, the others of one), two bulk workers.
What the dossiers had as a report came from a reader that is poorer in known ways: it overlooked the signatures of half
of the whole dossiers, all tests of every fifth, and misread a score of every third.

"""
SETTINGS = {"WORKERS": "1", "BULK_WORKERS": "2", "RATE_LIMIT": "1000000", "LEASE": "10"}
FILTER = {"profile": "passenderwijs"}
STEP = 2  # seconds between two looks


def main() -> None:
    """Put the dossiers there, run the rounds, write what came of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dossiers", type=int, default=2000)
    parser.add_argument("--mode", choices=("read", "judge"), default="read", help="judge: no files are read again")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        data = Path(folder) / "data"
        key = add_key("admin", "Benchmark", data=data)
        seconds = seed(data, options.dossiers, options.mode)
        service = stack.enter_context(Service(data, key))
        told = [f"{options.dossiers} dossiers put there in {seconds:.0f} s.", "", *tell(service, options.mode)]
    text = "\n".join(told)
    print(text)
    if options.out:
        options.out.write_text(HEAD.format(whole=len(WHOLE)) + text + "\n")


def tell(service: Service, mode: str) -> list[str]:
    """The rounds, one after another."""
    what = "files read again" if mode == "read" else "kept records judged again"
    dry = service.round(f"Dry run, {what}; a worker killed with -9 at a quarter", mode, dry_run=True, kill_at=0.25)
    untouched = service.versions() == {1}
    half = service.round("The same, cancelled half-way", mode, dry_run=False, cancel_at=0.5)
    accepted = service.decide(dry, "accept")
    after = service.versions()
    back = service.decide(dry, "roll_back")
    return [
        *dry.told(), "", *half.told(), "", "## Accepted and rolled back", "",
        f"After the dry run every dossier had its first report alone: {untouched}.",
        f"Accepting took {accepted:.1f} s; newest versions of reports then: {sorted(after)}.",
        f"Rolling back took {back:.1f} s; newest versions of reports then: {sorted(service.versions())}.",
    ]  # fmt: skip


def seed(data: Path, count: int, mode: str) -> float:
    """Put dossiers there as a poorer reader left them; seconds that took."""
    began, settings = time.monotonic(), Settings(data=data)
    store = Store(settings)
    whole, *loose = [_read(files) for files in [WHOLE, *([path] for path in LOOSE)]]
    for number in range(count):
        files, records = whole if number % 10 == 0 else loose[number % len(loose)]
        sources = [
            io.BytesIO(content + f"\n% {number}\n".encode()) for _, content in files
        ]  # as many contents as files
        with store.files.stage(sources) as staged, store.writing() as session:
            new = [NewFile(name, one) for (name, _), one in zip(files, staged, strict=True)]
            values = {"school_id": None, "reference": f"bulk-{number}", "received_on": DAY}
            run_id = dossiers.add(session, profile=FILTER["profile"], files=new, **values).id
            for one in staged:
                store.files.keep(one)
        with store.writing() as session:
            work = runs.claim(session, run_id, settings)
            if work is None:
                raise RuntimeError("somebody else works here")
            poorer = _poorer(records, number)
            for document, (_, sha256) in zip(poorer.documents, work.files, strict=True):
                document.sha256 = sha256
            report = judging.judged(poorer, work).report
            runs.report(session, work, report.model_dump(mode="json"), OLD)
            kept = poorer if mode == "read" else records.model_copy(update={"documents": poorer.documents})
            weighing.keep(session, run_id, work.dossier_id, kept.model_dump(mode="json"))
    store.close()
    return time.monotonic() - began


def _read(paths: list[Path]) -> tuple[list[tuple[str, bytes]], DossierRecords]:
    files = [(path, path.name) for path in paths]
    return [(name, path.read_bytes()) for path, name in files], masked(combine(list(read_all(files))))


def _poorer(records: DossierRecords, number: int) -> DossierRecords:
    found = records.model_copy(deep=True)
    if number % 20 == 0:
        found.signed_parts = []
    elif number % 5 == 1:
        found.score_series = []
    elif number % 3 == 2:
        found.score_series[0].measurements[0].raw_score = 999
    return found


@dataclass
class Round:
    """A round as it went; `answer` is how the API tells of it at its end."""

    name: str
    answer: dict[str, Any]
    seconds: float
    events: list[str] = field(default_factory=list)

    def told(self) -> list[str]:
        """Figures and the difference report, as Markdown."""
        progress = self.answer["progress"]
        results = ", ".join(f"{count} {state}" for state, count in sorted(progress["results"].items()))
        lines = [
            f"## {self.name}", "",
            f"{progress['done']} of {progress['total']} dossiers in {self.seconds:.0f} s: {results}.", "",
            *self.events, "",
        ]  # fmt: skip
        if self.answer["verdicts"]:
            lines += ["| before | after | dossiers |", "| --- | --- | ---: |"]
            lines += [f"| {turn['before']} | {turn['after']} | {turn['count']} |" for turn in self.answer["verdicts"]]
            lines += ["", "| why | name | dossiers | other verdict |", "| --- | --- | ---: | ---: |"]
            for why in self.answer["reasons"]:
                lines.append(f"| {why['kind']} | {why['name']} | {why['count']} | {why['verdicts']} |")
        return lines


class Service:
    """`dossierpoort serve` with two bulk workers, and an administrator's key to it."""

    def __init__(self, data: Path, key: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self._data = data
        environment = {f"DOSSIERPOORT_{name}": value for name, value in SETTINGS.items()}
        self._log = (data / "service.log").open("ab")
        self._process = subprocess.Popen(
            [Path(sys.executable).with_name("dossierpoort"), "serve", "--port", str(port), "--data", data],
            env=os.environ | environment, stdout=self._log, stderr=self._log,
        )  # fmt: skip
        headers = {"Authorization": f"Bearer {key}"}
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60)

    def __enter__(self) -> Self:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                if self._client.get("/readyz").status_code == 200:
                    return self
            except httpx.TransportError:
                pass
            time.sleep(0.2)
        raise TimeoutError("the service does not answer")

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._process.terminate()
        self._process.wait(30)
        self._log.close()

    def round(self, name: str, mode: str, *, dry_run: bool, kill_at: float = 2, cancel_at: float = 2) -> Round:
        """Run a round to its end; at these shares of it a worker is killed, or the round cancelled."""
        began, events = time.monotonic(), list[str]()
        asked = {"filter": FILTER, "dry_run": dry_run, "mode": mode}
        self.at = self._client.post("/api/v1/reprocessings", json=asked).json()["href"]
        while (answer := self._look())["state"] == "running":
            progress = answer["progress"]
            share, moment = progress["done"] / progress["total"], time.monotonic() - began
            if share >= kill_at:
                kill_at = 2
                events.append(f"At {moment:.0f} s worker {self._kill()} was killed.")
            if share >= cancel_at:
                cancel_at = 2
                self._client.delete(self.at)
                took = time.monotonic() - began - moment
                events.append(f"Cancelled at {moment:.0f} s, in {took:.2f} s, with {progress['done']} done.")
            if len(events) < 6 and progress["ready_at"] and int(share * 4) > sum("pace" in event for event in events):
                pace = progress["per_minute"]
                events.append(f"At {moment:.0f} s: {progress['done']} done, a pace of {pace:.0f} a minute.")
            print(f"{name}: {progress['done']}/{progress['total']}", end="\r", file=sys.stderr)
            time.sleep(STEP)
        return Round(name, answer, time.monotonic() - began, events)

    def decide(self, on: Round, deed: str) -> float:
        """Have all that is different accepted, or all that was accepted rolled back; seconds until it is done."""
        began, at = time.monotonic(), on.answer["href"]
        self._client.patch(at, json={"dry_run": False}).raise_for_status()
        answer = self._client.post(f"{at}/decisions", json={"deed": deed, "reason": "benchmark"})
        answer.raise_for_status()
        while self._client.get(at).json()["progress"]["deciding"]:
            time.sleep(0.1)
        return time.monotonic() - began

    def versions(self) -> set[int]:
        """The versions that reports have."""
        store = Store(Settings(data=self._data))
        with store.reading() as session:
            newest = select(func.max(ReportVersion.version)).group_by(ReportVersion.dossier_id)
            found = set(session.scalars(newest))
        store.close()
        return found

    def _look(self) -> dict[str, Any]:
        answer: dict[str, Any] = self._client.get(self.at, params={"page_size": 1}).json()
        return answer

    def _kill(self) -> int:
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        worker = next(
            int(pid) for pid in children if b"workers.queueing\0bulk" in Path(f"/proc/{pid}/cmdline").read_bytes()
        )
        os.kill(worker, signal.SIGKILL)
        return worker


if __name__ == "__main__":
    main()
