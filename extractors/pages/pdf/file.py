"""PDF files: opened once, read page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.errors import DamagedFileError, PasswordProtectedError, UnsupportedFileError
from extractors.pages.model import Page
from extractors.pages.pdf.annotations import read_annotations
from extractors.pages.pdf.field_words import words_of_field, words_of_note
from extractors.pages.pdf.objects import read_graphics
from extractors.pages.pdf.placing import Placing
from extractors.pages.pdf.text import direction, read_glyphs, words_of
from extractors.pages.pdf.trust import is_believed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extractors.pages.model import Turn, Word

MAX_PAGES = 400  # a dossier in one file has some tens; beyond this nobody meant to send it
MAX_WORDS_SHOWN = 20_000
SCAN_SHARE = 0.6  # of the page that one picture covers
MAX_SIDE_PX = 6_000
MAX_PICTURE = 200_000_000  # pixels in one picture: an A2 page at 600 dpi has 140 million


def open_pdf(path: Path) -> pdfium.PdfDocument:
    """Open a PDF with its form; raises DamagedFileError, PasswordProtectedError or UnsupportedFileError."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise PasswordProtectedError("opens only with a password") from error
        raise DamagedFileError("is damaged and can't be opened") from error
    if len(document) > MAX_PAGES:
        pages = len(document)
        document.close()
        raise UnsupportedFileError(f"has {pages} pages, more than {MAX_PAGES}")
    if len(document) == 0:
        document.close()
        raise DamagedFileError("has no pages")
    document.init_forms()
    return document


def read_pages(document: pdfium.PdfDocument) -> Iterator[Page]:
    """Every page from its text layer. A page that is broken is an empty page: the others are still read."""
    for index in range(len(document)):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            yield Page(number=index + 1, width=0, height=0)
            continue
        try:
            read = _read_page(page, index + 1, document.formenv)
            yield _read_as_picture(page, read) if _is_scan(read) or not is_believed(read) else read
        finally:
            page.close()


def _is_scan(page: Page) -> bool:
    """One picture fills the page: what text there is was laid under it by a scanner, and not to be believed."""
    area = page.width * page.height
    return any((i.bbox[2] - i.bbox[0]) * (i.bbox[3] - i.bbox[1]) > SCAN_SHARE * area for i in page.images) and not any(
        field.value for field in page.fields
    )


def _read_as_picture(page: pdfium.PdfPage, read: Page) -> Page:
    from extractors.pages.scan import TARGET_DPI, read_scan  # noqa: PLC0415 - OpenCV loads only for scans

    if any(i.width_px * i.height_px > MAX_PICTURE for i in read.images):
        raise UnsupportedFileError("holds a picture of more pixels than can be read")
    longest = max(page.get_size())
    scale = min(TARGET_DPI / 72, MAX_SIDE_PX / max(longest, 1))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=True)
    try:
        picture = read_scan(bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width], 72 * scale, read.number)
    finally:
        bitmap.close()
    picture.rotation = read.rotation
    picture.annotations = read.annotations if read.turn == 0 else []
    return picture


def _read_page(page: pdfium.PdfPage, number: int, formenv: Any) -> Page:
    text_page = pdfium_c.FPDFText_LoadPage(page)
    try:
        glyphs = read_glyphs(text_page) if text_page else []
        upright = direction(text_page, glyphs)
        placing = Placing(*_visible_box(page), turn=upright if any(glyphs) else page.get_rotation())
        words = [w for w in words_of(text_page, glyphs, placing, upright) if _seen(w, placing)][:MAX_WORDS_SHOWN]
    finally:
        if text_page:
            pdfium_c.FPDFText_ClosePage(text_page)
    graphics = read_graphics(page, placing)
    fields, annotations = read_annotations(page, formenv, placing)
    for field in fields:
        words += words_of_field(field)
    for annotation in annotations:
        words += words_of_note(annotation)
    rotation = page.get_rotation()
    turn: Turn = (placing.turn - rotation) % 360
    return Page(
        number=number,
        width=placing.width,
        height=placing.height,
        rotation=rotation,
        turn=turn,
        reading="text" if words else "none",
        words=words,
        rulings=graphics.rulings,
        drawings=graphics.drawings,
        images=graphics.images,
        fields=fields,
        annotations=annotations,
    )


def _seen(word: Word, placing: Placing) -> bool:
    """Whether a word stands on the page: what runs off its edge nobody can see."""
    x0, top, x1, bottom = word.bbox
    return 0 <= (x0 + x1) / 2 <= placing.width and 0 <= (top + bottom) / 2 <= placing.height


def _visible_box(page: pdfium.PdfPage) -> tuple[float, float, float, float]:
    box = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page, box)
    left, right = sorted((box.left, box.right))
    bottom, top = sorted((box.bottom, box.top))
    return left, bottom, right, top
