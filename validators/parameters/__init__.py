"""What a profile may ask: one model for each rule, told apart by `rule`. A new region is new data, never new code.

`needs` names the documents in which a rule looks: while one of them is missing, nothing is said on top of that.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from validators.parameters.base import Parameters
from validators.parameters.documents import (
    Age,
    Anonymous,
    Attachments,
    CareProvider,
    Comorbidity,
    DocumentPresent,
    ErrorAnalysis,
    Fields,
    Files,
    ParentSignatures,
    ReadingEducation,
    Region,
    SchoolSignature,
)
from validators.parameters.measuring import (
    Condition,
    Current,
    DmtCards,
    DmtEdition,
    Edition,
    NormGroup,
    Overview,
    Series,
)
from validators.parameters.support import (
    Element,
    HourLimit,
    InterventionCount,
    InterventionDuration,
    InterventionQuality,
    PreventiveEvaluations,
    PreventiveHours,
    PreventiveParties,
    PreventiveQuota,
    PreventiveSessions,
)

AnyParameters = Annotated[
    Files
    | DocumentPresent
    | Anonymous
    | Attachments
    | Fields
    | ErrorAnalysis
    | CareProvider
    | ParentSignatures
    | SchoolSignature
    | Age
    | Region
    | ReadingEducation
    | Series
    | Current
    | DmtCards
    | DmtEdition
    | NormGroup
    | InterventionCount
    | InterventionDuration
    | InterventionQuality
    | Comorbidity
    | PreventiveEvaluations
    | PreventiveSessions
    | PreventiveParties
    | PreventiveHours
    | PreventiveQuota
    | Overview,
    Field(discriminator="rule"),
]

__all__ = [
    "Age",
    "Anonymous",
    "AnyParameters",
    "Attachments",
    "CareProvider",
    "Comorbidity",
    "Condition",
    "Current",
    "DmtCards",
    "DmtEdition",
    "DocumentPresent",
    "Edition",
    "Element",
    "ErrorAnalysis",
    "Fields",
    "Files",
    "HourLimit",
    "InterventionCount",
    "InterventionDuration",
    "InterventionQuality",
    "NormGroup",
    "Overview",
    "Parameters",
    "ParentSignatures",
    "PreventiveEvaluations",
    "PreventiveHours",
    "PreventiveParties",
    "PreventiveQuota",
    "PreventiveSessions",
    "ReadingEducation",
    "Region",
    "SchoolSignature",
    "Series",
]
