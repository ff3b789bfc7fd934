"""Numbers that no heading names for certain: what fits the moments, the levels and the growth of the series."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.scores.consistency import LETTERS, NUMERALS, SLACK, falling
from extractors.values.dates import parse_date
from extractors.values.levels import parse_level
from extractors.values.moments import find_moment, parse_moment
from extractors.values.numbers import parse_number
from extractors.values.school_time import didactic_age

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.scores.tables.sheet import Row, Sheet

MOST = 0.85  # share of the rows that must agree
SEVERAL = 3  # moments: by chance two agree
LOW = 11  # percentile from which D starts
SETBACKS = 0.34  # share of the steps in which a growing number may fall
SKILL_FROM = 70  # a raw score of a paper test stays below; skill scores of spelling and arithmetic lie above


def settled(
    sheet: Sheet, fields: Sequence[str | None], column: int, options: Sequence[str], mentions: Sequence[str]
) -> str | None:
    """The one of `options` that a number column can only be, given the columns whose `fields` are known.

    `mentions` are number fields that the text around the table names, in its order. None when nothing settles it.
    """
    values = [parse_number(row.cells[column].text) for row in sheet.rows]
    moments = [_moment(sheet, fields, i) for i in range(len(sheet.rows))]
    both = [(v, m) for v, m in zip(values, moments, strict=True) if v is not None and m]
    told = [m for m in mentions if m in ("raw_score", "skill_score")]
    slack = 0 if len(told) == 1 and "didactic_age" not in mentions else SLACK  # low scores may grow like months
    fits = {
        "didactic_age": len({m for _, m in both}) > 1 and _most(abs(v - didactic_age(m)) <= slack for v, m in both),
        "group": _most(v == int(m[1]) for v, m in both),
        "percentile": _is_percentile(sheet, fields, values),
    }
    free = [o for o in options if o not in fields]
    if name := next((name for name, fit in fits.items() if fit and name in free), None):
        return name
    if set(options) == {"dle", "didactic_age"} and both and "dle" in free:
        return "dle"
    scores = [o for o in free if o in ("raw_score", "skill_score")]
    if len(scores) == 1 and len(options) == 2:  # headed 'score' beside the column of the other score
        return scores[0]
    named = [m for m in mentions if m in scores]
    if len(named) == 1:
        return named[0]
    numbers = [v for v in values if v is not None]
    high = len(numbers) > 2 and min(numbers) > SKILL_FROM and falling(_in_time(sheet, fields, column)) == 0
    return "skill_score" if high and "skill_score" in scores else None


def settled_code(sheet: Sheet, fields: Sequence[str | None], column: int) -> str | None:
    """What a second column of moments holds: never later than the row's own, it is the level the pupil works at.

    Later, where the level is low, it is the norm on which the level is stated. None where neither is clear.
    """
    later: list[int] = []
    low: list[bool] = []
    for i, row in enumerate(sheet.rows):
        code, moment = parse_moment(row.cells[column].text), _moment(sheet, fields, i)
        if code and code.code and moment:
            later.append(didactic_age(code.code) - didactic_age(moment))
            band = _band(row, fields)
            low.append(band is not None and band[0] <= LOW)
    if len(later) < 2:
        return None
    if max(later) <= 0 and min(later) < 0:
        return "functioning_level"
    return "norm_moment" if min(later) >= 0 and any(x > 0 and y for x, y in zip(later, low, strict=True)) else None


def possible(sheet: Sheet, fields: Sequence[str | None], column: int, name: str) -> bool:
    """Whether a column can hold such numbers, given the moments and levels of its rows."""
    values = [parse_number(row.cells[column].text) for row in sheet.rows]
    moments = [_moment(sheet, fields, i) for i in range(len(sheet.rows))]
    both = [(v, m) for v, m in zip(values, moments, strict=True) if v is not None and m]
    if name == "didactic_age":  # a repeated year adds ten months
        return all(min(abs(v - didactic_age(m)), abs(v - didactic_age(m) - 10)) <= SLACK for v, m in both)
    if name == "percentile":
        fits = _in_bands(sheet, fields, values)
        return all(v is None or v <= 100 for v in values) and sum(fits) >= MOST * len(fits)
    if name == "dle" and not {"test", "subject"} & set(fields):  # of one test it grows, but for a bad day
        steps = list(pairwise(_in_time(sheet, fields, column)))
        return sum(b < a for a, b in steps) <= SETBACKS * len(steps)
    return True


def is_didactic_age(sheet: Sheet, fields: Sequence[str | None], column: int) -> bool:
    """Whether a column gives the very months of at least three moments."""
    pairs = [(parse_number(row.cells[column].text), _moment(sheet, fields, i)) for i, row in enumerate(sheet.rows)]
    both = [(v, m) for v, m in pairs if v is not None and m]
    return len({m for _, m in both}) >= SEVERAL and all(v == didactic_age(m) for v, m in both)


def _most(tests: Iterable[bool]) -> bool:
    results = list(tests)
    return len(results) > 1 and sum(results) >= MOST * len(results)


def _moment(sheet: Sheet, fields: Sequence[str | None], row: int) -> str | None:
    for i, name in enumerate(fields):
        text = sheet.rows[row].cells[i].text
        if name == "moment" and (moment := parse_moment(text) or (find_moment(text) if sheet.scanned else None)):
            return moment.code
    return None


def _is_percentile(sheet: Sheet, fields: Sequence[str | None], values: Sequence[float | None]) -> bool:
    seen = {band for row in sheet.rows if (band := _band(row, fields))}
    fits = _in_bands(sheet, fields, values)
    return len(fits) > 3 and all(fits) and len(seen) > 1


def _in_bands(sheet: Sheet, fields: Sequence[str | None], values: Sequence[float | None]) -> list[bool]:
    """For each row with a level and a value, whether the value lies in the level's band of percentiles."""
    pairs = [
        (v, band) for row, v in zip(sheet.rows, values, strict=True) if v is not None and (band := _band(row, fields))
    ]
    return [low - 1 <= v <= high + 1 for v, (low, high) in pairs]


def _band(row: Row, fields: Sequence[str | None]) -> tuple[int, int] | None:
    for cell, name in zip(row.cells, fields, strict=True):
        level = parse_level(cell.text) if name == "level" else None
        if level:
            return LETTERS[level.letter] if level.letter else NUMERALS[level.roman or "V"]
    return None


def _in_time(sheet: Sheet, fields: Sequence[str | None], column: int) -> list[float]:
    dates = [i for i, name in enumerate(fields) if name == "date"]
    pairs = []
    for number, row in enumerate(sheet.rows):
        value = parse_number(row.cells[column].text)
        day = parse_date(row.cells[dates[0]].text) if dates else None
        if value is not None:
            pairs.append((day.toordinal() if day else number, value))
    return [v for _, v in sorted(pairs)]
