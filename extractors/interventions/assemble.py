"""A block of labelled texts becomes an intervention, with what follows from the stated values named as derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.interventions.draft import WORKED_OUT, Draft
from extractors.interventions.group_reason import part_group_reason
from extractors.interventions.labels import TEXT_FIELDS
from extractors.interventions.misread_days import as_meant, school_weeks, whole_weeks
from extractors.interventions.naming import name_facts
from extractors.interventions.phrases.people import roles_named
from extractors.interventions.phrases.topics import support_levels
from extractors.records import Intervention, Provider

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.interventions.places.facts import Block, Piece

STATED, SEVERAL_PEOPLE, CONTRADICTED, LENGTHENED, REVERSED = 0.98, 0.8, 0.6, 0.5, 0.4
READ_WELL = 0.8  # confidence of a day that a hand did not write, or that was read without doubt
WITH_DAYS = ("period", "start", "end")
LARGEST_GROUP = 12  # more pupils than this is a class or a misread number


def assemble(block: Block) -> Intervention | None:
    """The intervention that a block tells, None where it tells none (a heading, an empty form, another table)."""
    draft = Draft()
    named = name_facts(block.facts)
    for fact, name in named:
        draft.read(name, fact.text, fact.label)
    draft.settle()
    _mend_days(draft, [p for fact, name in named if name in WITH_DAYS for p in fact.pieces])
    if not draft.levels:
        draft.levels = next((s for h in reversed(block.headings) if (s := support_levels(h))), set())
    if not _is_intervention(draft):
        return None
    told = [(name, p) for fact, name in named if name or not fact.label for p in fact.pieces if p.text or p.words]
    record = _record(draft)
    record.evidence = [p.evidence() for _, p in told]
    record.confidence = _confidence(draft, [p for name, p in told if name not in TEXT_FIELDS])
    return record


def _mend_days(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Days read from a picture that are not the number of weeks, where one other figure settles it.

    Fewer weeks than lie between a Monday and a Friday are no misreading: there may have been a holiday. A period that
    grows longer by it is for a person to look at.
    """
    start, end, weeks = draft.start, draft.end, draft.amounts.weeks
    if not (start and end and weeks) or whole_weeks(start, end) == weeks:
        return
    doubtful = any(p.confidence < READ_WELL for p in pieces) and not school_weeks(start, end)
    scanned = any(p.page.reading == "ocr" for p in pieces)
    if not (scanned and (doubtful or _contradicts_itself(draft))):
        return
    if meant := as_meant(start, end, weeks):
        draft.derived |= {"start" if meant[0] != start else "end"}
        draft.start, draft.end = meant
        draft.doubts.append(WORKED_OUT if end - start > meant[1] - meant[0] else LENGTHENED)


def _is_intervention(draft: Draft) -> bool:
    """A period needs a time or a frequency, and something more; basic education (level 1) and care (4) are none."""
    if draft.levels and not draft.levels & {2, 3}:
        return False
    amounts = draft.amounts
    when = [draft.start, draft.end, amounts.weeks]
    how = [amounts.sessions_per_week, amounts.minutes_per_week, amounts.minutes_per_session, amounts.group_size]
    what = [draft.people.role, draft.people.name, draft.skills, draft.texts, draft.levels]
    told = [any(group) for group in (when, how, what)]
    return (told[0] or amounts.sessions_per_week is not None) and sum(told) > 1


def _record(draft: Draft) -> Intervention:
    amounts, texts = draft.amounts, part_group_reason(draft.texts)
    derived = set(draft.derived)
    weeks, per_week = amounts.weeks, amounts.minutes_per_week
    if weeks is None and draft.start and draft.end and draft.end > draft.start:
        weeks = whole_weeks(draft.start, draft.end)
        derived.add("weeks")
    if per_week is None and amounts.sessions_per_week and amounts.minutes_per_session:
        per_week = round(amounts.sessions_per_week * amounts.minutes_per_session)
        derived.add("minutes_per_week")
    level = next(iter(draft.levels)) if len(draft.levels) == 1 else None
    return Intervention(
        support_level=level if level in (2, 3) else None,
        start=draft.start,
        end=draft.end,
        weeks=weeks,
        sessions_per_week=amounts.sessions_per_week,
        minutes_per_session=amounts.minutes_per_session,
        minutes_per_week=per_week,
        group_size=amounts.group_size if amounts.group_size and amounts.group_size <= LARGEST_GROUP else None,
        group_reason=texts.get("group_reason"),
        provider=Provider(role=draft.people.role, name=draft.people.name),
        supervised_by=draft.supervised_by,
        supervisor_roles=roles_named(draft.supervised_by or ""),
        skills=draft.skills,
        method=texts.get("method"),
        goal=texts.get("goal"),
        baseline=texts.get("baseline"),
        evaluation=texts.get("evaluation"),
        derived=sorted(derived),
    )


def _confidence(draft: Draft, pieces: Sequence[Piece]) -> float:
    """The weakest of what the rules decide on: how its values were read, and how its dates and people are told.

    A goal or outcome that is read with an error is still there, so the texts do not count.
    """
    doubts = [STATED, *draft.doubts, *(p.confidence for p in pieces)]
    if not draft.people.certain:
        doubts.append(SEVERAL_PEOPLE)
    if draft.start and draft.end and draft.end < draft.start:
        doubts.append(REVERSED)
    if _contradicts_itself(draft):
        doubts.append(CONTRADICTED)
    return round(min(doubts), 3)


def _contradicts_itself(draft: Draft) -> bool:
    """Minutes that are not sessions times minutes, or more weeks than lie between the days (holidays make fewer)."""
    amounts = draft.amounts
    product = (amounts.sessions_per_week or 0) * (amounts.minutes_per_session or 0)
    if product and amounts.minutes_per_week and product != amounts.minutes_per_week:
        return True
    if not (amounts.weeks and draft.start and draft.end) or draft.end < draft.start:
        return False
    calendar = whole_weeks(draft.start, draft.end)
    return not calendar / 2 <= amounts.weeks <= calendar + 1
