"""Accuracy on scanned dossiers by how bad the scans are, and what the stated confidence is worth.

    .venv/bin/python benchmarks/scan_accuracy.py [--only clean|fair|hard] [--write]

Needs the corpora and their scorer beside the project (../shared/corpus). `--write` puts the tables into
docs/accuracy.md. The answers choose the dossiers and go to the scorer; the reader never sees them.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from accuracy import CORPUS, ROOT, _check, _score
from measures import measures

LEVELS = ("digital", "clean", "fair", "hard")
PAGE = ROOT / "docs" / "accuracy.md"
BEGIN, END = "<!-- begin: benchmarks/scan_accuracy.py -->", "<!-- end -->"
STATED = {"0.99": "0,99 and more", "0.95": "0,95-0,99", "0.9": "0,90-0,95", "0.7": "0,70-0,90", "0.5": "0,50-0,70"}


def main() -> int:
    """Print both tables; 0 unless there is a confident level error beyond one in 500, or a false complete."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=LEVELS, action="append", help="leave the others out")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/accuracy.md")
    options = parser.parse_args()
    scores: dict[str, dict[str, Any]] = {}
    for level in options.only or LEVELS:
        with tempfile.TemporaryDirectory(prefix="dossierpoort-") as scratch:
            if _gathered(level, Path(scratch)):
                scores[level] = json.loads(_score(_check(Path(scratch)), Path(scratch), "--json"))
    tables = "\n".join([*_figures(scores), "", *_calibration(scores)])
    print(tables)
    if options.write:
        text = PAGE.read_text()
        PAGE.write_text(text[: text.index(BEGIN) + len(BEGIN)] + f"\n\n{tables}\n\n" + text[text.index(END) :])
    totals = [score["total"] for score in scores.values()]
    wrong = sum(t["calibration"]["confident levels"]["wrong"] for t in totals)
    stated = sum(t["calibration"]["confident levels"]["of"] for t in totals)
    return int(wrong * 500 > stated or any(t["false_completes"] for t in totals))


def _gathered(level: str, scratch: Path) -> int:
    """Links to the dossiers of both corpora whose scans are of a level, as one corpus; how many there are."""
    for kind in ("dossiers", "truth"):
        (scratch / kind).mkdir()
    count = 0
    for answer in sorted(CORPUS.glob("*/truth/*.json")):
        tags = json.loads(answer.read_text())["tags"]
        if (tags.get("scan_level") if tags["reading"] != "digital" else "digital") == level:
            (scratch / "truth" / answer.name).symlink_to(answer)
            (scratch / "dossiers" / answer.stem).symlink_to(answer.parents[1] / "dossiers" / answer.stem)
            count += 1
    return count


def _figures(scores: dict[str, dict[str, Any]]) -> list[str]:
    figures = {level: measures(score, None) for level, score in scores.items()}
    names = dict.fromkeys(name for found in figures.values() for name in found)
    rows = [[name, *(f"{found[name]:.3f}" if name in found else "" for found in figures.values())] for name in names]
    return _table(["", *scores], [["dossiers", *(str(s["total"]["dossiers"]) for s in scores.values())], *rows])


def _calibration(scores: dict[str, dict[str, Any]]) -> list[str]:
    """Wrong values of all values, by the confidence stated for their row."""
    keys = {**STATED, "confident values": "**0,90 and more**", "confident levels": "**levels, 0,90 and more**"}
    rows = []
    for key, name in keys.items():
        cells = [score["total"]["calibration"][key] for score in scores.values()]
        rows.append([name, *(f"{c['wrong']} of {c['of']}" for c in cells)])
    return _table(["stated", *(f"{level}: wrong" for level in scores)], rows)


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]


if __name__ == "__main__":
    sys.exit(main())
