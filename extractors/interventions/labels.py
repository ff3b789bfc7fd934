"""Which field a printed label names, and what counts as an empty value."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast

from extractors.forms.filling import is_pending
from extractors.interventions.phrases.misprints import misprinted_field
from extractors.interventions.phrases.periods import find_period
from extractors.interventions.phrases.topics import support_levels
from extractors.interventions.phrases.typed import is_typed
from extractors.vocabulary import load, normalised, squeezed

if TYPE_CHECKING:
    from extractors.vocabulary import Match

Field = Literal[
    "support_level",
    "period",
    "start",
    "end",
    "weeks",
    "sessions_per_week",
    "minutes_per_session",
    "minutes_per_week",
    "time",
    "group_size",
    "group",
    "group_reason",
    "provider",
    "provider_role",
    "supervised_by",
    "skills",
    "method",
    "goal",
    "baseline",
    "evaluation",
    "ordinal",
]
TEXT_FIELDS: frozenset[str] = frozenset({"group_reason", "method", "goal", "baseline", "evaluation"})
_CLEAR = 0.55  # share of a label's letters
_COUNTED = re.compile(r"(?:\d{1,2}e|eerste|tweede|derde|vierde) ")
_NUMBER = re.compile(
    r"\s*(?:nr\.?|nummer)?\s*:?\s*(?P<n>\d{1,2}(?!\d)|[a-d]\b|i{1,3}\b|iv\b|een\b|twee\b|drie\b|vier\b)", re.IGNORECASE
)
_NUMBERING = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)])\s+")  # '5.1 Eerste interventieperiode'
_OF_SCORES = re.compile(r"\b(?:A\s?(?:t\s?/\s?m|tot|[-–])\s?E|I\s?(?:t\s?/\s?m|tot|[-–])\s?V)\b")  # 'Niveau (A t/m E)'
STARTS = 0.9  # score of an abbreviation that is the start of its word
_OF_WHAT = re.compile(r"\bvan\s+(?:de|deze|dit|het)\b", re.IGNORECASE)
_TO_FILL_IN = re.compile(r"^\W*(?:bijv\b|bijvoorbeeld\b|bv\b)|\bdd\W{1,3}mm\W{1,3}j{2,4}\b", re.IGNORECASE)
_HEADING = 7  # words of a heading at most
_LONG = 9  # words: beyond this a text is a sentence, no label


@lru_cache(maxsize=4096)
def field_of(label: str) -> Field | None:
    """The field that a label names ('Minuten per keer', '3. Wie voert het uit?'), None for any other label."""
    text = re.sub(r"^\s*(?:\d{1,2}|[a-zA-Z])\s*[.)]\s+", "", label).strip(" :?*…._-–")
    words = normalised(text).split()
    if not words or _OF_SCORES.search(text):
        return None
    if whole := load("interventions", "labels").whole(text) or _shortened(label):
        return cast("Field", whole.key)
    if len(words) > _LONG:
        return None
    if not load("interventions", "others").whole(text) and (misprinted := misprinted_field(text)):
        return misprinted
    return _field_inside(text) or (_asked_at(text) if label.rstrip().endswith("?") else None)


def names_field(text: str) -> bool:
    """Whether the whole text is a label of a field."""
    return load("interventions", "labels").whole(text.strip(" :?")) is not None


def _shortened(label: str) -> Match | None:
    """The phrase of which the label is the start: 'Eval.:'."""
    text = label.rstrip(" :?")
    match = load("interventions", "labels").whole(text) if text.endswith(".") else None
    # Letters here and there are too little for a word without a colon: 'Vier.' is an answer.
    return match if match and (match.score >= STARTS or label.rstrip().endswith(":")) else None


def _field_inside(text: str) -> Field | None:
    """The field whose words stand in a longer label ('Wie voert het uit?')."""
    vocabulary = load("interventions", "labels")
    alone = load("interventions", "words").phrases["alone"]
    found = vocabulary.find(_OF_WHAT.split(text)[0]) or vocabulary.find(text)  # 'het doel van deze periode' is the goal
    inside = [m for m in found if normalised(m.phrase) not in alone]
    if not inside or (load("interventions", "others").find(text) and inside[0].span[0] > 0):
        return None
    if load("roles").whole(text) or is_typed(text):
        return None  # 'Intern begeleider' in a list of the school's people, or a value
    first, longest = inside[0], max(inside, key=lambda m: len(m.phrase))
    return cast("Field", (first if first.span[0] == 0 else longest).key)


def _asked_at(question: str) -> Field | None:
    """When a question asks where the pupil stood: 'Wat kon Sam bij de start?'."""
    times = [m for m in load("interventions", "labels").find(question) if m.key in ("baseline", "evaluation")]
    return cast("Field", times[-1].key) if times and " " in times[-1].phrase else None


@lru_cache(maxsize=4096)
def clear_field(label: str) -> Field | None:
    """As `field_of`, where words of fields make up most of the label: 'Doel', not 'Doel deels bereikt'."""
    vocabulary = load("interventions", "labels")
    name = field_of(label)
    if name is None or vocabulary.whole(label) or _shortened(label) or misprinted_field(label):
        return name
    alone = load("interventions", "words").phrases["alone"]
    covered = sum(len(squeezed(m.phrase)) for m in vocabulary.find(label) if normalised(m.phrase) not in alone)
    return name if covered >= _CLEAR * len(squeezed(label)) else None


def alternatives(label: str) -> tuple[Field, ...]:
    """The fields that a vague label may name: 'Wat', 'Waaraan werken we?'; empty for any other label."""
    vague = load("interventions", "vague").phrases
    plain = normalised(label)
    if plain not in vague and label.rstrip().endswith("?") and field_of(label) is None:
        plain = plain.split(" ", 1)[0]
    return cast("tuple[Field, ...]", vague.get(plain, ()))


def is_nothing(text: str) -> bool:
    """Dashes, dots, placeholders, 'n.v.t.', 'volgt nog': a place that somebody left empty."""
    plain = normalised(text)
    empty = not plain or load("interventions", "nothing").whole(text) is not None
    return empty or is_pending(text) or _TO_FILL_IN.search(text) is not None


def is_other(label: str) -> bool:
    """Whether the label or heading belongs to something that is no part of a period."""
    return load("interventions", "others").best(label) is not None and field_of(label) is None


@lru_cache(maxsize=4096)
def opens_period(heading: str, farthest: int = 30) -> bool:
    """'Interventieperiode 1', 'Periode 2 (niveau 3)', 'Blok A', 'Tweede interventie': it numbers one period.

    The word must stand within `farthest` characters: further on it is part of a sentence.
    """
    heading = _NUMBERING.sub("", heading)
    opening = next((m for m in load("interventions", "openings").find(heading) if m.key == "period"), None)
    if opening is None or opening.span[0] > farthest:
        return False
    if _COUNTED.match(normalised(heading)):
        return True
    number = _NUMBER.match(heading, opening.span[1])
    if number is None:
        return False
    dated = find_period(heading)
    return dated is None or dated.span[0] != number.start("n")


def dates_level(heading: str) -> bool:
    """'Zorgniveau 2: 4 september 2023 - 17 november 2023': the level and the days of one period, and no label."""
    dated = find_period(heading)
    return dated is not None and dated.end is not None and bool(support_levels(heading[: dated.span[0]]))


def heads_section(line: str) -> bool:
    """Whether a line of plain type can only be a heading: 'Interventies op ondersteuningsniveau 3', 'Foutenanalyse'."""
    if len(line.split()) > _HEADING or line.endswith((".", ",", ";")):
        return False
    if load("interventions", "others").whole(line):
        return True
    opening = next(iter(load("interventions", "openings").find(line)), None)
    return opening is not None and opening.span[0] <= 3 and bool(support_levels(line))
