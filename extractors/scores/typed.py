"""The typed values of a text, wherever they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from extractors.values.dates import find_dates
from extractors.values.levels import find_level
from extractors.values.moments import find_moment
from extractors.values.numbers import find_cards, find_group, parse_school_year
from extractors.vocabulary import load

if TYPE_CHECKING:
    from collections.abc import Callable

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


SHORT_WORD = 5  # letters: shorter words for an intermediate moment mean something else in a text
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
    for kind, spans_of in _KINDS:  # what is found first is taken out: a date is no number
        for span in spans_of(left):
            found.append(Value(kind, text[slice(*span)], span))
            left = left[: span[0]] + "\0" * (span[1] - span[0]) + left[span[1] :]
    return tuple(sorted((v for v in found if v.kind != "noise"), key=lambda v: v.span))


Span = tuple[int, int]


def _matching(form: re.Pattern[str], holds: Callable[[str], object] = bool) -> Callable[[str], list[Span]]:
    return lambda text: [m.span() for m in form.finditer(text) if holds(m.group())]


def _moments(text: str) -> list[Span]:
    spans: list[Span] = []
    while (moment := find_moment(text)) and moment.half:
        spans.append(moment.span)
        text = text[: moment.span[0]] + "\0" * (moment.span[1] - moment.span[0]) + text[moment.span[1] :]
    words = load("moments").find(text)
    return spans + [w.span for w in words if w.key == "intermediate" and len(w.phrase) > SHORT_WORD]


_KINDS: list[tuple[ValueKind, Callable[[str], list[Span]]]] = [
    ("date", lambda text: [d.span for d in find_dates(text)]),
    ("school_year", _matching(_SCHOOL_YEAR, parse_school_year)),
    ("avi", _matching(_AVI)),
    ("moment", _moments),
    ("cards", _matching(_CARDS, find_cards)),
    ("group", _matching(_GROUP, find_group)),
    ("noise", _matching(_SCALE)),
    ("noise", _matching(_INTERVAL)),
    ("level", _matching(_LEVEL, find_level)),
    ("number", _matching(_NUMBER)),
]
