"""Levels A–E and I–V with their signs, and AVI levels, as printed: nothing is worked out here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from extractors.records import LevelLetter, LevelRoman, LevelSign

_RANGE = re.compile(
    r"\b(?:A\s?(?:[-–/]|t/m|tot en met)\s?E|I\s?(?:[-–/]|t/m|tot en met)\s?V|I\s?(?:[-–/]|t/m)\s?IV)(?![\w+])"
)
_ROMAN = re.compile(
    r"(?<![\w.])(IV|V|I{1,3})(?:\s?(\+|[-‐‑–—−](?!\s?[A-Z])|[-‐‑–—−]?\s?(?:min(?:us)?|plus)(?!\w)))?(?![\w+])",
)  # fmt: skip
_LETTER = re.compile(r"(?<![\w.+])([A-E])(?![\w'’.]|\s?t/m)")
_AVI = re.compile(
    r"(?<!\w)(?:(?:beheersing(?:sniveau)?|AVI)[\s:\-–]*){0,2}([<>]?\s?)(?:([ME])\s?-?([3-8])|(start|plus))(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Level:
    """A level as printed: 'V-' is roman V with sign '-', 'E (V-)' has both."""

    letter: LevelLetter | None = None
    roman: LevelRoman | None = None
    sign: LevelSign | None = None


@lru_cache(maxsize=20_000)
def find_level(text: str) -> Level | None:
    """The first letter and the first numeral in the text; a scale such as 'A-E' or 'I t/m V' is no level."""
    text = _RANGE.sub(lambda m: " " * len(m.group()), text)
    roman = _ROMAN.search(text)
    letter = _LETTER.search(
        text if not roman else text[: roman.start()] + " " * (roman.end() - roman.start()) + text[roman.end() :]
    )
    if not roman and not letter:
        return None
    sign = (roman.group(2) or "").strip() if roman else ""
    return Level(
        letter=cast("LevelLetter", letter.group(1)) if letter else None,
        roman=cast("LevelRoman", roman.group(1)) if roman else None,
        sign=None if not sign else "+" if sign.lstrip("-‐‑–—− ") in ("+", "plus") else "-",
    )


@lru_cache(maxsize=20_000)
def parse_level(text: str) -> Level | None:
    """The level that the text is, with nothing beside it but brackets, a slash or the word 'niveau'."""
    level = find_level(text)
    if level is None:
        return None
    rest = re.sub(r"\([^()]{4,}\)", " ", text)  # what the level means, in words
    rest = _ROMAN.sub(" ", rest, count=1) if level.roman else rest
    rest = _LETTER.sub(" ", rest, count=1) if level.letter else rest
    return level if not re.sub(r"(?i)\bniveau\b|\bscore\b|[\W_]", "", rest) else None


@lru_cache(maxsize=20_000)
def parse_avi(text: str) -> str | None:
    """The reading level that the text is: 'M4' from 'AVI-M4' or 'm4', 'Start', 'Plus'."""
    match = _AVI.fullmatch(text.strip().rstrip("."))
    return _avi_of(match) if match else None


def find_avi(text: str) -> str | None:
    """A level that the text names as AVI: 'AVI-E3', 'beheersingsniveau M4'."""
    for match in _AVI.finditer(text):
        if re.match(r"(?i)avi|beheersing", match.group()):
            return _avi_of(match)
    return None


def _avi_of(match: re.Match[str]) -> str:
    below, half, group, name = match.groups()
    return name.capitalize() if name else f"{below.strip()}{half.upper()}{group}"
