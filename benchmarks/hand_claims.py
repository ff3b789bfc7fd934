"""How often a claim in a hand that differs from the printout is told apart, and a misread one settled (decision 15).

    .venv/bin/python benchmarks/hand_claims.py FOLDER [--words N]

FOLDER holds the fonts of benchmarks/hand_glyphs.py; only those that it held back are written with, beside strokes of
our own. Each word is compared with ten printed values that differ from it in one figure.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from pathlib import Path

import numpy as np
from hand_ink import write

from extractors.pages.hand.values import shares_of
from extractors.pages.hand.words import LEAST, likely_values
from validators.rules.claims import AS_WELL

WORDS, OTHERS = 1500, 10
RANDOM = random.Random(2)  # noqa: S311 - seeded on purpose


def main() -> None:
    """Print how many differing claims are told apart, and how many misread ones the printout settles."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fonts", type=Path, help="folder in which fonts of handwriting stand")
    parser.add_argument("--words", type=int, default=WORDS)
    options = parser.parse_args()
    kinds = ("*-latin-400-normal.woff", "*.ttf", "*.otf")
    held_back = sorted(str(p) for kind in kinds for p in options.fonts.rglob(kind))[2::5]
    draw = np.random.default_rng(2)
    apart = alike = told = misread = settled = 0
    for _ in range(options.words):
        text = _value()
        values = likely_values(write(text, held_back, draw).picture)
        values = [v for v in values if v.kind == "number"] or values if text.isdigit() else values
        if not values or values[0].chance < LEAST:
            continue
        told += 1
        shares = shares_of(values)
        for other in (_one_figure_off(text) for _ in range(OTHERS)):
            apart += shares.get(other, 0.0) < AS_WELL
            alike += values[0].text == other
        if values[0].text != text:
            misread += 1
            settled += shares.get(text, 0.0) >= AS_WELL
    print(f"{told} of {options.words} words read, {misread} of them wrongly; the printout settles {settled}")
    print(f"claims that differ: {apart} of {told * OTHERS} told apart, {alike} read as what is printed in any case")


def _value() -> str:
    """A score, a day of the month, or a date."""
    low, high = RANDOM.choice([(1, 9), (10, 99), (10, 99), (100, 199), (1, 31)])
    day = dt.date(2018, 1, 1) + dt.timedelta(days=RANDOM.randint(0, 2900))
    return f"{day:%d-%m-%Y}" if RANDOM.random() < 2 / 7 else str(RANDOM.randint(low, high))


def _one_figure_off(text: str) -> str:
    """The value with another figure somewhere; a date remains one."""
    while True:
        place = RANDOM.choice([i for i, c in enumerate(text) if c.isdigit()])
        other = text[:place] + RANDOM.choice("0123456789") + text[place + 1 :]
        if other != text and (_is_date(other) if "-" in text else other[0] != "0"):
            return other


def _is_date(text: str) -> bool:
    try:
        day = dt.datetime.strptime(text, "%d-%m-%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return False
    return 2010 <= day.year < 2030


if __name__ == "__main__":
    main()
