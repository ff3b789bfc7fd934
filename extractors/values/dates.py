"""Dates and periods as Dutch schools write them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

MONTHS = {
    "januari": 1, "jan": 1, "februari": 2, "febr": 2, "feb": 2, "maart": 3, "mrt": 3, "mar": 3, "april": 4, "apr": 4,
    "mei": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7, "augustus": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9,
    "oktober": 10, "okt": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_LIKE_MONTH = r"(?P<month>[a-z]{5,11})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d|['’]?\d\d)"
_FULL_YEAR = r"(?P<year>20\d\d)"
_DASH = "[-‐‑–—−]"
_SEP = rf"\s?(?P<sep>{_DASH}|[./])\s?"

# Each way of writing, with the confidence that it is a date at all and means this day.
_ISO = rf"(?<![\d-])(?P<year>(?:19|20)\d\d)\s?(?P<sep>{_DASH}|[./])\s?(?P<m>\d\d)\s?(?P=sep)\s?(?P<d>\d\d)(?!\d)"
_NUMBERS = rf"(?<![\d.OIl])(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}})\s?(?P=sep)\s?{_YEAR}(?!\d|[.,]\d)"
_WORDS = rf"(?i:(?<!\d)(?P<d>\d{{1,2}})(?:e|ste|de)?[\s\-.–]{{0,3}}{_MONTH}[\s\-.–,]{{0,3}}{_YEAR}(?!\d))"
_SPACED = r"(?<!\d)(?P<d>\d\d)\s+(?P<m>\d\d)\s+(?P<year>20\d\d)(?!\d)"
# As they come from a scan: letters for digits ('I1-11-2022'), a separator lost ('20.05 2022'), a month misprinted.
_DIGIT = r"[\dOoIl]"
_LETTERS = rf"(?P<d>{_DIGIT}{{1,2}})(?P<sep>{_DASH}|[./])(?P<m>{_DIGIT}{{1,2}})(?P=sep)(?P<year>2{_DIGIT}{{3}})"
_LETTERED = rf"(?<![\w.]){_LETTERS}(?!\w)"
_PARTED = rf"(?<![\w.])(?P<d>\d{{1,2}})(?P<sep>[./-])(?P<m>\d{{1,2}})[\s,]\s?{_FULL_YEAR}(?!\d)"
_MISPRINTED = rf"(?i:(?<!\d)(?P<d>\d{{1,2}})\s{_LIKE_MONTH}\s{_FULL_YEAR}(?!\d))"
_FORMS = [
    (re.compile(_ISO), 1.0),
    (re.compile(_NUMBERS), 1.0),
    (re.compile(_WORDS), 1.0),
    (re.compile(_SPACED), 0.8),
    (re.compile(_LETTERED), 0.5),
    (re.compile(_PARTED), 0.6),
    (re.compile(_MISPRINTED), 0.7),
]
_AS_DIGITS = str.maketrans("OoIl", "0011")
_MISPRINTS = {5: 1, 6: 1, 7: 1, 8: 2, 9: 2}  # letters of a month's name that may be wrong, by its length

_UNTIL = r"\s*(?:tot\s+en\s+met|tot\s*/\s*met|t\s?/\s?m|t\.?e\.?m\.?|tot|[-‐‑–—−→])\s*"
_PARTIAL = [
    re.compile(rf"(?<![\d.\-/])(?P<d>\d{{1,2}})\s?(?:{_DASH}|[./])\s?(?P<m>\d{{1,2}}){_UNTIL}$", re.IGNORECASE),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})\s+{_MONTH}{_UNTIL}$", re.IGNORECASE),
    re.compile(rf"(?<![\d.\-/])(?P<d>\d{{1,2}}){_UNTIL}$", re.IGNORECASE),
]
_COUNTED = "versie|groep|week|blad|pagina|nr|niveau|deel|bijlage|blok|periode|kaart|fase|ronde"
_NUMBERED = re.compile(rf"\b(?:{_COUNTED})\.?\s*$", re.IGNORECASE)
_BETWEEN = re.compile(rf"[\s,)]*{_UNTIL}[\s(]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date and where it stands in the text (character span). Two-digit years are of this century."""

    date: dt.date
    span: tuple[int, int]
    confidence: float


