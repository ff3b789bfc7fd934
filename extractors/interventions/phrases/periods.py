"""Start and end of a period in any Dutch form."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from extractors.values.dates import MONTHS, find_dates, find_periods

_DAY_MONTH = re.compile(
    r"(?<![\d./-])(?P<d>\d{1,2})(?:\s*[-./]\s*(?P<m>\d{1,2})(?![\d/-])|\s+(?P<name>"
    + "|".join(sorted(MONTHS, key=len, reverse=True))
    + r")\b\.?)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"^[\s,)]*(?:tot\s+en\s+met|tot\s*/\s*met|t\s?/\s?m|t\.?e\.?m\.?|tot|[-–—→])\s*$", re.IGNORECASE)
_REMNANT = re.compile(r"20\d\d|\d\s?[-./]\s?\d|" + "|".join(m for m in MONTHS if len(m) > 2), re.IGNORECASE)
_OF_TWO = re.compile(
    r"\b(?:tot(?:\s+en\s+met)?|t\s?/\s?m|t\.?e\.?m)(?!\w)|(?<=[\w%.])\s+[-–—→]\s*$|^\s*[-–—→]\s+(?=\S)", re.IGNORECASE
)
_WEEK_NUMBERS = re.compile(
    r"\b(?:weken|week|wk\.?)\s*(?P<a>\d{1,2})(?:\s*,?\s*\(?(?P<ya>20\d\d)\)?)?"
    r"\s*(?:tot\s+en\s+met|t\s?/\s?m|tot|[-–—])\s*(?:(?:week|wk\.?)\s*)?(?P<b>\d{1,2})\b"
    r"(?:\s*(?:,|van|in|\()?\s*(?:schooljaar\s+)?(?P<yb>20\d\d)(?P<school>\s*[-/]\s*(?:20)?\d\d)?)?",
    re.IGNORECASE,
)

SUMMER = 31  # week in which no school year begins or ends: the holidays
TORN = 0.6  # confidence where one of two days can be read
FIRST = 3  # characters that may stand before what a line begins with: a bullet, a number
UNREADABLE = 30  # characters behind a day within which the other one stands


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included. `derived` when worked out from week numbers; `span` in the text.

    `torn` when the other day is written as well, but can't be read.
    """

    start: dt.date | None
    end: dt.date | None
    span: tuple[int, int]
    confidence: float = 1.0
    derived: bool = False
    torn: bool = False


def find_period(text: str) -> Period | None:
    """The first period of the text; with one date alone, that date as the start ('vanaf') or the end ('tot')."""
    if found := find_periods(text):
        first = found[0]
        return Period(first.start, first.end, first.span, first.confidence)
    dates = find_dates(text)
    if len(dates) == 2 and dates[0].date < dates[1].date and _joined(text[dates[0].span[1] : dates[1].span[0]]):
        return Period(dates[0].date, dates[1].date, (dates[0].span[0], dates[1].span[1]), 0.9)
    if len(dates) == 1:
        return _one_date(text, dates[0].date, dates[0].span)
    return _weeks(text)


def begins_with_period(line: str) -> bool:
    """'4-9-2023 t/m 24-11-2023, 3x 20 min': a line that begins with a first and a last day."""
    period = find_period(line)
    return period is not None and None not in (period.start, period.end) and period.span[0] <= FIRST


def _joined(between: str) -> bool:
    """'04-09-2023 10-11-2023', 'start 4-9-2023, eind 10-11-2023': no sentence stands between the two days."""
    return len(between) <= 24 and "." not in between.strip(" .")


def _one_date(text: str, date: dt.date, span: tuple[int, int]) -> Period:
    for match in _DAY_MONTH.finditer(text, span[1]):
        if _UNTIL.match(text[span[1] : match.start()]):
            end = _later(date, match)
            return Period(date, end, (span[0], match.end()), 0.85) if end else Period(date, None, span, 0.7)
    before, after = text[: span[0]], text[span[1] :]
    until = re.search(r"(?:\btot|\bt\s?/\s?m|\bmet|\beind(?:e|datum)?)[\s:]*$", before, re.IGNORECASE)
    if _OF_TWO.search(before) and _REMNANT.search(before):  # 'le september 2021 - 26 november 2021'
        return Period(None, date, span, TORN, torn=True)
    if _OF_TWO.search(after[:UNREADABLE]) and _REMNANT.search(after[:UNREADABLE]):
        return Period(date, None, span, TORN, torn=True)
    return Period(None, date, span, 0.8) if until else Period(date, None, span, 0.8)


def _later(start: dt.date, match: re.Match[str]) -> dt.date | None:
    """A day without a year: the first one after the start."""
    month = int(match["m"]) if match["m"] else MONTHS[match["name"].casefold()]
    for year in (start.year, start.year + 1):
        try:
            end = dt.date(year, month, int(match["d"]))
        except ValueError:
            return None
        if end > start:
            return end
    return None


def _weeks(text: str) -> Period | None:
    match = _WEEK_NUMBERS.search(text)
    if not match or not (match["ya"] or match["yb"]):
        return None
    first, last = int(match["a"]), int(match["b"])
    if match["school"]:  # of a school year: its weeks before the summer are those of its second year
        start_year, end_year = (int(match["yb"]) + (week < SUMMER) for week in (first, last))
    else:
        end_year = int(match["yb"] or int(match["ya"]) + (last < first))
        start_year = int(match["ya"] or end_year - (last < first))
    try:
        start, end = dt.date.fromisocalendar(start_year, first, 1), dt.date.fromisocalendar(end_year, last, 5)
    except ValueError:
        return None
    return Period(start, end, match.span(), 0.8, derived=True) if start < end else None
