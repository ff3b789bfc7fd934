"""What a pen or a stamp left on a picture: the ink that is neither line nor box nor print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.ink.pen_lines import drawn_lines, healed
from extractors.pages.ink.pen_shapes import DOUBTED, sureness
from extractors.pages.ink.printed import fully_printed, print_masks
from extractors.pages.model import Drawing
from extractors.pages.picture.smaller import boxes_in, labelled, quarter_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from extractors.pages.model import BBox, Word
    from extractors.pages.ocr import Box
    from extractors.pages.picture.raster import Grey
    from extractors.pages.picture.ruled_lines import Masks

    Numbers = NDArray[np.int32]
    Flags = NDArray[np.bool_]

DARK = 165  # grey values; pencil is paler than print
MOSTLY = 0.6  # of a word's area
OWN = 0.55  # of a patch's ink: as much inside words makes it print
SMALLEST = (18.0, 7.0)  # points: less is a speck or a letter
SPECK = 8  # pixels
ROOM = 0.2  # inches around a body of ink that are looked at with it
REACH = (0.07, 0.05)  # inches across and down within which strokes belong together
READ_WELL = 0.85  # confidence of a word
AROUND = 3  # words that stand within a stamp
AT_ONE_END = 0.5  # of its height: by how much print within it stands nearer to its foot or head
LONG_WORD, ALIKE, NEAR = 5, 0.2, 8.0  # characters; of the height of type; times it: of a word in line with print
MARGIN, LARGEST_HOLE = 40.0, 30.0  # points
HIGHER, WIDER = 2.2, 3.0  # than type: a patch in one piece that is no letter of a word
LARGEST_TYPE = 10.0  # points from top to bottom of a word in the type of a form
FLATTEST = 1.3  # times the height of type


@dataclass(slots=True, frozen=True)
class _Sheet:
    """A page without its lines, what of it is print and surely is, where the lines ran, the height of type (pixels)."""

    cleaned: Grey
    printed: Masks
    lines: Masks
    type_height: float
    dpi: float


def not_of_pen(words: list[Word], strokes: list[Drawing]) -> list[Word]:
    """The words without what was read into pen strokes; what only may be pen takes no word that was read well.

    A label that somebody signed over is read badly, but stands in line with print.
    """
    type_ = fully_printed(words)
    printed = {id(w) for w in type_}

    def is_in(word: Word, stroke: Drawing) -> bool:
        hides = stroke.confidence > DOUBTED or word.confidence < READ_WELL
        return hides and _mostly_in(word.bbox, stroke.bbox)

    def is_print(word: Word) -> bool:
        return id(word) in printed or (len(word.text) >= LONG_WORD and any(_in_line(word, other) for other in type_))

    return [w for w in words if not any(is_in(w, s) for s in strokes) or is_print(w)]


def _in_line(word: Word, other: Word) -> bool:
    height, gap = other.bottom - other.top, max(other.x0 - word.x1, word.x0 - other.x1)
    alike = abs(word.bottom - word.top - height) < ALIKE * height and abs(word.middle - other.middle) < ALIKE * height
    return alike and gap < NEAR * height


def _mostly_in(word: BBox, stroke: BBox) -> bool:
    across = min(word[2], stroke[2]) - max(word[0], stroke[0])
    down = min(word[3], stroke[3]) - max(word[1], stroke[1])
    area = (word[2] - word[0]) * (word[3] - word[1])
    return across > 0 and down > 0 and across * down > MOSTLY * area


def pen_strokes(cleaned: Grey, words: list[Word], dpi: float, lines: Masks) -> list[Drawing]:
    """The patches of ink that are left when lines and print are taken out, as drawings in points.

    `cleaned` is the page without its `lines`. Print that was read badly is left too; it is told by its size and shape.
    """
    scale = 72.0 / dpi
    printed = print_masks(cleaned.shape, words, scale)
    sheet = _Sheet(cleaned, printed, lines, _type_height(words) / scale, dpi)
    found: list[Drawing] = []
    for place in _places(sheet):
        for drawing in _strokes_in(sheet, place):
            if not any(_mostly_in(drawing.bbox, other.bbox) for other in found):
                found = [d for d in found if not _mostly_in(d.bbox, drawing.bbox)] + [drawing]
    page = (cleaned.shape[1] * scale, cleaned.shape[0] * scale)
    printed_words = [w for w in fully_printed(words) if len(w.text) > 1]
    return [_doubted(d, printed_words) for d in found if not _is_hole(d.bbox, *page)]


def _doubted(drawing: Drawing, words: list[Word]) -> Drawing:
    """The drawing, doubted when it stands around lines of print: a stamp with an address or a date.

    Print at its foot or head is a label that somebody signed over.
    """
    x0, top, x1, bottom = drawing.bbox
    inside = [w for w in words if x0 <= w.x0 and w.x1 <= x1 and top <= w.top and w.bottom <= bottom]
    lines = inside and max(w.middle for w in inside) - min(w.middle for w in inside) > inside[0].bottom - inside[0].top
    if not lines or len(inside) < AROUND:
        return drawing
    above, below = min(w.top for w in inside) - top, bottom - max(w.bottom for w in inside)
    if abs(above - below) > AT_ONE_END * (bottom - top):
        return drawing
    return replace(drawing, confidence=min(drawing.confidence, DOUBTED))


def _type_height(words: list[Word]) -> float:
    """The height of type in points; a page filled in by hand has larger words than it has type."""
    return min(LARGEST_TYPE, float(np.median([w.bottom - w.top for w in words]))) if words else LARGEST_TYPE


def _places(sheet: _Sheet) -> list[Box]:
    """Where ink that is no print stands close together, higher than a line of type."""
    dark = cv2.threshold(sheet.cleaned, DARK - 1, 255, cv2.THRESH_BINARY_INV)[1]
    unprinted = cv2.threshold(sheet.printed[1], 0, 255, cv2.THRESH_BINARY_INV)[1]
    ink = cv2.bitwise_and(dark, unprinted).astype(np.uint8, copy=False)
    height, width = ink.shape
    small = (quarter_of(ink) > 0).view(np.uint8)
    kernel = np.ones([max(1, round(sheet.dpi * reach / 4)) for reach in reversed(REACH)], np.uint8)
    patches = boxes_in(cv2.dilate(small, kernel).astype(np.uint8, copy=False))
    least = FLATTEST * sheet.type_height + 4 * (kernel.shape[0] - 1)
    room = round(ROOM * sheet.dpi)
    return [
        (max(0, x - room), max(0, y - room), min(width, x + w + room), min(height, y + h + room))
        for x, y, w, h in ((4 * v for v in patch) for patch in reversed(patches))
        if h >= least and w >= SMALLEST[0] * sheet.dpi / 72
    ]


def _strokes_in(sheet: _Sheet, place: Box) -> Iterator[Drawing]:
    """The pen strokes of a part of the page."""
    left, top, right, bottom = place
    here = np.s_[top:bottom, left:right]
    part, lines = sheet.cleaned[here], (sheet.lines[0][here], sheet.lines[1][here])
    across, down = drawn_lines(part, lines, sheet.dpi)
    ink = healed((part < DARK).view(np.uint8), lines) | down
    labels, stats = labelled(ink)
    loose = _not_print(labels, stats, (sheet.printed[0][here], sheet.printed[1][here]), sheet.type_height)
    owner = _bodies(loose[labels].astype(np.uint8), across, labels, sheet.dpi)
    scale = 72.0 / sheet.dpi
    for body in np.unique(owner[loose]):
        pieces = np.nonzero((owner == body) & loose)[0]
        box = _around(stats[pieces])
        x0, y0, x1, y1 = ((v + o) * scale for v, o in zip(box, (left, top, left, top), strict=True))
        if x1 - x0 < SMALLEST[0] or y1 - y0 < SMALLEST[1]:
            continue
        around = np.s_[box[1] : box[3], box[0] : box[2]]
        area = np.isin(labels[around], pieces) & (sheet.printed[1][here][around] == 0)  # without words it runs over
        if sure := sureness(area.view(np.uint8), sheet.type_height, sheet.dpi, tied=bool(across[around].any())):
            yield _drawing((x0, y0, x1, y1), area.view(np.uint8), sure)


def _not_print(labels: Numbers, stats: Numbers, printed: Masks, type_height: float) -> Flags:
    """For each patch whether it is no print: too little of it lies in words, or it is no letter's size or shape."""
    areas = stats[:, cv2.CC_STAT_AREA]
    inside, surely_inside = (np.bincount(labels[mask > 0], minlength=len(stats)) >= OWN * areas for mask in printed)
    large = (stats[:, cv2.CC_STAT_HEIGHT] > HIGHER * type_height) & (stats[:, cv2.CC_STAT_WIDTH] > WIDER * type_height)
    loose: Flags = (~inside | (large & ~surely_inside)) & (areas >= SPECK)
    loose[0] = False  # the paper
    return loose


