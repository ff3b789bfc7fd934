"""Floors under the accuracy: kept in floors.json, and never lower than they once were.

A floor belongs to a set of so many dossiers. Where harder dossiers are added, the set has floors of its own, which
replace those of the smaller one.
"""

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


def key(corpus: str, count: int) -> str:
    """The name under which the floors of a set stand."""
    return f"{corpus}, {count} dossiers"


def lowered() -> list[str]:
    """The floors that stand lower than in any earlier commit; empty where there is no history."""
    now = read()
    grown = {_corpus(name) for name in now}
    worse = set()
    for commit in _git("log", "--format=%H", "--", FILE.name).split():
        for name, figures in json.loads(_git("show", f"{commit}:./{FILE.name}")).items():
            if name not in now and _corpus(name) in grown:
                continue
            worse |= {f"{name}, {k}: was {v}" for k, v in figures.items() if now.get(name, {}).get(k, 0) < v}
    return sorted(worse)


def lift(name: str, figures: dict[str, float]) -> None:
    """Raise the floors of a set to these figures (rounded down to a thousandth) where they are higher."""
    floors = {other: own for other, own in read().items() if other == name or _corpus(other) != _corpus(name)}
    own = floors.setdefault(name, {})
    for figure, value in figures.items():
        own[figure] = max(own.get(figure, 0.0), math.floor(value * 1000) / 1000)
    FILE.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n")


def _corpus(name: str) -> str:
    return name.partition(",")[0]


def _git(*words: str) -> str:
    if not shutil.which("git"):
        return ""
    answer = subprocess.run(["git", *words], cwd=FILE.parent, capture_output=True, text=True, check=False)
    return answer.stdout if answer.returncode == 0 else ""
