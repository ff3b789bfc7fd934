"""The same period printed in two documents is one intervention with the fields of both."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from extractors.records import Intervention, Provider
from extractors.vocabulary import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NEAR = 10  # days: two documents may put the start of one period in neighbouring weeks
OVERLAP = 0.6  # of the shorter period
ENOUGH, ALIKE = 30, 92  # letters that a text needs to be compared, and percent that must agree
BY_HAND, ALIKE_BY_HAND = (
    0.6,
    75,
)  # confidence of a period that is hard to read, and percent of its texts that must agree
CONFLICT = 0.6  # factor on the confidence where two documents contradict each other
_PLAIN = (
    "support_level",
    "start",
    "end",
    "weeks",
    "sessions_per_week",
    "minutes_per_session",
    "minutes_per_week",
    "group_size",
)
_TEXTS = ("group_reason", "supervised_by", "method", "goal", "baseline", "evaluation")


def merge_interventions(documents: Iterable[Sequence[Intervention]]) -> list[Intervention]:
    """One list by start date. Periods are never united within one document: there they are printed apart."""
    merged: list[Intervention] = []
    for interventions in documents:
        known, left = list(merged), list(interventions)
        for same in (same_period, same_text):
            for intervention in list(left):
                twin = next((m for m in known if same(m, intervention)), None)
                if twin is not None:
                    known = [m for m in known if m is not twin]
                    left = [i for i in left if i is not intervention]
                    merged[next(n for n, m in enumerate(merged) if m is twin)] = united(twin, intervention)
        merged += left
    return by_start(merged)


def by_start(interventions: Iterable[Intervention]) -> list[Intervention]:
    """Oldest first; periods without a start keep their order at the end."""
    return sorted(interventions, key=lambda i: i.start or dt.date.max)


def same_period(one: Intervention, other: Intervention) -> bool:
    """Equal level (or one unknown) and a start within days of each other, or nearly the same stretch of time."""
    if not _same_level(one, other) or one.start is None or other.start is None:
        return False
    return abs((one.start - other.start).days) <= NEAR or _overlap(one, other) >= OVERLAP


def same_text(one: Intervention, other: Intervention) -> bool:
    """The same words about method, goal and outcome, and the same end or length: one start is missing or misread."""
    texts = ["".join(squeezed(t) for t in (i.method, i.goal, i.evaluation) if t) for i in (one, other)]
    hard = min(one.confidence, other.confidence) < BY_HAND
    if not _same_level(one, other) or min(map(len, texts)) < ENOUGH:
        return False
    if fuzz.ratio(*texts) < (ALIKE_BY_HAND if hard else ALIKE):
        return False
    undated = one.start is None or other.start is None
    same_weeks = one.weeks is not None and one.weeks == other.weeks
    same_length = same_weeks and (hard or one.minutes_per_week == other.minutes_per_week)
    return (undated and not hard) or (one.end is not None and one.end == other.end) or same_length


def united(one: Intervention, other: Intervention) -> Intervention:
    """The fields of both: stated before derived, the fuller text; contradictions keep the surer value with doubt."""
    sure, less = (one, other) if one.confidence >= other.confidence else (other, one)
    values: dict[str, Any] = {}
    derived: set[str] = set()
    conflicts = 0
    # What a hand was read as neither replaces what follows from print, nor contradicts it.
    hard = less.confidence < BY_HAND < sure.confidence
    for name in _PLAIN:
        a, b = getattr(sure, name), getattr(less, name)
        stated = name in sure.derived and b is not None and name not in less.derived and not hard
        value, origin = (b, less) if a is None or stated else (a, sure)
        told_by_both = None not in (a, b) and name not in sure.derived and name not in less.derived
        conflicts += told_by_both and a != b and not hard
        values[name] = value
        derived |= {name} if value is not None and name in origin.derived else set()
    for name in _TEXTS:
        values[name] = _fuller(getattr(sure, name), getattr(less, name))
    conflicts += None not in (sure.provider.role, less.provider.role) and sure.provider.role != less.provider.role
    provider = Provider(
        role=sure.provider.role or less.provider.role, name=_fuller(sure.provider.name, less.provider.name)
    )
    supervisor = values["supervised_by"]
    skills = sure.skills if len(sure.skills) >= len(less.skills) else less.skills
    confidence = max(one.confidence, other.confidence) * (CONFLICT if conflicts else 1)
    return Intervention(
        **values,
        provider=provider,
        supervisor_roles=next((i.supervisor_roles for i in (sure, less) if i.supervised_by == supervisor), []),
        skills=skills,
        derived=sorted(derived),
        evidence=[*one.evidence, *other.evidence],
        confidence=round(confidence, 3),
    )


def _overlap(one: Intervention, other: Intervention) -> float:
    if not (one.start and other.start and one.end and other.end):
        return 0.0
    shared = (min(one.end, other.end) - max(one.start, other.start)).days
    shorter = min((one.end - one.start).days, (other.end - other.start).days)
    return shared / shorter if shorter > 0 else 0.0


def _same_level(one: Intervention, other: Intervention) -> bool:
    return None in (one.support_level, other.support_level) or one.support_level == other.support_level


def _fuller(first: str | None, second: str | None) -> str | None:
    if first and second:
        return second if squeezed(first) in squeezed(second) and len(second) > len(first) else first
    return first or second