def _bodies(pen: Grey, across: Grey, labels: Numbers, dpi: float) -> Numbers:
    """For each patch the body of ink to which it belongs: strokes a little apart are one hand's."""
    kernel = np.ones((max(1, round(dpi * REACH[1])), max(1, round(dpi * REACH[0]))), np.uint8)
    bodies, _ = labelled(cv2.dilate(pen | across, kernel).astype(np.uint8, copy=False))
    owner: Numbers = np.zeros(int(labels.max()) + 1, np.int32)
    owner[labels[pen > 0]] = bodies[pen > 0]
    return owner


def _around(stats: Numbers) -> Box:
    x, y, w, h = (stats[:, i] for i in range(4))
    return int(x.min()), int(y.min()), int((x + w).max()), int((y + h).max())


def _drawing(box: BBox, area: Grey, sure: float) -> Drawing:
    pieces = sum(len(c) for c in cv2.findContours(area, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0])
    return Drawing(box, pieces, curves=0, closed=False, filled=False, stroked=True, rectangle=False, confidence=sure)


def _is_hole(box: BBox, page_width: float, page_height: float) -> bool:
    """A hole punched for a ring binder: as high as wide, beside an edge of the sheet."""
    width, height = box[2] - box[0], box[3] - box[1]
    at_edge = min(box[0], box[1], page_width - box[2], page_height - box[3]) < MARGIN
    return at_edge and max(width, height) < LARGEST_HOLE and max(width, height) < 1.5 * min(width, height)
