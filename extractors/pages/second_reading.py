"""A second, narrower reading of short words: only the characters that can stand there are allowed.

A level ('E', 'V-', 'III') or a short number has no context to help the engine, and these are what a verdict rests on.
The crop is read again by itself; where both readings agree the word is sure, where they differ it is not.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from extractors.pages.ocr import read_words

if TYPE_CHECKING:
    from extractors.pages.model import Word
    from extractors.pages.ocr import Box
    from extractors.pages.raster import Grey

LEVEL_CHARACTERS = "ABCDEIV+-"
NUMBER_CHARACTERS = "0123456789+,"
LEVEL = re.compile(r"(?:[A-E]|I{1,3}|IV|V)[+-]?")
NUMBER = re.compile(r"\d{1,4}(?:,\d)?|1\+2(?:\+3)?|2\+3")
# What engines make of levels: 'Vv' and 'Cc' for a lone letter, 'U' and 'UI' for strokes of I, '€' and '(' for C.
LIKE_A_LEVEL = re.compile(r"[A-EIVUuvlLijHWmn€(\[|!1Cc+\-–—_.'’]{1,5}")
LIKE_A_NUMBER = re.compile(r"[\dOolISBZ+,.]{1,5}")
SURE_NUMBER = 0.93  # confidence from which a number is not read again
AGREED, DIFFERED = 0.98, 0.6
MARGIN = 6  # pixels of paper around the crop


def settle(cleaned: Grey, words: list[Word], dpi: int) -> list[Word]:
    """The words of a page (in pixels), short levels and doubtful numbers read a second time."""
    levels = [w for w in words if _may_be_level(w)]
    numbers = [w for w in words if w not in levels and _may_be_number(w)]
    settled: dict[int, Word] = {}
    for group, characters, pattern in ((levels, LEVEL_CHARACTERS, LEVEL), (numbers, NUMBER_CHARACTERS, NUMBER)):
        readings = read_words(cleaned, [_crop(w, cleaned) for w in group], dpi, characters)
        for word, (text, confidence) in zip(group, readings, strict=True):
            if pattern.fullmatch(text):
                settled[id(word)] = _agreed(word, text, confidence)
    return [settled.get(id(word), word) for word in words]


def _may_be_level(word: Word) -> bool:
    return bool(LIKE_A_LEVEL.fullmatch(word.text)) and not word.text.isdigit()


def _may_be_number(word: Word) -> bool:
    if not LIKE_A_NUMBER.fullmatch(word.text) or not any(c.isdigit() for c in word.text):
        return False
    return (
        word.confidence < SURE_NUMBER or not word.text.isdigit() or bool(re.fullmatch(r"1[4+]2(?:[4+]3)?", word.text))
    )


def _crop(word: Word, picture: Grey) -> Box:
    x0, top, x1, bottom = (round(v) for v in word.bbox)
    height, width = picture.shape
    return (max(0, x0 - MARGIN), max(0, top - MARGIN), min(width, x1 + MARGIN), min(height, bottom + MARGIN))


def _agreed(word: Word, text: str, confidence: float) -> Word:
    if text == word.text:
        return dataclasses.replace(word, confidence=max(AGREED, word.confidence))
    if _same_shape(word.text, text):
        return dataclasses.replace(word, text=text, confidence=round(max(confidence, 0.9), 2))
    return dataclasses.replace(word, text=text, confidence=min(DIFFERED, confidence))


def _same_shape(first: str, second: str) -> bool:
    """Whether the first reading is a known way of misreading the second."""
    return _outline(first) == _outline(second)


def _outline(text: str) -> str:
    outline = text.replace("Vv", "V").replace("v", "V").replace("Cc", "C").replace("c", "C")
    for seen, meant in (("mm", "III"), ("m", "III"), ("U", "II"), ("u", "II"), ("H", "II"), ("n", "II"), ("W", "III")):
        outline = outline.replace(seen, meant)
    outline = re.sub(r"[lLij|!1\[]", "I", outline).replace("€", "C").replace("(", "C")
    return re.sub(r"[–—_]", "-", outline)
