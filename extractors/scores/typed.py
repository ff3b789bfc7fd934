"""The typed values of a text, wherever they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractors.values.dates import find_dates
from extractors.values.levels import find_level
from extractors.values.moments import find_moment
from extractors.values.numbers import find_cards, find_group, parse_school_year
from extractors.vocabulary import load

ValueKind = Literal["date", "school_year", "avi", "moment", "cards", "group", "noise", "level", "number"]

_SCHOOL_YEAR = re.compile(r"(?<![\d\-/.])20\d\d\s?[/\-‐‑–—]\s?(?:20|['’])?\d\d(?!\d|\s?[/\-–.]\s?\d)")
_AVI = re.compile(
    r"(?i:\bAVI[\s:\-–]*(?:(?:beheersing(?:sniveau)?)[\s:\-–]*)?)(?:[<>]?\s?[MEme]\s?-?[3-8]|(?i:start|plus))(?!\w)"
)
_GROUP = re.compile(
    r"(?<!\w)(?:jaargroep|leerjaar|groep|gr)\.?\s*:?\s*(?:[1-8]|een|twee|drie|vier|vijf|zes|zeven|acht)(?:\s?[a-d])?(?!\w)",
    re.IGNORECASE,
)
_CARDS = re.compile(
    r"(?<!\w)(?:lees)?(?:kaart(?:en)?|krt)\.?\s*:?\s*[1-3](?:\s?(?:\+|&|,|/|en|-|t/m)\s?[1-3]){0,2}(?![\d%]|[.,]\d)"
    r"|(?<![\d.,/+\-])[1-3](?:\s?(?:\+|&)\s?[1-3]){1,2}(?![\d%/]|[.,]\d)",
    re.IGNORECASE,
)
_INTERVAL = re.compile(
    r"(?<![\w.,])\d{1,3}\s?[-‐‑–—]\s?\d{1,3}(?![\w.,]\d)|(?<!\w)\d+[,.]?\d*\s?%\s?(?:-?\s?interval|betrouwb)"
)
_LEVEL = re.compile(
    r"(?<![\w.+])(?:(?:IV|V|I{1,3})(?:\s?(?:\+|[-‐‑–—−](?![\w])|[-‐‑–—−]?\s?(?:min(?:us)?|plus)(?!\w)))?(?![\w+])|[A-E](?![\w'’]|\s?t/m))(?!\s?(?:=|\((?:hoog|laag)ste|:\s?\d\d?\s?%))"
)
_SCALE = re.compile(r"(?<!\w)(?:A\s?(?:[-–/]|t/m|tot en met)\s?E|I\s?(?:[-–/]|t/m|tot en met)\s?I?V)(?![\w+])")
_NUMBER = re.compile(r"(?<![\w.,/+\-])\d{1,4}(?:[.,]\d{1,2})?(?![\w]|[.,]\d|[/+]\d)")


_PERSONAL = re.compile(r"(?i)\bgeb(?:oren|oorte\w*|\.?\s?dat\w*)?\b|\b(?:print|afdruk|invoer)\w*|\bafgedrukt")


def personal(text: str) -> bool:
    """Whether the text speaks of a birth date or the day of printing: a date beside it is no test date."""
    return _PERSONAL.search(text) is not None


@dataclass(frozen=True, slots=True)
class Value:
    """A typed value: its kind, its text as printed and where it stands in the text that was searched."""

    kind: ValueKind
    text: str
    span: tuple[int, int]


@lru_cache(maxsize=20_000)
def values_in(text: str) -> tuple[Value, ...]:
    """The typed values from left to right; intervals and names of scales ('A-E') are no values."""
    found: list[Value] = []
    left = text

    def take(kind: ValueKind, span: tuple[int, int]) -> None:
        nonlocal left
        found.append(Value(kind, text[slice(*span)], span))
        left = left[: span[0]] + "\0" * (span[1] - span[0]) + left[span[1] :]

    for date in find_dates(text):
        take("date", date.span)
    for kind, form in (("school_year", _SCHOOL_YEAR), ("avi", _AVI)):
        for match in form.finditer(left):
            if kind == "avi" or parse_school_year(match.group()):
                take(kind, match.span())  # type: ignore[arg-type]
    while (moment := find_moment(left)) and moment.half:
        take("moment", moment.span)
    for word in load("moments").find(left):
        if word.key == "intermediate" and len(word.phrase) > 5:
            take("moment", word.span)
    for match in _CARDS.finditer(left):
        if find_cards(match.group()):
            take("cards", match.span())
    for match in _GROUP.finditer(left):
        if find_group(match.group()):
            take("group", match.span())
    for form in (_SCALE, _INTERVAL):
        for match in form.finditer(left):
            take("noise", match.span())
    for match in _LEVEL.finditer(left):
        if find_level(match.group()):
            take("level", match.span())
    for match in _NUMBER.finditer(left):
        take("number", match.span())
    return tuple(sorted((v for v in found if v.kind != "noise"), key=lambda v: v.span))
