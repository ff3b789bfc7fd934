"""Records and a profile go in, a report comes out. Pure and deterministic: the same input gives the same report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validators import messages
from validators.case import Case, School
from validators.findings import CODES, UNCLEAR, Draft
from validators.parameters import DocumentPresent
from validators.report import DossierHead, Finding, Report, RequirementResult
from validators.rules import weigh

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from extractors.records import DossierRecords, PartKind, Signature
    from validators.findings import Outcome, Severity
    from validators.profile_model import Profile, Requirement
    from validators.report import Accepted, State, Status

_RANK: dict[Severity, int] = {"blocking": 0, "warning": 1, "note": 2}


def judge(  # noqa: PLR0913 - what a judgement rests on
    records: DossierRecords,
    profile: Profile,
    *,
    reference: str | None,
    received_on: dt.date,
    school: School | None = None,
    accepted: Mapping[str, Accepted] | None = None,
) -> Report:
    """Weighs every requirement of a profile (as it is in force on the day of receipt) against what was read.

    `accepted`: the findings, by id, that a gatekeeper accepted with a reason. Each is a note from then on and its
    requirement is weighed without it. Where the profile allows no deviation, they count for nothing.
    """
    waived = accepted if accepted and profile.deviation.allowed else {}
    case = Case(records, profile, received_on, school or School())
    weighed = [
        (requirement, weigh(case, requirement.ask.rule, requirement.ask)) for requirement in profile.requirements
    ]
    drafts = [(requirement, draft) for requirement, outcome in weighed for draft in outcome.drafts]
    findings = _findings(case, drafts, waived)
    # What a requirement waits for is told by the requirement that asks for that document.
    awaited: dict[PartKind, Sequence[Draft]] = {
        requirement.ask.kind: outcome.drafts
        for requirement, outcome in weighed
        if isinstance(requirement.ask, DocumentPresent)
    }
    requirements = [_result(requirement, outcome, awaited, waived) for requirement, outcome in weighed]
    return Report(
        dossier=DossierHead(
            reference=reference, received_on=received_on, profile=profile.id, profile_version=profile.version
        ),
        status=_status(findings, requirements),
        documents=records.documents,
        pupil=records.pupil,
        score_series=records.score_series,
        claims=records.claims,
        interventions=[intervention for _, intervention in case.interventions],
        signatures=_signatures(case),
        requirements=requirements,
        findings=findings,
    )


def _findings(case: Case, drafts: Sequence[tuple[Requirement, Draft]], waived: Mapping[str, Accepted]) -> list[Finding]:
    """One finding for each code and subject, the heaviest where requirements differ; blocking ones first."""
    ordered = sorted(drafts, key=lambda pair: _RANK[_severity(pair[1], pair[0])])
    found: dict[str, Finding] = {}
    for requirement, draft in ordered:
        if _identifier(draft) not in found:
            found[_identifier(draft)] = _finding(case, requirement, draft, waived.get(_identifier(draft)))
    return sorted(found.values(), key=lambda finding: _RANK[finding.severity])


def _identifier(draft: Draft) -> str:
    return f"{draft.code}:{draft.subject}" if draft.subject else draft.code


def _severity(draft: Draft, requirement: Requirement) -> Severity:
    return draft.severity or requirement.severity.get(draft.code) or CODES[draft.code]


def _finding(case: Case, requirement: Requirement, draft: Draft, accepted: Accepted | None) -> Finding:
    message, action = messages.words(draft, case.place(draft.evidence))
    return Finding(
        id=_identifier(draft),
        code=draft.code,
        severity="note" if accepted else _severity(draft, requirement),
        subject=draft.subject,
        message=message,
        action=action,
        evidence=list(draft.evidence),
        source=str(requirement.source),
        accepted=accepted,
    )


def _result(
    requirement: Requirement,
    outcome: Outcome,
    awaited: dict[PartKind, Sequence[Draft]],
    waived: Mapping[str, Accepted],
) -> RequirementResult:
    waiting = awaited.get(outcome.waits_for, ()) if outcome.waits_for else ()
    open_drafts = [draft for draft in outcome.drafts if _identifier(draft) not in waived]
    still_awaited = any(_identifier(draft) not in waived for draft in waiting)
    return RequirementResult(
        id=requirement.id,
        title=messages.title(requirement.ask.rule, requirement.ask),
        state="unclear" if still_awaited else _state(requirement, outcome, open_drafts),
        source=str(requirement.source),
        finding_ids=list(dict.fromkeys(_identifier(draft) for draft in [*outcome.drafts, *waiting])),
    )


def _state(requirement: Requirement, outcome: Outcome, drafts: Sequence[Draft]) -> State:
    # Of a document that nobody asks for, or may be left out for once, nothing is asked either.
    if outcome.waits_for or not outcome.applies:
        return "not_applicable"
    if any(_severity(draft, requirement) == "blocking" for draft in drafts):
        return "not_met"
    if any(draft.unclear or draft.code in UNCLEAR for draft in drafts):
        return "unclear"
    return "met"


def _status(findings: Sequence[Finding], requirements: Sequence[RequirementResult]) -> Status:
    if any(finding.severity == "blocking" for finding in findings):
        return "incomplete"
    return "review" if any(r.state == "unclear" for r in requirements) else "complete"


def _signatures(case: Case) -> list[Signature]:
    """Every signature box of the dossier, in the order of its pages; those of a copy of a file once."""
    parts = [p for p in case.records.signed_parts if p.part.document not in case.copies]
    parts.sort(key=lambda p: (p.part.document, p.part.first_page))
    return [signature for part in parts for signature in part.signatures]
