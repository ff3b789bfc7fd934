"""Files become pages: words with boxes, rulings, drawings, images, form fields and annotations."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from extractors.errors import DamagedFileError, UnsupportedFileError
from extractors.pages.content import FileKind, kind_of
from extractors.pages.pdf.file import open_pdf, read_pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extractors.pages.model import Page


def open_pages(path: Path) -> Iterator[Page]:
    """The pages of a file, one after the other; raises FileError when the file can't be read."""
    kind = kind_of(path)
    if kind is FileKind.EMPTY:
        raise DamagedFileError("is empty")
    if kind in (FileKind.OTHER, FileKind.ZIP):
        raise UnsupportedFileError("is not a PDF or an image")
    if kind is FileKind.PDF:
        with closing(open_pdf(path)) as document:
            yield from read_pages(document)
    else:
        from extractors.pages.image import read_image  # noqa: PLC0415 - OpenCV and OCR load only for images

        yield from read_image(path)
