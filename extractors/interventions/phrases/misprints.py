"""Labels as a scan misprints them: letters of one shape, and one wrong letter in a word that is long enough."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from rapidfuzz.distance import Levenshtein

from extractors.vocabulary import load, squeezed
from extractors.vocabulary.misprints import nearest

if TYPE_CHECKING:
    from extractors.interventions.labels import Field

ALIKE = str.maketrans("1lj058v", "iiiosbu")  # letters and figures of one shape
SHORT, LONG = 5, 6  # letters from which shapes alone may differ, and from which one letter may be wrong
PER_LETTERS = 8  # letters for each further one that may be wrong
OTHER = "other"
_LEVEL = re.compile(r"[a-z0-9]{6,24}(?=\s*[:=.;]?\s*(?:[1-4](?!\d)|i{1,3}\b))")
_GUIDED = re.compile(r"\b[a-z]{8,13}(?=\s+(?:door|van)\b)", re.IGNORECASE)
_GUIDANCE = ("begeleid", "begeleiding", "supervisie", "gecoacht", "aangestuurd", "aansturing")
_LEVELS = ("niveau", "zorgniveau", "ondersteuningsniveau", "interventieniveau")


@lru_cache(maxsize=4096)
def misprinted_field(label: str) -> Field | None:
    """The field of which the whole label is a misprint; None where none or several are as near."""
    plain = squeezed(label)
    outline = plain.translate(ALIKE)
    if len(plain) < SHORT:
        return None
    known = _fields()
    if fields := known.get(outline):
        return _only(fields)
    if len(plain) < LONG:
        return None
    near = nearest(outline, known, max(1, len(plain) // PER_LETTERS), LONG)
    return _only({field for other in near for field in known[other]}) if near else None


def levels_spelled(plain: str) -> str:
    """The text with misprints of 'ondersteuningsniveau' before a level as 'niveau' ('ondersteiningsniveen 3')."""
    return _LEVEL.sub(lambda m: "niveau" if _is_level(m.group()) else m.group(), plain)


def guidance_spelled(text: str) -> str:
    """The text with misprints of words for supervision before 'door' or 'van' as they are spelt ('begelerd door')."""

    def meant(match: re.Match[str]) -> str:
        near = nearest(match.group().casefold(), _GUIDANCE, len(match.group()) // PER_LETTERS)
        return near[0] if near else match.group()

    return _GUIDED.sub(meant, text)


def _is_level(word: str) -> bool:
    wanted = max(1, len(word) // PER_LETTERS + 1)
    return word not in _LEVELS and any(
        abs(len(word) - len(level)) <= wanted
        and Levenshtein.distance(word, level, score_cutoff=wanted) <= (wanted if len(level) > PER_LETTERS else 1)
        for level in _LEVELS
    )


def _only(fields: set[str]) -> Field | None:
    (field, *others) = fields
    return None if others or field == OTHER else cast("Field", field)


@cache
def _fields() -> dict[str, set[str]]:
    """Fields by the outline of their phrases; what names something else is under `OTHER`."""
    known: dict[str, set[str]] = {}
    others = [(OTHER, phrases) for phrases in load("interventions", "others").phrases.values()]
    for field, phrases in [*load("interventions", "labels").phrases.items(), *others]:
        for phrase in phrases:
            outline = squeezed(phrase).translate(ALIKE)
            digits = any(c.isdigit() for c in phrase)  # '0-meting' is no misprint of 'Meting'
            if len(outline) >= SHORT and not digits and (field != OTHER or outline not in known):
                known.setdefault(outline, set()).add(field)
    return known
