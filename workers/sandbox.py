"""Files read in children with limits: whatever a file does, what comes back is records, at worst with a problem."""

from __future__ import annotations

import hashlib
import logging
from functools import partial
from typing import TYPE_CHECKING

from extractors.reading import read_file
from extractors.records import Document, DossierRecords, FileProblem
from intake.sizes import LARGEST_FILE
from workers.child import MIB, ChildError, Limits, OverLimitError, Usage, run_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from extractors.errors import ProblemCode

log = logging.getLogger(__name__)


def read_in_child(path: Path, name: str, limits: Limits | None = None) -> DossierRecords:
    """The records of one file, read in a child; never raises for what the file holds."""
    (records,) = read_all([(path, name)], limits=limits)
    return records


def read_all(
    files: Iterable[tuple[Path, str]], *, jobs: int = 1, limits: Limits | None = None
) -> Iterator[DossierRecords]:
    """The records of each file (path and name) in the order given, `jobs` files at a time."""
    taken: list[tuple[Path, str]] = []

    def tasks() -> Iterator[partial[bytes]]:
        for path, name in files:
            taken.append((path, name))
            yield partial(_read, path.resolve(), name)

    used: dict[int, Usage] = {}
    for place, answer in enumerate(run_all(tasks(), limits or Limits(), jobs, used.__setitem__)):
        path, name = taken[place]
        if isinstance(answer, ChildError):
            records = _given_up(path, name, answer)
        else:
            records = DossierRecords.model_validate_json(answer)
        _tell(records, used.pop(place))
        yield records


def _tell(records: DossierRecords, used: Usage) -> None:
    outcome = next((problem.code for problem in records.problems), "read")
    # The hash and not the name: names of files hold names of children.
    words = {"file": records.documents[0].sha256[:12], "outcome": outcome}
    spent = {"seconds": round(used.wall_seconds, 2), "processor_seconds": round(used.cpu_seconds, 2)}
    log.info("file read", extra={"told": words | spent | {"megabytes": used.memory // MIB}})


def problem(name: str, sha256: str, code: ProblemCode, detail: str) -> DossierRecords:
    """The records of a file that could not be read."""
    document = Document(name=name, sha256=sha256, page_count=0, reading="none")
    return DossierRecords(documents=[document], problems=[FileProblem(document=0, code=code, detail=detail)])


def _read(path: Path, name: str) -> bytes:
    if path.stat().st_size > LARGEST_FILE:
        return _json(problem(name, digest(path), "document.unsupported", f"is larger than {LARGEST_FILE} bytes"))
    return _json(read_file(path, name))


def _json(records: DossierRecords) -> bytes:
    return records.model_dump_json().encode()


def _given_up(path: Path, name: str, error: ChildError) -> DossierRecords:
    sha256 = digest(path)
    # The hash and not the name: names of files hold names of children.
    log.warning("file %s was given up: %s: %s", sha256[:12], type(error).__name__, error)
    if isinstance(error, OverLimitError):
        return problem(name, sha256, "document.unsupported", f"asks {error}")
    return problem(name, sha256, "document.unreadable", "makes its reader fail")


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
