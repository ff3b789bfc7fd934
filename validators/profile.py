"""Profiles as files: found by id, checked on loading, judged by the version in force on the day of receipt.

A mistake in a profile names its file and line.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from validators.profile_lines import line_of
from validators.profile_model import NotInForce, Profile, ProfileError

if TYPE_CHECKING:
    import datetime as dt

FOLDER = Path(__file__).parent / "profiles"

__all__ = [
    "FOLDER",
    "InvalidProfile",
    "NotInForce",
    "Profile",
    "ProfileError",
    "UnknownProfile",
    "load_profile",
    "profile_ids",
    "read_profile",
]


class UnknownProfile(ProfileError):  # noqa: N818 - the name says what happened
    """No profile has this id."""


class InvalidProfile(ProfileError):  # noqa: N818 - the name says what happened
    """The file is not a valid profile; the message starts with its path and line."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.line = line


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
        loc = (*first["loc"], *getattr(first.get("ctx", {}).get("error"), "loc", ()))
        where = ".".join(str(step) for step in loc)
        reason = f"{where}: {first['msg']}" if where else first["msg"]
        raise InvalidProfile(path, line_of(text, loc), reason) from error
    if profile.id != path.stem:
        raise InvalidProfile(path, line_of(text, ("id",)), f"the id is {profile.id!r}, the file is named {path.name!r}")
    return profile
