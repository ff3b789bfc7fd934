"""Files under the hash of their content: one copy of each, and no name that somebody else chose."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from intake.store.blobs import Blobs

CHUNK = 1024 * 1024
AHEAD = 2 * CHUNK


@dataclass(frozen=True)
class Staged:
    """A file that is safely on disk but belongs to no dossier yet."""

    path: Path
    sha256: str
    size: int


class Incoming:
    """A file that is being received: hashed as it is written, so that its content is gone through once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.file = path.open("xb")
        self._hash = hashlib.sha256()
        self._size = 0
        self._on_its_way = 0  # to the disk, bytes

    def write(self, content: bytes | memoryview) -> None:
        """Take the next piece."""
        self._hash.update(content)
        self.file.write(content)
        self._size += len(content)
        if self._size - self._on_its_way >= AHEAD:
            # Has the kernel begin with what came in, so that whoever sent it waits for little at the end.
            self.file.flush()
            os.posix_fadvise(
                self.file.fileno(), self._on_its_way, self._size - self._on_its_way, os.POSIX_FADV_DONTNEED
            )
            self._on_its_way = self._size

    def finish(self) -> Staged:
        """Close it; from here on it survives a power cut."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        return Staged(self._path, self._hash.hexdigest(), self._size)

    def close(self) -> None:
        """Give it up, if it was not finished."""
        self.file.close()


class FileStore:
    """What is received stands in a folder of its own until `keep` gives it its lasting place; what is not kept goes."""

    def __init__(self, incoming: Path, blobs: Blobs) -> None:
        self._incoming = incoming
        self._blobs = blobs
        self._unfinished = incoming.parent / "uploads"
        for folder in (self._incoming, self._unfinished):
            folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """A folder to receive files in, for as long as the context lasts."""
        with tempfile.TemporaryDirectory(dir=self._incoming, ignore_cleanup_errors=True) as folder:
            yield Path(folder)

    @contextmanager
    def stage(self, sources: list[BinaryIO]) -> Iterator[list[Staged]]:
        """Copy the sources to disk, fsynced, for as long as the context lasts."""
        with self.folder() as folder:
            yield [_copy(source, folder / str(index)) for index, source in enumerate(sources)]

    def unfinished(self, upload_id: str) -> Path:
        """Where the pieces of an upload are put together."""
        return self._unfinished / upload_id

    def all_unfinished(self) -> list[Path]:
        """The files of all uploads that are not part of a dossier yet."""
        return list(self._unfinished.iterdir())

    def digest(self, path: Path) -> str:
        """The hash under which a file will be kept."""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def place(self, staged: Staged) -> Staged:
        """Give a staged file its lasting place before it is recorded, and hold on to it beside that.

        What is held bears the hash as its name, so that `sweep` can tell what may have been placed and never recorded.
        """
        if self.has(staged.sha256):
            return staged
        held = staged.path.with_name(f"{staged.sha256}.{staged.path.name}")
        held.hardlink_to(staged.path)
        self._blobs.put(key(staged.sha256), staged.path)
        return Staged(held, staged.sha256, staged.size)

    def keep(self, staged: Staged) -> None:
        """Give a staged file its lasting place, if it has none, so that it survives a power cut from here on."""
        if not self.has(staged.sha256):
            self._blobs.put(key(staged.sha256), staged.path)

    def has(self, sha256: str) -> bool:
        """Whether the content with this hash is kept."""
        return self._blobs.has(key(sha256))

    def content(self, sha256: str) -> bytes | None:
        """The content with this hash; None where it is not kept."""
        return self._blobs.get(key(sha256))

    def lay_out(self, files: list[tuple[str, str]], folder: Path) -> None:
        """Put files (name, hash) into a folder under their names, for somebody who reads but does not write them."""
        for name, sha256 in files:
            self._blobs.fetch(key(sha256), folder / name)

    def is_whole(self, sha256: str, folder: Path) -> bool:
        """Whether the content is there and is what its name says; `folder` is for what that needs meanwhile."""
        look = folder / "look"
        try:
            self._blobs.fetch(key(sha256), look)
            with look.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError:
            return False
        finally:
            look.unlink(missing_ok=True)

    def seal_anew(self, sha256: str, folder: Path) -> None:
        """Read the content and keep it again, as contents are kept now; `folder` is for what that needs meanwhile."""
        again = folder / "again"
        self._blobs.fetch(key(sha256), again)
        self._blobs.put(key(sha256), again)
        again.unlink(missing_ok=True)

    def delete(self, sha256: str) -> None:
        """Remove the content with this hash; whoever does so knows that no dossier refers to it."""
        self._blobs.delete(key(sha256))

    def sweep(self) -> set[str]:
        """Remove what an interrupted request left; only when no request can be under way.

        Tells the hashes of what such a request may have given its lasting place, though no dossier may refer to it.
        """
        left = sorted(self._incoming.rglob("*"), reverse=True)
        for path in left:
            path.rmdir() if path.is_dir() else path.unlink()
        return {path.stem for path in left if re.fullmatch(r"[0-9a-f]{64}\.\d+", path.name)}


def key(sha256: str) -> str:
    """Where the content with this hash lies."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _copy(source: BinaryIO, path: Path) -> Staged:
    target = Incoming(path)
    try:
        while chunk := source.read(CHUNK):
            target.write(chunk)
        return target.finish()
    finally:
        target.close()
