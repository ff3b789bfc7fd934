"""What the machine must have: each check says what it found, and what to do where that is not enough."""

from __future__ import annotations

import ctypes
import datetime as dt
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from intake.settings import Settings, mistakes, settings_file
from validators.profile import ProfileError, newest, profile_ids
from workers import doctor_setup
from workers.child import ChildError, Limits, run
from workers.confine import confine
from workers.diagnosis import Diagnosis

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE_OF_TIMEX, TIME_ERROR = 208, 5  # of the kernel's adjtimex()


def diagnose() -> Iterator[Diagnosis]:
    """Look at the machine and then at the set-up, one thing after the other; nothing is changed."""
    yield Diagnosis("Python", sys.version.split()[0])
    yield _tesseract()
    yield _profiles()
    yield _children()
    yield _clock()
    try:
        settings = Settings()
    except ValueError as error:
        yield Diagnosis("Settings", "; ".join(mistakes(error)), "mend them; docs/operating.md lists them")
    else:
        yield _settings(settings)
        yield from doctor_setup.diagnose(settings)


def _tesseract() -> Diagnosis:
    if not shutil.which("tesseract"):
        return Diagnosis("Tesseract", "not found", "apt-get install tesseract-ocr tesseract-ocr-nld")
    answer = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S607 - found by PATH
    if "nld" not in answer.stdout.split():
        return Diagnosis("Tesseract", "without Dutch", "apt-get install tesseract-ocr-nld")
    return Diagnosis("Tesseract", "with Dutch")


def _profiles() -> Diagnosis:
    try:
        count = len([newest(name) for name in profile_ids()])
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


def _clock() -> Diagnosis:
    """Only told: a virtual machine may follow its host's clock, of which its kernel knows nothing."""
    kept = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(SIZE_OF_TIMEX)) != TIME_ERROR
    told = "synchronised" if kept else "not synchronised, as far as the kernel knows"
    return Diagnosis("Clock", f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S} UTC, {told}")


def _settings(settings: Settings) -> Diagnosis:
    file = settings_file()
    found = f"from {file} and the environment" if file else "from the environment"
    secret = settings.file_keys or settings.oidc_client_secret or settings.smtp_url or settings.database_url
    if file and secret and file.stat().st_mode & 0o007:
        return Diagnosis("Settings", f"{file} may be read by everybody", f"it may hold secrets: chmod 640 {file}")
    return Diagnosis("Settings", found)
