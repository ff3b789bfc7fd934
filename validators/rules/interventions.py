"""Rules about extra support: enough periods, long enough, and given as support level 3 asks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from validators import messages
from validators.findings import Draft, Outcome
from validators.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Intervention, PartKind, Role
    from validators.case import Case
    from validators.parameters import Element, InterventionCount, InterventionDuration, InterventionQuality

SPECIALISTS: frozenset[Role] = frozenset({"reading_specialist", "internal_supervisor", "remedial_teacher"})
SUPERVISED: frozenset[Role] = frozenset({"teacher", "assistant"})
# A tutor or parent at home does not count as level 3 time.
NOT_SCHOOL: frozenset[Role] = frozenset({"tutor", "parent_1", "parent_2"})
TELL_PERIODS: frozenset[PartKind] = frozenset({"school_form", "education_report", "action_plan"})

SERIES = 3  # main measurements between which help is expected
HALF_YEAR = dt.timedelta(days=183)  # the time between two of them


@rule("intervention_count", "intervention.too_few", "reading.uncertain")
def intervention_count(case: Case, ask: InterventionCount) -> Outcome:
    """At least so many periods in all and at each level; the subject is the level that is short, 3 before 2.

    Where the form is hard to read, or periods of which the level can't be read would make up for it, a person looks.
    """
    periods = [i for _, i in case.interventions if not ask.described_in or case.within(i.evidence, ask.described_in)]
    level_3 = [i for i in periods if i.support_level == 3 and i.provider.role not in NOT_SCHOOL]
    level_2 = [i for i in periods if i.support_level == 2]
    counts = {3: (len(level_3), ask.level_3), 2: (len(level_2), ask.level_2)}
    short = next((level for level, (found, asked) in counts.items() if found < asked), None)
    if short is None and len(periods) < ask.total:
        short = 3 if len(level_3) <= len(level_2) else 2
    if short is None:
        return Outcome()
    evidence = [e for i in periods for e in i.evidence]
    found, asked = counts[short]
    unread = sum(i.support_level is None for i in periods)
    if case.hard_to_read([ask.described_in] if ask.described_in else TELL_PERIODS) or (
        unread and found + unread >= asked and len(periods) >= ask.total
    ):
        return Outcome([Draft("reading.uncertain", "interventions", evidence, "interventions")])
    values = {"found": str(found), "asked": str(max(asked, 1)), "all": str(len(periods)), "total": str(ask.total)}
    return Outcome([Draft("intervention.too_few", str(short), evidence, values=values)])


def weeks_of(period: Intervention) -> int | None:
    """As the document states it, else the calendar weeks from start to end, both included."""
    if period.weeks is not None or not (period.start and period.end):
        return period.weeks
    monday = period.start - dt.timedelta(days=period.start.weekday())
    return (period.end - monday).days // 7 + 1


def _weeks_until(day: dt.date, period: Intervention, weeks: int) -> int:
    """The weeks of a period that lie before a day: what is planned for later has not been given."""
    last = period.end or (period.start and period.start + dt.timedelta(weeks=weeks))
    if period.start is None or last is None or not period.start <= day < last:
        return weeks
    given = weeks_of(period.model_copy(update={"end": day, "weeks": None}))
    return min(weeks, max(given or 0, 0))


def minutes_of(period: Intervention) -> float | None:
    """Minutes a week: as stated, else sessions times minutes."""
    if period.minutes_per_week is not None:
        return period.minutes_per_week
    if period.sessions_per_week is None or period.minutes_per_session is None:
        return None
    return period.sessions_per_week * period.minutes_per_session


@rule("intervention_duration", "intervention.too_short", "intervention.outside_series", "reading.uncertain")
def intervention_duration(case: Case, ask: InterventionDuration) -> Outcome:
    """'Interventieperioden van elk 10-12 weken': shorter is too short, longer is fine."""
    drafts = []
    for n, period in case.interventions:
        weeks = weeks_of(period)
        if period.support_level is not None and period.support_level not in ask.levels:
            continue
        if weeks is None:
            drafts.append(Draft("reading.uncertain", f"intervention/{n}", period.evidence, "weeks"))
        elif min(weeks, given := _weeks_until(case.received_on, period, weeks)) < ask.weeks:
            values = {"weeks": str(given), "minimum": str(ask.weeks), "day": messages.day(case.received_on)}
            variant = "running" if given < weeks else None
            short = Draft("intervention.too_short", str(n), period.evidence, variant, values)
            drafts.append(_sure(case, short, period))
        drafts += _outside(case, n, period)
    return Outcome(drafts)


def _outside(case: Case, n: int, period: Intervention) -> list[Draft]:
    """A period is told by the measurements around it: one wholly after the last, or long before the first, is noted."""
    days = [m.row.date for m in case.newest("word_reading", SERIES) if m.row.date]
    if len(days) < SERIES or not (period.start and period.end) or case.doubtful(period.confidence):
        return []
    if days[0] - HALF_YEAR <= period.end and period.start <= days[-1]:
        return []
    values = {"first": messages.day(days[0]), "last": messages.day(days[-1])}
    return [Draft("intervention.outside_series", str(n), period.evidence, values=values)]


@rule(
    "intervention_quality",
    "intervention.too_little_time",
    "intervention.group_too_large",
    "intervention.group_unexplained",
    "intervention.unsupervised",
    "intervention.no_goal",
    "intervention.no_method",
    "intervention.no_provider",
    "intervention.no_evaluation",
    "intervention.no_baseline",
    "reading.uncertain",
)
def intervention_quality(case: Case, ask: InterventionQuality) -> Outcome:
    """Level 3: an hour a week, alone or with at most four and a reason, by a specialist or under one's supervision."""
    drafts = [
        _sure(case, draft, period)
        for n, period in case.interventions
        if period.support_level in ask.levels
        for draft in _faults(case, str(n), period, ask)
    ]
    return Outcome(drafts, applies=any(i.support_level in ask.levels for _, i in case.interventions))


