"""Makes the weights of extractors/pages/second/glyphs.py from this machine's fonts: blurred, spotted, squeezed.

    .venv/bin/python benchmarks/scan_glyphs.py

Needs common fonts (Debian: fonts-dejavu, fonts-liberation, fonts-crosextra-carlito, fonts-lato, fonts-open-sans).
No page of any corpus is used.
"""

from __future__ import annotations

import random
import string
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from extractors.pages.second.glyphs import ALPHABET, WEIGHTS, features, pieces_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

FONTS = Path("/usr/share/fonts")
WORDS = 60_000
NO_PRINT = ("Symbol", "Math", "Hair", "Thin", "Italic", "Oblique")
HIDDEN, EPOCHS, BATCH, RATE = 128, 24, 256, 1.5e-3
LOOK_ALIKE = "lioOcvUSsZzgqQmeCVIEMDAB|"  # named neither as a character of the alphabet nor as something else

RANDOM = random.Random(20)  # noqa: S311 - seeded on purpose
NUMBERS = np.random.default_rng(20)


def main() -> None:
    """Print words, learn, tell the share right on fonts held back, write the weights."""
    fonts = sorted(str(p) for p in FONTS.rglob("*.[to]tf") if not any(word in p.name for word in NO_PRINT))
    held_back = fonts[::9]
    rows, labels = _printed([f for f in fonts if f not in held_back], WORDS)
    weights = learn(rows, labels, len(ALPHABET), HIDDEN)
    test_rows, test_labels = _printed(held_back, WORDS // 12)
    sure, right = _judged(weights, test_rows, test_labels)
    print(f"{len(fonts)} fonts, {len(rows)} characters")
    print(f"fonts held back: {right:.4f} right of the {sure:.3f} named with a chance of 0.95")
    out = Path(__file__).parents[1] / "extractors" / "pages" / "second" / WEIGHTS
    np.savez_compressed(out, **{k: v.astype(np.float16) for k, v in weights.items()})


def _word() -> str:
    def digits(count: int) -> str:
        return "".join(RANDOM.choices(string.digits, k=count))

    kinds = [
        lambda: RANDOM.choice("ABCDE"),
        lambda: RANDOM.choice("ABCDE") + RANDOM.choice("+-"),
        lambda: RANDOM.choice(["I", "II", "III", "IV", "V", "V-", "V+", "IV"]),
        lambda: RANDOM.choice("ME") + RANDOM.choice("12345678"),
        lambda: RANDOM.choice(["1+2", "1+2+3", "2+3", "1,2,3"]),
        lambda: digits(RANDOM.randint(1, 3)),
        lambda: digits(RANDOM.randint(1, 2)) + RANDOM.choice(",.") + digits(1),
        lambda: RANDOM.choice("-/").join([digits(2), digits(2), digits(4)]),
        lambda: RANDOM.choice("-/").join([digits(1), digits(1), digits(2)]),
        lambda: "-",
        lambda: "".join(RANDOM.choices(string.ascii_letters + "&%€£()[]:;#*=", k=RANDOM.randint(1, 5))),
        lambda: "".join(RANDOM.choices(string.ascii_lowercase, k=RANDOM.randint(1, 6))),
    ]
    return RANDOM.choice(kinds)()


def _printed(fonts: list[str], count: int) -> tuple[NDArray[Any], NDArray[Any]]:
    rows, labels = [], []
    for _ in range(count):
        text = _word()
        crop, cap = picture(text, RANDOM.choice(fonts))
        pieces = pieces_of(crop)
        if len(pieces) != len(text):
            continue
        for row, char in zip(features(crop, pieces, cap * RANDOM.uniform(0.65, 1.05)), text, strict=True):
            if char in ALPHABET or char not in LOOK_ALIKE:
                rows.append(row)
                labels.append(ALPHABET.index(char) if char in ALPHABET else len(ALPHABET) - 1)
    return np.stack(rows), np.array(labels)


def picture(text: str, font: str) -> tuple[NDArray[np.uint8], float]:
    """A word as a scanner may see it, in grey, and the height of its capitals in pixels."""
    size = RANDOM.uniform(13, 34)
    drawn = ImageFont.truetype(font, round(size * 2))
    width = round(drawn.getlength(text)) + 24
    image = Image.new("L", (width, round(size * 4)), 255)
    ImageDraw.Draw(image).text((12, size), text, font=drawn, fill=RANDOM.randint(0, 110))
    grey = np.asarray(image)
    turn = cv2.getRotationMatrix2D((width / 2, size * 2), RANDOM.uniform(-1.5, 1.5), 1.0)
    grey = cv2.warpAffine(grey, turn, (width, round(size * 4)), borderValue=(255,))
    grey = cv2.GaussianBlur(grey, (0, 0), RANDOM.uniform(0.3, size * 0.075))
    grey = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    grey = np.clip(grey + NUMBERS.normal(0, RANDOM.uniform(0, 14), grey.shape), 0, 255).astype(np.uint8)
    if RANDOM.random() < 0.7:
        grey = cv2.imdecode(cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, RANDOM.randint(30, 90)])[1], 0)
    if RANDOM.random() < 0.3:
        wider, higher = RANDOM.uniform(1.0, 1.5), RANDOM.uniform(1.0, 1.5)
        grey = cv2.resize(grey, None, fx=wider, fy=higher, interpolation=cv2.INTER_CUBIC)
    box = drawn.getbbox("E")
    return grey, (box[3] - box[1]) / 2


