"""The calendar of main tests: M in January and February, E in May and June.

Source: rules for main and intermediate measurements; 15 days of grace around the windows.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

GRACE = dt.timedelta(days=15)


def half_of_date(day: dt.date) -> Literal["M", "E"] | None:
    """The main moment in whose window (with grace) the day falls; None in between."""
    for half, first, last in (("M", (1, 1), (2, 28)), ("E", (5, 1), (6, 30))):
        for year in (day.year, day.year + 1):
            if dt.date(year, *first) - GRACE <= day <= dt.date(year, *last) + GRACE:
                return half  # type: ignore[return-value]
    return None


def school_year_of(day: dt.date) -> str:
    """The school year, that starts in August: '2023-2024'."""
    first = day.year if day.month >= 8 else day.year - 1
    return f"{first}-{first + 1}"


def didactic_age(moment: str) -> int:
    """Months of education since the start of group 3: M3 is 5, E3 10, M4 15; 0 and below in kindergarten."""
    return 10 * (int(moment[1]) - 3) + (5 if moment[0] == "M" else 10)
