"""Words of a prepared picture, by Tesseract inside this process."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tesserocr

from extractors.pages.model import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.picture.raster import Grey

LANGUAGE = "nld"
PAGE = tesserocr.PSM.SPARSE_TEXT  # words wherever they stand; rows are made from their places
LINE = tesserocr.PSM.SINGLE_LINE
DATA_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
)
LONGEST_MS = 60_000  # for one page
SURE_ENOUGH = 20  # percent: below, what was recognised is mostly specks
LONG_WORD = 4  # letters: specks make no such words, and 'ouder/verzorger' is in no dictionary

Box = tuple[int, int, int, int]


class OcrNotInstalledError(RuntimeError):
    """The Dutch language data of Tesseract is not on this machine: install tesseract-ocr-nld."""


def data_folder() -> str:
    """Where Tesseract's Dutch data is; raises OcrNotInstalledError when it is nowhere."""
    candidates = [os.environ.get("TESSDATA_PREFIX"), *DATA_FOLDERS]
    for folder in candidates:
        if folder and (Path(folder) / f"{LANGUAGE}.traineddata").exists():
            return folder
    raise OcrNotInstalledError("Tesseract's Dutch data was not found: install the package tesseract-ocr-nld")


@cache
def _engine() -> Any:
    os.environ["OMP_THREAD_LIMIT"] = "1"  # two engines with threads starve each other
    return tesserocr.PyTessBaseAPI(path=data_folder(), lang=LANGUAGE, psm=PAGE)


def read_page(grey: Grey, dpi: int) -> list[Word]:
    """All words of a page with boxes in pixels and confidence between 0 and 1."""
    engine = _engine()
    engine.SetPageSegMode(PAGE)
    engine.SetImageBytes(grey.tobytes(), grey.shape[1], grey.shape[0], 1, grey.shape[1])
    engine.SetSourceResolution(dpi)
    engine.Recognize(LONGEST_MS)
    return _words(engine, (0, 0))


def read_lines(grey: Grey, boxes: Sequence[Box], dpi: int) -> list[list[Word]]:
    """The words of each box of the page, read as one line of text of its own."""
    engine = _engine()
    engine.SetPageSegMode(LINE)
    found = []
    for x0, top, x1, bottom in boxes:
        crop = grey[top:bottom, x0:x1]
        engine.SetImageBytes(crop.tobytes(), crop.shape[1], crop.shape[0], 1, crop.shape[1])
        engine.SetSourceResolution(dpi)
        engine.Recognize(LONGEST_MS)
        found.append(_words(engine, (x0, top)))
    return found


def read_word(grey: Grey, box: Box, dpi: int, characters: str) -> str:
    """The text of a box as one word of only these characters."""
    engine = _engine()
    engine.SetPageSegMode(tesserocr.PSM.SINGLE_WORD)
    engine.SetVariable("tessedit_char_whitelist", characters)
    x0, top, x1, bottom = box
    crop = grey[top:bottom, x0:x1]
    try:
        engine.SetImageBytes(crop.tobytes(), crop.shape[1], crop.shape[0], 1, crop.shape[1])
        engine.SetSourceResolution(dpi)
        engine.Recognize(LONGEST_MS)
        return str(engine.GetUTF8Text()).strip()
    finally:
        engine.SetVariable("tessedit_char_whitelist", "")


def _words(engine: Any, origin: tuple[int, int]) -> list[Word]:
    iterator = engine.GetIterator()
    if iterator is None:
        return []
    level = tesserocr.RIL.WORD
    words = []
    for item in tesserocr.iterate_level(iterator, level):
        box = item.BoundingBox(level)
        if box is None:
            continue
        text, confidence = item.GetUTF8Text(level).strip(), item.Confidence(level)
        if confidence >= SURE_ENOUGH or sum(c.isalpha() for c in text) >= LONG_WORD:
            x0, top, x1, bottom = box
            dx, dy = origin
            words.append(Word(text, (x0 + dx, top + dy, x1 + dx, bottom + dy), round(confidence / 100, 2)))
    return words
