"""Pages read before are kept: a picture takes seconds, and most changes leave the reading of pictures alone.

A file's pages are kept under the hash of what it holds and of the code that read it, so nothing stale is ever used.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import extractors.pages.image
import extractors.pages.scan  # noqa: F401 - loaded now, so that the code read with is the code that was hashed
from extractors import pages, reading
from extractors.errors import FileError
from workers.child import ChildError, Limits, run_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractors.pages.model import Page

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".cache" / "scan-accuracy"


def digest(files: Iterable[Path]) -> str:
    """One short hash of what the files hold."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:16]


def sources(*folders: str) -> list[Path]:
    """All code and data of packages of this project, in a fixed order."""
    return sorted(f for name in folders for f in (ROOT / name).rglob("*") if f.suffix in (".py", ".npz", ".toml"))


CODE = digest(sources("extractors/pages"))


def fill(files: Sequence[Path], jobs: int) -> None:
    """Read what is not kept yet, in children with the limits of the service, and keep it: one by one, as they come."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    lacking = {place: file for file in files if not (place := _place(folder, file)).exists()}
    answers = run_all((partial(_read, file) for file in lacking.values()), Limits(), jobs)
    for count, (place, answer) in enumerate(zip(lacking, answers, strict=True), start=1):
        print(f"{count} of {len(lacking)}: {lacking[place].parent.name} {lacking[place].name}", file=sys.stderr)
        if isinstance(answer, ChildError):
            print(f"  was given up: {answer}", file=sys.stderr)
            continue
        aside = place.with_suffix(f".{os.getpid()}")
        aside.write_bytes(answer)
        aside.replace(place)  # whole or not at all: a run that was stopped leaves nothing half written


def use() -> None:
    """From now on the reader takes pages from what is kept, also in children; what is not there is read."""
    folder = _folder()

    def kept(path: Path) -> Iterator[Page]:
        place = _place(folder, path)
        found = pickle.loads(place.read_bytes() if place.exists() else _read(path))  # noqa: S301 - our own
        if isinstance(found, FileError):
            raise found
        yield from found

    reading.open_pages = kept


def _folder() -> Path:
    return FOLDER / f"pages-{CODE}"


def _place(folder: Path, file: Path) -> Path:
    return folder / f"{digest([file])}.pickle"


def _read(path: Path) -> bytes:
    try:
        return pickle.dumps(list(pages.open_pages(path)))
    except FileError as error:
        return pickle.dumps(error)
