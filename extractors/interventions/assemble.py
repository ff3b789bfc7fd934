"""A block of labelled texts becomes an intervention: values first, labels for what a bare number means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from extractors.interventions.amounts import Amounts, bare_number, find_amounts
from extractors.interventions.labels import TEXT_FIELDS, Field, is_nothing
from extractors.interventions.naming import name_facts
from extractors.interventions.people import People, find_people, role_of
from extractors.interventions.periods import find_period
from extractors.interventions.prose import read_prose, states_period
from extractors.interventions.topics import Level, bare_level, skills_of, support_levels
from extractors.records import Intervention, Provider

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from extractors.interventions.facts import Block, Fact
    from extractors.records import Skill

STATED = 0.98
LARGEST_GROUP = 12  # more pupils than this is a class or a misread number
AMOUNT_FIELDS: frozenset[str] = frozenset(
    {
        "period",
        "weeks",
        "sessions_per_week",
        "minutes_per_session",
        "minutes_per_week",
        "time",
        "group_size",
        "group",
        "provider",
    }
)
_BARE: dict[str, str] = {
    "weeks": "weeks",
    "sessions_per_week": "sessions_per_week",
    "minutes_per_session": "minutes_per_session",
    "minutes_per_week": "minutes_per_week",
    "group_size": "group_size",
}


@dataclass(slots=True)
class _Draft:
    levels: set[Level] = field(default_factory=set)
    start: dt.date | None = None
    end: dt.date | None = None
    amounts: Amounts = field(default_factory=Amounts)
    people: People = field(default_factory=People)
    supervised_by: str | None = None
    skills: list[Skill] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)
    doubts: list[float] = field(default_factory=list)
    minutes_label: str = ""


def assemble(block: Block) -> Intervention | None:
    """The intervention that a block tells, None where it tells none (a heading, an empty form, another table)."""
    draft = _Draft()
    named = name_facts(block.facts)
    for fact, name in named:
        _read(draft, name, fact.text, fact.label)
    if not draft.levels:
        draft.levels = next((s for h in reversed(block.headings) if (s := support_levels(h))), set())
    _settle_minutes(draft)
    if not _is_intervention(draft):
        return None
    return _record(draft, [fact for fact, name in named if name or not fact.label])


def _read(draft: _Draft, name: Field | None, text: str, label: str) -> None:
    if is_nothing(text):
        return
    if name is None:
        if not label:
            _read_running(draft, text)
        return
    if name in TEXT_FIELDS:
        draft.texts[name] = f"{draft.texts[name]} {text}" if name in draft.texts else text
    elif name == "support_level":
        level = bare_level(text)
        draft.levels |= {level} if level else set()
    elif name == "skills":
        draft.skills = draft.skills or skills_of(text)
    elif name == "supervised_by":
        draft.supervised_by = draft.supervised_by or _supervisor(text)
    elif name in ("provider", "provider_role"):
        _read_people(draft, find_people(text) if name == "provider" else People(role_of(text)))
    if name in ("period", "start", "end"):
        _read_dates(draft, name, text)
    if name in AMOUNT_FIELDS:
        _read_amounts(draft, name, text, label)


def _read_running(draft: _Draft, text: str) -> None:
    """Sentences without a label: each says what it says."""
    for name, sentence in read_prose(text):
        if name == "skills":
            draft.skills = draft.skills or skills_of(sentence)
        elif name:
            draft.texts.setdefault(name, sentence)
        else:
            levels = support_levels(sentence)
            draft.levels |= levels if len(levels) == 1 else set()
            if states_period(sentence):
                _read_dates(draft, "period", sentence)
            _read_amounts(draft, "period", sentence, "")
            _read_people(draft, find_people(sentence, prose=True))


def _read_dates(draft: _Draft, name: Field, text: str) -> None:
    period = find_period(text)
    if period is None:
        return
    start, end = period.start, period.end
    if name == "end" and end is None:
        start, end = None, start
    if start and draft.start is None:
        draft.start = start
        draft.doubts.append(period.confidence)
        draft.derived |= {"start"} if period.derived else set()
    if end and draft.end is None:
        draft.end = end
        draft.derived |= {"end"} if period.derived else set()


def _read_amounts(draft: _Draft, name: str, text: str, label: str) -> None:
    found, amounts = find_amounts(text), draft.amounts
    number = bare_number(text) if name in _BARE else None
    slot = _BARE.get(name)
    if slot and number is not None and getattr(found, slot) is None and not _has_unit_of_another(found, slot):
        setattr(found, slot, number if slot == "sessions_per_week" else int(number))
    for unit in ("weeks", "sessions_per_week", "minutes_per_session", "minutes_per_week", "group_size", "minutes_open"):
        if getattr(amounts, unit) is None:
            setattr(amounts, unit, getattr(found, unit))
            if unit == "minutes_open" and found.minutes_open is not None:
                draft.minutes_label = label if name == "time" else name


def _has_unit_of_another(found: Amounts, slot: str) -> bool:
    """'Frequentie: 20 min' states no number of sessions."""
    return found.any() and not (slot == "minutes_per_session" and found.minutes_open is not None)


def _settle_minutes(draft: _Draft) -> None:
    """A duration without its scope: a session's where sessions are told apart, a week's where the label says so."""
    amounts = draft.amounts
    minutes = amounts.minutes_open
    if minutes is None:
        return
    weekly = draft.minutes_label == "minutes_per_week" or "week" in draft.minutes_label.casefold()
    if weekly and amounts.minutes_per_week is None:
        amounts.minutes_per_week = minutes
    elif not weekly and amounts.minutes_per_session is None:
        if amounts.sessions_per_week is not None or draft.minutes_label == "minutes_per_session":
            amounts.minutes_per_session = minutes


def _read_people(draft: _Draft, people: People) -> None:
    known = draft.people
    draft.people = People(known.role or people.role, known.name or people.name, None, known.certain and people.certain)
    draft.supervised_by = draft.supervised_by or people.supervised_by


def _supervisor(text: str) -> str | None:
    people = find_people(text)
    return text.strip(" .;") if people.role or people.name or people.supervised_by else None


def _is_intervention(draft: _Draft) -> bool:
    """A period needs a time or a frequency, and something more; basic education (level 1) and care (4) are none."""
    if draft.levels and not draft.levels & {2, 3}:
        return False
    amounts = draft.amounts
    when = [draft.start, draft.end, amounts.weeks]
    how = [amounts.sessions_per_week, amounts.minutes_per_week, amounts.minutes_per_session, amounts.group_size]
    what = [draft.people.role, draft.people.name, draft.skills, draft.texts.get("method"), draft.texts.get("goal")]
    told = [sum(bool(v) for v in group) for group in (when, how, what)]
    return bool(told[0] or amounts.sessions_per_week) and sum(t > 0 for t in told) >= 2


def _record(draft: _Draft, facts: Sequence[Fact]) -> Intervention:
    amounts, derived = draft.amounts, set(draft.derived)
    weeks, per_week = amounts.weeks, amounts.minutes_per_week
    if weeks is None and draft.start and draft.end and draft.end > draft.start:
        weeks = whole_weeks(draft.start, draft.end)
        derived.add("weeks")
    if per_week is None and amounts.sessions_per_week and amounts.minutes_per_session:
        per_week = round(amounts.sessions_per_week * amounts.minutes_per_session)
        derived.add("minutes_per_week")
    if draft.start and draft.end and draft.end < draft.start:
        draft.doubts.append(0.4)
    size = amounts.group_size if amounts.group_size and amounts.group_size <= LARGEST_GROUP else None
    level = draft.levels.pop() if len(draft.levels) == 1 else None
    pieces = [p for fact in facts for p in fact.pieces if p.text]
    confidence = min([STATED, *draft.doubts, *(p.confidence for p in pieces), 1.0 if draft.people.certain else 0.8])
    return Intervention(
        support_level=cast("Level | None", level),  # type: ignore[arg-type]  # levels 1 and 4 were turned away
        start=draft.start,
        end=draft.end,
        weeks=weeks,
        sessions_per_week=amounts.sessions_per_week,
        minutes_per_session=amounts.minutes_per_session,
        minutes_per_week=per_week,
        group_size=size,
        group_reason=draft.texts.get("group_reason"),
        provider=Provider(role=draft.people.role, name=draft.people.name),
        supervised_by=draft.supervised_by,
        skills=draft.skills,
        method=draft.texts.get("method"),
        goal=draft.texts.get("goal"),
        baseline=draft.texts.get("baseline"),
        evaluation=draft.texts.get("evaluation"),
        derived=sorted(derived),
        evidence=[p.evidence() for p in pieces],
        confidence=round(confidence, 3),
    )


def whole_weeks(start: dt.date, end: dt.date) -> int:
    """Calendar weeks from Monday to Friday; a first or last week of four school days still counts as whole."""
    return ((end - start).days + 4) // 7
