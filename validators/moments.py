"""The calendar of measuring: school years, main windows with their days of grace, and the order of the moments.

A half year is counted as one number, so that consecutive moments differ by one: twice the year in which the
school year starts, plus 0 for M (January, February) and 1 for E (May, June).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import cache

GRACE = dt.timedelta(days=15)
FIRST_GROUP = 3  # reading education starts in group 3
LAST_GROUP = 8
MONTHS_A_YEAR = 10  # of education
_CODE = re.compile(r"([ME])([1-8])")
# Schools were closed in spring 2020; a main measurement of that autumn may stand in for the missing E moment.
STAND_IN_HALF = 2 * 2019 + 1
STAND_IN = (dt.date(2020, 9, 1), dt.date(2020, 10, 31))


def school_year(day: dt.date) -> int:
    """The year in which the school year of this day started (it turns on 1 August)."""
    return day.year if day.month >= 8 else day.year - 1


def parse_school_year(text: str | None) -> int | None:
    """'2023-2024' and '2023/24' start in 2023."""
    found = re.match(r"\s*(\d{4})", text or "")
    return int(found[1]) if found else None


def parse_code(moment: str | None) -> tuple[str, int] | None:
    """'M4' is M in group 4; any other code is no main moment."""
    found = _CODE.fullmatch(moment or "")
    return (found[1], int(found[2])) if found else None


def half(letter: str, year: int) -> int:
    """The half year of moment M or E in the school year that starts in `year`."""
    return 2 * year + (letter == "E")


def letter_of(half_year: int) -> str:
    return "E" if half_year % 2 else "M"


@cache
def window(half_year: int) -> tuple[dt.date, dt.date]:
    """First and last day of the main window, both included: January-February or May-June."""
    year = half_year // 2 + 1
    if half_year % 2:
        return dt.date(year, 5, 1), dt.date(year, 6, 30)
    return dt.date(year, 1, 1), dt.date(year, 2, calendar.monthrange(year, 2)[1])


@cache
def half_of(day: dt.date) -> int | None:
    """The half year whose main window, with its grace, holds this day."""
    for year in (day.year - 1, day.year):
        for letter in "ME":
            first, last = window(half(letter, year))
            if first - GRACE <= day <= last + GRACE:
                return half(letter, year)
    return None


def in_grace(day: dt.date) -> bool:
    """Whether a day counts for a main window although it lies just outside it."""
    found = half_of(day)
    if found is None:
        return False
    first, last = window(found)
    return not first <= day <= last


def newest_closed(day: dt.date, margin: dt.timedelta) -> int:
    """The newest half year whose window closed more than `margin` before this day."""
    candidates = [half(letter, year) for year in range(day.year - 3, day.year + 1) for letter in "ME"]
    return max(h for h in candidates if window(h)[1] + margin < day)


def didactic_age(moment: str | None) -> int | None:
    """Months of education at a main moment: 10 a school year, none at the start of group 3 (M3 = 5, E3 = 10)."""
    code = parse_code(moment)
    return MONTHS_A_YEAR * (code[1] - FIRST_GROUP) + (10 if code[0] == "E" else 5) if code else None


def shifted(moment: str, years: int) -> str | None:
    """The moment on whose norm a level belongs after `years` repeated years: E4 becomes E5.

    The didactic age goes on counting, 10 months a school year, so a second E4 (20) is judged as E5 (30).
    """
    code = parse_code(moment)
    return f"{code[0]}{code[1] + years}" if code else None
