"""What a profile asks of documents, forms, signatures and the pupil."""

from __future__ import annotations

from typing import Literal

from pydantic import PositiveInt  # noqa: TC002 - pydantic resolves the annotations at run time

from extractors.records import PartKind, Role  # noqa: TC001 - pydantic resolves the annotations at run time
from validators.parameters.base import Parameters


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


class Comorbidity(Parameters):
    """Another disorder is noted, and documented by an expert where `expert_report` asks for it."""

    rule: Literal["comorbidity"]
    expert_report: bool
