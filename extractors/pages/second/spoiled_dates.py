"""Dates of which a scan spoiled a part ('912024' for 19.1.2024) are read again by the shapes of a whole day."""

from __future__ import annotations

import dataclasses
import re
from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.second.date_shapes import SIGNS, Day, days_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import Word
    from extractors.pages.ocr import Box
    from extractors.pages.picture.raster import Grey

MOST = 40  # on one page
SHAKY = 0.6  # confidence below which a whole date is looked at again
POOR = -8.0  # score of a day below which the crop shows no printed date
BORNE_OUT = 2.0  # times the first reading's confidence: added to the score of a day with the same figures
CLEARLY = 1.0  # how much better the first day must be than the second
SETTLED, OPEN = 0.85, 0.5  # confidence of the word that comes out
TYPE = 0.8  # of the height of words, as the reader of shapes has it
GAP = 0.9  # of the height: white within a date
HIGHEST = 1.5  # times the type of the page: more is a pen
LONGEST, SHORTEST = 11, 5.5  # digits wide
COLUMN = 3  # dates above each other
INK = 139  # grey value
SURE = 0.99  # of words whose digits tell how wide a digit is

_WHOLE = re.compile(rf"(\d{{1,2}})([{SIGNS}])(\d{{1,2}})\2(20\d\d)")
LAST_DAY, LAST_MONTH = 31, 12
_SPOILED = re.compile(r"\W{0,2}(?!20\d\d)[\dA-Za-z.,/-]{1,7}(20\d\d)\W?")
_PART = re.compile(r"[\d.,/-]{1,5}")
_YEARS = re.compile(r"\W?(?:20)?(\d\d)\W(?:20)?(\d\d)\W?")


def dates_again(cleaned: Grey, words: list[Word]) -> list[Word]:
    """The words of a page (in pixels) with spoiled dates read again; what shows no printed day stays."""
    doubtful = [word for word in words if _year_of(word)][:MOST]
    rooms = [(w.bbox[2] - w.bbox[0]) / len(w.text) for w in words if _tells_room(w)]
    if not doubtful or not rooms:
        return words
    high, room = median(w.bbox[3] - w.bbox[1] for w in words), median(rooms)
    signs = _signs_of(words)
    for word in doubtful:
        words = _again(cleaned, word, words, (high, room), signs)
    for word in [w for w in words if not w.text and SHORTEST * room <= w.bbox[2] - w.bbox[0] <= LONGEST * room][:MOST]:
        words = _again(cleaned, word, words, (high, room), signs)
    return words


def _again(cleaned: Grey, word: Word, words: list[Word], sizes: tuple[float, float], signs: str) -> list[Word]:
    """The words with one of them read as the day that fits its ink. `sizes`: how high type is, how wide a digit."""
    high, room = sizes
    years = [year] if (year := _year_of(word)) else _years_beside(word, words)
    if not years or word.bbox[3] - word.bbox[1] > HIGHEST * high:
        return words
    (x0, top, x1, bottom), parts = _whole_box(cleaned, word, words, room)
    crop = np.ascontiguousarray(cleaned[top:bottom, x0:x1])
    found = [day for year in years for day in days_of(crop, year, TYPE * high, room, signs)]
    first, second = _weighed(found, word, parts)[:2]
    clear = first.score - second.score >= CLEARLY
    if first.score < POOR or (not clear and _is_day(word.text)):
        return words
    again = dataclasses.replace(word, text=first.text, bbox=(x0, *word.bbox[1:]), confidence=SETTLED if clear else OPEN)
    return [again if w is word else w for w in words if w not in parts]


def _years_beside(word: Word, words: Sequence[Word]) -> list[int]:
    """The years that may stand in a column of dates between that above and that beneath."""
    column = [w for w in words if _is_day(w.text) and w.bbox[0] < word.bbox[2] and word.bbox[0] < w.bbox[2]]
    if word.text or len(column) < COLUMN:
        return []
    nearest = sorted(column, key=lambda w: abs(w.bbox[1] - word.bbox[1]))[:COLUMN]
    years = [int(w.text[-4:]) for w in nearest]
    return list(range(min(years), max(years) + 1)) if max(years) - min(years) < COLUMN else []


def _is_day(text: str) -> bool:
    """Whether the text is a day that exists."""
    whole = _WHOLE.fullmatch(text)
    return whole is not None and int(whole[1]) <= LAST_DAY and int(whole[3]) <= LAST_MONTH


def _weighed(days: Sequence[Day], word: Word, parts: Sequence[Word]) -> list[Day]:
    """The days by how well their shapes fit and by what was read first."""
    figures = _figures("".join(w.text for w in (*parts, word)))
    more = BORNE_OUT * word.confidence
    return sorted((d._replace(score=d.score + more * (_figures(d.text) == figures)) for d in days), reverse=True)


def _figures(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _year_of(word: Word) -> int | None:
    """The year of a date that is to be looked at again."""
    if _is_day(word.text):
        return int(word.text[-4:]) if word.confidence < SHAKY else None
    spoiled, years = _SPOILED.fullmatch(word.text), _YEARS.fullmatch(word.text)
    if not spoiled or (years and int(years[2]) - int(years[1]) == 1):
        return None
    before = word.text[: spoiled.start(1)]
    return int(spoiled[1]) if any(c.isdigit() or c in SIGNS for c in before) else None


def _tells_room(word: Word) -> bool:
    return word.confidence >= SURE and word.text.isdigit() and len(word.text) > 1 and "1" not in word.text


def _signs_of(words: Sequence[Word]) -> str:
    """What parts the dates of the page."""
    seen = "".join(s for s in SIGNS if any((m := _WHOLE.fullmatch(w.text)) and m[2] == s for w in words))
    return seen or SIGNS


def _whole_box(cleaned: Grey, word: Word, words: Sequence[Word], room: float) -> tuple[Box, list[Word]]:
    """The box of a date with the ink before it that belongs to it, and the words that were read there."""
    x0, top, x1, bottom = (round(v) for v in word.bbox)
    top, bottom = max(0, top - 1), bottom + 1
    if not _is_day(word.text):
        reach = max(0, min(x0 - 1, round(x1 - LONGEST * room)))
        dark = cv2.threshold(cleaned[top:bottom, reach:x0], INK, 1, cv2.THRESH_BINARY_INV)[1].any(axis=0)
        start = x0
        for x in np.nonzero(dark)[0][::-1].tolist():
            if start - (reach + x) > GAP * (bottom - top):
                break
            start = reach + x
        parts = [w for w in words if w is not word and _beside(w, (start, top, x0, bottom))]
        if all(_PART.fullmatch(w.text) for w in parts):
            return (max(0, start - 2), top, x1 + 2, bottom), parts
    return (max(0, x0 - 2), top, x1 + 2, bottom), []


def _beside(word: Word, box: Box) -> bool:
    middle = (word.bbox[1] + word.bbox[3]) / 2
    return box[1] <= middle <= box[3] and word.bbox[0] < box[2] and word.bbox[2] > box[0] + 1
