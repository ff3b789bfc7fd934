"""Pages read before are kept: a picture takes seconds, and most changes leave the reading of pictures alone.

A file's pages are kept under the hash of what it holds and of the code that read it, so nothing stale is ever used.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import extractors.pages.image
import extractors.pages.scan  # noqa: F401 - loaded now, so that the code read with is the code that was hashed
from extractors import pages, reading
from extractors.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


def keep() -> None:
    """From now on the reader takes pages from what was kept, also in children; what is not there is read and kept."""
    folder = FOLDER / f"pages-{digest(sources('extractors/pages'))}"
    folder.mkdir(parents=True, exist_ok=True)

    def kept(path: Path) -> Iterator[Page]:
        place = folder / f"{digest([path])}.pickle"
        if not place.exists():
            _store(place, _read(path))
        found = pickle.loads(place.read_bytes())  # noqa: S301 - written below, by ourselves
        if isinstance(found, FileError):
            raise found
        yield from found

    reading.open_pages = kept


def _read(path: Path) -> list[Page] | FileError:
    try:
        return list(pages.open_pages(path))
    except FileError as error:
        return error


def _store(place: Path, found: list[Page] | FileError) -> None:
    """Whole or not at all: a run that was stopped leaves nothing half written."""
    aside = place.with_suffix(f".{os.getpid()}")
    aside.write_bytes(pickle.dumps(found))
    aside.replace(place)
