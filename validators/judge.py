"""Records and a profile go in, a report comes out. Pure and deterministic: the same input gives the same report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validators import messages
from validators.case import Case
from validators.findings import CODES, UNCLEAR, Draft
from validators.report import DossierHead, Finding, Report, RequirementResult
from validators.rules import weigh

if TYPE_CHECKING:
    import datetime as dt

    from extractors.records import DossierRecords, Signature
    from validators.findings import Outcome, Severity
    from validators.profile import Profile, Requirement
    from validators.report import State, Status


def judge(records: DossierRecords, profile: Profile, *, reference: str | None, received_on: dt.date) -> Report:
    """Weighs every requirement of a profile (as it is in force on the day of receipt) against what was read."""
    case = Case(records, profile, received_on)
    outcomes = [
        (requirement, weigh(case, requirement.ask.rule, requirement.ask)) for requirement in profile.requirements
    ]
    findings: dict[str, Finding] = {}
    results = []
    for requirement, outcome in outcomes:
        ids = []
        for draft in outcome.drafts:
            found = _finding(draft, requirement, case)
            known = findings.get(found.id)
            if known is None or _RANK[found.severity] < _RANK[known.severity]:
                findings[found.id] = found
            if found.id not in ids:
                ids.append(found.id)
        if outcome.waits_for:
            ids.append(_identifier("document.missing", outcome.waits_for))
        results.append((requirement, outcome, ids))
    requirements = [_result(r, o, [i for i in ids if i in findings]) for r, o, ids in results]
    ordered = sorted(findings.values(), key=lambda f: _RANK[f.severity])
    return Report(
        dossier=DossierHead(
            reference=reference, received_on=received_on, profile=profile.id, profile_version=profile.version
        ),
        status=_status(ordered, requirements),
        documents=records.documents,
        pupil=records.pupil,
        score_series=records.score_series,
        claims=records.claims,
        interventions=[i for _, i in case.interventions],
        signatures=_signatures(records),
        requirements=requirements,
        findings=ordered,
    )


_RANK: dict[Severity, int] = {"blocking": 0, "warning": 1, "note": 2}


def _identifier(code: str, subject: str) -> str:
    return f"{code}:{subject}" if subject else code


def _severity(draft: Draft, requirement: Requirement) -> Severity:
    return draft.severity or requirement.severity.get(draft.code) or CODES[draft.code]


def _finding(draft: Draft, requirement: Requirement, case: Case) -> Finding:
    message, action = messages.words(draft, case.place(iter(draft.evidence)))
    return Finding(
        id=_identifier(draft.code, draft.subject),
        code=draft.code,
        severity=_severity(draft, requirement),
        subject=draft.subject,
        message=message,
        action=action,
        evidence=list(draft.evidence),
        source=str(requirement.source),
    )


def _result(requirement: Requirement, outcome: Outcome, finding_ids: list[str]) -> RequirementResult:
    ask = requirement.ask
    return RequirementResult(
        id=requirement.id,
        title=messages.title(ask.rule, ask.model_dump()),
        state=_state(requirement, outcome, finding_ids),
        source=str(requirement.source),
        finding_ids=finding_ids,
    )


def _state(requirement: Requirement, outcome: Outcome, finding_ids: list[str]) -> State:
    if outcome.waits_for:
        # Nothing can be said of a document that is not there; where nobody asks for it, neither is this.
        return "unclear" if finding_ids else "not_applicable"
    if not outcome.applies:
        return "not_applicable"
    if any(_severity(draft, requirement) == "blocking" for draft in outcome.drafts):
        return "not_met"
    if any(draft.unclear or draft.code in UNCLEAR for draft in outcome.drafts):
        return "unclear"
    return "met"


def _status(findings: list[Finding], requirements: list[RequirementResult]) -> Status:
    if any(finding.severity == "blocking" for finding in findings):
        return "incomplete"
    return "review" if any(r.state == "unclear" for r in requirements) else "complete"


def _signatures(records: DossierRecords) -> list[Signature]:
    parts = sorted(records.signed_parts, key=lambda p: (p.part.document, p.part.first_page))
    return [signature for part in parts for signature in part.signatures]
