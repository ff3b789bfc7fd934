"""Terms in working days: no Saturdays, no Sundays, no Dutch public holidays.

Source: Algemene termijnenwet, articles 1 and 3 (the generally recognised holidays), with Good Friday, which the
King puts on a par with them every year.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

SATURDAY = 5
_DAY = dt.timedelta(days=1)


@cache
def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the method of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + week - 7 * ((a + 11 * h + 22 * week) // 451) + 114, 31)
    return dt.date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[dt.date]:
    """The public holidays of a year."""
    sunday = easter(year)
    kings_day = dt.date(year, 4, 27)
    if kings_day.weekday() > SATURDAY:
        kings_day -= _DAY
    movable = (sunday + dt.timedelta(days=days) for days in (-2, 1, 39, 50))
    fixed = (dt.date(year, month, day) for month, day in ((1, 1), (5, 5), (12, 25), (12, 26)))
    return frozenset([kings_day, *movable, *fixed])


def is_working_day(day: dt.date) -> bool:
    """Whether offices work on this day."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def due(start: dt.date, working_days: int) -> dt.date:
    """The last day of a term: the day after `start` counts as the first, and free days don't count."""
    day = start
    for _ in range(working_days):
        day += _DAY
        while not is_working_day(day):
            day += _DAY
    return day
