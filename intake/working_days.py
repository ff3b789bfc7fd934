"""Terms in working days: Monday to Friday, without the Dutch public holidays."""

import datetime as dt
from functools import cache

import holidays


def after(day: dt.date, working_days: int) -> dt.date:
    """The last day of a term of so many working days that begins after `day`."""
    left = working_days
    while left:
        day += dt.timedelta(days=1)
        left -= day.weekday() < 5 and day not in _free(day.year)
    return day


def until(today: dt.date, day: dt.date) -> int:
    """How many working days are left after today, up to and with `day`; below zero when so many have passed since."""
    if day < today:
        return -until(day, today)
    weeks, rest = divmod((day - today).days, 7)
    weekdays = 5 * weeks + sum((today.weekday() + step) % 7 < 5 for step in range(1, rest + 1))
    return weekdays - sum(today < one <= day for year in range(today.year, day.year + 1) for one in _free(year))


@cache
def _free(year: int) -> frozenset[dt.date]:
    """The public holidays of a year that do not fall in a weekend."""
    return frozenset(day for day in holidays.country_holidays("NL", years=year) if day.weekday() < 5)
