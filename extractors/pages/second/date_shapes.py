"""Which day a spoiled date shows: of all days of its year, the one whose characters fit its ink best.

Where characters touch, no single cut is right. Every stretch of ink that may be one character is named by its shape,
and each day is laid over the stretches that suit it best, from left to right and without leaving ink over.
"""

from __future__ import annotations

import calendar
import datetime as dt
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from extractors.pages.second.glyphs import ALPHABET, Piece, chances, features

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from extractors.pages.picture.raster import Grey
    from extractors.pages.second.glyphs import Numbers

    Places = NDArray[np.intp]

STEP = 2  # pixels between places where a character may begin or end
WIDEST = 0.95  # of the height of the ink: a character
USUAL, SLACK, SPREAD = 0.88, 0.15, 0.12  # of a digit's room: its ink, what it may differ, how fast more grows unlikely
LEAST = 1e-6  # chance
IMPOSSIBLE = -50.0  # logarithm of a chance
WEEKEND = -2.5  # nobody is tested then, but children are born
WIDEST_SIGN, WIDEST_ONE = 0.6, 1.0  # of a digit's room
FRIDAY = 4

SIGNS = "./-"  # in this order they stand in a pattern as they are


class Day(NamedTuple):
    """A day as it may be printed. `score` is the logarithm of its chance: 0 when every character is certain."""

    score: float
    text: str
    date: dt.date


class _Printed(NamedTuple):
    """The days of a year as they may be printed, and what these texts end in, so that each ending is fitted once.

    `size` counts the endings. `endings` go from short to long: the numbers of those of one length (0 is the empty
    one), the first character of each, and the number of what follows it. `begins` has the same two of the whole texts.
    """

    forms: list[tuple[dt.date, str]]
    size: int
    endings: list[tuple[slice, Places, Places]]
    begins: tuple[Places, Places]


def days_of(crop: Grey, year: int, type_height: float, room: float, signs: str) -> list[Day]:
    """The days of a year that a crop can show, likeliest first. `room` is what a digit takes, in pixels.

    `type_height` is as the reader of shapes has it; `signs` are what may part day, month and year.
    """
    fits, after = _stretches(crop, type_height, room)
    places = len(after) - 1
    ends = after[np.minimum(np.add.outer(np.arange(places), np.arange(1, fits.shape[1] + 1)), places)]
    fits = fits.transpose(2, 0, 1)
    printed = _printed(year, signs)
    scores = np.full((printed.size, places + 1), 4 * IMPOSSIBLE, np.float32)  # of each ending from each place
    scores[0, places] = 0.0
    for own, characters, rest in printed.endings:
        scores[own, :places] = (fits[characters] + scores[rest][:, ends]).max(axis=2)
    characters, rest = printed.begins
    whole = (fits[characters, after[0]] + scores[rest][:, ends[after[0]]]).max(axis=1)
    best: dict[dt.date, Day] = {}
    for (date, text), score in zip(printed.forms, whole.tolist(), strict=True):
        weighed = score + (0.0 if date.weekday() <= FRIDAY else WEEKEND)
        if date not in best or best[date].score < weighed:
            best[date] = Day(weighed, text, date)
    return sorted(best.values(), reverse=True)


def _stretches(crop: Grey, type_height: float, room: float) -> tuple[Numbers, NDArray[np.intp]]:
    """How well each stretch of ink fits each character, by start and width; and where ink begins from each place."""
    ink = cv2.threshold(crop, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1].astype(np.bool_)
    places = -(-ink.shape[1] // STEP)
    columns: NDArray[np.bool_] = np.stack([ink[:, STEP * i : STEP * (i + 1)].any(axis=1) for i in range(places)])
    inked = np.asarray(columns.any(axis=1))
    widest = max(2, round(np.count_nonzero(ink.any(axis=1)) * WIDEST / STEP))
    pieces, where = [], []
    for start in np.nonzero(inked)[0].tolist():
        rows = np.zeros(ink.shape[0], bool)
        for end in range(start + 1, min(start + widest, places) + 1):
            rows = rows | columns[end - 1]
            if inked[end - 1]:
                high = np.nonzero(rows)[0]
                pieces.append(Piece(STEP * start, int(high[0]), min(STEP * end, ink.shape[1]), int(high[-1]) + 1))
                where.append((start, end - start - 1))
    fits = np.full((places, widest, len(ALPHABET)), IMPOSSIBLE, np.float32)
    if pieces:
        starts, widths = np.array(where).T
        fits[starts, widths] = np.log(chances(features(crop, pieces, type_height)) + LEAST)
    fits -= _unusual(widest, room)
    after = np.arange(places + 1)
    for i in range(places - 1, -1, -1):
        after[i] = i if inked[i] else after[i + 1]
    return fits, after


def _unusual(widest: int, room: float) -> Numbers:
    """What it costs a character to be so wide: digits of a type are alike, but for the 1."""
    width = np.arange(1, widest + 1) * STEP / room
    cost = np.zeros((widest, len(ALPHABET)))
    beyond = {"023456789": abs(width - USUAL) - SLACK, "1": width - WIDEST_ONE, SIGNS: width - WIDEST_SIGN}
    for characters, far in beyond.items():
        steps = np.maximum(far, 0) / SPREAD
        cost[:, [ALPHABET.index(c) for c in characters]] = np.minimum(steps**2 / 2, 8.0)[:, None]
    return cost.astype(np.float32)


@cache
def _printed(year: int, signs: str) -> _Printed:
    forms = list(_forms(year, signs))
    endings = sorted({text[at:] for _, text in forms for at in range(1, len(text) + 1)}, key=lambda e: (len(e), e))
    numbers = {ending: number for number, ending in enumerate(endings)}

    def first_and_rest(texts: Iterable[str]) -> tuple[Places, Places]:
        pairs = np.array([(ALPHABET.index(text[0]), numbers[text[1:]]) for text in texts], np.intp)
        return pairs[:, 0], pairs[:, 1]

    by_length = [list(same) for _, same in groupby(endings[1:], key=len)]
    own = [slice(numbers[same[0]], numbers[same[-1]] + 1) for same in by_length]
    parts = [(where, *first_and_rest(same)) for where, same in zip(own, by_length, strict=True)]
    return _Printed(forms, len(endings), parts, first_and_rest(text for _, text in forms))


def _forms(year: int, signs: str) -> Iterator[tuple[dt.date, str]]:
    """Every day of a year in each way of printing it."""
    for month in range(1, 13):
        for day in range(1, calendar.monthrange(year, month)[1] + 1):
            date = dt.date(year, month, day)
            for sign in signs:
                yield date, f"{day}{sign}{month}{sign}{year}"
                if min(day, month) < 10:
                    yield date, f"{day:02}{sign}{month:02}{sign}{year}"
