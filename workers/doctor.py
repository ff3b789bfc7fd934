"""What the machine must have: each check says what it found, and what to do where that is not enough."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake.settings import Settings
from validators.profile import FOLDER, ProfileError, profile_ids, read_profile
from workers.child import ChildError, Limits, run
from workers.confine import confine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at; `advice` is empty when it is as it should be."""

    subject: str
    found: str
    advice: str = ""


def diagnose() -> Iterator[Diagnosis]:
    """Look at the machine, one thing after the other; nothing is changed."""
    yield Diagnosis("Python", sys.version.split()[0])
    yield _tesseract()
    yield _redis()
    yield _profiles()
    yield _children()
    yield _data_folder(Settings().data)


def _tesseract() -> Diagnosis:
    if not shutil.which("tesseract"):
        return Diagnosis("Tesseract", "not found", "apt-get install tesseract-ocr tesseract-ocr-nld")
    answer = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S607 - found by PATH
    if "nld" not in answer.stdout.split():
        return Diagnosis("Tesseract", "without Dutch", "apt-get install tesseract-ocr-nld")
    return Diagnosis("Tesseract", "with Dutch")


def _redis() -> Diagnosis:
    if Settings().redis_url:
        return Diagnosis("Redis", "one of your own, by setting")
    found = shutil.which("redis-server")
    return Diagnosis("Redis", found) if found else Diagnosis("Redis", "not found", "apt-get install redis-server")


def _profiles() -> Diagnosis:
    try:
        count = len([read_profile(FOLDER / f"{name}.toml") for name in profile_ids()])
    except ProfileError as error:
        return Diagnosis("Profiles", str(error), "mend the file; `dossierpoort profile check FILE` tells more")
    return Diagnosis("Profiles", f"{count}, no mistakes")


def _children() -> Diagnosis:
    try:
        missing = run(lambda: ", ".join(confine([])).encode(), Limits(wall_seconds=10)).decode()
    except ChildError as error:
        return Diagnosis("Child processes", str(error), "files are read in children with limits; these must be allowed")
    if missing:
        advice = "a newer kernel, or one that allows it, keeps hostile files further away from this machine"
        return Diagnosis("Child processes", f"start, with limits but without {missing}", advice)
    return Diagnosis("Child processes", "start, with limits, without network and confined to their own files")


def _data_folder(data: Path) -> Diagnosis:
    place = data.resolve()
    nearest = next(parent for parent in (place, *place.parents) if parent.exists())
    if not os.access(nearest, os.W_OK):
        return Diagnosis("Data folder", f"{place} can't be written", "set DOSSIERPOORT_DATA to a folder of the service")
    free = shutil.disk_usage(nearest).free / 1e9
    advice = "" if free > 1 else "make room: less than 1 GB is left"
    return Diagnosis("Data folder", f"{place}, {free:.0f} GB free; temporary files in {tempfile.gettempdir()}", advice)
