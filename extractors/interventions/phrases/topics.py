"""The support level of a text, and whether it is about reading, spelling or both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, cast

from extractors.interventions.phrases.misprints import levels_spelled
from extractors.vocabulary import load, normalised

if TYPE_CHECKING:
    from extractors.records import Skill

Level = Literal[1, 2, 3, 4]
_NUMBERS = {
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "een": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
}
_LEVEL = re.compile(
    r"(?<![a-z-])(?:(?:ondersteunings|zorg|interventie|onderst)?\s?niv(?:eau)?\.?|on|osn|sn|zn)"
    r"(?:\s+van\s+(?:de\s+)?(?:ondersteuning|zorg|begeleiding))?\s*[:=]?\s*(?P<n>[1-4]|iv|i{1,3}|een|één|twee|drie|vier)(?![\w%])"
    r"(?P<more>\s*(?:en|\+|/|&|,|of|t/m|-|–)\s*(?:niveau\s*)?[1-4](?!\d))?"
)


def support_levels(text: str) -> set[Level]:
    """Every support level that the text names with its word ('zorgniveau 2', 'ON3', 'ondersteuningsniveau 2 en 3')."""
    plain = levels_spelled(" ".join(text.casefold().split()))
    levels: set[Level] = set()
    for match in _LEVEL.finditer(plain):
        levels.add(cast("Level", _NUMBERS[match["n"].replace("é", "e")]))
        if match["more"]:
            levels.add(cast("Level", int(match["more"].strip()[-1])))
    return levels


def bare_level(text: str) -> Level | None:
    """The level of a cell under the heading 'Niveau': '3', 'niveau 3', 'III'."""
    plain = normalised(text)
    if plain in _NUMBERS:
        return cast("Level", _NUMBERS[plain])
    levels = support_levels(text)
    return levels.pop() if len(levels) == 1 else None


def skills_of(text: str) -> list[Skill]:
    """Reading and/or spelling, as far as the text names them; 'begrijpend lezen' is neither."""
    plain = re.sub(r"\b(lees)\s*[-/]\s*(?:en\s+)?", "lezen en ", text.casefold())
    keys = {m.key for m in load("interventions", "skills").find(plain)}
    order: tuple[Skill, ...] = ("reading", "spelling")
    return [skill for skill in order if skill in keys]
