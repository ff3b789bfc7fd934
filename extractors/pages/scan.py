"""A picture of a page becomes a page: straightened, its lines found and taken out, its words recognised."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.blobs import complete
from extractors.pages.model import Drawing, Page
from extractors.pages.ocr import read_page
from extractors.pages.ruled_lines import line_masks, rulings_of, without_lines
from extractors.pages.second_reading import settle

if TYPE_CHECKING:
    from extractors.pages.model import Word
    from extractors.pages.raster import Grey

TARGET_DPI = 200.0
STEEPEST_SKEW = 5.0  # degrees
WELL_READ = 0.6  # confidence from which a word is print, not pen
SMALLEST_WRITING = (18.0, 7.0)  # points: less is a speck or a letter
BLANK_INK = 0.0005  # dark share below which a page is empty


def read_scan(grey: Grey, dpi: float, number: int) -> Page:
    """The page that a picture shows. `dpi` places its pixels on paper; boxes come out in points."""
    if dpi > TARGET_DPI * 1.3 or dpi < TARGET_DPI * 0.7:
        factor = TARGET_DPI / dpi
        shape = (max(1, round(grey.shape[1] * factor)), max(1, round(grey.shape[0] * factor)))
        grey = cv2.resize(grey, shape, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC).astype(np.uint8)
        dpi = TARGET_DPI
    scale = 72.0 / dpi
    height, width = grey.shape
    page = Page(number=number, width=width * scale, height=height * scale)
    even = _even_light(grey)
    if float((even < 128).mean()) < BLANK_INK or min(height, width) < 50:
        return page
    even = _straightened(even)
    lines = line_masks(even, dpi)
    page.rulings = rulings_of(lines, scale)
    cleaned = without_lines(even, lines)
    words = complete(cleaned, read_page(cleaned, round(dpi)), round(dpi))
    page.words = [_placed(word, scale) for word in settle(cleaned, words, round(dpi))]
    page.drawings = _handwriting(cleaned, page.words, dpi)
    page.reading = "ocr"
    return page


def _placed(word: Word, scale: float) -> Word:
    x0, top, x1, bottom = (v * scale for v in word.bbox)
    return dataclasses.replace(word, bbox=(x0, top, x1, bottom), size=round(bottom - top, 1))


def _even_light(grey: Grey) -> Grey:
    """Paper made white: shadows and yellowed corners divided out."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    background = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, background, scale=255).astype(np.uint8)


def _straightened(grey: Grey) -> Grey:
    angle = _skew(grey)
    if abs(angle) < 0.1:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255,)).astype(np.uint8)


def _skew(grey: Grey) -> float:
    """Degrees to turn: the angle at which the rows of ink stand out most from the rows of paper."""
    small = cv2.resize(grey, None, fx=0.33, fy=0.33, interpolation=cv2.INTER_AREA)
    ink = (small < 160).astype(np.uint8) * 255
    height, width = ink.shape

    def contrast(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        rows = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_NEAREST).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-STEEPEST_SKEW, STEEPEST_SKEW + 0.1, 0.5), key=contrast)
    return float(max(np.arange(coarse - 0.4, coarse + 0.45, 0.1), key=contrast))


def _handwriting(cleaned: Grey, words: list[Word], dpi: float) -> list[Drawing]:
    """What ink is left when lines and well-read words are taken out, as drawings: pen strokes, stamps, logos."""
    scale = 72.0 / dpi
    ink = cv2.threshold(cleaned, 150, 255, cv2.THRESH_BINARY_INV)[1]
    for word in words:
        if word.confidence >= WELL_READ:
            x0, top, x1, bottom = (round(v / scale) for v in word.bbox)
            ink[max(0, top - 2) : bottom + 3, max(0, x0 - 2) : x1 + 3] = 0
    joined = cv2.dilate(ink, np.ones((round(dpi * 0.05), round(dpi * 0.07)), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    drawings = []
    for index in range(1, count):
        x, y, w, h, _ = (int(v) for v in stats[index])
        if w * scale < SMALLEST_WRITING[0] or h * scale < SMALLEST_WRITING[1]:
            continue
        area = ink[y : y + h, x : x + w] * (labels[y : y + h, x : x + w] == index)
        share = float((area > 0).mean())
        if 0.01 < share < 0.5:
            pieces = sum(len(c) for c in cv2.findContours(area.astype(np.uint8), 0, 2)[0])
            box = (x * scale, y * scale, (x + w) * scale, (y + h) * scale)
            drawings.append(
                Drawing(box, segments=pieces, curves=0, closed=False, filled=False, stroked=True, rectangle=False)
            )
    return drawings
