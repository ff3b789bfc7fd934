"""What a profile may ask: one model for each rule, told apart by `rule`. A new region is new data, never new code.

`needs` names the documents in which a rule looks: while one of them is missing, nothing is said on top of that.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic resolves the annotations at run time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt

from extractors.records import Domain, PartKind, Role  # noqa: TC001 - pydantic resolves the annotations

Element = Literal["goal", "method", "provider", "evaluation", "baseline"]


class Parameters(BaseModel):
    """Base: an unknown key in a profile is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    needs: tuple[PartKind, ...] = ()


class Files(Parameters):
    """Every file can be read, is there once, and is about this pupil."""

    rule: Literal["files"]


class DocumentPresent(Parameters):
    """A document of this kind is in the dossier."""

    rule: Literal["document"]
    kind: PartKind


class Anonymous(Parameters):
    """A group overview shows no names of other pupils."""

    rule: Literal["anonymous"]


class Attachments(Parameters):
    """A report that the forms mention is there."""

    rule: Literal["attachments"]
    mentions: tuple[Literal["speech_therapy", "earlier_examination"], ...]


class Fields(Parameters):
    """These fields of a form are filled in, where the form prints them."""

    rule: Literal["fields"]
    kind: PartKind
    fields: tuple[str, ...]


class ErrorAnalysis(Parameters):
    """The interventions rest on an error analysis."""

    rule: Literal["error_analysis"]
    kind: PartKind


class CareProvider(Parameters):
    """Exactly one care provider is chosen, of `providers` where the profile lists them."""

    rule: Literal["care_provider"]
    kind: PartKind
    providers: tuple[str, ...] = ()


class ParentSignatures(Parameters):
    """Both parents with legal authority signed; one is enough where the form says so."""

    rule: Literal["parent_signatures"]
    kind: PartKind


class SchoolSignature(Parameters):
    """One of these people of the school signed."""

    rule: Literal["school_signature"]
    kind: PartKind
    any_of: tuple[Role, ...]


class Age(Parameters):
    """Age in whole years on the day of receipt; from `doubtful_from` up to a year later a person looks."""

    rule: Literal["age"]
    minimum: int = 0
    maximum: int
    doubtful: int | None = None


class Region(Parameters):
    """The pupil lives in one of these municipalities."""

    rule: Literal["region"]
    municipalities: tuple[str, ...]


class ReadingEducation(Parameters):
    """Months of reading education since the start of group 3."""

    rule: Literal["reading_education"]
    months: PositiveInt


class Condition(BaseModel):
    """A series of one domain at one level: 'e' is the lowest 10 %, 'low_d' the lowest `percentile` of older rules."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    domain: Domain
    level: Literal["e", "low_d"]
    percentile: float = 10


class Series(Parameters):
    """So many consecutive main measurements at the level; each route is a list of conditions that hold together."""

    rule: Literal["series"]
    count: PositiveInt
    routes: tuple[tuple[Condition, ...], ...]


class Current(Parameters):
    """The newest main measurement that should exist is in the printout."""

    rule: Literal["current"]
    domain: Domain
    days: PositiveInt


class DmtCards(Parameters):
    """The reading cards that the moment requires were used."""

    rule: Literal["dmt_cards"]
    count: PositiveInt


class Edition(BaseModel):
    """An edition by the year of its name, and the first day on which schools could use it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    year: str
    since: dt.date


class DmtEdition(Parameters):
    """The newest edition at the time was used: `editions`, oldest first, gives the first day of each."""

    rule: Literal["dmt_edition"]
    count: PositiveInt
    editions: tuple[Edition, ...]


class NormGroup(Parameters):
    """After a repeated year the level is stated on the norm of the didactic age."""

    rule: Literal["norm_group"]
    domain: Domain
    count: PositiveInt


class InterventionCount(Parameters):
    """Enough periods in all, and of each support level; where asked those alone that `described_in` describes."""

    rule: Literal["intervention_count"]
    total: PositiveInt
    level_2: int = 0
    level_3: int = 0
    described_in: PartKind | None = None


class InterventionDuration(Parameters):
    """Periods at these support levels last long enough."""

    rule: Literal["intervention_duration"]
    weeks: PositiveInt
    levels: tuple[Literal[2, 3], ...]


class InterventionQuality(Parameters):
    """How periods at these support levels are given and described."""

    rule: Literal["intervention_quality"]
    levels: tuple[Literal[2, 3], ...]
    minutes_per_week: int | None = None
    group_size: int | None = None
    group_reason: bool = False
    supervision: bool = False
    elements: tuple[Element, ...] = ()


class Comorbidity(Parameters):
    """Another disorder is noted, and documented by an expert where `expert_report` asks for it."""

    rule: Literal["comorbidity"]
    expert_report: bool


class PreventiveEvaluations(Parameters):
    """The midterm and the final evaluation of a preventive trajectory are there."""

    rule: Literal["preventive_evaluations"]


class PreventiveSessions(Parameters):
    """Enough weekly sessions in each period."""

    rule: Literal["preventive_sessions"]
    sessions: PositiveInt


class PreventiveParties(Parameters):
    """These people took part in, and signed, each evaluation that is there."""

    rule: Literal["preventive_parties"]
    parties: tuple[Role, ...]


class HourLimit(BaseModel):
    """The hours for one pupil that the arrangement pays for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    role: Role
    hours: float


class PreventiveHours(Parameters):
    """No more hours than the arrangement pays for."""

    rule: Literal["preventive_hours"]
    hours: tuple[HourLimit, ...]


class PreventiveQuota(Parameters):
    """No more pupils of one school in a school year than the arrangement allows."""

    rule: Literal["preventive_quota"]
    pupils: PositiveInt


class Overview(Parameters):
    """A wider overview of the pupil's results is preferred: these domains, and results from kindergarten."""

    rule: Literal["overview"]
    domains: tuple[Domain, ...]
    kindergarten: bool


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
