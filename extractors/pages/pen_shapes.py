"""What a body of ink looks like: strokes of a pen, or a stamp, the ring of a cup, a logo, letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extractors.pages.raster import Grey

    Numbers = NDArray[np.float32]
    Flags = NDArray[np.bool_]

HIGHER, WIDER = 2.2, 3.5  # than type: strokes in one go that print does not have
FLATTEST, FULLEST = 1.3, 0.3  # a long stroke that wanders: at least as high as type, and mostly paper between
THICKEST = 2.6  # points: the strokes of a marker, a bar, a logo
DENSEST = 0.45  # dark share
SPARSE = 0.12  # dark share; two lines of type are darker
LARGEST_SHARE = 0.45  # of the ink in its largest piece; letters are alike in size
LETTERS, LETTER_WIDTH = 4, 1.5  # pieces from which a body may be a word; times the height of type
ON_OUTLINE, NEAR_OUTLINE = 0.6, 0.8  # share of the ink; times the thickness of the stroke
STRAIGHT = 0.85  # share of the ink on a line, or on the outline of something small
LARGE_OUTLINE = 0.55  # inches: of a stamp or the ring of a cup
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


def sureness(area: Grey, type_height: float, dpi: float) -> float:
    """How surely a body of ink (1 where dark) is somebody's pen: 0 when it is something else."""
    pieces = pieces_of(area)
    thickest = THICKEST * dpi / 72
    large = [p for p in pieces if _is_large(p, type_height)]
    strokes = [p for p in large if p.thickness <= thickest and p.area <= DENSEST * p.width * p.height]
    if not strokes:
        return DOUBTED if not large and _is_sparse(area, type_height) else 0.0
    if _is_word(pieces, type_height):
        return DOUBTED
    lines = [p for p in strokes if _is_line(p)]
    outlines = [p for p in strokes if p not in lines and _on_outline(p, dpi)]
    wandering = [p for p in strokes if p not in lines and p not in outlines]
    if wandering:
        return PEN if _ink(wandering) > _ink(outlines) else DOUBTED
    if outlines:
        return DOUBTED if any(_beyond_outline(p, type_height) for p in outlines) else 0.0
    return DOUBTED if _ink(pieces) > 2 * _ink(lines) else 0.0


def pieces_of(area: Grey) -> list[Piece]:
    """The pieces of a body of ink."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(area)
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
    height, width = area.shape
    return height > HIGHER * type_height and width > WIDER * type_height and float(area.mean()) < SPARSE


def _ink(pieces: list[Piece]) -> int:
    return sum(p.area for p in pieces)


def _is_line(piece: Piece) -> bool:
    return bool((_from_line(_points(piece)) < NEAR_OUTLINE * piece.thickness).mean() >= STRAIGHT)


def _on_outline(piece: Piece, dpi: float) -> bool:
    """Whether the piece is a round, also part of one, or a frame: a stamp, or the ring of a cup.

    A small curl is easily taken for part of a round.
    """
    least = ON_OUTLINE if max(piece.width, piece.height) >= LARGE_OUTLINE * dpi else STRAIGHT
    return bool(_near_outline(piece).mean() >= least)


def _near_outline(piece: Piece) -> Flags:
    """For each pixel of the piece whether it lies on the round or the frame that fits best."""
    points, near = _points(piece), NEAR_OUTLINE * piece.thickness
    return max((_from_round(points, near) < near, _from_frame(points) < near), key=lambda on: int(on.sum()))


def _points(piece: Piece) -> Numbers:
    return np.argwhere(piece.mask)[:, ::-1].astype(np.float32)


def _beyond_outline(piece: Piece, type_height: float) -> bool:
    """Whether more than letters is left when the outline is taken away: a stamp somebody signed over."""
    on = _near_outline(piece)
    rest = piece.mask.copy()
    ys, xs = np.nonzero(piece.mask)
    rest[ys[on], xs[on]] = 0
    return any(_is_large(p, type_height) for p in pieces_of(rest))


def _from_line(points: Numbers) -> Numbers:
    centred = points - points.mean(axis=0)
    direction = np.linalg.svd(centred[:: max(1, len(centred) // SAMPLE)], full_matrices=False)[2][0]
    return np.asarray(np.abs(centred[:, 0] * direction[1] - centred[:, 1] * direction[0]))


def _from_round(points: Numbers, near: float) -> Numbers:
    """Distances from the ellipse that fits best, what lies far from it left out step by step."""
    used = points
    off = np.full(len(points), np.inf)
    for _ in range(3):
        sample = np.ascontiguousarray(used[:: max(1, len(used) // SAMPLE)])
        if len(sample) < 6:
            break
        (x, y), (wide, high), turn = cv2.fitEllipse(sample)
        if min(wide, high) < 1 or max(wide, high) > 8 * min(wide, high):
            break
        angle = np.deg2rad(turn)
        dx, dy = points[:, 0] - x, points[:, 1] - y
        u, v = dx * np.cos(angle) + dy * np.sin(angle), dy * np.cos(angle) - dx * np.sin(angle)
        off = np.abs(np.hypot(2 * u / wide, 2 * v / high) - 1) * min(wide, high) / 2
        used = points[off < max(2 * near, np.median(off))]
    return off


def _from_frame(points: Numbers) -> Numbers:
    (x, y), (wide, high), turn = cv2.minAreaRect(points)
    angle = np.deg2rad(turn)
    dx, dy = points[:, 0] - x, points[:, 1] - y
    u, v = np.abs(dx * np.cos(angle) + dy * np.sin(angle)), np.abs(dy * np.cos(angle) - dx * np.sin(angle))
    return np.asarray(np.minimum(np.abs(wide / 2 - u), np.abs(high / 2 - v)))
