"""Pieces of pages as pictures: what a finding rests on, with the place itself marked."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import ImageDraw

from extractors.errors import DamagedFileError
from extractors.pages.drawing import LONGEST_SIDE, cover, drawn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from extractors.pages.model import BBox

DPI = 110
WIDEST = 1000  # pixels of a piece
AROUND = (24.0, 36.0)  # points of the page shown beside and above the place; to sign is often under a label
LEAST_WIDTH = 600.0  # points, all of an upright A4: what a form asks stands in line with its answer
MARK = "#b3261e"


def cut_out(path: Path, number: int, bbox: BBox, private: Sequence[BBox] = ()) -> bytes:
    """A JPEG of the place on a page (from 1; the box in points of the page as displayed); raises FileError.

    `private` are boxes of the same page of which nothing may be seen.
    """
    _, page, scale = next(drawn(path, [number], DPI))
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