@dataclass(frozen=True, slots=True)
class PeriodMatch:
    """A period with both days included, and its span in the text ('12 januari t/m 14 maart 2024')."""

    start: dt.date
    end: dt.date
    span: tuple[int, int]
    confidence: float


def find_dates(text: str) -> list[DateMatch]:
    """All dates in the text from left to right. A school year such as 2023-2024 is none."""
    found: list[DateMatch] = []
    if len(text) < 6 or not any(c.isdigit() for c in text):
        return found
    for form, confidence in _FORMS:
        for match in form.finditer(text):
            span = match.span()
            if any(span[0] < other.span[1] and other.span[0] < span[1] for other in found):
                continue
            date = _date_of(match)
            if date is not None:
                found.append(DateMatch(date, span, confidence))
    return sorted(found, key=lambda m: m.span)


@lru_cache(maxsize=20_000)
def parse_date(text: str) -> dt.date | None:
    """The date that the text is, save white space, punctuation and the name of a weekday."""
    for match in find_dates(text):
        rest = text[: match.span[0]] + text[match.span[1] :]
        if not re.sub(r"(?i)\b(?:ma|di|wo|do|vr|za|zo)[a-z]*(?:dag)?\b|[\W_]", "", rest):
            return match.date
    return None


def month_named(text: str) -> tuple[int, int] | None:
    """Year and month when the text is just those: 'Januari 2023'."""
    match = re.fullmatch(rf"{_MONTH}\s+(?P<year>20\d\d)", text.strip(), re.IGNORECASE)
    return (int(match["year"]), MONTHS[match["month"].casefold()]) if match else None


def find_periods(text: str) -> list[PeriodMatch]:
    """Periods 'from … until …'. A start without month or year takes them from the end."""
    dates = find_dates(text)
    periods = [
        PeriodMatch(a.date, b.date, (a.span[0], b.span[1]), min(a.confidence, b.confidence))
        for a, b in pairwise(dates)
        if _BETWEEN.match(text[a.span[1] : b.span[0]]) and a.date <= b.date
    ]
    whole = {p.span[1] for p in periods}
    for end in dates:
        if end.span[1] not in whole:
            start = _partial_start(text[: end.span[0]], end)
            periods += [start] if start else []
    return sorted(periods, key=lambda p: p.span)


def _partial_start(before: str, end: DateMatch) -> PeriodMatch | None:
    for form in _PARTIAL:
        match = form.search(before)
        if not match:
            continue
        parts = match.groupdict()
        if len(parts) == 1 and _NUMBERED.search(before[: match.start()]):  # 'groep 5 - 12 februari 2024'
            continue
        month = _month_of(parts) or end.date.month
        year = end.date.year - (month > end.date.month)
        start = _valid(year, month, int(parts["d"]))
        if start is not None and start <= end.date:
            return PeriodMatch(start, end.date, (match.start(), end.span[1]), 0.9)
    return None


def _date_of(match: re.Match[str]) -> dt.date | None:
    parts = match.groupdict()
    year = int(parts["year"].translate(_AS_DIGITS).lstrip("'’"))
    month = _month_of(parts)
    return _valid(year if year > 99 else 2000 + year, month, int(parts["d"].translate(_AS_DIGITS))) if month else None


def _month_of(parts: dict[str, str | None]) -> int | None:
    if number := parts.get("m"):
        return int(number.translate(_AS_DIGITS))
    name = (parts.get("month") or "").casefold()
    return MONTHS.get(name) or _misprinted(name)


@lru_cache(maxsize=2000)
def _misprinted(name: str) -> int | None:
    """The month of which this is a misprint ('ceptember', 'novernber')."""
    for month, number in MONTHS.items():
        wrong = _MISPRINTS.get(len(month), 0)
        if wrong and Levenshtein.distance(name, month, score_cutoff=wrong) <= wrong:
            return number
    return None


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
