"""Days of a period of which one figure was misread: the other day and the number of weeks say which."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MONDAY, FRIDAY = 0, 4
FIGURES = "0123456789"


def whole_weeks(start: dt.date, end: dt.date) -> int:
    """Calendar weeks from Monday to Friday; a first or last week of four school days still counts as whole."""
    return ((end - start).days + 4) // 7


def school_weeks(start: dt.date, end: dt.date) -> bool:
    """Whether a period runs from a Monday to a Friday, as most do."""
    return (start.weekday(), end.weekday()) == (MONDAY, FRIDAY)


def as_meant(start: dt.date, end: dt.date, weeks: int) -> tuple[dt.date, dt.date] | None:
    """Both days with one figure of one of them read otherwise, so that they are so many weeks, Monday to Friday.

    None where no day or more than one would do.
    """
    meant = {(day, end) for day in _one_figure_off(start)} | {(start, day) for day in _one_figure_off(end)}
    fitting = [
        (first, last) for first, last in meant if whole_weeks(first, last) == weeks and school_weeks(first, last)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _one_figure_off(day: dt.date) -> Iterator[dt.date]:
    figures = f"{day:%Y%m%d}"
    for place, own in enumerate(figures):
        for other in FIGURES:
            if other != own:
                try:
                    yield dt.date.fromisoformat(figures[:place] + other + figures[place + 1 :])
                except ValueError:
                    continue