def learn(rows: NDArray[Any], labels: NDArray[Any], classes: int, hidden_size: int) -> dict[str, NDArray[Any]]:
    """The weights of a network with one hidden layer, by gradient descent (Adam)."""
    weights = {
        "w1": NUMBERS.normal(size=(rows.shape[1], hidden_size)) * np.sqrt(2 / rows.shape[1]),
        "b1": np.zeros(hidden_size),
        "w2": NUMBERS.normal(size=(hidden_size, classes)) * np.sqrt(2 / hidden_size),
        "b2": np.zeros(classes),
    }
    weights = {k: v.astype(np.float32) for k, v in weights.items()}
    first = {k: np.zeros_like(v) for k, v in weights.items()}
    second = {k: np.zeros_like(v) for k, v in weights.items()}
    wanted = np.eye(classes, dtype=np.float32)[labels] * 0.99 + 0.01 / classes
    step = 0
    for epoch in range(EPOCHS):
        rate = RATE * 0.5 * (1 + np.cos(np.pi * epoch / EPOCHS))
        for batch in np.array_split(NUMBERS.permutation(len(rows)), len(rows) // BATCH):
            step += 1
            x = rows[batch] + NUMBERS.normal(0, 0.02, (len(batch), rows.shape[1])).astype(np.float32)
            hidden = np.maximum(x @ weights["w1"] + weights["b1"], 0)
            scores = hidden @ weights["w2"] + weights["b2"]
            share = np.exp(scores - scores.max(1, keepdims=True))
            share /= share.sum(1, keepdims=True)
            error = (share - wanted[batch]) / len(batch)
            back = error @ weights["w2"].T * (hidden > 0)
            slopes = {"w1": x.T @ back, "b1": back.sum(0), "w2": hidden.T @ error, "b2": error.sum(0)}
            for name, slope in slopes.items():
                first[name] = 0.9 * first[name] + 0.1 * slope
                second[name] = 0.999 * second[name] + 0.001 * slope**2
                size = rate * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
                weights[name] -= (size * first[name] / (np.sqrt(second[name]) + 1e-8)).astype(np.float32)
    return weights


def _judged(weights: dict[str, NDArray[Any]], rows: NDArray[Any], labels: NDArray[Any]) -> tuple[float, float]:
    scores = np.maximum(rows @ weights["w1"] + weights["b1"], 0) @ weights["w2"] + weights["b2"]
    share = np.exp(scores - scores.max(1, keepdims=True))
    share /= share.sum(1, keepdims=True)
    sure = share.max(1) >= 0.95
    return float(sure.mean()), float((share.argmax(1) == labels)[sure].mean())


if __name__ == "__main__":
    main()
