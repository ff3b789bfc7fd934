"""Contents under keys of our own making: in a folder, or in a bucket that speaks S3."""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol


class BlobsAwayError(OSError):
    """The place of the contents does not answer, or refuses; the text holds its code alone."""


class Blobs(Protocol):
    """Contents by key: a relative path of letters, digits and slashes. OSError: away or full."""

    def has(self, key: str) -> bool:
        """Whether there is a content under this key."""

    def put(self, key: str, source: Path) -> None:
        """Keep a file's content, all or nothing, safe from a power cut once this returns; the file itself may go."""

    def write(self, key: str, content: bytes) -> None:
        """Keep a small content that can be made again; whoever reads meanwhile sees all of it or none."""

    def get(self, key: str) -> bytes | None:
        """A small content."""

    def fetch(self, key: str, target: Path) -> None:
        """Put the content into a file, for somebody who reads but does not write it; FileNotFoundError without one."""

    def delete(self, key: str) -> None:
        """Remove the content, if there is one."""

    def delete_under(self, folder: str) -> None:
        """Remove all contents whose keys begin with this and a slash."""

    def keys_under(self, folder: str) -> Sequence[str]:
        """The keys that begin with this and a slash."""


class FolderBlobs:
    """Contents in a folder of this machine, or of a file system that the machines share."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, key: str) -> Path:
        """Where a content lies."""
        return self._root / key

    def has(self, key: str) -> bool:
        """Whether there is a content under this key."""
        return self.path(key).exists()

    def put(self, key: str, source: Path) -> None:
        """Move a file, already fsynced, to its lasting place."""
        target = self.path(key)
        made = [parent for parent in (target.parent, target.parent.parent) if not parent.exists()]
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
        for folder in (target.parent, *(parent.parent for parent in made)):
            _sync_folder(folder)

    def write(self, key: str, content: bytes) -> None:
        """Keep a small content that can be made again."""
        target = self.path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        fresh.write_bytes(content)
        fresh.replace(target)

    def get(self, key: str) -> bytes | None:
        """A small content."""
        try:
            return self.path(key).read_bytes()
        except FileNotFoundError:
            return None

    def fetch(self, key: str, target: Path) -> None:
        """Link the content, or copy it where it lies on another file system."""
        try:
            target.hardlink_to(self.path(key))
        except FileNotFoundError:
            raise
        except OSError:
            shutil.copyfile(self.path(key), target)

    def delete(self, key: str) -> None:
        """Remove the content, if there is one."""
        self.path(key).unlink(missing_ok=True)

    def delete_under(self, folder: str) -> None:
        """Remove a folder with all that is in it."""
        with suppress(FileNotFoundError):
            shutil.rmtree(self.path(folder))

    def keys_under(self, folder: str) -> Sequence[str]:
        """The files in this folder and those below."""
        files = (path for path in self.path(folder).rglob("*") if path.is_file())
        return [path.relative_to(self._root).as_posix() for path in files]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
