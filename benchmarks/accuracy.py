"""Accuracy on the digital dossiers of the corpus and on our own variants, against the floors.

    .venv/bin/python benchmarks/accuracy.py [--raise-floors] [--details]

Needs the corpus and its scorer beside the project (../shared/corpus); without them there is nothing to measure.
The answers choose which dossiers are digital and go to the scorer; the reader never sees them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import floors
from measures import measures

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
SETS = {"corpus": (CORPUS / "dev", "passenderwijs"), "variants": (ROOT / "fixtures" / "variants", None)}


def main() -> int:
    """Print the figures beside their floors; 1 where one is below."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raise-floors", action="store_true", help="write the figures as floors where they are higher")
    parser.add_argument("--details", action="store_true", help="print the scorer's own tables as well")
    options = parser.parse_args()
    if not (CORPUS / "score.py").exists():
        print("No corpus beside the project: accuracy is not measured.")
        return 0
    failed = [f"floor lowered: {what}" for what in floors.lowered()]
    for corpus, (folder, judged) in SETS.items():
        with tempfile.TemporaryDirectory(prefix="dossierpoort-") as scratch:
            digital = _digital(folder, Path(scratch))
            reports = _check(digital)
            if options.details:
                _score(reports, digital, "--details")
            score = json.loads(_score(reports, digital, "--json"))
        name = floors.key(corpus, score["total"]["dossiers"])
        figures = measures(score, judged)
        if options.raise_floors:
            floors.lift(name, figures)
        failed += _print(name, figures, floors.read().get(name, {}))
    print("\n".join(failed) or "No figure below its floor.")
    return 1 if failed else 0


def _digital(folder: Path, scratch: Path) -> Path:
    """A corpus of links to the dossiers whose files are all digital."""
    for kind in ("dossiers", "truth"):
        (scratch / kind).mkdir()
    for answer in sorted((folder / "truth").glob("*.json")):
        truth: dict[str, Any] = json.loads(answer.read_text())
        if truth["tags"]["reading"] == "digital":
            (scratch / "truth" / answer.name).symlink_to(answer.resolve())
            (scratch / "dossiers" / answer.stem).symlink_to((folder / "dossiers" / answer.stem).resolve())
    return scratch


def _check(corpus: Path) -> Path:
    out = corpus / "reports.jsonl"
    command = [str(ROOT / ".venv/bin/dossierpoort"), "check", "--each", str(corpus / "dossiers"), "--out", str(out)]
    subprocess.run(command, check=True)
    return out


def _score(reports: Path, corpus: Path, how: str) -> str:
    command = [sys.executable, str(CORPUS / "score.py"), "--reports", str(reports), "--corpus", str(corpus), how]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if how != "--json":
        print(output)
    return output


def _print(name: str, figures: dict[str, float], own_floors: dict[str, float]) -> list[str]:
    print(f"\n{name}")
    below = [] if own_floors else [f"no floors yet: {name}; set them with --raise-floors"]
    for figure in dict.fromkeys([*figures, *own_floors]):
        value = figures.get(figure, 0.0)
        floor = own_floors.get(figure, 0.0)
        mark = " " if value >= floor else "<"
        print(f"  {figure:24}{value:8.3f} {mark} floor {floor:.3f}")
        if value < floor:
            below.append(f"below the floor: {name}, {figure}: {value:.3f} < {floor:.3f}")
    return below


if __name__ == "__main__":
    sys.exit(main())
