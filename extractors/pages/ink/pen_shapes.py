"""What a body of ink looks like: strokes of a pen, or a stamp, the ring of a cup, a logo, letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.picture.smaller import labelled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extractors.pages.picture.raster import Grey

    Numbers = NDArray[np.float32]
    Flags = NDArray[np.bool_]

HIGHER, WIDER = 2.2, 3.5  # than type: strokes in one go that print does not have
FLATTEST, FULLEST = 1.3, 0.3  # a long stroke that wanders: at least as high as type, and mostly paper between
THICKEST = 2.6  # points: the strokes of a marker, a bar, a logo
MARKER, OPEN = 4.5, 0.4  # points; dark share: what a felt-tip leaves, and some logos
DENSEST = 0.6  # dark share
SPARSE = 0.12  # dark share; two lines of type are darker
LARGEST_SHARE = 0.45  # of the ink in its largest piece; letters are alike in size
LETTERS, LETTER_WIDTH = 4, 1.5  # pieces from which a body may be a word; times the height of type
ON_OUTLINE, NEAR_OUTLINE = 0.6, 0.8  # share of the ink; times the thickness of the stroke
STRAIGHT = 0.85  # share of the ink on a line, or on the bow of something small
LARGE_OUTLINE = 0.55  # inches: of a stamp or the ring of a cup
LEAST_ROUND = 12  # times as wide as its stroke: what is flatter is no round
LONG_SIDE = 0.8  # inches: of a frame
SIDE_COVER = 2.2  # times the thickness of the stroke that a side found may be off
GAP = 8  # pixels missing from a side
SAMPLE = 600  # pixels looked at for an outline

PEN, DOUBTED = 1.0, 0.6


@dataclass(slots=True, frozen=True, eq=False)
class Piece:
    """One piece of ink: its pixels in the picture of the body, and its measures in pixels."""

    mask: Grey
    width: int
    height: int
    area: int
    thickness: float


def sureness(area: Grey, type_height: float, dpi: float, *, tied: bool = False) -> float:
    """How surely a body of ink (1 where dark) is somebody's pen: 0 when it is something else.

    `tied` tells that a straight stroke ran through its pieces.
    """
    pieces = pieces_of(area)
    thickest = THICKEST * dpi / 72
    large = [p for p in pieces if _is_large(p, type_height)]
    strokes = [p for p in large if p.thickness <= thickest and p.area <= DENSEST * p.width * p.height]
    if any(p.thickness <= MARKER * dpi / 72 and p.area <= OPEN * p.width * p.height for p in large) and not strokes:
        return DOUBTED
    if not strokes:
        broken = _is_sparse(area, type_height) or (tied and _is_wide(area, type_height))
        return DOUBTED if broken and not large else 0.0
    if _is_word(pieces, type_height):
        return DOUBTED
    lines = [p for p in strokes if _is_line(p) or _is_arc(p, dpi)]
    outlines = [p for p in strokes if p not in lines and _on_outline(p, dpi)]
    wandering = [p for p in strokes if p not in lines and p not in outlines]
    if wandering:
        return PEN if _ink(wandering) > _ink(outlines) else DOUBTED
    if outlines:
        return DOUBTED if any(_beyond_outline(p, type_height, dpi) for p in outlines) else 0.0
    return DOUBTED if _ink(pieces) > 2 * _ink(lines) else 0.0


def pieces_of(area: Grey) -> list[Piece]:
    """The pieces of a body of ink."""
    labels, stats = labelled(area)
    found = []
    for index, (x, y, w, h, size) in enumerate(stats[1:].tolist(), start=1):
        mask = (labels[y : y + h, x : x + w] == index).astype(np.uint8)
        contours = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)[0]
        outline = sum(cv2.arcLength(c, closed=True) for c in contours)
        found.append(Piece(mask, w, h, size, 2 * size / max(outline, 1.0)))
    return found


def _is_large(piece: Piece, type_height: float) -> bool:
    if piece.height > HIGHER * type_height:
        return True
    full = piece.area > FULLEST * piece.width * piece.height
    return piece.width > WIDER * type_height and piece.height > FLATTEST * type_height and not full


def _is_word(pieces: list[Piece], type_height: float) -> bool:
    """Whether the body is letters beside each other, larger than the type of the page."""
    share = max(p.area for p in pieces) / sum(p.area for p in pieces)
    widest = max(p.width for p in pieces)
    return len(pieces) >= LETTERS and share < LARGEST_SHARE and widest < LETTER_WIDTH * type_height


def _is_sparse(area: Grey, type_height: float) -> bool:
    """Whether a body without large pieces is more open than lines of type: strokes that were broken in pieces."""
    return bool(area.shape[0] > HIGHER * type_height and _is_wide(area, type_height) and area.mean() < SPARSE)


def _is_wide(area: Grey, type_height: float) -> bool:
    return bool(area.shape[0] > FLATTEST * type_height and area.shape[1] > WIDER * type_height)


def _ink(pieces: list[Piece]) -> int:
    return sum(p.area for p in pieces)


def _is_line(piece: Piece) -> bool:
    return bool((_from_line(_points(piece)) < NEAR_OUTLINE * piece.thickness).mean() >= STRAIGHT)


def _is_arc(piece: Piece, dpi: float) -> bool:
    """Whether the piece is a small bow: of a hand's stroke or of a stamp."""
    return not _is_big(piece, dpi) and bool(_near_outline(piece, dpi).mean() >= STRAIGHT)


