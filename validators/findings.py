"""What rules say: drafts of findings, and the weight of each finding code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractors.records import Evidence, PartKind

Severity = Literal["blocking", "warning", "note"]

# The weight of a code unless a profile's requirement says otherwise.
CODES: dict[str, Severity] = {
    "document.missing": "blocking",
    "document.unreadable": "blocking",
    "document.password": "blocking",
    "document.unsupported": "blocking",
    "document.duplicate": "note",
    "document.other_pupil": "blocking",
    "document.not_anonymised": "blocking",
    "document.attachment_missing": "blocking",
    "form.field_empty": "blocking",
    "form.provider_not_single": "blocking",
    "signature.missing": "blocking",
    "signature.typed_only": "blocking",
    "signature.invalid": "blocking",
    "signature.date_missing": "warning",
    "pupil.age": "blocking",
    "pupil.region": "blocking",
    "pupil.school_outside_region": "warning",
    "pupil.reading_education": "blocking",
    "measurement.too_few": "blocking",
    "measurement.intermediate_counted": "blocking",
    "measurement.not_consecutive": "blocking",
    "measurement.level_too_high": "blocking",
    "measurement.kind_unknown": "warning",
    "measurement.claim_differs": "warning",
    "measurement.outdated": "blocking",
    "measurement.grace": "note",
    "measurement.stand_in": "note",
    "measurement.claim_by_hand": "note",
    "level.roman_only": "warning",
    "level.v_is_d": "blocking",
    "level.inconsistent": "warning",
    "dmt.cards": "warning",
    "dmt.edition": "warning",
    "repeat.norm_group": "blocking",
    "spelling.only": "blocking",
    "intervention.too_few": "blocking",
    "intervention.too_short": "blocking",
    "intervention.too_little_time": "warning",
    "intervention.group_too_large": "warning",
    "intervention.group_unexplained": "warning",
    "intervention.unsupervised": "warning",
    "intervention.no_goal": "warning",
    "intervention.no_method": "warning",
    "intervention.no_provider": "warning",
    "intervention.no_evaluation": "warning",
    "intervention.no_baseline": "warning",
    "intervention.outside_series": "note",
    "intervention.no_error_analysis": "blocking",
    "comorbidity.undocumented": "blocking",
    "comorbidity.noted": "note",
    "preventive.too_few_sessions": "blocking",
    "preventive.evaluation_missing": "blocking",
    "preventive.party_missing": "blocking",
    "preventive.hours_exceeded": "warning",
    "preventive.quota": "warning",
    "overview.narrow": "note",
    "reading.uncertain": "warning",
}

# Findings after which only a person can say whether the requirement is met, unless they block anyway.
UNCLEAR = frozenset(
    {
        "measurement.kind_unknown",
        "measurement.claim_differs",
        "level.inconsistent",
        "level.roman_only",
        "reading.uncertain",
    }
)


@dataclass(frozen=True)
class Draft:
    """A finding before it has words.

    `variant` picks another text, `values` fill it, `severity` overrides that of the code; `unclear` leaves the
    requirement to a person.
    """

    code: str
    subject: str = ""
    evidence: Sequence[Evidence] = ()
    variant: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    severity: Severity | None = None
    unclear: bool = False

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"unknown finding code {self.code}")


@dataclass(frozen=True)
class Outcome:
    """What a rule says of its requirement: drafts, or that it does not apply, or waits for a missing document."""

    drafts: Sequence[Draft] = ()
    applies: bool = True
    waits_for: PartKind | None = None
