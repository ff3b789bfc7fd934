"""Running text about a period: which sentence tells its organisation, which the method, goal, start or outcome."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.interventions.phrases.amounts import find_amounts
from extractors.interventions.phrases.people import find_people
from extractors.interventions.phrases.periods import find_period
from extractors.interventions.phrases.topics import skills_of
from extractors.interventions.phrases.typed import is_typed, only_period, only_skills
from extractors.values.dates import find_periods
from extractors.vocabulary import load, normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.interventions.labels import Field

_SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b[a-z]\.)\s+(?=[A-ZÀ-Þ‘'\"(])")
_METHOD_ENDS = re.compile(
    r",?\s+(?:door|gericht\s+op|onder\s+(?:supervisie|begeleiding)|individueel|in\s+(?:een|het)\s+(?:klein\s+)?groep\w*|samen\s+met|\d+\s?(?:x|keer)|gedurende|om\s+de)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:vanaf|sinds|gestart\s+op|start(?:datum)?:?|begonnen\s+op|startte\s+op)\s*$", re.IGNORECASE)
_FROM_TO = re.compile(r"\b(?:start|begin)(?:datum)?\W+\d[^;]{4,30}?[\s,]eind(?:e|datum)?\W+\d", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|zijn|werd|werden|wordt|worden|hebben\s+we|heeft\s+\w+)\s+(?P<what>.+)$")
_LISTING = (";", " | ", " • ", " · ")
_PAUSE = re.compile(r"[;,]\s+")
LISTED = 3  # of these marks, from which a sentence is a list
LONGEST_METHOD = 8  # words
_OPENING = 30  # characters: where a sentence says what it is about
Told = list[tuple["Field | None", str]]


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph; initials and abbreviations in lower case end none."""
    return [s.strip() for s in _SENTENCE.split(" ".join(text.split())) if s.strip()]


def periods_in(text: str, *, answer: bool = False) -> list[str]:
    """The paragraph parted before each sentence that states start and end of a period.

    In the `answer` to a label such a sentence must tell how often too, or nothing but the days.
    """
    stretches: list[list[str]] = [[]]
    for sentence in sentences_of(text):
        how_often = find_amounts(sentence).sessions_per_week is not None
        told = states_period(sentence) and (not answer or how_often or only_period(sentence))
        if told and stretches[-1]:
            stretches.append([])
        stretches[-1].append(sentence)
    return [" ".join(s) for s in stretches if s]


def states_period(sentence: str) -> bool:
    """Start and end, or a start that is called one ('vanaf 4 september 2023'); a lone date is anything."""
    period = find_period(sentence)
    if period is None or period.start is None:
        return False
    if period.end is None:
        return bool(_FROM.search(sentence[: period.span[0]]))
    return period.derived or bool(find_periods(sentence)) or _FROM_TO.search(sentence) is not None


def read_prose(text: str) -> Told:
    """What each sentence tells: a field with its text, or None for the organisation of the period."""
    told: Told = []
    for sentence in sentences_of(text):
        clauses = next((c for mark in _LISTING if len(c := sentence.split(mark)) > LISTED), [])
        if clauses:
            told += _read_list([c.strip(" .") for c in clauses])
        else:
            told += [one for part in _parted(sentence) for one in _read_sentence(part)]
    return told


def _parted(sentence: str) -> list[str]:
    """'Vooraf kende hij 26 letters; na twaalf weken waren dat er 31': where he stood, and with what outcome."""
    for mark in _PAUSE.finditer(sentence):
        before, behind = sentence[: mark.start()], sentence[mark.end() :]
        kinds = [
            next((m.key for m in load("interventions", "sentences").find(part) if m.span[0] <= farthest), None)
            for part, farthest in ((before, _OPENING), (behind, 0))
        ]
        if kinds == ["baseline", "evaluation"]:
            return [before, behind]
    return [sentence]


def _read_list(clauses: Sequence[str]) -> Told:
    """Shorthand: '4/9 t/m 24/11 | 3x 20 min | Flits en Race | lezen'; the method is what is none of the rest."""
    told: Told = []
    for clause in clauses:
        if only_skills(clause):
            told.append(("skills", clause))
        elif is_typed(clause) or find_period(clause) or find_amounts(clause).any() or find_people(clause).role:
            told.append((None, clause))
        elif load("interventions", "sentences").find(clause) or len(clause.split()) > LONGEST_METHOD:
            told += _read_sentence(clause)
        elif clause:
            told.append(("method", clause))
    return told


def _read_sentence(sentence: str) -> Told:
    cues = load("interventions", "sentences").find(sentence)
    first = next((m for m in cues if m.key in ("goal", "baseline", "evaluation") and m.span[0] <= _OPENING), None)
    organised = states_period(sentence) or find_amounts(sentence).sessions_per_week is not None
    if first and not organised:
        return [(_field(first.key), _behind_colon(sentence, first.span[1]))]
    told: Told = [(None, sentence)]
    method = next((m for m in cues if m.key == "method"), None)
    name = next(iter(load("interventions", "methods").find(sentence)), None)
    if method:
        behind = sentence[method.span[1] :]
        before = _PASSIVE.search(sentence[: method.span[0]])
        whole = behind if normalised(behind) or before is None else before["what"]
        text = _METHOD_ENDS.split(whole, maxsplit=1)[0].strip(" .,;:")
        told += [("method", text)] if normalised(text) else []
    elif name:
        told.append(("method", sentence[slice(*name.span)]))
    skills = next((m for m in cues if m.key == "skills"), None)
    if skills and skills_of(sentence[skills.span[1] :]):
        told.append(("skills", sentence[skills.span[1] :]))
    if not organised and not method and any(m.key == "group_reason" for m in cues):
        told.append(("group_reason", sentence))
    return told


def _field(key: str) -> Field:
    return "goal" if key == "goal" else "baseline" if key == "baseline" else "evaluation"


def _behind_colon(sentence: str, end: int) -> str:
    """'Doel: vlot lezen' without its label; any other sentence whole."""
    behind = sentence[end:]
    return behind.lstrip(" :").strip() if behind.lstrip().startswith(":") else sentence
