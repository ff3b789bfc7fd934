"""The data folder in one archive, taken while the service runs, and an empty data folder filled from it.

The archive is a plain tar: the database as it was at one moment, the files that it names, their pictures, and what lies
in watched folders. Files are taken as they lie, so those that are sealed stay sealed; the keys are not in it, and the
database is in the clear. What is only under way (Redis, scratch, uploads that are not whole) is left out: runs that
were being read are taken up again by the service that starts on the restored folder.
"""

from __future__ import annotations

import os
import tarfile
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from intake.cutouts import of_file
from intake.store import Store, snapshot
from intake.store.blobs import FolderBlobs
from intake.store.files import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from intake.settings import Settings
    from intake.store.snapshot import Held

DATABASE = "dossierpoort.db"


class BackupError(Exception):
    """It could not be done; the text says why, for an administrator."""


def backup(settings: Settings, archive: Path) -> Held:
    """Write the archive, which must not exist yet; raises BackupError. What it holds."""
    _only_embedded(settings)
    if not (settings.data / DATABASE).exists():
        raise BackupError(f"there is no {DATABASE} in {settings.data.resolve()}")
    with tempfile.TemporaryDirectory(prefix="backup-", dir=settings.data) as home:
        copy = Path(home)
        # In this order nothing can be missing. What is dropped from a watched folder meanwhile stands in both.
        _link_all(settings.data / "folders", copy / "folders")
        _link_all(settings.files, copy / "files")
        snapshot.take(settings.data / DATABASE, copy / DATABASE)
        held = _held(settings, copy)
        _link_new(settings, copy, held.contents)
        pictures = [of_file(sha256) for sha256 in held.contents]
        _write(archive, copy, held.contents, settings.cutouts, pictures)
    return held


def restore(settings: Settings, archive: Path) -> tuple[Held, list[str]]:
    """Fill the data folder, which must be empty; raises BackupError. What it holds, and which files are not whole."""
    _only_embedded(settings)
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(settings.data.iterdir()):
        raise BackupError(f"{settings.data.resolve()} is not empty")
    with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.data) as home:
        try:
            with tarfile.open(archive) as tar:
                tar.extractall(home, filter="data")
        except (OSError, tarfile.TarError) as error:
            raise BackupError(f"{archive} can't be unpacked: {error}") from error
        if not (Path(home) / DATABASE).exists():
            raise BackupError(f"{archive} is no backup: it holds no {DATABASE}")
        for path in sorted(Path(home).iterdir(), key=lambda path: path.name == DATABASE):  # the database last
            path.rename(settings.data / path.name)
    with closing(Store(settings)) as store, store.files.folder() as folder:
        store.migrate()
        with store.reading() as session:
            held = snapshot.held(session)
        return held, [sha256 for sha256 in sorted(held.contents) if not store.files.is_whole(sha256, folder)]


def _only_embedded(settings: Settings) -> None:
    if settings.database_url or settings.files_url:
        raise BackupError("database or files lie outside the data folder: see 'Backup' in docs/operating.md")


def _held(settings: Settings, copy: Path) -> Held:
    with closing(Store(settings.model_copy(update={"data": copy}))) as store, store.reading() as session:
        return snapshot.held(session)


def _link_all(source: Path, target: Path) -> None:
    """Links cost no room, and what is linked stays when it is removed elsewhere."""
    for folder, inner, names in os.walk(source):  # passes by what goes meanwhile, where Path.rglob breaks off
        if Path(folder) == source:
            inner[:] = [name for name in inner if name != "incoming"]
        for name in names:
            with suppress(FileNotFoundError):
                _link(Path(folder, name), target / Path(folder).relative_to(source) / name)


def _link(path: Path, target: Path) -> None:
    if path.is_file() and not path.is_symlink():  # whoever fills a watched folder may link to anything
        target.parent.mkdir(parents=True, exist_ok=True)
        target.hardlink_to(path)


def _link_new(settings: Settings, copy: Path, contents: Iterable[str]) -> None:
    blobs = FolderBlobs(settings.files)
    for sha256 in contents:
        target = copy / "files" / key(sha256)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                blobs.fetch(key(sha256), target)
            except FileNotFoundError as error:
                raise BackupError(f"file {sha256[:12]} went while the backup was made; please try again") from error


def _write(archive: Path, copy: Path, contents: Iterable[str], drawn: Path, pictures: Iterable[str]) -> None:
    part = archive.with_name(f"{archive.name}.part")
    try:
        if archive.exists():
            raise BackupError(f"{archive} exists already")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # it is about children
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", dereference=True) as tar:
                tar.add(copy / DATABASE, DATABASE)
                for sha256 in sorted(contents):
                    tar.add(copy / "files" / key(sha256), f"files/{key(sha256)}")
                for picture in sorted(pictures):
                    with suppress(FileNotFoundError):  # there are none, or they went meanwhile
                        tar.add(drawn / picture, f"cutouts/{picture}")
                if (copy / "folders").exists():
                    tar.add(copy / "folders", "folders")
            file.flush()
            os.fsync(file.fileno())
        part.rename(archive)
    except OSError as error:
        raise BackupError(f"{archive} can't be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
