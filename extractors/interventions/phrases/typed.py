"""Whether a text is one typed phrase and nothing else: then it is no method, goal or evaluation, whatever its label."""

from __future__ import annotations

import re

from extractors.interventions.phrases.amounts import find_amounts
from extractors.interventions.phrases.numerals import spelled_out
from extractors.interventions.phrases.people import find_people
from extractors.interventions.phrases.periods import find_period
from extractors.interventions.phrases.topics import skills_of, support_levels
from extractors.vocabulary import load, normalised


def only_amounts(text: str) -> bool:
    """'individueel', 'groepje van 4 leerlingen', '3 x per week 20 minuten', '10 weken'."""
    words = re.findall(r"[a-zà-ÿ]+", spelled_out(text))
    return all(w in _words("amounts") for w in words) and find_amounts(text).any()


def only_period(text: str) -> bool:
    """Dates with what joins them, possibly with the number of weeks."""
    period = find_period(text)
    if period is None:
        return False
    rest = text[: period.span[0]] + text[period.span[1] :]
    return all(w in _words("period") for w in re.findall(r"[a-zà-ÿ]+", rest.casefold()))


def only_people(text: str) -> bool:
    """A function, with or without a name: 'leerkracht Tess Blom'. A name alone may be anything."""
    people = find_people(text)
    if people.role is None:
        return False
    known = normalised(f"{people.name or ''} {people.supervised_by or ''}").split()
    idle = {"de", "het", "een", "van", "der", "groep"}
    rest = [w for w in normalised(_without_roles(text)).split() if w not in known and w not in idle and not w.isdigit()]
    return len(rest) <= 3 and len(normalised(text).split()) <= 14


def only_skills(text: str) -> bool:
    """'technisch lezen', 'lezen en spelling'."""
    plain = normalised(text)
    for match in reversed(load("interventions", "skills").find(plain)):
        plain = plain[: match.span[0]] + plain[match.span[1] :]
    return bool(skills_of(text)) and all(w in _words("skills") for w in plain.split())


def only_level(text: str) -> bool:
    """'niveau 3', 'ondersteuningsniveau 2'."""
    return len(support_levels(text)) == 1 and len(normalised(text).split()) <= 4


def is_typed(text: str) -> bool:
    """Whether any of the typed kinds explains the whole text."""
    return bool(text) and (
        only_amounts(text) or only_period(text) or only_level(text) or only_people(text) or only_skills(text)
    )


def _without_roles(text: str) -> str:
    for match in reversed(load("roles").find(text)):
        text = text[: match.span[0]] + " " + text[match.span[1] :]
    return text


def _words(kind: str) -> tuple[str, ...]:
    """Small words that may stand around the values of a kind."""
    return load("interventions", "words").phrases[kind]
