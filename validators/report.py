"""The report that comes out: what was read, which requirements were weighed, and what to do about each finding.

Its outside form is fixed by the contract; the values that were read are the records themselves.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic resolves the annotations at run time
from typing import Any, Literal

from pydantic import Field

from extractors.records import (
    Document,
    Evidence,
    Intervention,
    Measurement,
    Pupil,
    Record,
    ScoreSeries,
    Signature,
)

Status = Literal["complete", "incomplete", "review"]
State = Literal["met", "not_met", "unclear", "not_applicable"]
Severity = Literal["blocking", "warning", "note"]


class DossierHead(Record):
    """Which dossier this is, and by which version of which profile it was judged."""

    reference: str | None
    received_on: dt.date
    profile: str
    profile_version: str


class RequirementResult(Record):
    """One requirement of the profile. `source` names the page and the passage that ask for it."""

    id: str
    title: str
    state: State
    source: str
    finding_ids: list[str] = Field(default_factory=list)


class Accepted(Record):
    """A reasoned deviation ('beredeneerd afwijken'): why a finding does not stand in the way, who decided so and when.

    `by` is a name that the school may read.
    """

    reason: str = Field(min_length=1, pattern=r"\S")
    by: str = Field(min_length=1)
    on: dt.date


class Finding(Record):
    """Something the school, or a gatekeeper, has to look at. `id` is the same for the same finding in every report.

    `accepted` is there where a gatekeeper accepted it, and nowhere else; the finding is a note then.
    """

    id: str
    code: str
    severity: Severity
    subject: str
    message: str
    action: str
    evidence: list[Evidence] = Field(default_factory=list)
    source: str
    accepted: Accepted | None = Field(default=None, exclude_if=lambda accepted: accepted is None)


class Corrected(Record):
    """A value that a person read otherwise than we did: both readings, who said so, why and when.

    `record` and `field` name the value as `validators.placed` does; `by` is a name that the school may read.
    """

    record: str
    field: str
    read: Any
    value: Any
    reason: str
    by: str
    on: dt.date


class Report(Record):
    """`complete`: nothing blocks and nothing is unclear; `incomplete`: something blocks; `review`: a person must look.

    It speaks of completeness and demonstrable criteria alone, never of what a child has or may have.
    `corrections` is there where a gatekeeper corrected a value, and nowhere else; the values are the corrected ones.
    """

    schema_version: Literal["1"] = "1"
    dossier: DossierHead
    status: Status
    documents: list[Document] = Field(default_factory=list)
    pupil: Pupil = Pupil()
    score_series: list[ScoreSeries] = Field(default_factory=list)
    claims: list[Measurement] = Field(default_factory=list)
    interventions: list[Intervention] = Field(default_factory=list)
    signatures: list[Signature] = Field(default_factory=list)
    requirements: list[RequirementResult] = Field(default_factory=list)
    findings: list[Finding] = Field(default_factory=list)
    corrections: list[Corrected] = Field(default_factory=list, exclude_if=lambda corrections: not corrections)
