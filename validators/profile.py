"""Profiles: what a region asks, as data. Each requirement carries its source and the days between which it holds.

A dossier is judged by the version in force on its day of receipt. A mistake in a profile names its file and line.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic resolves the annotations at run time
import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError, model_validator

from validators.findings import CODES, Severity
from validators.parameters import AnyParameters  # noqa: TC001 - pydantic resolves the annotations at run time

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).parent / "profiles"


class ProfileError(Exception):
    """A profile that can't be used."""


class UnknownProfile(ProfileError):  # noqa: N818 - the name says what happened
    """No profile has this id."""


class NotInForce(ProfileError):  # noqa: N818 - the name says what happened
    """The profile has no version for this day."""


class InvalidProfile(ProfileError):  # noqa: N818 - the name says what happened
    """The file is not a valid profile; the message starts with its path and line."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.line = line


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

    id: str = Field(pattern=r"[a-z][a-z0-9_.-]*")
    source: Source
    ask: AnyParameters
    severity: dict[str, Severity] = {}

    @model_validator(mode="after")
    def _known_codes(self) -> Self:
        unknown = sorted(set(self.severity) - set(CODES))
        if unknown:
            raise ValueError(f"severity names unknown finding codes: {', '.join(unknown)}")
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

    id: str = Field(pattern=r"[a-z][a-z0-9-]*")
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
        for one, other in pairwise(self.versions):
            if one.until is None or other.start <= one.until:
                raise ValueError(f"version {other.version} starts before version {one.version} ends")
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


def profile_ids() -> list[str]:
    """The ids of the profiles that come with the service, in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load_profile(profile_id: str, on: dt.date) -> Profile:
    """The profile as it is in force on a day. Raises UnknownProfile, NotInForce or InvalidProfile."""
    if profile_id not in profile_ids():
        raise UnknownProfile(f"no profile named {profile_id!r}; known: {', '.join(profile_ids())}")
    return _in_force(FOLDER / f"{profile_id}.toml", on)


@cache
def _in_force(path: Path, on: dt.date) -> Profile:
    return _read(path).on(on)


@cache
def _read(path: Path) -> Profile:
    return read_profile(path)


def read_profile(path: Path) -> Profile:
    """Reads and checks a profile file, with all its versions. Raises InvalidProfile."""
    text = path.read_text(encoding="utf-8")
    try:
        profile = Profile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise InvalidProfile(path, int(line[1]) if line else text.count("\n") + 1, str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        reason = f"{where}: {first['msg']}" if where else first["msg"]
        raise InvalidProfile(path, _line(text, first["loc"]), reason) from error
    if profile.id != path.stem:
        raise InvalidProfile(path, _line(text, ("id",)), f"the id is {profile.id!r}, the file is named {path.name!r}")
    return profile


def _line(text: str, loc: Sequence[int | str]) -> int:
    """The line (from 1) of the deepest step of a validation error that the file names."""
    lines = text.splitlines()
    start, stop = 0, len(lines)
    for name, place in pairwise(loc):
        if isinstance(name, str) and isinstance(place, int):
            heads = [n for n, line in enumerate(lines) if line.strip() == f"[[{name}]]"]
            if place < len(heads):
                start = heads[place]
                stop = heads[place + 1] if place + 1 < len(heads) else len(lines)
            break
    for step in reversed(loc):
        name = re.escape(str(step))
        key = re.compile(rf"(^|[\s{{,\"]){name}\"?\s*=|^\[\w+\.{name}\]")
        found = next((n for n in range(start, stop) if key.search(lines[n])), None)
        if isinstance(step, str) and found is not None:
            return found + 1
    return start + 1
