"""Words of a prepared picture, by Tesseract."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytesseract
from PIL import Image as Pillow

from extractors.pages.model import Word

if TYPE_CHECKING:
    from extractors.pages.raster import Grey

LANGUAGE = "nld"
SPARSE_TEXT = 11  # page segmentation: words wherever they stand; rows are made from their places
LONGEST = 60  # seconds for one page
SURE_ENOUGH = 20  # percent: below, what was recognised is mostly specks


def recognise(grey: Grey, dpi: int, scale: float) -> list[Word]:
    """Words with boxes in points (`scale` points a pixel) and confidence between 0 and 1."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # two Tesseracts with threads starve each other
    data = pytesseract.image_to_data(
        Pillow.fromarray(grey),
        lang=LANGUAGE,
        config=f"--psm {SPARSE_TEXT} --dpi {dpi}",
        output_type=pytesseract.Output.DICT,
        timeout=LONGEST,
    )
    words = []
    for text, confidence, x, y, w, h in zip(
        data["text"], data["conf"], data["left"], data["top"], data["width"], data["height"], strict=True
    ):
        if text.strip() and float(confidence) >= SURE_ENOUGH:
            box = (x * scale, y * scale, (x + w) * scale, (y + h) * scale)
            words.append(Word(text.strip(), box, confidence=round(float(confidence) / 100, 2), size=h * scale))
    return words
