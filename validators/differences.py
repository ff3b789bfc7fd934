"""What differs between two reports about one dossier: status, findings, requirements, values.

Pure, and the same whichever way the second came about: a correction, another document, a new extractor, a new profile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from extractors.records import Record
from validators.placed import FIELDS, MOSTLY, attribute, of_report, together
from validators.report import Severity, State, Status  # noqa: TC001 - pydantic resolves the annotations at run time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from validators.placed import Placed
    from validators.report import Finding, Report


class FindingDifference(Record):
    """A finding that came (`before` is None), went (`after` is None), or weighs differently; 'accepted' is a weight."""

    id: str
    code: str
    subject: str
    message: str
    before: Severity | Literal["accepted"] | None
    after: Severity | Literal["accepted"] | None


class RequirementDifference(Record):
    """A requirement with another outcome, or that only one of the two profiles asks."""

    id: str
    title: str
    before: State | None
    after: State | None


class ValueDifference(Record):
    """A value that differs. A record that only one report has shows as one difference with the field empty."""

    record: str
    field: str
    before: Any = None
    after: Any = None


class Differences(Record):
    """All differences; empty lists where there are none."""

    status_before: Status
    status_after: Status
    findings: list[FindingDifference]
    requirements: list[RequirementDifference]
    values: list[ValueDifference]

    @property
    def verdict(self) -> bool:
        """Whether the outcome differs: the status, or the outcome of a requirement."""
        return self.status_before != self.status_after or bool(self.requirements)

    @property
    def found(self) -> bool:
        """Whether anything differs."""
        return self.verdict or bool(self.findings or self.values)


def differences(before: Report, after: Report) -> Differences:
    """What differs from the first report to the second."""
    return Differences(
        status_before=before.status,
        status_after=after.status,
        findings=_findings(before, after),
        requirements=_requirements(before, after),
        values=_values(of_report(before), of_report(after)),
    )


def _findings(before: Report, after: Report) -> list[FindingDifference]:
    """Those of the second report first, in its order, then those that went."""
    old, new = ({finding.id: finding for finding in report.findings} for report in (before, after))
    return [
        FindingDifference(
            id=finding.id,
            code=finding.code,
            subject=finding.subject,
            message=finding.message,
            before=_weight(old.get(finding.id)),
            after=_weight(new.get(finding.id)),
        )
        for finding in (old | new).values()
        if _weight(old.get(finding.id)) != _weight(new.get(finding.id))
    ]


def _weight(finding: Finding | None) -> Severity | Literal["accepted"] | None:
    if finding is None:
        return None
    return "accepted" if finding.accepted else finding.severity


def _requirements(before: Report, after: Report) -> list[RequirementDifference]:
    old, new = ({result.id: result for result in report.requirements} for report in (before, after))
    pairs = [(result, old.get(key), new.get(key)) for key, result in (old | new).items()]
    return [
        RequirementDifference(id=result.id, title=result.title, before=b and b.state, after=a and a.state)
        for result, b, a in pairs
        if (b and b.state) != (a and a.state)
    ]


def _values(before: Sequence[Placed], after: Sequence[Placed]) -> list[ValueDifference]:
    left, found = list(before), []
    for new in after:
        old = _counterpart(left, new)
        if old is None:
            found.append(ValueDifference(record=new.name, field="", after=True))
            continue
        left = [one for one in left if one is not old]
        found += [
            ValueDifference(record=new.name, field=field, before=old.get(field), after=new.get(field))
            for field in FIELDS[new.kind]
            if attribute(old.record, field) != attribute(new.record, field)
        ]
    return found + [ValueDifference(record=old.name, field="", before=True) for old in left]


def _counterpart(left: Sequence[Placed], new: Placed) -> Placed | None:
    """The same record in the other report: at the same place, else with the same name."""
    same_kind = [old for old in left if old.kind == new.kind]
    near = [(together(old.spots, new.spots), old.name == new.name, n) for n, old in enumerate(same_kind)]
    best = max(near, default=(0.0, False, 0))
    if best[0] >= MOSTLY:
        return same_kind[best[2]]
    return next((old for old in same_kind if old.name == new.name), None)
