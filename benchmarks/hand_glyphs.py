"""Makes the weights of extractors/pages/hand/glyphs.py from fonts of handwriting and from strokes of our own.

    npm install --prefix FOLDER $(cat benchmarks/hand_fonts.txt)
    apt-get download fonts-bwht fonts-sjfonts fonts-humor-sans fonts-kristi; for f in *.deb; do dpkg -x $f FOLDER; done
    .venv/bin/python benchmarks/hand_glyphs.py FOLDER [--words N]

Every fifth font is held back, to tell how a hand that was never seen is read. No page of any corpus is used, nor the
fonts with which fixtures/degraded writes.
"""

from __future__ import annotations

import argparse
import random
import string
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from hand_ink import write
from scan_glyphs import learn

from extractors.pages.hand.glyphs import ALPHABET, WEIGHTS, features
from extractors.pages.hand.pieces import pieces_of, runs_of

if TYPE_CHECKING:
    from hand_ink import Written
    from numpy.typing import NDArray

    from extractors.pages.hand.pieces import Pieces, Run

HIDDEN, WORDS = 224, 30_000
OTHER = len(ALPHABET) - 1
LOOK_ALIKE = "lioOcvUSsZzgqjbtQmeCVIEMDABTy"  # named neither as a character of the alphabet nor as another
WHOLE, PURE = 0.85, 0.88  # share of a character's ink in a run, and of a run's ink that is one character's
HALF, PART_OF_OTHER = 0.6, 0.35
KEPT_OTHERS = 0.3  # of the runs that are no character

RANDOM = random.Random(3)  # noqa: S311 - seeded on purpose
NUMBERS = np.random.default_rng(3)


def main() -> None:
    """Write words, learn, tell the share right for hands held back, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fonts", type=Path, help="folder in which fonts of handwriting stand (.woff, .ttf, .otf)")
    parser.add_argument("--words", type=int, default=WORDS)
    options = parser.parse_args()
    kinds = ("*-latin-400-normal.woff", "*.ttf", "*.otf")
    fonts = sorted(str(p) for kind in kinds for p in options.fonts.rglob(kind))
    held_back = fonts[2::5]
    rows, labels = _runs([f for f in fonts if f not in held_back], options.words)
    print(f"{len(fonts)} fonts, {len(rows)} runs", flush=True)
    weights = learn(rows, labels, len(ALPHABET), HIDDEN)
    test_rows, test_labels = _runs(held_back, options.words // 12)
    scores = np.maximum(test_rows @ weights["w1"] + weights["b1"], 0) @ weights["w2"] + weights["b2"]
    is_one = test_labels != OTHER
    right = (scores.argmax(1) == test_labels)[is_one].mean()
    print(f"hands held back: {right:.4f} of {int(is_one.sum())} characters right")
    out = Path(__file__).parents[1] / "extractors" / "pages" / "hand" / WEIGHTS
    np.savez_compressed(out, **{k: v.astype(np.float16) for k, v in weights.items()})


def word() -> str:
    """A word that a field of a form may hold."""

    def digits(count: int) -> str:
        return "".join(RANDOM.choices(string.digits, k=count))

    kinds = [
        lambda: RANDOM.choice("ABCDE"),
        lambda: RANDOM.choice("ABCDE") + RANDOM.choice("+-"),
        lambda: RANDOM.choice(["I", "II", "III", "IV", "V", "V-", "V+", "IV"]),
        lambda: RANDOM.choice("ME") + RANDOM.choice("12345678"),
        lambda: RANDOM.choice(["1+2", "1+2+3", "2+3", "1,2,3"]),
        lambda: RANDOM.choice(["DMT", "AVI", "DMT"]),
        lambda: digits(RANDOM.randint(1, 3)),
        lambda: digits(RANDOM.randint(1, 3)),
        lambda: "(" + digits(RANDOM.randint(1, 2)) + RANDOM.choice(["", ")"]),
        lambda: digits(RANDOM.randint(1, 2)) + RANDOM.choice(",.") + digits(1),
        lambda: RANDOM.choice("-/.").join([digits(2), digits(2), digits(4)]),
        lambda: RANDOM.choice("-/.").join([digits(RANDOM.randint(1, 2)), digits(1), digits(RANDOM.choice([2, 4]))]),
        lambda: digits(4),
        lambda: "".join(RANDOM.choices(string.ascii_lowercase, k=RANDOM.randint(1, 6))),
        lambda: "".join(RANDOM.choices(string.ascii_letters + "&%:;=", k=RANDOM.randint(1, 4))),
    ]
    return RANDOM.choice(kinds)()


def _runs(fonts: list[str], count: int) -> tuple[NDArray[Any], NDArray[Any]]:
    rows, labels = [], []
    for _ in range(count):
        text = word()
        written = write(text, fonts, NUMBERS)
        pieces = pieces_of(written.picture)
        if pieces is None:
            continue
        named = [(run, name) for run in runs_of(pieces) if (name := _named(run, pieces, written, text)) is not None]
        if named:
            rows.append(features(written.picture, pieces, [run for run, _ in named]))
            labels += [name for _, name in named]
    return np.concatenate(rows), np.array(labels)


def _named(run: Run, pieces: Pieces, written: Written, text: str) -> int | None:
    """Which character a run is; None where that can't be said."""
    inside = (pieces.labels > run.first) & (pieces.labels <= run.end)
    ink = np.bincount(written.owner[pieces.labels > 0], minlength=len(text) + 1)
    of = np.bincount(written.owner[inside], minlength=len(text) + 1)
    ink[0] = of[0] = 0
    if not of.sum():
        return None
    share = of / np.maximum(ink, 1)
    top = int(of.argmax())
    char = text[top - 1]
    if share[top] >= WHOLE and of[top] >= PURE * of.sum():
        if char in ALPHABET:
            return ALPHABET.index(char)
        return None if char in LOOK_ALIKE else OTHER
    share_of_next = np.sort(share)[-2] if len(share) > 1 else 0.0
    if (share[top] < HALF or share_of_next > PART_OF_OTHER) and RANDOM.random() < KEPT_OTHERS:
        return OTHER
    return None


if __name__ == "__main__":
    main()