def _on_outline(piece: Piece, dpi: float) -> bool:
    """Whether the piece is a round, also part of one, or a frame: a stamp, or the ring of a cup."""
    return _is_big(piece, dpi) and bool(_near_outline(piece, dpi).mean() >= ON_OUTLINE)


def _is_big(piece: Piece, dpi: float) -> bool:
    return max(piece.width, piece.height) >= LARGE_OUTLINE * dpi


def _near_outline(piece: Piece, dpi: float) -> Flags:
    """For each pixel of the piece whether it lies on the round that fits best, or on long straight lines."""
    points, near = _points(piece), NEAR_OUTLINE * piece.thickness
    fits = (_from_circle(points, near) < near, _from_ellipse(points, near) < near, _on_straights(piece, points, dpi))
    return max(fits, key=lambda on: int(on.sum()))


def _points(piece: Piece) -> Numbers:
    return np.argwhere(piece.mask)[:, ::-1].astype(np.float32)


def _beyond_outline(piece: Piece, type_height: float, dpi: float) -> bool:
    """Whether more than letters is left when the outline is taken away: a stamp somebody signed over."""
    on = _near_outline(piece, dpi)
    rest = piece.mask.copy()
    ys, xs = np.nonzero(piece.mask)
    rest[ys[on], xs[on]] = 0
    return any(_is_large(p, type_height) for p in pieces_of(rest))


def _from_line(points: Numbers) -> Numbers:
    centred = points - points.mean(axis=0)
    direction = np.linalg.svd(centred[:: max(1, len(centred) // SAMPLE)], full_matrices=False)[2][0]
    return np.asarray(np.abs(centred[:, 0] * direction[1] - centred[:, 1] * direction[0]))


def _from_circle(points: Numbers, near: float) -> Numbers:
    """Distances from the circle that fits best: right for a short bow too."""
    x, y = points[:, 0], points[:, 1]
    terms = np.column_stack([x, y, np.ones(len(points))])
    a, b, c = np.linalg.lstsq(terms, x**2 + y**2, rcond=None)[0]
    radius = float(np.sqrt(max(c + (a**2 + b**2) / 4, 0.0)))
    if radius < LEAST_ROUND * near / 2:
        return np.full(len(points), np.inf, np.float32)
    off: Numbers = np.abs(np.hypot(x - a / 2, y - b / 2) - radius).astype(np.float32)
    return off


def _from_ellipse(points: Numbers, near: float) -> Numbers:
    """Distances from the ellipse that fits best, what lies far from it left out step by step."""
    used = points
    off: Numbers = np.full(len(points), np.inf, np.float32)
    for _ in range(3):
        sample = np.ascontiguousarray(used[:: max(1, len(used) // SAMPLE)])
        if len(sample) < 6:
            break
        (x, y), (wide, high), turn = cv2.fitEllipse(sample)
        if min(wide, high) < LEAST_ROUND * near:
            return np.full(len(points), np.inf, np.float32)
        angle = np.deg2rad(turn)
        dx, dy = points[:, 0] - x, points[:, 1] - y
        u, v = dx * np.cos(angle) + dy * np.sin(angle), dy * np.cos(angle) - dx * np.sin(angle)
        off = (np.abs(np.hypot(2 * u / wide, 2 * v / high) - 1) * min(wide, high) / 2).astype(np.float32)
        used = points[off < max(2 * near, float(np.median(off)))]
    return off


def _on_straights(piece: Piece, points: Numbers, dpi: float) -> Flags:
    """Which pixels lie on straight lines longer than a hand draws them in a signature: the sides of a frame."""
    length = LONG_SIDE * dpi
    padded = cv2.copyMakeBorder(piece.mask * np.uint8(255), 1, 1, 1, 1, cv2.BORDER_CONSTANT)
    found = cv2.HoughLinesP(padded, 1, np.pi / 180, round(length / 2), minLineLength=length, maxLineGap=GAP)
    on = np.zeros(padded.shape, np.uint8)
    for x0, y0, x1, y1 in [] if found is None else found.reshape(-1, 4).astype(int).tolist():
        cv2.line(on, (x0, y0), (x1, y1), 1, round(SIDE_COVER * piece.thickness) + 1)
    flags: Flags = on[1:-1, 1:-1][points[:, 1].astype(np.int32), points[:, 0].astype(np.int32)] > 0
    return flags
