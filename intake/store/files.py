"""Files on disk under the hash of their content: one copy of each, and no name that somebody else chose."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Staged:
    """A file that is safely on disk but belongs to no dossier yet."""

    path: Path
    sha256: str
    size: int


class FileStore:
    """`stage` writes and hashes, `keep` gives a staged file its lasting place; what is staged and not kept goes."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def stage(self, sources: list[BinaryIO]) -> Iterator[list[Staged]]:
        """Copy the sources to disk, fsynced, for as long as the context lasts."""
        with tempfile.TemporaryDirectory(dir=self._incoming) as folder:
            yield [_write(source, Path(folder) / str(index)) for index, source in enumerate(sources)]

    def keep(self, staged: Staged) -> None:
        """Move a staged file to its lasting place, so that it survives a power cut from here on."""
        target = self.path(staged.sha256)
        if target.exists():
            return
        made = [parent for parent in (target.parent, target.parent.parent) if not parent.exists()]
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.path.replace(target)
        for folder in (target.parent, *(parent.parent for parent in made)):
            _sync_folder(folder)

    def path(self, sha256: str) -> Path:
        """Where the content with this hash lies."""
        return self._root / sha256[:2] / sha256[2:4] / sha256

    def lay_out(self, files: list[tuple[str, str]], folder: Path) -> None:
        """Put files (name, hash) into a folder under their names, for somebody who reads but does not write them."""
        for name, sha256 in files:
            (folder / name).hardlink_to(self.path(sha256))

    def sweep(self) -> None:
        """Remove what an interrupted request left; only when no request can be under way."""
        for path in sorted(self._incoming.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()


def _write(source: BinaryIO, path: Path) -> Staged:
    hasher, size = hashlib.sha256(), 0
    with path.open("xb") as target:
        while chunk := source.read(CHUNK):
            hasher.update(chunk)
            size += len(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return Staged(path, hasher.hexdigest(), size)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
