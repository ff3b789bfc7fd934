"""A picture is brought into reading position: the sheet cut out of a photo, light made even, turned and straightened.

Every step is a 3 × 3 matrix on pixels, so that what is found can be shown on the picture as it came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extractors.pages.raster import Grey

    Matrix = NDArray[np.float64]

STEEPEST_SKEW = 5.5  # degrees
LEAST_SKEW = 0.1
LOOKED_AT = 640  # pixels: the longer side of the small picture that orientation and skew are judged on
SHEET_SHARE = (0.3, 0.97)  # of a photo that the sheet takes
DESK = 0.5  # share of the edge of a photo that is dark, from which a sheet lies on a desk
SIDEWAYS = 1.25  # how much more columns of ink stand out than rows on a page that lies on its side


def sheet_of(grey: Grey) -> tuple[Grey, Matrix]:
    """The sheet that a photo shows on a darker desk, seen from straight above; a scan stays as it is."""
    factor = LOOKED_AT / max(grey.shape)
    small = cv2.GaussianBlur(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), (7, 7), 0)
    light = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    edge = np.concatenate([light[0], light[-1], light[:, 0], light[:, -1]])
    if float((edge == 0).mean()) < DESK:
        return grey, np.eye(3)
    closed = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    contours = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    largest = cv2.convexHull(max(contours, key=cv2.contourArea)) if contours else np.empty((0, 1, 2), np.int32)
    corners = cv2.approxPolyDP(largest, 0.03 * cv2.arcLength(largest, closed=True), closed=True) if len(largest) else ()
    share = cv2.contourArea(largest) / small.size if len(largest) else 0.0
    if len(corners) != 4 or not SHEET_SHARE[0] <= share <= SHEET_SHARE[1]:
        return grey, np.eye(3)
    return _seen_from_above(grey, _ordered(np.asarray(corners, np.float32).reshape(4, 2)) / factor)


def _ordered(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """From the top left, clockwise."""
    total, apart = corners.sum(axis=1), corners[:, 0] - corners[:, 1]
    return corners[[total.argmin(), apart.argmax(), total.argmax(), apart.argmin()]]


def _seen_from_above(grey: Grey, corners: NDArray[np.float32]) -> tuple[Grey, Matrix]:
    top, right, bottom, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    width, height = round(max(top, bottom)), round(max(left, right))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    seen = cv2.warpPerspective(grey, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255,))
    return seen.astype(np.uint8), np.asarray(matrix, np.float64)


def even_light(grey: Grey) -> Grey:
    """Paper made white: shadows and yellowed corners divided out."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    background = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, background, scale=255).astype(np.uint8)


def straightened(even: Grey) -> tuple[Grey, Matrix]:
    """Turned by a quarter where lines of text run down, then by some degrees until they run level."""
    letters = _letters(even)
    level, angle = _skew(letters)
    upright, other_angle = _skew(cv2.rotate(letters, cv2.ROTATE_90_CLOCKWISE).astype(np.uint8))
    matrix = np.eye(3)
    if upright > SIDEWAYS * level:
        even, matrix = turned(even, 1)
        angle = other_angle
    if abs(angle) < LEAST_SKEW:
        return even, matrix
    height, width = even.shape
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), [0, 0, 1]])
    even = cv2.warpAffine(even, turn[:2], (width, height), flags=cv2.INTER_LINEAR, borderValue=(255,)).astype(np.uint8)
    return even, turn @ matrix


def turned(grey: Grey, quarters: int) -> tuple[Grey, Matrix]:
    """Turned clockwise by quarters of a circle."""
    height, width = grey.shape
    matrix = {
        1: np.array([[0, -1, height], [1, 0, 0], [0, 0, 1]], np.float64),
        2: np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], np.float64),
        3: np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]], np.float64),
    }[quarters]
    way = {1: cv2.ROTATE_90_CLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}[quarters]
    return cv2.rotate(grey, way).astype(np.uint8), matrix


def _letters(even: Grey) -> Grey:
    """Ink the size of letters, small: rulings, holes and shades say nothing about the direction of reading."""
    factor = LOOKED_AT / max(even.shape)
    small = cv2.resize(even, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = (small < 170).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    longest = stats[:, 2:4].max(axis=1)
    fits = (longest < LOOKED_AT * 0.05) & (longest > 1)
    fits[0] = False
    return np.where(fits[labels], 255, 0).astype(np.uint8)


def _skew(ink: Grey) -> tuple[float, float]:
    """How much rows of ink stand out from rows of paper at the best angle, and that angle in degrees."""
    height, width = ink.shape

    def contrast(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        rows = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_NEAREST).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-STEEPEST_SKEW, STEEPEST_SKEW + 0.1, 0.5), key=contrast)
    best = max(np.arange(coarse - 0.4, coarse + 0.45, 0.1), key=contrast)
    return contrast(best), float(best)
