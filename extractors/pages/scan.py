"""A picture of a page becomes a page: straightened, its lines found and taken out, its words recognised."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.blobs import complete
from extractors.pages.hand.by_hand import doubted, hands_among
from extractors.pages.hand.lone_figures import figures_again
from extractors.pages.hand.words import filled_in_by_hand, with_hands
from extractors.pages.ink.pen import not_of_pen, pen_strokes
from extractors.pages.ink.scan_boxes import boxes_of, drawings_of, without_boxes
from extractors.pages.ink.unread import faint_places, unread_places
from extractors.pages.model import Page
from extractors.pages.ocr import read_page
from extractors.pages.picture.contrast import even_light, sharpened
from extractors.pages.picture.dark_fills import without_dark_fills
from extractors.pages.picture.letter_turns import surely_upright
from extractors.pages.picture.raster import A4_WIDTH_INCH
from extractors.pages.picture.ruled_lines import ink_of, line_masks, rulings_of, without_lines
from extractors.pages.picture.smaller import half_of
from extractors.pages.picture.upright import sheet_of, straightened, turned
from extractors.pages.second.second_reading import settle
from extractors.pages.second.slips import without_slips

if TYPE_CHECKING:
    from extractors.pages.model import Word
    from extractors.pages.picture.raster import Grey
    from extractors.pages.picture.upright import Matrix

cv2.setNumThreads(1)  # one page a worker: threads that wait for each other cost more than they bring

TARGET_DPI = 200.0
WELL_READ = 0.6  # confidence from which a word is print, not pen
SMALLEST_PICTURE = 50  # pixels
LONG_WORD = 3  # characters: shorter ones are read into anything
FEW_WORDS = 4.0  # as many words or fewer were read into a page that lies on its side
UPRIGHT_SHARE, UPRIGHT_CONFIDENCE = 0.6, 0.8  # upside down, figures and capitals still pass for words at 0.7
SIDEWAYS = (1, 3)
OTHER_WAYS = ((2,), SIDEWAYS)  # quarter turns, likeliest first: a scanner takes pages upside down
BLANK_INK, INK = 0.0005, 127  # share of ink below which a page is empty; grey value
NOISE_INK, NOISE_PIECES = 0.2, 2000  # share of ink, and pieces a million pixels, beyond which nothing is print


def read_scan(grey: Grey, dpi: float, number: int) -> Page:
    """The page that a picture shows. `dpi` places its pixels on paper; boxes come out in points."""
    if min(grey.shape) < SMALLEST_PICTURE:
        return Page(number=number, width=grey.shape[1] * 72 / dpi, height=grey.shape[0] * 72 / dpi)
    even, matrix, own_dpi = _prepared(grey, dpi)
    dark = cv2.threshold(even, INK, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8, copy=False)
    if cv2.countNonZero(dark) < BLANK_INK * even.size or _is_noise(dark):
        return _empty_page(even, own_dpi, number)
    ink = ink_of(even, own_dpi)
    lines = line_masks(ink, own_dpi)
    boxes = boxes_of(even, ink, lines, own_dpi)
    cleaned = without_lines(even, lines)
    without_boxes(cleaned, boxes)
    words, quarters = _read_any_way(cleaned, round(own_dpi))
    if quarters:
        cleaned, turn = turned(cleaned, quarters)
        even, ink = turned(even, quarters)[0], turned(ink, quarters)[0]
        lines, matrix = line_masks(ink, own_dpi), turn @ matrix
        boxes = boxes_of(even, ink, lines, own_dpi)
    page = _empty_page(cleaned, own_dpi, number)
    if not _weight(words):
        return page  # noise: what was read into it are no words
    scale = 72.0 / own_dpi
    page.shown = _shown(matrix, 72.0 / dpi, scale)
    page.rulings = rulings_of(lines, scale)
    words = settle(cleaned, complete(cleaned, words, round(own_dpi)), round(own_dpi))
    placed = without_slips([_placed(word, scale) for word in words])
    strokes = pen_strokes(cleaned, placed, own_dpi, lines)
    page.words = not_of_pen(placed, strokes)
    page.unread = unread_places(cleaned, page.words, own_dpi)
    hands = hands_among(cleaned, page.words, own_dpi)
    page.words = doubted(page.words, hands)
    if filled_in_by_hand(page.words, page.unread, hands):
        page.words = with_hands(cleaned, page.words, own_dpi)
        page.unread = unread_places(cleaned, page.words, own_dpi)
    else:
        page.words = figures_again(cleaned, page.words, own_dpi)
    page.faint = faint_places(cleaned, page.words, own_dpi)
    page.drawings = drawings_of(even, boxes, own_dpi) + strokes
    page.reading = "ocr"
    return page


def _prepared(grey: Grey, dpi: float) -> tuple[Grey, Matrix, float]:
    """The picture in reading position with even light, the matrix that brought it there, its own dots per inch."""
    sheet, matrix = sheet_of(grey)
    if sheet is not grey:
        dpi = min(sheet.shape) / A4_WIDTH_INCH
    if dpi > TARGET_DPI * 1.3 or dpi < TARGET_DPI * 0.7:
        factor = TARGET_DPI / dpi
        shape = (max(1, round(sheet.shape[1] * factor)), max(1, round(sheet.shape[0] * factor)))
        way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        sheet = cv2.resize(sheet, shape, interpolation=way).astype(np.uint8, copy=False)
        matrix = np.diag([factor, factor, 1.0]) @ matrix
        dpi = TARGET_DPI
    even, turn = straightened(sharpened(even_light(without_dark_fills(sheet, dpi))), dpi)
    return even, turn @ matrix, dpi


def _is_noise(dark: Grey) -> bool:
    """Whether nothing but noise is there: ink all over, in crumbs (of print there is less, a black edge is one piece).

    Read all the same, it would take ten times as long as a page of print, and give words.
    """
    if cv2.countNonZero(dark) < NOISE_INK * dark.size:
        return False
    return cv2.connectedComponents(dark)[0] * 1e6 > NOISE_PIECES * dark.size


def _empty_page(picture: Grey, dpi: float, number: int) -> Page:
    height, width = picture.shape
    return Page(number=number, width=width * 72 / dpi, height=height * 72 / dpi)


def _shown(matrix: Matrix, shown_scale: float, own_scale: float) -> tuple[float, ...]:
    """The matrix that brings points of the page read to points of the page as it is displayed."""
    back = np.diag([shown_scale, shown_scale, 1.0]) @ np.linalg.inv(matrix) @ np.diag([1 / own_scale, 1 / own_scale, 1])
    return tuple(float(v) for v in back.ravel())


def _read_any_way(cleaned: Grey, dpi: int) -> tuple[list[Word], int]:
    """The words as the page lies, or turned by so many quarters where that reads better: on its head, or on a side."""
    words, quarters = read_page(cleaned, dpi), 0
    for ways in OTHER_WAYS:
        if _readable(words) or (ways is SIDEWAYS and _weight(words) > FEW_WORDS):
            break
        if surely_upright(half_of(cleaned), dpi):
            break
        for other in ways:  # both sides are read: on the wrong one figures and capitals pass for words too
            found = read_page(turned(cleaned, other)[0], dpi)
            if _weight(found) > _weight(words):
                words, quarters = found, other
    return words, quarters


def _readable(words: list[Word]) -> bool:
    """Whether most of what looks like words was read well: upside down, nearly nothing is."""
    sizes = [w.confidence for w in words if len(w.text) >= LONG_WORD]
    return bool(sizes) and sum(c >= UPRIGHT_CONFIDENCE for c in sizes) >= UPRIGHT_SHARE * len(sizes)


def _weight(words: list[Word]) -> float:
    return sum(w.confidence for w in words if len(w.text) >= LONG_WORD and w.confidence >= WELL_READ)


def _placed(word: Word, scale: float) -> Word:
    x0, top, x1, bottom = (v * scale for v in word.bbox)
    return dataclasses.replace(word, bbox=(x0, top, x1, bottom), size=round(bottom - top, 1))
