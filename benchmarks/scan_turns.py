"""Makes the weights of extractors/pages/picture/letter_turns.py from this machine's fonts: letters turned four ways.

    .venv/bin/python benchmarks/scan_turns.py

Needs the fonts that benchmarks/scan_glyphs.py names. No page of any corpus is used.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scan_glyphs import FONTS, NO_PRINT, RANDOM, learn, picture

from extractors.pages.picture.letter_turns import QUARTERS, WEIGHTS, letter_boxes, square
from extractors.pages.picture.smaller import half_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORDS = 9_000
DPI = 100.0  # of the picture at half its size
COMMON = "eeeeeeennnnaaaatttiiirrroooddsslggvvhhkkmmuubbppwwjzzcf"  # as often as Dutch has them
OTHERS = "ABCDEFGHIJKLMNOPRSTUVWZ0123456789"
HIDDEN = 64


def main() -> None:
    """Print words, turn them, learn, tell the share right on fonts held back, write the weights."""
    fonts = sorted(str(p) for p in FONTS.rglob("*.[to]tf") if not any(word in p.name for word in NO_PRINT))
    held_back = fonts[::9]
    rows, labels = _turned([f for f in fonts if f not in held_back], WORDS)
    weights = learn(rows, labels, QUARTERS, HIDDEN)
    rows, labels = _turned(held_back, WORDS // 10)
    scores = np.maximum(rows @ weights["w1"] + weights["b1"], 0) @ weights["w2"] + weights["b2"]
    print(f"{len(fonts)} fonts; letters of fonts held back: {(scores.argmax(1) == labels).mean():.3f} right")
    out = Path(__file__).parents[1] / "extractors" / "pages" / "picture" / WEIGHTS
    small: dict[str, Any] = {k: v.astype(np.float16) for k, v in weights.items()}
    np.savez_compressed(out, **small)


def _turned(fonts: list[str], count: int) -> tuple[NDArray[Any], NDArray[Any]]:
    rows, labels = [], []
    for _ in range(count):
        letters = COMMON if RANDOM.random() < 0.8 else OTHERS
        word = "  ".join(RANDOM.choices(letters, k=RANDOM.randint(3, 9)))
        upright = np.asarray(picture(word, RANDOM.choice(fonts))[0], np.uint8)
        for turn in range(QUARTERS):
            lying = half_of(
                np.ascontiguousarray(np.rot90(upright, turn))
            )  # anticlockwise, so that `turn` sets it right
            for box in letter_boxes(lying, DPI):
                rows.append(square(lying, box))
                labels.append(turn)
    return np.stack(rows), np.array(labels)


if __name__ == "__main__":
    main()
