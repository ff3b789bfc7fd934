"""The shape of a profile: what a region asks, each requirement with its source and the days between which it holds."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic resolves the annotations at run time
from itertools import pairwise
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, model_validator

from validators.findings import CODES, Severity
from validators.parameters import AnyParameters  # noqa: TC001 - pydantic resolves the annotations at run time


class ProfileError(Exception):
    """A profile that can't be used."""


class NotInForce(ProfileError):  # noqa: N818 - the name says what happened
    """The profile has no version for this day."""


class Misplaced(ValueError):  # noqa: N818 - the name says what happened
    """A mistake between parts of a profile; `loc` is where the part stands that is wrong."""

    def __init__(self, reason: str, *loc: int | str) -> None:
        super().__init__(reason)
        self.loc = loc


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Strict):
    """Where a requirement comes from: the page, and the passage in a few words."""

    page: str = Field(min_length=1)
    passage: str = Field(min_length=1)

    def __str__(self) -> str:
        return f"{self.page}: {self.passage}"


class Period(_Strict):
    """Something that holds from a day, and until a day (both included) or for as long as nobody ends it."""

    start: dt.date = Field(alias="from")
    until: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        return self.start <= day and (self.until is None or day <= self.until)


class Version(Period):
    """A version of the profile, by the name under which reports cite it."""

    version: str = Field(min_length=1)


class Requirement(Period):
    """One thing that the region asks. `severity` overrides the weight of finding codes for this requirement."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_.-]*$")
    source: Source
    ask: AnyParameters
    severity: dict[str, Severity] = {}

    @model_validator(mode="after")
    def _known_codes(self) -> Self:
        unknown = sorted(set(self.severity) - set(CODES))
        if unknown:
            raise Misplaced(f"severity names unknown finding codes: {', '.join(unknown)}", "severity", unknown[0])
        return self


class Deadline(_Strict):
    """A term in working days (Dutch public holidays excluded), counted from `after`."""

    id: str
    working_days: PositiveInt
    after: str
    source: Source


class Deviation(_Strict):
    """Whether a gatekeeper may accept a finding with a reason ('beredeneerd afwijken')."""

    allowed: bool
    source: Source


class Profile(_Strict):
    """A region's profile. `minimum_confidence` is the confidence below which a person must look at a deciding value."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1)
    minimum_confidence: float = Field(ge=0, le=1)
    deviation: Deviation
    versions: list[Version] = Field(min_length=1)
    deadlines: list[Deadline] = []
    requirements: list[Requirement] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not any(r.ask.rule == "files" for r in self.requirements):
            raise ValueError("a profile asks for readable files: a requirement with rule 'files' is missing")
        for place, (one, other) in enumerate(pairwise(self.versions), start=1):
            if one.until is None or other.start <= one.until:
                reason = f"version {other.version} starts before version {one.version} ends"
                raise Misplaced(reason, "versions", place, "from")
        ids: set[str] = set()
        for place, requirement in enumerate(self.requirements):
            if requirement.id in ids:
                raise Misplaced(f"two requirements are named {requirement.id}", "requirements", place, "id")
            ids.add(requirement.id)
        return self

    @property
    def version(self) -> str:
        """The version's name; where several stand in the file, that of the newest."""
        return self.versions[-1].version

    def on(self, day: dt.date) -> Profile:
        """The profile as it is in force on a day. Raises NotInForce where no version covers that day."""
        versions = [v for v in self.versions if v.holds(day)]
        if not versions:
            raise NotInForce(f"profile {self.id} has no version for {day.isoformat()}")
        held = [r for r in self.requirements if r.holds(day)]
        return self.model_copy(update={"versions": versions, "requirements": held})
