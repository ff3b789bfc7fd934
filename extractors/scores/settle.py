"""Numbers that no heading names for certain: what fits the moments, the levels and the growth of the series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.scores.consistency import LETTERS, NUMERALS, SLACK, falling
from extractors.values.dates import parse_date
from extractors.values.levels import parse_level
from extractors.values.moments import parse_moment
from extractors.values.numbers import parse_number
from extractors.values.school_time import didactic_age

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.scores.sheet import Sheet

MOST = 0.85  # share of the rows that must agree
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
    fits = {
        "didactic_age": len({m for _, m in both}) > 1 and _most(abs(v - didactic_age(m)) <= SLACK for v, m in both),
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


def _most(tests: Iterable[bool]) -> bool:
    results = list(tests)
    return len(results) > 1 and sum(results) >= MOST * len(results)


def _moment(sheet: Sheet, fields: Sequence[str | None], row: int) -> str | None:
    for i, name in enumerate(fields):
        if name == "moment" and (moment := parse_moment(sheet.rows[row].cells[i].text)):
            return moment.code
    return None


def _is_percentile(sheet: Sheet, fields: Sequence[str | None], values: Sequence[float | None]) -> bool:
    seen: set[tuple[int, int]] = set()
    fits: list[bool] = []
    for row, value in zip(sheet.rows, values, strict=True):
        for i, name in enumerate(fields):
            level = parse_level(row.cells[i].text) if name == "level" else None
            if level and value is not None:
                band = LETTERS[level.letter] if level.letter else NUMERALS[level.roman or "V"]
                seen.add(band)
                fits.append(band[0] - 1 <= value <= band[1] + 1)
    return len(fits) > 3 and all(fits) and len(seen) > 1


def _in_time(sheet: Sheet, fields: Sequence[str | None], column: int) -> list[float]:
    dates = [i for i, name in enumerate(fields) if name == "date"]
    pairs = []
    for number, row in enumerate(sheet.rows):
        value = parse_number(row.cells[column].text)
        day = parse_date(row.cells[dates[0]].text) if dates else None
        if value is not None:
            pairs.append((day.toordinal() if day else number, value))
    return [v for _, v in sorted(pairs)]
