"""Moments of the school year: 'M4', 'medio groep 4', 'groep 4 (eind)', 'tussenmeting'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from extractors.vocabulary import load, normalised

Half = Literal["M", "E", "B"]
Kind = Literal["main", "intermediate"]

_HALF_WORDS = r"medio|midden|mid|halverwege|einde|eind|begin|wintersignalering|eindsignalering"
_OF = r"(?:\s*[-–:/,]?\s*(?:van\s+|in\s+)?(?:groep|leerjaar|jaargroep|gr\.?|g)?\s*[-–.]?\s*)"
_GROUP = r"([1-8]|een|twee|drie|vier|vijf|zes|zeven|acht)(?:\s?[a-d](?!\w))?"
_CODE = re.compile(r"(?<![\w+\-])([MEB]) ?[-.]? ?([1-8])(?![\w+]|[.,]\d)")
_SMALL_CODE = re.compile(r"(?<![\w+\-])([meb])([1-8])(?!\w)")
_PHRASE = re.compile(rf"(?<!\w)({_HALF_WORDS}){_OF}{_GROUP}(?!\w|[-–/.]\d)", re.IGNORECASE)
_REVERSED = re.compile(
    rf"(?<!\w)(?:groep|leerjaar|jaargroep|gr\.?)\s*{_GROUP}\s*[-–:,/(]?\s*({_HALF_WORDS}|[MEB](?!\w))", re.IGNORECASE
)
_BARE_REVERSED = re.compile(rf"([1-8])\s*[-–/]?\s*({_HALF_WORDS}|[ME])", re.IGNORECASE)
_NUMBERS = {"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8}


@dataclass(frozen=True, slots=True)
class Moment:
    """What a text says about the moment: half of the year and group as far as stated, kind where a word says it.

    `code` is 'M4' when both are stated. A begin-of-year test ('B4') is intermediate.
    """

    half: Half | None = None
    group: int | None = None
    kind: Kind | None = None
    span: tuple[int, int] = (0, 0)

    @property
    def code(self) -> str | None:
        return f"{self.half}{self.group}" if self.half in ("M", "E") and self.group else None


@lru_cache(maxsize=20_000)
def find_moment(text: str) -> Moment | None:
    """The first moment that a text states with half and group, by code or phrase; else a word for a kind of moment."""
    found = _stated(text)
    kind = kind_named(text)
    if found:
        return Moment(found.half, found.group, "intermediate" if found.half == "B" else kind, found.span)
    return Moment(kind=kind, span=(0, len(text))) if kind else None


@lru_cache(maxsize=20_000)
def parse_moment(text: str) -> Moment | None:
    """The moment that a cell under such a heading states; a half alone ('Medio', 'E') has no group."""
    if found := find_moment(text):
        return found
    if match := _BARE_REVERSED.fullmatch(text.strip()):
        return Moment(_half_of(match.group(2)), int(match.group(1)), span=(0, len(text)))
    match_word = load("moments").whole(text)
    if match_word and match_word.key in ("M", "E", "B"):
        half = cast("Half", match_word.key)
        return Moment(half, kind="intermediate" if half == "B" else None, span=(0, len(text)))
    return None


@lru_cache(maxsize=20_000)
def kind_named(text: str) -> Kind | None:
    """Main or intermediate, where a word of the text says so. Single letters count only alone."""
    kinds = [
        m.key
        for m in load("moments").find(text)
        if m.key in ("main", "intermediate") and (len(m.phrase) > 2 or m.phrase.casefold() == normalised(text))
    ]
    return cast("Kind", "intermediate" if "intermediate" in kinds else kinds[0]) if kinds else None


def _stated(text: str) -> Moment | None:
    for form, half, group in ((_CODE, 1, 2), (_PHRASE, 1, 2), (_REVERSED, 2, 1), (_SMALL_CODE, 1, 2)):
        match = form.search(text)
        if match:
            number = match.group(group).casefold()
            return Moment(_half_of(match.group(half)), _NUMBERS.get(number) or int(number), span=match.span())
    return None


def _half_of(word: str) -> Half:
    word = word.casefold()
    return "B" if word.startswith("b") else "E" if word.startswith("e") else "M"
