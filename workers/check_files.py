"""From what is given (files, a zip, a folder) to the files of one dossier, in the order of their names."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from intake.names import numbered, safe_name
from workers.child import ChildError, Limits, run
from workers.sandbox import digest, problem
from workers.unzip import LEFT_BY_SYSTEMS, Entry, Refusal, is_zip, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from extractors.records import DossierRecords

COVER = "dossier.json"


@dataclass
class Given:
    """The files of one dossier (place and name), the records of those that were refused, and where its cover stands."""

    files: list[tuple[Path, str]] = field(default_factory=list)
    refused: list[DossierRecords] = field(default_factory=list)
    cover: Path | None = None
    names: set[str] = field(default_factory=set)

    def add(self, path: Path, name: str) -> None:
        """A file that is there to be read."""
        if name == COVER:
            self.cover = self.cover or path
        else:
            self.files.append((path, self._free(name)))

    def refuse(self, name: str, sha256: str, refusal: Refusal) -> None:
        """A file that is named but will not be read."""
        self.refused.append(problem(self._free(name), sha256, refusal.code, refusal.detail))

    def _free(self, name: str) -> str:
        """The name, or with a number where two folders hold a file of that name."""
        free = numbered(name, self.names)
        self.names.add(free)
        return free


def gather(paths: Iterable[Path], scratch: Path) -> Given:
    """The files of one dossier: folders are searched, zips are unpacked in `scratch`, folders inside are flattened."""
    given = Given()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            inside = file.relative_to(path).as_posix() if path.is_dir() else file.name
            if not file.is_file() or (path.is_dir() and LEFT_BY_SYSTEMS.search(inside)):
                continue
            if not os.access(file, os.R_OK):
                given.refuse(safe_name(file.name), "", Refusal("document.unreadable", "may not be read"))
            elif is_zip(file):
                _unzip(file, given, scratch)
            else:
                given.add(file, safe_name(file.name))
    given.files.sort(key=lambda pair: pair[1])
    return given


def _unzip(path: Path, given: Given, scratch: Path) -> None:
    sha256 = digest(path)
    target = scratch / sha256
    target.mkdir(exist_ok=True)
    for entry in _entries(path.resolve(), target.resolve()):
        if entry.refusal:
            given.refuse(entry.name, entry.sha256 or sha256, entry.refusal)
        elif entry.unpacked:
            given.add(target / entry.unpacked, entry.name)


def _entries(path: Path, target: Path) -> list[Entry]:
    try:
        answer = run(partial(_unpack, path, target), Limits(writable=(str(target),)))
    except ChildError as error:
        return [Entry(path.name, refusal=Refusal("document.unsupported", f"is a zip that asks {error}"))]
    rows = json.loads(answer)
    return [Entry(**row | {"refusal": row["refusal"] and Refusal(**row["refusal"])}) for row in rows]


def _unpack(path: Path, target: Path) -> bytes:
    return json.dumps([asdict(entry) for entry in unpack(path, target)]).encode()
