"""Picture files: every frame is a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.pages.picture.raster import frames
from extractors.pages.scan import read_scan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extractors.pages.model import Page


def read_image(path: Path) -> Iterator[Page]:
    """The pages of a PNG, JPEG or TIFF file; raises FileError when it can't be read."""
    for number, (grey, dpi) in enumerate(frames(path), start=1):
        yield read_scan(grey, dpi, number)
