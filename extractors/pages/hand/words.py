"""Figures, dates and levels that a hand wrote, read where a reader of print sees noise or guesses.

Only on pages that somebody filled in: a page in print stays as it was read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.hand.columns import as_columns
from extractors.pages.hand.months import with_months
from extractors.pages.hand.pieces import thickened
from extractors.pages.hand.values import shares_of, values_of
from extractors.pages.model import Word
from extractors.pages.picture.smaller import boxes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Sized

    from extractors.pages.hand.values import Value
    from extractors.pages.model import BBox
    from extractors.pages.ocr import Box
    from extractors.pages.picture.raster import Grey

BADLY_READ, SHARE, FEWEST = 0.5, 0.15, 8  # confidence of words, their share of a page's, and how many at least
PRINT = 0.9  # confidence of a word that needs no reader of hands
IN_LETTERS = re.compile(r"\(?[^\W\d_]{3,}(?:-[^\W\d_]+)*-?\)?[.,;:]?|[a-z]{2}")
LONG = re.compile(r"[^\W\d_]{6,}[.,;:]?")  # however badly read: no value
READ = 0.4  # confidence of a word in letters
PALE = 205  # grey value of the palest ink, its grain smoothed
GRAIN = 1.0  # pixels
LOWEST, HIGHEST = 0.55, 2.4  # of the height of type
LONGEST = 9.0  # times its height: no value is longer
FULL = 0.6  # of its box: a punched hole, not a figure
GAP = 0.42  # of the height of type: what is closer belongs to one word
AROUND = 2  # pixels
COVERED = 0.7  # of the width of a place
SAME_PLACE = 0.5  # of the smaller of two areas
SURELY_READ = 0.7  # confidence of a word that gives way to nothing less than a clear value
TALL = 1.3  # times the height of type: a lone patch so high may be of a signature
ONE_STROKE = ("1", "I", "-")  # any mark of a pen looks like these
LEAST, EVEN, LIKELY, CLEAR = 0.3, 0.45, 0.75, 0.9  # chance of a value
DOUBTED, MAYBE, SURE, AGREED = 0.5, 0.65, 0.74, 0.78  # confidence of a value that a hand wrote: below that of print


def filled_in_by_hand(words: Sequence[Word], unread: Sequence[BBox], hands: Sized) -> bool:
    """Whether somebody wrote on a page: it shows enough of a hand, or so much could hardly be read."""
    bad = len(unread) + sum(w.confidence < BADLY_READ for w in words)
    return max(bad, len(hands)) >= max(FEWEST, SHARE * len(words))


def with_hands(cleaned: Grey, words: list[Word], dpi: float) -> list[Word]:
    """The words (in points) of such a page, with the values that a hand wrote as its own reader has them.

    No value is stated as surely as print is, and one that is not clear decides nothing.
    """
    scale = 72.0 / dpi
    type_height = float(np.median([w.bottom - w.top for w in words])) / scale
    kept = [w for w in words if w.confidence >= PRINT or _in_letters(w)]
    places = _places(cleaned, kept, type_height, scale)
    found = [(box, likely_values(crop_of(cleaned, box))) for box in places]
    for box, values in as_columns(found, type_height):
        words = _with_value(words, values, _points(box, scale), type_height * scale)
    return with_months(words)


def likely_values(crop: Grey) -> list[Value]:
    """What a crop may say; a stroke that tells little is looked at once more, run together."""
    values = values_of(crop)
    if values and values[0].chance >= EVEN:
        return values
    return max(values, values_of(thickened(crop)), key=lambda found: found[0].chance if found else 0.0)


def _with_value(words: list[Word], values: list[Value], place: BBox, type_height: float) -> list[Word]:
    """The words with the value that was found at a place instead of what was read there; all in points."""
    there = sorted((w for w in words if _mostly_in(w.bbox, place)), key=lambda w: w.x0)
    elsewhere = [w for w in words if not any(w is other for other in there)]
    before = "".join(w.text for w in there)
    same = next((v for v in values if v.text == before.strip(".:") and v.chance >= LEAST), None)
    if same and there:
        surest = max(AGREED, *(w.confidence for w in there))
        return [*elsewhere, *_may_say(values, [replace(w, confidence=surest) for w in there])]
    surely_read = any(w.confidence >= SURELY_READ and _says(w) and _covers(w.bbox, place) for w in there)
    tall = place[3] - place[1] > TALL * type_height
    alone = not there and bool(values) and len(values[0].text) == 1 and (tall or values[0].text in ONE_STROKE)
    least = LIKELY if surely_read or alone else EVEN if before.isalpha() else LEAST
    value = next((v for v in values if v.chance >= least), None)
    if value is None or (surely_read and _strokes(value.text) == _strokes(before)):
        return [*elsewhere, *_may_say(values, there)]
    if surely_read and value.chance < CLEAR:  # the readers differ
        return [*elsewhere, *_may_say(values, [replace(w, confidence=min(w.confidence, DOUBTED)) for w in there])]
    confidence = SURE if value.chance >= CLEAR else MAYBE if value.chance >= LIKELY else DOUBTED
    word = Word(value.text, place, confidence, size=round(place[3] - place[1], 1))
    return [*elsewhere, *_may_say(values, [word])]


def _may_say(values: Sequence[Value], words: Sequence[Word]) -> Sequence[Word]:
    """The one word at a place, with what else it may say; none where it says hardly anything, or words are more."""
    if len(words) != 1 or not values or values[0].chance < LEAST:
        return words
    others = {text: share for text, share in shares_of(values).items() if text != words[0].text}
    return [replace(words[0], others=tuple(others.items()))]


def _says(word: Word) -> bool:
    """Whether a word could be a value: '=' or ':' is ink that was not read, however surely."""
    return any(c.isalnum() or c in "-+" for c in word.text)


def _strokes(text: str) -> str:
    """The text as it looks where every single stroke is a 1."""
    return re.sub(r"[Il|/!()]", "1", text)


def _in_letters(word: Word) -> bool:
    return (word.confidence >= READ and IN_LETTERS.fullmatch(word.text) is not None) or LONG.fullmatch(
        word.text
    ) is not None


def _places(cleaned: Grey, kept: Sequence[Word], type_height: float, scale: float) -> Iterator[Box]:
    """Where ink stands that belongs to none of the words to keep, word by word, in pixels."""
    smooth = cv2.GaussianBlur(cleaned, (0, 0), GRAIN)
    ink = cv2.threshold(smooth, PALE, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8, copy=False)
    for word in kept:
        x0, top, x1, bottom = (round(v / scale) for v in word.bbox)
        ink[max(0, top - AROUND) : bottom + AROUND, max(0, x0 - AROUND) : x1 + AROUND] = 0
    reach = np.ones((3, max(3, round(GAP * type_height))), np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, reach).astype(np.uint8, copy=False)
    for x, y, width, height in reversed(boxes_in(joined)):
        full = cv2.countNonZero(ink[y : y + height, x : x + width]) > FULL * width * height
        fits = LOWEST * type_height <= height <= HIGHEST * type_height and width <= LONGEST * height
        if fits and not full:
            yield (x, y, x + width, y + height)


def crop_of(picture: Grey, box: Box) -> Grey:
    x0, top, x1, bottom = box
    return picture[max(0, top - AROUND) : bottom + AROUND, max(0, x0 - AROUND) : x1 + AROUND]


def _points(box: Box, scale: float) -> BBox:
    x0, top, x1, bottom = box
    return (x0 * scale, top * scale, x1 * scale, bottom * scale)


def _covers(word: BBox, place: BBox) -> bool:
    """Whether a word is most of what stands at a place, not a piece that could be read."""
    return min(word[2], place[2]) - max(word[0], place[0]) > COVERED * (place[2] - place[0])


def _mostly_in(word: BBox, place: BBox) -> bool:
    if word[1] >= place[3] or word[3] <= place[1]:
        return False
    across = min(word[2], place[2]) - max(word[0], place[0])
    down = min(word[3], place[3]) - max(word[1], place[1])
    least = min((box[2] - box[0]) * (box[3] - box[1]) for box in (word, place))
    return across > 0 and down > 0 and across * down > SAME_PLACE * least
