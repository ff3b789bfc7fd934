"""Names of months in a hand, which a reader of print knows only when every letter is right: '11 met. 2024'."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.values.dates import MONTHS
from extractors.vocabulary.misprints import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import Word

DAY, YEAR, NAME = re.compile(r"[0-3]?\d"), re.compile(r"20\d\d"), re.compile(r"([a-z]{3,5})(\.?)", re.IGNORECASE)
WHOLE = ("mei", "juni", "juli")  # names without a full stop: they are short enough
OTHER_WORDS = ("van",)  # 'groep 4 van 2024'
BESIDE = 1.5  # times the height of a word to the next one of its line
DOUBTED = 0.5  # confidence


def with_months(words: Sequence[Word]) -> list[Word]:
    """The words, those between a day and a year that are nearly the name of one month as that month."""
    days = [w for w in words if DAY.fullmatch(w.text)]
    years = [w for w in words if YEAR.fullmatch(w.text)]
    meant = {i: name for i, w in enumerate(words) if (name := _month(w.text)) and _between(w, days, years)}
    return [
        replace(w, text=meant[i], confidence=min(w.confidence, DOUBTED)) if i in meant else w
        for i, w in enumerate(words)
    ]


def _month(text: str) -> str | None:
    """The one month of which the text is nearly the name."""
    match = NAME.fullmatch(text)
    if match is None or match[1].casefold() in (*MONTHS, *OTHER_WORDS):
        return None
    known = [m for m in MONTHS if not (match[2] and m in WHOLE)]
    near = nearest(match[1].casefold(), known, 1)
    return near[0] + match[2] if len({MONTHS[m] for m in near}) == 1 else None


def _between(word: Word, days: Sequence[Word], years: Sequence[Word]) -> bool:
    return any(_follows(day, word) for day in days) and any(_follows(word, year) for year in years)


def _follows(word: Word, after: Word) -> bool:
    height = max(word.bottom - word.top, after.bottom - after.top)
    return -height / 2 < after.x0 - word.x1 < BESIDE * height and abs(word.middle - after.middle) < height
