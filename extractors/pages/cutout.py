"""Pieces of pages as pictures: what a finding rests on, with the place itself marked."""

from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from extractors.errors import DamagedFileError
from extractors.pages.content import FileKind, kind_of
from extractors.pages.pdf import open_pdf
from extractors.pages.raster import frames

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from extractors.pages.model import BBox

DPI = 110
LONGEST_SIDE = 3000  # pixels of a page; a poster is drawn smaller
WIDEST = 1000  # pixels of a piece
AROUND = (24.0, 36.0)  # points of the page shown beside and above the place; to sign is often under a label
LEAST_WIDTH = 600.0  # points, all of an upright A4: what a form asks stands in line with its answer
MARK = "#b3261e"
COVER = "#3a3a3a"


def cut_out(path: Path, number: int, bbox: BBox, private: Sequence[BBox] = ()) -> bytes:
    """A JPEG of the place on a page (from 1; the box in points of the page as displayed); raises FileError.

    `private` are boxes of the same page of which nothing may be seen.
    """
    page, scale = _pdf_page(path, number) if kind_of(path) is FileKind.PDF else _frame(path, number)
    cover(page, private, scale)
    x0, top, x1, bottom = (value * scale for value in bbox)
    above = AROUND[1] * scale
    ImageDraw.Draw(page).rectangle((x0 - 3, top - 3, x1 + 3, bottom + 3), outline=MARK, width=2)
    width = max(x1 - x0 + 2 * AROUND[0] * scale, LEAST_WIDTH * scale)
    left = max(0, min((x0 + x1 - width) / 2, page.width - width))
    right = min(page.width, left + width)
    upper, lower = max(0, top - above), min(page.height, bottom + above)
    if right - left < 1 or lower - upper < 1:
        raise DamagedFileError("has no such place")
    piece = page.crop((round(left), round(upper), round(right), round(lower)))
    piece.thumbnail((WIDEST, LONGEST_SIDE))
    written = io.BytesIO()
    piece.save(written, "JPEG", quality=75, subsampling=0)  # a thin coloured mark stays sharp
    return written.getvalue()


def cover(page: Image.Image, private: Sequence[BBox], scale: float) -> None:
    """Paint over the private boxes (points) of a page drawn at `scale` pixels a point."""
    draw = ImageDraw.Draw(page)
    for x0, top, x1, bottom in private:
        draw.rectangle(
            (x0 * scale - 2, top * scale - 2, x1 * scale + 2, bottom * scale + 2),
            fill=COVER,
        )


def _pdf_page(path: Path, number: int) -> tuple[Image.Image, float]:
    with closing(open_pdf(path)) as document:
        if not 1 <= number <= len(document):
            raise DamagedFileError("has no such page")
        page = document[number - 1]
        scale = min(DPI / 72, LONGEST_SIDE / max(*page.get_size(), 1))
        bitmap = page.render(scale=scale, may_draw_forms=True)
        return bitmap.to_pil().convert("RGB"), scale


def _frame(path: Path, number: int) -> tuple[Image.Image, float]:
    for place, (grey, dpi) in enumerate(frames(path), start=1):
        if place == number:
            picture = Image.fromarray(grey).convert("RGB")
            factor = min(DPI / dpi, LONGEST_SIDE / max(picture.size))
            size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
            return picture.resize(size), dpi / 72 * factor
    raise DamagedFileError("has no such page")
