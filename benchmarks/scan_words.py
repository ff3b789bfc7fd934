"""How many words of a page survive a scanner and our reading of it, against the text layer of the same page.

    .venv/bin/python benchmarks/scan_words.py [--pages 12] [--one-reader]

Takes pages of fixtures/variants that have a text layer, wears them at three levels and reads them as pictures.
Values are levels, moments, cards, dates and numbers; a value that is read wrong with a confidence of 0.9 or more is
counted apart. With --one-reader the second reading of short words is left out, to show what it brings.
"""

from __future__ import annotations

import argparse
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import cv2
import numpy as np
import pypdfium2 as pdfium

from extractors.pages import scan
from extractors.pages.pdf.file import open_pdf, read_pages
from extractors.pages.second.second_reading import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.pages.model import Page, Word
    from extractors.pages.picture.raster import Grey

VARIANTS = Path(__file__).parents[1] / "fixtures" / "variants"
SURE = 0.9
LONG_WORD = 3
NEAR = 4.0  # points

# dots per inch, blur in pixels at 150 dpi, noise, JPEG quality, darkness of ink
LEVELS = {
    "clean": (300, 0.3, 3.0, 80, 0.95),
    "fair": (200, 0.5, 7.0, 60, 0.85),
    "hard": (200, 0.75, 13.0, 42, 0.7),
    "coarse": (150, 0.6, 9.0, 50, 0.8),
}


def main() -> None:
    """A line a level."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--one-reader", action="store_true")
    wishes = parser.parse_args()
    with patch.object(scan, "settle", _once) if wishes.one_reader else nullcontext():
        _measure(list(_pages(wishes.pages)))


def _measure(pages: list[tuple[Page, Path]]) -> None:
    for level in LEVELS:
        counts: Counter[str] = Counter()
        for number, (page, document) in enumerate(pages):
            _compare(page, _read(document, page.number - 1, level, number), counts)
        values, words = counts["value right"] / counts["value"], counts["word right"] / counts["word"]
        print(
            f"{level:7} values {values:.3f} of {counts['value']}, words {words:.3f} of {counts['word']}, "
            f"values wrong at >= {SURE}: {counts['surely wrong']}"
        )


def _once(cleaned: Grey, words: list[Word], dpi: int) -> list[Word]:  # noqa: ARG001 - stands in for settle
    return [word for word in words if word.text]


def _pages(count: int) -> Iterator[tuple[Page, Path]]:
    files = sorted(VARIANTS.rglob("*.pdf"))
    for file in files[:: max(1, len(files) // count)][:count]:
        with open_pdf(file) as document:
            page = next(iter(read_pages(document)))
        if page.reading == "text":
            yield page, file


def _read(file: Path, index: int, level: str, seed: int) -> Page:
    dpi, blur, noise, quality, darkness = LEVELS[level]
    draw = np.random.default_rng(seed)
    with pdfium.PdfDocument(file) as document:
        document.init_forms()
        bitmap = document[index].render(scale=dpi / 72, grayscale=True, may_draw_forms=True)
        sheet = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].astype(np.float32)
    pale = cv2.GaussianBlur(255 - (255 - sheet) * darkness, (0, 0), blur * dpi / 150)
    worn = np.clip(pale * draw.uniform(0.9, 0.97) + draw.normal(0, noise, pale.shape), 0, 255).astype(np.uint8)
    squeezed = cv2.imencode(".jpg", worn, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    picture: Grey = np.asarray(cv2.imdecode(squeezed, cv2.IMREAD_GRAYSCALE), np.uint8)
    return scan.read_scan(picture, float(dpi), index + 1)


def _compare(page: Page, read: Page, counts: Counter[str]) -> None:
    found = [(_middle(read.displayed(word.bbox)), word) for word in read.words]
    for word in page.words:
        kind = (
            "value" if _is_value(word.text) else "word" if word.text.isalpha() and len(word.text) >= LONG_WORD else ""
        )
        if not kind:
            continue
        counts[kind] += 1
        near = [other for place, other in found if _near(place, word)]
        if any(other.text == word.text for other in near):
            counts[f"{kind} right"] += 1
        elif kind == "value" and any(other.confidence >= SURE and _is_value(other.text) for other in near):
            counts["surely wrong"] += 1


def _kind(text: str) -> str:
    if _is_value(text):
        return "value"
    return "word" if text.isalpha() and len(text) >= LONG_WORD else ""


def _is_value(text: str) -> bool:
    return text != "-" and any(kind.pattern.fullmatch(text) for kind in KINDS)


def _middle(box: tuple[float, float, float, float]) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _near(place: tuple[float, float], word: Word) -> bool:
    x, y = _middle(word.bbox)
    return abs(place[1] - y) < NEAR and abs(place[0] - x) < max(NEAR, (word.bbox[2] - word.bbox[0]) / 2)


if __name__ == "__main__":
    main()