def _faults(case: Case, n: str, period: Intervention, ask: InterventionQuality) -> Iterator[Draft]:
    minutes = minutes_of(period)
    size = period.group_size
    if ask.minutes_per_week and minutes is not None and minutes < ask.minutes_per_week:
        values = {"minutes": messages.number(minutes), "minimum": str(ask.minutes_per_week)}
        yield Draft("intervention.too_little_time", n, period.evidence, values=values)
    if ask.group_size and size is not None and size > ask.group_size:
        values = {"size": str(size), "maximum": str(ask.group_size)}
        yield Draft("intervention.group_too_large", n, period.evidence, values=values)
    elif ask.group_reason and size is not None and size > 1 and not period.group_reason:
        yield Draft("intervention.group_unexplained", n, period.evidence, values={"size": str(size)})
    if ask.supervision and period.provider.role in SUPERVISED:
        if not period.supervised_by:
            yield Draft("intervention.unsupervised", n, period.evidence, values={"who": period.provider.role or ""})
        elif period.supervisor_roles and all(role in SUPERVISED | NOT_SCHOOL for role in period.supervisor_roles):
            values = {"supervisor": period.supervised_by}
            yield Draft("intervention.unsupervised", n, period.evidence, "by_other", values)
    untold = [messages.name(what) for what, told in _told(period) if not told] if ask.in_full else []
    if untold:
        yield Draft("reading.uncertain", f"intervention/{n}", period.evidence, "untold", {"what": ", ".join(untold)})
    missing = [element for element in ask.elements if not _present(period, element)]
    if missing and case.hard_to_read_at(period.evidence):
        yield Draft("reading.uncertain", f"intervention/{n}", period.evidence, "intervention")
        return
    for element in missing:
        yield Draft(f"intervention.no_{element}", n, period.evidence)


def _told(period: Intervention) -> Iterator[tuple[str, bool]]:
    """What the rules of level 3 weigh, and whether anything tells it; a provider who is not told is missing."""
    yield "minutes_told", minutes_of(period) is not None
    yield "size_told", period.group_size is not None
    yield "function_told", period.provider.role is not None or period.provider.name is None


def _present(period: Intervention, element: Element) -> bool:
    if element == "provider":
        return bool(period.provider.role or period.provider.name)
    return bool(getattr(period, element))


def _sure(case: Case, draft: Draft, period: Intervention) -> Draft:
    if draft.code == "reading.uncertain" or not case.doubtful(period.confidence):
        return draft
    return Draft("reading.uncertain", f"intervention/{draft.subject}", period.evidence, "intervention")
