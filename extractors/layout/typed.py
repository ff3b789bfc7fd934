"""Whether a short text looks like a value (a date, number, level, moment) rather than like a heading."""

from __future__ import annotations

import re

_MONTHS = r"(?:jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?"
_VALUE = re.compile(
    rf"""
    \d{{1,4}}\s?[-./]\s?\d{{1,2}}\s?[-./]\s?\d{{1,4}}      # 12-01-2024, 2024-01-12
    | \d{{1,2}}\s{_MONTHS}\s?(?:'?\d{{2,4}})?               # 12 jan. 2024
    | (?:19|20)\d\d\s?[-/]\s?(?:(?:19|20)?\d\d)             # 2023-2024, 2023/24
    | [<>≤≥±+-]?\s?\d+(?:[.,]\d+)?\s?%?                     # 73,5  <1  -2  40 %
    | \d(?:\s?[+&,/]\s?\d)+                                 # 1+2+3
    | \d+\s?(?:min|minuten|keer|x|weken|uur|mnd)\.?         # 60 min.
    | [A-E][+-]? | (?:I|II|III|IV|V)(?:[+-]|\s?-?min)?      # levels
    | [ME]\s?[1-8](?:/[ME][1-8])? | [BME][1-8]\s?[+-]       # moments
    | AVI[\s-]?(?:[ME][1-7]|Start|Plus|\d)                  # AVI levels
    | [-–—?]                                                # not measured
    | n\.?v\.?t\.?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_REMARK = re.compile(r"\s*\(.{1,6}\)$")  # '119 (E)'
_MOMENT_OR_DATE = re.compile(r"[BME]\s?[1-8]|(?:medio|eind|midden|begin)\b.*|.*\d{4}", re.IGNORECASE)


_DAY = re.compile(r"(?<!\d)\d{1,4}[-./]\d{1,2}[-./]\d{2,4}(?!\d)")
_NUMBER = re.compile(r"[<>≤≥]?\s?\d+(?:[.,]\d+)?\s?%?")


def has_day(text: str) -> bool:
    """Whether the text holds a day in figures."""
    return _DAY.search(text) is not None


def has_day_or_number(text: str) -> bool:
    """Whether the text holds a day, or is a plain number: no heading is."""
    return has_day(text) or _NUMBER.fullmatch(_REMARK.sub("", text)) is not None


def is_value(text: str) -> bool:
    """Whether the whole text is one value of the kinds that score tables hold."""
    return len(text) <= 24 and _VALUE.fullmatch(_REMARK.sub("", text.strip())) is not None


def is_moment(text: str) -> bool:
    """Whether the text names a moment or a day: such a value may head a column too."""
    return len(text) <= 24 and _MOMENT_OR_DATE.fullmatch(text.strip()) is not None
