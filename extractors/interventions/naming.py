"""Which field each fact of a block fills: by its label, by what its text looks like, and by what the others fill."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.interventions.labels import TEXT_FIELDS, Field, alternatives, field_of, is_nothing
from extractors.interventions.phrases.amounts import UNITS, bare_number, find_amounts
from extractors.interventions.phrases.people import find_people
from extractors.interventions.phrases.periods import find_period
from extractors.interventions.phrases.typed import is_typed, only_amounts, only_level, only_people, only_skills
from extractors.vocabulary import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.interventions.places.facts import Fact

_TORN = re.compile(r"(?:\W*\w+){0,2}\W*(?:19|20)\d\d\W*")  # a day of which only the year is read
_OF_READING = re.compile(r"avi|lees|lezen|tekst|boek|toets|reken", re.IGNORECASE)  # these have levels of their own
MOST_SESSIONS = 10  # a week: a larger number is minutes


def name_facts(facts: Sequence[Fact]) -> list[tuple[Fact, Field | None]]:
    """Each fact with its field. Question words ('Wat', 'Hoe') take what the clear labels have left over."""
    clear = {id(f): field_of(f.label) for f in facts if f.label and not alternatives(f.label)}
    taken = {name for name in clear.values() if name}
    named: list[tuple[Fact, Field | None]] = []
    for fact in facts:
        name = clear.get(id(fact))
        if id(fact) not in clear and fact.label:
            name = next((n for n in _options(fact) if n not in taken and _fits(n, fact.text)), None)
            taken |= {name} if name else set()
        named.append((fact, _by_content(name, fact)))
    return named


def _options(fact: Fact) -> list[Field]:
    """What a vague label may name, likeliest first: a known programme makes it the method."""
    programme = bool(load("interventions", "methods").find(fact.text))
    return sorted(alternatives(fact.label), key=lambda n: not (programme and n == "method"))


def _fits(name: Field, text: str) -> bool:
    """Whether the text can be the value of a field that a vague label may name."""
    if is_nothing(text) or name in TEXT_FIELDS:
        return name in TEXT_FIELDS and not is_typed(text)
    number = bare_number(text)
    if name in UNITS or name == "time":
        few = number is not None and (name != "sessions_per_week" or number <= MOST_SESSIONS)
        return few or find_amounts(text).any()
    if name == "provider":
        return only_people(text) or find_people(text).name is not None
    return name != "skills" or only_skills(text)


def _by_content(name: Field | None, fact: Fact) -> Field | None:
    """A text field that holds nothing but a typed phrase is mislabelled: 'Hoe: individueel' is no method."""
    text = fact.text
    if name == "method" or name is None:
        if name is None and only_level(text) and not _OF_READING.search(fact.label):
            return "support_level"  # 'Niveau 3' beneath 'Plan'
        if only_amounts(text):
            return "time"
        if name == "method" and only_people(text):
            return "provider"
    return measured_at(name, text) or name


def measured_at(name: Field | None, text: str) -> Field | None:
    """What 'Begin: 14 woorden' and 'Eind: 21 woorden' tell: no day, but where the pupil stood."""
    if name not in ("start", "end") or is_nothing(text) or _TORN.fullmatch(text) or find_period(text):
        return None
    return "baseline" if name == "start" else "evaluation"
