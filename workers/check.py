"""`dossierpoort check` without its command line: from the files of a dossier to its report."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from extractors.dossier import combine
from intake.masking import masked
from intake.names import safe_name
from validators.case import School  # noqa: TC001 - pydantic resolves the annotations at run time
from validators.judge import judge
from validators.profile import ProfileError, load_profile
from validators.report import Accepted, Report
from workers.check_files import gather
from workers.child import ChildError, Limits, run_all
from workers.sandbox import read_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from validators.profile import Profile

T = TypeVar("T")

# A whole dossier: its files keep their own, narrower limits in children of their own.
DOSSIER_LIMITS = Limits(wall_seconds=3600, cpu_seconds=600, open_files=1024)


class InputError(Exception):
    """What was given is no dossier that can be judged; the text tells the user why."""


class Cover(BaseModel):
    """What `dossier.json` says of a dossier, all of it optional."""

    reference: str | None = None
    profile: str | None = None
    received_on: dt.date | None = None
    school: School | None = None


@dataclass(frozen=True)
class Options:
    """What the command line says; it wins over `dossier.json`. `accepted`: a file of findings that were accepted."""

    profile: str | None = None
    received_on: dt.date | None = None
    accepted: Path | None = None


def check(paths: Sequence[Path], options: Options, *, jobs: int = 1) -> Report:
    """The report of one dossier, reading `jobs` files at a time; raises InputError."""
    with tempfile.TemporaryDirectory(prefix="dossierpoort-") as scratch:
        given = gather(paths, Path(scratch))
        cover = _cover(given.cover)
        profile_id = options.profile or cover.profile
        if profile_id is None:
            raise InputError("no profile: give --profile, or a dossier.json that names one")
        received_on = options.received_on or cover.received_on or dt.datetime.now(tz=dt.UTC).astimezone().date()
        try:
            profile = load_profile(profile_id, received_on)
        except ProfileError as error:
            raise InputError(str(error)) from error
        if not given.files and not given.refused:
            raise InputError(f"nothing to read in {', '.join(path.name for path in paths)}")
        files = [*read_all(given.files, jobs=jobs), *given.refused]
        files.sort(key=lambda records: records.documents[0].name)
        reference = cover.reference or safe_name(paths[0].name if paths[0].is_dir() else paths[0].stem)
        accepted = _accepted(options.accepted, profile)
        report = judge(
            combine(files),
            profile,
            reference=reference,
            received_on=received_on,
            school=cover.school,
            accepted=accepted,
        )
        return masked(report)


def check_each(folders: Iterable[Path], options: Options, *, jobs: int) -> Iterator[Report | InputError]:
    """The reports of many dossiers in the order given, `jobs` dossiers at a time."""
    tasks = (partial(_check_in_child, folder.absolute(), options) for folder in folders)
    for answer in run_all(tasks, DOSSIER_LIMITS, jobs):
        if isinstance(answer, ChildError):
            yield InputError(f"could not be judged: {answer}")
            continue
        message, report = json.loads(answer)
        yield Report.model_validate(report) if message is None else InputError(message)


def _check_in_child(folder: Path, options: Options) -> bytes:
    try:
        return json.dumps([None, check([folder], options).model_dump(mode="json")]).encode()
    except InputError as error:
        return json.dumps([str(error), None]).encode()


def _cover(path: Path | None) -> Cover:
    return _valid(TypeAdapter(Cover), path, "dossier.json") if path else Cover()


def _accepted(path: Path | None, profile: Profile) -> dict[str, Accepted]:
    if path is None:
        return {}
    if not profile.deviation.allowed:
        raise InputError(f"profile {profile.id} allows no deviation: {profile.deviation.source}")
    return _valid(TypeAdapter(dict[str, Accepted]), path, path.name)


def _valid(kind: TypeAdapter[T], path: Path, name: str) -> T:
    try:
        return kind.validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise InputError(f"{name} is wrong: {where or 'file'}: {first['msg']}") from error
