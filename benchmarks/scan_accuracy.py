"""Accuracy on scanned dossiers by how bad the scans are, and what the stated confidence is worth.

    .venv/bin/python benchmarks/scan_accuracy.py [--only "own hard"]... [--take N] [--jobs N] [--details] [--write]

Reads the scanned dossiers of both corpora beside the project (../shared/corpus, with their scorer) and the worn
dossiers of fixtures/degraded, which are made when they are not there. Pages that were read before by the same code are
kept in .cache/, so a run that was stopped goes on where it was. `--write` puts the tables into docs/accuracy.md.
The answers choose the dossiers and go to the scorer; the reader never sees them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

import kept_pages
import scan_tables
from accuracy import CORPUS, ROOT, _score

from workers.check import InputError, Options, check_each

LEVELS = ("digital", "clean", "fair", "hard", "scanned")  # the last: all but digital
COLUMNS = tuple(f"{whose} {level}" for whose in ("samples", "own") for level in LEVELS)
PAGE = ROOT / "docs" / "accuracy.md"
BEGIN, END = "<!-- begin: benchmarks/scan_accuracy.py -->", "<!-- end -->"


def main() -> int:
    """Print the tables; 0 unless there is a confident level error beyond one in 500, or a false complete."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=COLUMNS, action="append", help="leave the others out")
    parser.add_argument("--take", type=int, help="so many dossiers of each at most, to try")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), help="dossiers at a time")
    parser.add_argument("--details", action="store_true", help="print the scorer's own tables as well")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/accuracy.md")
    options = parser.parse_args()
    columns = options.only or COLUMNS
    own = _own() if any(name.startswith("own") for name in columns) else None
    scores: dict[str, dict[str, Any]] = {}
    for name in columns:
        with tempfile.TemporaryDirectory(prefix="dossierpoort-") as scratch:
            truths = own if name.startswith("own") else CORPUS
            if truths and _gathered(name.split()[-1], truths, Path(scratch), options.take):
                reports = _checked(Path(scratch), options.jobs)
                scores[name] = json.loads(_score(reports, Path(scratch), "--json"))
                if options.details:
                    _score(reports, Path(scratch), "--details")
    tables = "\n".join(scan_tables.all_tables(scores))
    print(tables)
    if options.write:
        text = PAGE.read_text()
        PAGE.write_text(text[: text.index(BEGIN) + len(BEGIN)] + f"\n\n{tables}\n\n" + text[text.index(END) :])
    totals = [score["total"] for name, score in scores.items() if not name.endswith("scanned")]
    wrong = sum(t["calibration"]["confident levels"]["wrong"] for t in totals)
    stated = sum(t["calibration"]["confident levels"]["of"] for t in totals)
    return int(wrong * 500 > stated or any(t["false_completes"] for t in totals))


def _own() -> Path:
    """The worn dossiers, and the same before they were scanned; made again where the generator has changed."""
    folder = (
        kept_pages.FOLDER / f"worn-{kept_pages.digest(kept_pages.sources('fixtures/generator', 'fixtures/degraded'))}"
    )
    make = [sys.executable, "-m", "fixtures.degraded", "--missing"]
    subprocess.run([*make, str(folder / "worn")], check=True, cwd=ROOT)
    subprocess.run([*make, "--digital", str(folder / "digital")], check=True, cwd=ROOT)
    return folder


def _gathered(level: str, truths: Path, scratch: Path, most: int | None) -> int:
    """Links to the dossiers whose scans are of a level, as one corpus; how many there are."""
    for kind in ("dossiers", "truth"):
        (scratch / kind).mkdir()
    meant = LEVELS[1:] if level == "scanned" else (level,)
    fitting = (answer for answer in sorted(truths.glob("*/truth/*.json")) if _level(answer) in meant)
    count = 0
    for answer in islice(fitting, most):
        (scratch / "truth" / answer.name).symlink_to(answer.resolve())
        (scratch / "dossiers" / answer.stem).symlink_to((answer.parents[1] / "dossiers" / answer.stem).resolve())
        count += 1
    return count


def _level(answer: Path) -> str:
    tags = json.loads(answer.read_text())["tags"]
    return "digital" if tags["reading"] == "digital" else str(tags["scan_level"])


def _checked(corpus: Path, jobs: int) -> Path:
    """The reports of a corpus, made as the service makes them, in children that find the kept pages."""
    out = corpus / "reports.jsonl"
    folders = sorted((corpus / "dossiers").iterdir())
    kept_pages.fill([f for folder in folders for f in sorted(folder.iterdir()) if f.suffix != ".json"], jobs)
    kept_pages.use()
    with out.open("w", encoding="utf-8") as lines:
        answers = check_each(folders, Options(), jobs=jobs)
        for folder, answer in zip(folders, answers, strict=True):
            if isinstance(answer, InputError):
                print(f"{folder.name}: {answer}", file=sys.stderr)
            else:
                lines.write(answer.model_dump_json() + "\n")
    return out


if __name__ == "__main__":
    sys.exit(main())
