"""What a file is by its content, whatever its name says."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 1024  # bytes; a PDF may start with this much junk, as readers have always allowed


class FileKind(StrEnum):
    """The kinds of content that can be read, and the two that can't."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    TIFF = "tiff"
    ZIP = "zip"
    EMPTY = "empty"
    OTHER = "other"


SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
    b"\xff\xd8\xff": FileKind.JPEG,
    b"II*\x00": FileKind.TIFF,
    b"MM\x00*": FileKind.TIFF,
    b"PK\x03\x04": FileKind.ZIP,
    b"PK\x05\x06": FileKind.ZIP,
}


def kind_of(path: Path) -> FileKind:
    """The kind of content of a file."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\0 \r\n\t"):
        return FileKind.EMPTY
    if b"%PDF-" in head:
        return FileKind.PDF
    return next((kind for magic, kind in SIGNATURES.items() if head.startswith(magic)), FileKind.OTHER)
