"""Floors under the accuracy: kept in floors.json, and never lower than they once were."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from pathlib import Path

FILE = Path(__file__).parent / "floors.json"
Floors = dict[str, dict[str, float]]


def read() -> Floors:
    """The floors by corpus and figure."""
    floors: Floors = json.loads(FILE.read_text())
    return floors


def lowered() -> list[str]:
    """The floors that stand lower than in any earlier commit; empty where there is no history."""
    now = read()
    worse = set()
    for commit in _git("log", "--format=%H", "--", FILE.name).split():
        for corpus, figures in json.loads(_git("show", f"{commit}:./{FILE.name}")).items():
            worse |= {f"{corpus}, {k}: was {v}" for k, v in figures.items() if now.get(corpus, {}).get(k, 0) < v}
    return sorted(worse)


def lift(corpus: str, figures: dict[str, float]) -> None:
    """Raise the floors of a corpus to these figures (rounded down to a thousandth) where they are higher."""
    floors = read()
    own = floors.setdefault(corpus, {})
    for name, value in figures.items():
        own[name] = max(own.get(name, 0.0), math.floor(value * 1000) / 1000)
    FILE.write_text(json.dumps(floors, indent=2) + "\n")


def _git(*words: str) -> str:
    if not shutil.which("git"):
        return ""
    answer = subprocess.run(["git", *words], cwd=FILE.parent, capture_output=True, text=True, check=False)
    return answer.stdout if answer.returncode == 0 else ""
