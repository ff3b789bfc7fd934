"""A second reading of short words by their shapes: levels, moments, cards, dates and numbers decide a verdict.

They have no context to help an engine that reads by language. Where it and the reader of shapes say the same, a word
is sure; where they differ a third reading, which allows only the characters of that kind of value, may decide.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extractors.pages.ocr import read_word
from extractors.pages.second.glyphs import ALPHABET, FEATURES, chances, cut_apart, features, pieces_of
from extractors.pages.second.spoiled_dates import dates_again

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import Word
    from extractors.pages.ocr import Box
    from extractors.pages.picture.raster import Grey
    from extractors.pages.second.glyphs import Numbers, Piece

LONGEST = 11  # characters: a date
LONGEST_IN_LETTERS = 3  # 'III', or '77' that was read as 'Ter'
MARGIN = 3  # pixels of paper around a crop
THIRD_MARGIN = 6
SURE, LIKELY = 0.93, 0.6  # of the reader of shapes, for its least sure character
CLEAR = 0.97  # of the reader of shapes: enough where the first reading is weaker than WEAK
WEAK, WELL_READ = 0.6, 0.9
TWICE = 2  # characters more than the value has that a weak first reading may show
AGREED, DECIDED, ONCE, DIFFERED = 0.99, 0.93, 0.85, 0.6  # confidence of the word that comes out


class Kind(NamedTuple):
    """A kind of short value: the characters it is made of, how they may stand together, and how many at most."""

    characters: str
    pattern: re.Pattern[str]
    longest: int


DATE = Kind("0123456789-/.", re.compile(r"\d{1,2}([-/.])\d{1,2}\1(?:\d{2}|\d{4})|\d{4}([-/])\d{1,4}(?:\2\d{2})?"), 12)
LEVEL = Kind("ABCDEIV+-", re.compile(r"(?:[A-E]|I{1,3}|IV|V)[+-]?|A-E|I-V"), 4)
KINDS = (
    LEVEL,
    Kind("ME12345678", re.compile(r"[ME][1-8]"), 2),
    Kind("123+,", re.compile(r"1\+2(?:\+3)?|2\+3|1,2(?:,3)?"), 5),
    Kind("0123456789,.", re.compile(r"\d{1,4}(?:[,.]\d)?"), 6),
    DATE,
    Kind("-", re.compile(r"-"), 1),
)
PLACES = {kind: [ALPHABET.index(c) for c in kind.characters] for kind in KINDS}  # among the chances of a shape
STROKE, NUMERAL = ALPHABET.index("1"), LEVEL.characters.index("I")


class Shapes(NamedTuple):
    """What the shapes of a word say: a value of a kind, and the chance of its least likely character."""

    kind: Kind
    text: str
    chance: float


def settle(cleaned: Grey, words: list[Word], dpi: int) -> list[Word]:
    """The words of a page (in pixels), the short ones read a second time; a word that nothing could read is dropped."""
    short = [w for w in words if len(w.text) <= LONGEST and not _in_letters(w)]
    found = _by_shape(cleaned, short)
    settled: dict[int, Word] = {}
    for word, options in zip(short, found, strict=True):
        if any(s.text == word.text and s.chance >= LIKELY for s in options):
            settled[id(word)] = dataclasses.replace(word, confidence=AGREED)
        elif (best := _best(options)) and _speaks_against(best, word):
            sure = best.chance >= SURE and (_bears_out(word, best) or _third_bears_out(cleaned, word, best, dpi))
            settled[id(word)] = dataclasses.replace(word, text=best.text, confidence=DECIDED if sure else DIFFERED)
    done = [settled.get(id(w)) or _unsettled(w) for w in words]
    return [w for w in dates_again(cleaned, done) if w.text]


def _speaks_against(shapes: Shapes, word: Word) -> bool:
    """Whether the shapes are sure enough to doubt the first reading; less will do where that is no value at all.

    A printed word whose letters touch is one long shape, much like a dash: a value has about as many characters
    as were read first.
    """
    if "/" in word.text and shapes.kind is LEVEL:
        return False  # 'D/V', torn in two: the stroke between letter and numeral is no I
    more = TWICE if word.confidence < WEAK else 1
    return len(word.text) <= len(shapes.text) + more and shapes.chance >= (SURE if _is_value(word.text) else LIKELY)


def _in_letters(word: Word) -> bool:
    """Whether it is a word of letters: no value is so long without a digit or a sign, or in small letters."""
    if not word.text.isalpha():
        return False
    small = word.text.islower() and len(word.text) > 1 and word.confidence >= WELL_READ
    return len(word.text) > LONGEST_IN_LETTERS or small


def _bears_out(word: Word, shapes: Shapes) -> bool:
    """Whether the first reading looks like what the shapes say, or was hardly one while they are clear."""
    alone = word.confidence < WEAK and shapes.chance >= CLEAR
    return alone or _outline(word.text) == _outline(shapes.text)


def _third_bears_out(cleaned: Grey, word: Word, shapes: Shapes, dpi: int) -> bool:
    """Whether a reading with only the characters of its kind says what the shapes say: as dear as fifty shapes."""
    return read_word(cleaned, _crop(word, cleaned, THIRD_MARGIN), dpi, shapes.kind.characters) == shapes.text


def _is_value(text: str) -> bool:
    return any(k.pattern.fullmatch(text) for k in KINDS)


def _unsettled(word: Word) -> Word:
    """A value whose shapes could not be told apart has been read once only; a date is long enough to be sure of."""
    if _is_value(word.text) and not DATE.pattern.fullmatch(word.text):
        return dataclasses.replace(word, confidence=min(word.confidence, ONCE))
    return word


def _by_shape(cleaned: Grey, words: Sequence[Word]) -> list[list[Shapes]]:
    """For each word the values that its shapes can be; characters that touch are parted where nothing else helps."""
    heights = [w.bbox[3] - w.bbox[1] for w in words]
    type_height = float(np.median(heights)) * 0.8 if heights else 1.0
    crops = [cleaned[top:bottom, x0:x1] for x0, top, x1, bottom in (_crop(w, cleaned, MARGIN) for w in words)]
    pieces = [pieces_of(crop) for crop in crops]
    found = _values_of(crops, pieces, type_height)
    touching = [
        i
        for i, (word, apart, values) in enumerate(zip(words, pieces, found, strict=True))
        if 0 < len(apart) < len(word.text) and not any(s.chance >= LIKELY for s in values)
    ]
    cut = [cut_apart(crops[i], pieces[i], len(words[i].text)) for i in touching]
    for i, values in zip(touching, _values_of([crops[i] for i in touching], cut, type_height), strict=True):
        found[i] = values
    return found


def _values_of(crops: Sequence[Grey], pieces: Sequence[list[Piece]], type_height: float) -> list[list[Shapes]]:
    """For each crop the values that its pieces can be."""
    rows = [
        features(crop, own, type_height) if own else np.empty((0, FEATURES), np.float32)
        for crop, own in zip(crops, pieces, strict=True)
    ]
    if not rows:
        return []
    shares = np.split(chances(np.concatenate(rows)), np.cumsum([len(r) for r in rows])[:-1])
    return [_values(share) if len(share) else [] for share in shares]


def _values(shares: Numbers) -> list[Shapes]:
    found = []
    for kind in KINDS:
        if len(shares) > kind.longest:
            continue
        own = shares[:, PLACES[kind]]
        if kind is LEVEL and len(own) > 1:  # one stroke may be a 1, strokes side by side are a numeral
            own[:, NUMERAL] += shares[:, STROKE]
        text = "".join([kind.characters[i] for i in own.argmax(axis=1).tolist()])
        if kind.pattern.fullmatch(text):
            found.append(Shapes(kind, text, float(own.max(axis=1).min())))
    return found


def _best(options: Sequence[Shapes]) -> Shapes | None:
    return max(options, key=lambda s: s.chance, default=None)


def _crop(word: Word, picture: Grey, margin: int) -> Box:
    x0, top, x1, bottom = (round(v) for v in word.bbox)
    height, width = picture.shape
    return (max(0, x0 - margin), max(0, top - margin), min(width, x1 + margin), min(height, bottom + margin))


def _outline(text: str) -> str:
    """The text as it is often misread: 'Vv' and 'Cc' for a lone letter, 'U' and 'mi' for strokes of I, '€' for C."""
    outline = text.replace("Vv", "V").replace("v", "V").replace("Cc", "C").replace("c", "C")
    for seen, meant in (("m", "III"), ("U", "II"), ("u", "II"), ("H", "II"), ("n", "II"), ("W", "III")):
        outline = outline.replace(seen, meant)
    outline = re.sub(r"[lLij|!1\[]", "I", outline).replace("€", "C").replace("(", "C")
    return re.sub(r"[–—_]", "-", outline)
