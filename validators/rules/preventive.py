"""Rules of the preventive arrangement: two times eight weekly sessions, evaluated with all who are involved."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from validators import messages
from validators.findings import Draft, Outcome
from validators.rules.registry import rule

if TYPE_CHECKING:
    from extractors.records import PreventiveEvaluation, Role, Signature
    from validators.case import Case
    from validators.parameters import (
        PreventiveEvaluations,
        PreventiveHours,
        PreventiveParties,
        PreventiveQuota,
        PreventiveSessions,
    )

PERIODS = {"midterm": "1", "final": "2"}


def _evaluations(case: Case) -> dict[str, PreventiveEvaluation]:
    """The midterm and the final evaluation; where a document does not say which it is, its place in time tells."""
    own = [e for e in case.records.evaluations if case.own(e.part)]
    found = {str(e.which): e for e in own if e.which}
    loose = sorted((e for e in own if e.which is None), key=lambda e: e.start or dt.date.max)
    free = [which for which in PERIODS if which not in found]
    if len(loose) == len(free):
        found.update(zip(free, loose, strict=True))
    return found


@rule("preventive_evaluations", "preventive.evaluation_missing", "reading.uncertain")
def preventive_evaluations(case: Case, _: PreventiveEvaluations) -> Outcome:
    """'Met tussen- en eindevaluaties met alle betrokkenen'; an absent evaluation raises this finding alone."""
    there = _evaluations(case)
    absent = [which for which in PERIODS if which not in there]
    if case.unnamed_scan():
        return Outcome([Draft("reading.uncertain", which, variant="absent") for which in absent])
    return Outcome([Draft("preventive.evaluation_missing", which) for which in absent])


@rule("preventive_sessions", "preventive.too_few_sessions", "reading.uncertain")
def preventive_sessions(case: Case, ask: PreventiveSessions) -> Outcome:
    """'2 x 8 weken 1 uur per week': each period has its weekly sessions."""
    drafts = []
    for which, evaluation in _evaluations(case).items():
        # One that is planned for after the day of receipt has not been held.
        listed, stated = len([d for d in evaluation.sessions if d <= case.received_on]), evaluation.session_count
        held = listed or stated
        unlike = bool(evaluation.sessions) and stated is not None and stated != len(evaluation.sessions)
        if held is None or (unlike and min(listed, stated or 0) < ask.sessions <= max(listed, stated or 0)):
            drafts.append(Draft("reading.uncertain", f"sessions/{PERIODS[which]}", evaluation.evidence, "sessions"))
        elif held < ask.sessions:
            doubtful = case.doubtful(evaluation.confidence)
            code, variant = ("reading.uncertain", "sessions") if doubtful else ("preventive.too_few_sessions", None)
            subject = f"sessions/{PERIODS[which]}" if doubtful else PERIODS[which]
            values = {"held": str(held), "minimum": str(ask.sessions)}
            drafts.append(Draft(code, subject, evaluation.evidence, variant, values))
    return Outcome(drafts)


@rule("preventive_parties", "preventive.party_missing", "signature.typed_only", "reading.uncertain")
def preventive_parties(case: Case, ask: PreventiveParties) -> Outcome:
    """Each party took part in, and signed, each evaluation that is there."""
    drafts: list[Draft] = []
    for which, evaluation in _evaluations(case).items():
        boxes = [
            box
            for signed in case.records.signed_parts
            if (signed.part.document, signed.part.first_page) == (evaluation.part.document, evaluation.part.first_page)
            for box in signed.signatures
        ]
        if evaluation.parties is None and not boxes:
            drafts.append(Draft("reading.uncertain", f"parties/{which}", evaluation.evidence, "parties"))
            continue
        for role in ask.parties:
            draft = _party(case, evaluation, boxes, role, which)
            if draft and draft.subject not in {d.subject for d in drafts}:
                drafts.append(draft)
    return Outcome(drafts)


def _party(
    case: Case, evaluation: PreventiveEvaluation, boxes: list[Signature], role: Role, which: str
) -> Draft | None:
    same = ("parent_1", "parent_2") if role == "parent_1" else (role,)
    mine = [b for b in boxes if b.role in same] or [b for b in boxes if any(r in same for r in b.signs)]
    evidence = [e for b in mine for e in b.evidence] or evaluation.evidence
    absent = evaluation.parties is not None and not any(r in same for r in evaluation.parties)
    signed = any(b.state in ("ink", "digital") and b.intact is not False for b in mine)
    if signed and not absent:
        return None
    if any(case.doubtful(b.confidence) for b in mine) or (absent and signed):
        return Draft("reading.uncertain", role, evidence, "signature")
    if not absent and any(b.state == "typed" for b in mine):
        return Draft("signature.typed_only", role, evidence)
    return Draft("preventive.party_missing", role, evidence, values={"which": which})


@rule("preventive_hours", "preventive.hours_exceeded")
def preventive_hours(case: Case, ask: PreventiveHours) -> Outcome:
    """'Preventief traject: 30 uur', and so for each party: no more hours than the arrangement pays for."""
    drafts = []
    for role, maximum in ((limit.role, limit.hours) for limit in ask.hours):
        told = [h for e in _evaluations(case).values() for h in e.hours if h.role == role]
        most = max(told, key=lambda h: h.hours, default=None)
        if most and most.hours > maximum:
            values = {"hours": messages.number(most.hours), "maximum": messages.number(maximum)}
            drafts.append(Draft("preventive.hours_exceeded", role, most.evidence, values=values))
    return Outcome(drafts, applies=bool(_evaluations(case)))


@rule("preventive_quota", "preventive.quota")
def preventive_quota(case: Case, ask: PreventiveQuota) -> Outcome:
    """'Per school, twee leerlingen, per jaar'; judged where the service knows how many there are."""
    pupils = case.school.pupils_this_year
    if pupils is None:
        return Outcome(applies=False)
    values = {"pupils": str(pupils), "maximum": str(ask.pupils)}
    return Outcome([Draft("preventive.quota", values=values)] if pupils > ask.pupils else [])
