"""Words of a scanned page as they were printed: values run into each other are parted, torn ones put together.

A reader of pictures takes narrow white for none, and a wide letter pair for two words. What else was read in the same
place, or what no print can hold, says what was meant. Everything mended here is read less surely.
"""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from extractors.layout.reading import layout_of
from extractors.pages.model import union
from extractors.scores.worn.dirt import without_dirt
from extractors.scores.worn.misread_names import as_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.layout.reading import PageLayout
    from extractors.pages.model import Word

DOUBTED = 0.8  # confidence of what was parted or put together as it stands
MISREAD = 0.6  # of what had to be read otherwise as well
SAME_EDGE = 4.0  # points between the right edges of values in one column
NEAR_EDGE = 12.0  # or in columns whose values are not alike in width
SEVERAL = 2  # values of one form in a column, from which a word that looks like them is one of them
TORN = 0.5  # of the type's height: white within a torn word
FEW_FIGURES = 3
WIDER = 1.2  # than other figures: no 1 is

_SCORE_AND_LEVEL = re.compile(r"(\d{1,3})([A-E])")
_LOOKS_LIKE_IT = re.compile(r"([\dSLlIOB]{1,3})([A-E])")
_AS_DIGITS = str.maketrans("SLlIOB", "511108")
_MOMENT = re.compile(r"[1-8]M")  # beneath these '4E' is the end of group 4
_TEST_WITH_EDITION = re.compile(r"([A-Za-z]{3,})((?:19|20)\d\d|\d\.\d)")
_TORN_AVI = re.compile(r"A\W?")


def as_printed(layout: PageLayout) -> PageLayout:
    """The page with its words as printed; pages that were not read from a picture come back as they are."""
    page = layout.page
    if page.reading != "ocr":
        return layout
    words = _parted(_elevens([as_named(word) for line in without_dirt(layout) for word in _whole(line)]))
    unchanged = {id(w) for w in words} == {id(w) for w in page.words}
    return layout if unchanged else layout_of(replace(page, words=words))


def _whole(words: Sequence[Word]) -> Iterable[Word]:
    """The words of a line, with 'A VI' as the one word that it is: those letters stand apart in most type."""
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if rest and _TORN_AVI.fullmatch(word.text) and rest[0].text == "VI" and _close(word, rest[0]):
            other = rest.pop(0)
            sure = min(word.confidence, other.confidence, DOUBTED)
            yield replace(word, text="AVI", bbox=union([word.bbox, other.bbox]), confidence=sure)
        else:
            yield from _test_apart(word)


def _test_apart(word: Word) -> list[Word]:
    """'AVI2018' is a test and its edition."""
    match = _TEST_WITH_EDITION.fullmatch(word.text)
    return _apart(word, *match.groups()) if match else [word]


def _close(one: Word, other: Word) -> bool:
    return other.x0 - one.x1 <= TORN * (one.bottom - one.top)


def _elevens(words: list[Word]) -> list[Word]:
    """A 1 that is wider than the other figures of the page is 11: no type has such a figure."""
    figures = [w.x1 - w.x0 for w in words if re.fullmatch(r"[2-9]", w.text)]
    if len(figures) < FEW_FIGURES:
        return words
    widest = WIDER * median(figures)
    return [
        replace(w, text="11", confidence=min(w.confidence, MISREAD)) if w.text == "1" and w.x1 - w.x0 > widest else w
        for w in words
    ]


def _parted(words: list[Word]) -> list[Word]:
    """'39E' beneath others of its kind is the score 39 at level E; so is what only looks like it ('SE', 'L20C')."""
    moments = [w.x1 for w in words if _MOMENT.fullmatch(w.text)]
    both = [w.x1 for w, before in zip(words, [None, *words], strict=False) if _is_both(w, before)]
    edges = [edge for edge in both if not any(abs(edge - other) <= NEAR_EDGE for other in moments)]
    out: list[Word] = []
    for word in words:
        beside = sum(abs(word.x1 - edge) <= SAME_EDGE for edge in edges)
        match = _LOOKS_LIKE_IT.fullmatch(word.text) if beside > SEVERAL else None
        out += _apart(word, match[1].translate(_AS_DIGITS), match[2]) if match else [word]
    return out


def _is_both(word: Word, before: Word | None) -> bool:
    """Whether a word is a score with a level; behind 'groep' it is a class."""
    return bool(_SCORE_AND_LEVEL.fullmatch(word.text)) and not (before and before.text.casefold().startswith("groep"))


def _apart(word: Word, first: str, second: str) -> list[Word]:
    """A word as the two that it is, which were read less surely; still less where it was misread as well."""
    x0, top, x1, bottom = word.bbox
    cut = x0 + (x1 - x0) * len(first) / len(word.text)
    sure = min(word.confidence, DOUBTED)
    as_read = sure if word.text.startswith(first) else MISREAD * sure
    return [
        replace(word, text=first, bbox=(x0, top, cut, bottom), confidence=as_read),
        replace(word, text=second, bbox=(cut, top, x1, bottom), confidence=sure),
    ]
