"""Terms in working days: Monday to Friday, without the Dutch public holidays."""

import datetime as dt

import holidays


def after(day: dt.date, working_days: int) -> dt.date:
    """The last day of a term of so many working days that begins after `day`."""
    free = holidays.country_holidays("NL")
    left = working_days
    while left:
        day += dt.timedelta(days=1)
        left -= day.weekday() < 5 and day not in free
    return day
