"""Slips of an engine that no Dutch text has, put right where the words beside them leave one meaning.

'in | minuut' is 'in 1 minuut', 'S fouten' are 5 of them, after AVI-M comes a digit, and 'ES: 36' is the moment E5.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import Word

AVI = re.compile(r"(?i)^(.?avi[-–]?[me])(?:8(?=[3-7])|)([3-8áàäâú])(\W*)$")
AVI_DIGITS = str.maketrans(dict.fromkeys("áàäâú", "4"))
MOMENT = re.compile(r"^([ME])S([:;,.]?)$")
TOLD = re.compile(r"(?i)^(op|\W?\d.*)$")
BAR = re.compile(r"^([|!])([:;,.)]?)$")
DIGIT_LIKE = {"S": "5", "B": "8", "O": "0", "l": "1", "I": "1"}
COUNTED = re.compile(
    r"(?i)^(woord(en)?|fout(en)?|minuut|minuten|keer|x|we[ek]{1,2}|weken|maand(en)?|leerlingen|uur)\W*$"
)
CLOSE = 1.6  # times the height of a word: the gap to its neighbour in running text
MENDED = 0.8  # the confidence of what was put right
READ_WELL = 0.8  # confidence of a neighbour that says something


def without_slips(words: Sequence[Word]) -> list[Word]:
    """The words of a page with such slips put right; boxes stay."""
    return [_mended(word, words) if _may_be_slip(word.text) else word for word in words]


def _may_be_slip(text: str) -> bool:
    return text in DIGIT_LIKE or any(form.match(text) for form in (BAR, AVI, MOMENT))


def _mended(word: Word, words: Sequence[Word]) -> Word:
    if found := AVI.match(word.text):
        text = found[1] + found[2].translate(AVI_DIGITS) + found[3]
    elif (found := MOMENT.match(word.text)) and (after := _after(word, words)) and TOLD.match(after.text):
        text = f"{found[1]}5{found[2]}"
    elif (found := BAR.match(word.text)) and (_before(word, words) and (_after(word, words) or found[2])):
        text = "1" + found[2]
    elif word.text in DIGIT_LIKE and (after := _after(word, words)) and COUNTED.match(after.text):
        text = DIGIT_LIKE[word.text]
    else:
        return word
    if text == word.text:
        return word
    return dataclasses.replace(word, text=text, confidence=min(word.confidence, MENDED))


def _after(word: Word, words: Sequence[Word]) -> Word | None:
    return next((w for w in words if w.x0 > word.x0 and w.x0 - word.x1 < _reach(word, w) and _level(w, word)), None)


def _before(word: Word, words: Sequence[Word]) -> Word | None:
    return next((w for w in words if w.x0 < word.x0 and word.x0 - w.x1 < _reach(word, w) and _level(w, word)), None)


def _reach(one: Word, other: Word) -> float:
    return CLOSE * max(one.bottom - one.top, other.bottom - other.top)


def _level(one: Word, other: Word) -> bool:
    middle = (one.top + one.bottom) / 2
    return one is not other and one.confidence >= READ_WELL and other.top <= middle <= other.bottom
