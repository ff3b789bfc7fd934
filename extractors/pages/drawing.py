"""Pages as pictures, for people to look at."""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from extractors.errors import DamagedFileError
from extractors.pages.content import FileKind, kind_of
from extractors.pages.pdf.file import open_pdf
from extractors.pages.picture.raster import frames

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from extractors.pages.model import BBox

LONGEST_SIDE = 3000  # pixels of a page; a poster is drawn smaller
PAGE_DPI = 130  # small print can still be read, also on a screen that is zoomed
THUMB_WIDTH = 220  # pixels
COLOURS = 32  # print, ink and the colours of levels keep apart; a page costs some tens of kilobytes
COVER = "#3a3a3a"


@dataclass(frozen=True)
class DrawnPage:
    """A page (from 1) as PNG, whole and small; width and height of the page in points, as displayed."""

    number: int
    width: float
    height: float
    page: bytes
    thumb: bytes


def draw_pages(path: Path, numbers: Collection[int], private: Mapping[int, Sequence[BBox]]) -> Iterator[DrawnPage]:
    """These pages of a file, in order; of the `private` boxes (points, by page) nothing is seen. Raises FileError."""
    for number, picture, scale in drawn(path, numbers, PAGE_DPI):
        cover(picture, private.get(number, ()), scale)
        thumb = picture.copy()
        thumb.thumbnail((THUMB_WIDTH, THUMB_WIDTH * 2), reducing_gap=2)
        yield DrawnPage(number, picture.width / scale, picture.height / scale, _png(picture), _png(thumb))


def drawn(path: Path, numbers: Collection[int], dpi: float) -> Iterator[tuple[int, Image.Image, float]]:
    """These pages of a file as they are displayed, in order, each with its pixels a point; raises FileError."""
    left = set(numbers)
    for page in (_pdf_pages if kind_of(path) is FileKind.PDF else _frames)(path, numbers, dpi):
        left.discard(page[0])
        yield page
    if left:
        raise DamagedFileError("has no such page")


def cover(page: Image.Image, private: Sequence[BBox], scale: float) -> None:
    """Paint over the private boxes (points) of a page drawn at `scale` pixels a point."""
    draw = ImageDraw.Draw(page)
    for x0, top, x1, bottom in private:
        draw.rectangle(
            (x0 * scale - 2, top * scale - 2, x1 * scale + 2, bottom * scale + 2),
            fill=COVER,
        )


def _pdf_pages(path: Path, numbers: Collection[int], dpi: float) -> Iterator[tuple[int, Image.Image, float]]:
    with closing(open_pdf(path)) as document:
        for number in sorted(set(numbers)):
            if not 1 <= number <= len(document):
                return
            page = document[number - 1]
            scale = min(dpi / 72, LONGEST_SIDE / max(*page.get_size(), 1))
            bitmap = page.render(scale=scale, may_draw_forms=True)
            picture = bitmap.to_pil().convert("RGB")
            bitmap.close()
            page.close()
            yield number, picture, scale


def _frames(path: Path, numbers: Collection[int], dpi: float) -> Iterator[tuple[int, Image.Image, float]]:
    last = max(numbers, default=0)
    for number, (grey, own_dpi) in enumerate(frames(path), start=1):
        if number in numbers:
            picture = Image.fromarray(grey)
            factor = min(dpi / own_dpi, LONGEST_SIDE / max(picture.size))
            size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
            yield number, picture.resize(size).convert("RGB"), own_dpi / 72 * factor
        if number >= last:
            return


def _png(picture: Image.Image) -> bytes:
    """Few colours and no dithering: text stays sharp, and a scan's noise is not kept."""
    written = io.BytesIO()
    few = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(written, "PNG")
    return written.getvalue()
