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
    "also_from",
    "load_profile",
    "newest",
    "parse_profile",
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


_uploaded: list[Path] = []


def also_from(folder: Path) -> None:
    """From now on, take profiles from this folder as well: `ID/FROM-….toml` rules for days from FROM (a date) on."""
    _uploaded[:] = [folder]


def profile_ids() -> list[str]:
    """The ids of all profiles, in alphabetical order: those that come with the service and those that were uploaded."""
    uploaded = {path.parent.name for folder in _uploaded for path in folder.glob("*/*.toml")}
    return sorted({path.stem for path in FOLDER.glob("*.toml")} | uploaded)


def load_profile(profile_id: str, on: dt.date) -> Profile:
    """The profile as it is in force on a day. Raises UnknownProfile, NotInForce or InvalidProfile."""
    known = profile_ids()
    if profile_id not in known:
        raise UnknownProfile(f"no profile named {profile_id!r}; known: {', '.join(known)}")
    files = [path for path in _files(profile_id) if path.parent == FOLDER or path.name[:10] <= on.isoformat()]
    if not files:
        raise NotInForce(f"profile {profile_id} does not hold yet on {on.isoformat()}")
    return _in_force(files[-1], on)


def newest(profile_id: str) -> Profile:
    """The profile with all its versions, by its newest file. Raises InvalidProfile."""
    return _read(_files(profile_id)[-1])


def _files(profile_id: str) -> list[Path]:
    """Where it stands: as it came with the service, then what was uploaded, by the day from which that rules."""
    uploaded = sorted(path for folder in _uploaded for path in (folder / profile_id).glob("*.toml"))
    shipped = FOLDER / f"{profile_id}.toml"
    return [*([shipped] if shipped.exists() else []), *uploaded]


@cache
def _in_force(path: Path, on: dt.date) -> Profile:
    return _read(path).on(on)


@cache
def _read(path: Path) -> Profile:
    return read_profile(path)


def read_profile(path: Path) -> Profile:
    """Reads and checks a profile file, with all its versions. Raises InvalidProfile."""
    text = path.read_text(encoding="utf-8")
    profile = parse_profile(text, path)
    if profile.id not in (path.stem, path.parent.name):
        raise InvalidProfile(path, line_of(text, ("id",)), f"the id is {profile.id!r}, the file is named {path.name!r}")
    return profile


def parse_profile(text: str, path: Path) -> Profile:
    """The same of a text that has no file yet; mistakes name `path`. Raises InvalidProfile."""
    try:
        return Profile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise InvalidProfile(path, int(line[1]) if line else text.count("\n") + 1, str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        loc = (*first["loc"], *getattr(first.get("ctx", {}).get("error"), "loc", ()))
        where = ".".join(str(step) for step in loc)
        reason = f"{where}: {first['msg']}" if where else first["msg"]
        raise InvalidProfile(path, line_of(text, loc), reason) from error
