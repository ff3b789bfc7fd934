"""Zips of dossiers, unpacked without trusting them.

The threat: names that point outside the folder, a few kilobytes that unpack to terabytes, a million entries, entries
that lie about their size. The rule: what is unpacked gets a name of our own making, only the last part of an entry's
name is kept for the report, and there are bounds on the number of entries, on each and on all together. Who calls this
does so in a child with limits. A zip inside a zip stays closed: it is a file of a kind that is not read.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake.names import safe_name

if TYPE_CHECKING:
    from pathlib import Path

    from extractors.errors import ProblemCode

MOST_ENTRIES = 500
LARGEST_ENTRY = 100 * 1024 * 1024  # bytes unpacked
LARGEST_TOTAL = 500 * 1024 * 1024  # bytes unpacked, all entries together
LARGEST_GROWTH = 200  # unpacked to packed size; documents and pictures stay far below, for they are compressed inside
ENCRYPTED = 0x1
OFFICE = {"[Content_Types].xml", "mimetype"}  # what tells a text document or spreadsheet from a zip of files
LEFT_BY_SYSTEMS = re.compile(r"(^|/)(__MACOSX/|\.[^./]|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


@dataclass(frozen=True)
class Refusal:
    """Why an entry, or the whole zip, was not unpacked."""

    code: ProblemCode
    detail: str


@dataclass(frozen=True)
class Entry:
    """One file of a zip: where it was unpacked (a name in the target folder), or why it was not.

    A refused entry is told from others by the SHA-256 of its packed bytes.
    """

    name: str
    unpacked: str | None = None
    refusal: Refusal | None = None
    sha256: str = ""


def is_zip(path: Path) -> bool:
    """Whether the file is a zip of files, by its content; text documents and spreadsheets are no such thing."""
    with path.open("rb") as file:
        if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not OFFICE & set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        # one that calls itself a zip is damaged, which unpacking says; any other is of a kind that is not read
        return path.suffix.lower() == ".zip"


def unpack(path: Path, target: Path) -> list[Entry]:
    """Unpack a zip into the target folder; a zip that can't be unpacked at all is one refused entry of its own name."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [i for i in archive.infolist() if not i.is_dir() and not LEFT_BY_SYSTEMS.search(i.filename)]
            if len(infos) > MOST_ENTRIES:
                return [Entry(path.name, refusal=Refusal("document.unsupported", f"holds {len(infos)} files"))]
            return list(_entries(archive, infos, target))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        return [Entry(path.name, refusal=Refusal("document.unreadable", f"is a damaged zip ({type(error).__name__})"))]


def _entries(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], target: Path) -> list[Entry]:
    entries = []
    room = LARGEST_TOTAL
    for number, info in enumerate(infos):
        refusal = _refusal(info, room)
        if refusal is None:
            room -= info.file_size
            refusal = _write(archive, info, target / str(number))
        name = safe_name(info.filename)
        refused = refusal and Entry(name, refusal=refusal, sha256=_packed_digest(archive, info))
        entries.append(refused or Entry(name, unpacked=str(number)))
    return entries


def _refusal(info: zipfile.ZipInfo, room: int) -> Refusal | None:
    if info.flag_bits & ENCRYPTED:
        return Refusal("document.password", "is encrypted inside its zip")
    if info.file_size > min(LARGEST_ENTRY, room) or info.file_size > LARGEST_GROWTH * max(info.compress_size, 4096):
        return Refusal("document.unsupported", f"would unpack to {info.file_size} bytes")
    return None


def _packed_digest(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    """The packed bytes follow the entry's own header, whose last fields are the lengths of its name and extras."""
    if archive.fp is None:
        raise ValueError("the zip is closed")
    archive.fp.seek(info.header_offset)
    name_length, extra_length = struct.unpack("<26x2H", archive.fp.read(30))
    archive.fp.seek(name_length + extra_length, os.SEEK_CUR)
    return hashlib.sha256(archive.fp.read(info.compress_size)).hexdigest()


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Path) -> Refusal | None:
    """Unpack one entry; zipfile never gives more than the size that the entry declares."""
    try:
        with archive.open(info) as source, place.open("wb") as out:
            shutil.copyfileobj(source, out)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        place.unlink(missing_ok=True)
        return Refusal("document.unreadable", f"is damaged inside its zip ({type(error).__name__})")
    return None
