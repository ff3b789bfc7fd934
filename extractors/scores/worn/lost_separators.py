"""Days of which a scan lost the separators: '422022' is 4-2-2022, '3112025' 31-1 or 3-11.

Numbers alone leave few days open; nobody takes a test at the weekend, and the row may tell the year and the half of it.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from extractors.values.dates import parse_date
from extractors.values.school_time import half_of_date, school_year_of

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_YEAR, LAST_YEAR = 2005, 2040
FRIDAY = 4

_ONES = str.maketrans("lIL|!", "11111")
_DAY = re.compile(r"\W*(\d[\d.,/-]{0,4}?)\W{0,2}(20\d\d)\W*")
_RUINS = re.compile(r"\W*\w?\W?\d[\d.,/-]{0,4}20\d\d")
_BACKWARDS = re.compile(r"\W*(20\d\d)\W{0,2}(\d\d)\W{0,2}(\d\d)\W*")


def days_in(text: str) -> list[dt.date]:
    """The weekdays that a cell can mean by its figures, earliest first; none when it holds other letters as well."""
    figures = re.sub(r"\s", "", text.translate(_ONES))
    if match := _BACKWARDS.fullmatch(figures):
        found = _valid(match[1], match[2], match[3])
        return [found] if found else []
    match = _DAY.fullmatch(figures)
    if match is None:
        return []
    return sorted({day for d, m in _splits(match[1]) if (day := _valid(match[2], m, d))})


def day_meant(text: str, school_year: str | None = None, half: str | None = None) -> dt.date | None:
    """The one day that a cell can mean, within the school year ('2023-2024') and the half of it that its row names."""
    days = days_in(text)
    if school_year:
        days = [day for day in days if school_year_of(day) == school_year]
    if half and len(days) > 1:
        days = [day for day in days if half_of_date(day) == half]
    return days[0] if len(days) == 1 else None


def is_spoiled(text: str) -> bool:
    """Whether a cell holds a year with the ruins of a day before it: a day that can't be told."""
    return _RUINS.fullmatch(text.strip()) is not None and parse_date(text) is None and day_meant(text) is None


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Day and month: as a separator that is left parts them, else at every place where they can be parted."""
    parts = [re.sub(r"\D", "", part) for part in re.split(r"[.,/-]", text)]
    parts = [part for part in parts if part]
    if len(parts) == 2:
        yield parts[0], parts[1]
        return
    digits = "".join(parts)
    for at in range(1, len(digits)):
        yield digits[:at], digits[at:]


def _valid(year: str, month: str, day: str) -> dt.date | None:
    if len(month) > 2 or len(day) > 2:
        return None
    try:
        date = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date if FIRST_YEAR <= date.year <= LAST_YEAR and date.weekday() <= FRIDAY else None
