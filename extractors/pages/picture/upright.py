"""A picture is brought into reading position: the sheet cut out of a photo, turned and straightened.

Every step is a 3 × 3 matrix on pixels, so that what is found can be shown on the picture as it came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.picture.letter_turns import quarters_to_turn
from extractors.pages.picture.smaller import half_of, labelled, quarter_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extractors.pages.picture.raster import Grey

    Matrix = NDArray[np.float64]

STEEPEST_SKEW = 5.5  # degrees
LEAST_SKEW = 0.1
LOOKED_AT = 640  # pixels: the longer side of the small picture that orientation and skew are judged on
SHEET_SHARE = (0.3, 0.97)  # of a photo that the sheet takes
DESK = 0.5  # share of the edge of a photo that is dark, from which a sheet lies on a desk
FAINT = 170  # grey value of ink on a small picture


def sheet_of(grey: Grey) -> tuple[Grey, Matrix]:
    """The sheet that a photo shows on a darker desk, seen from straight above; a scan stays as it is."""
    factor = LOOKED_AT / max(grey.shape)
    small = cv2.resize(quarter_of(grey), None, fx=4 * factor, fy=4 * factor, interpolation=cv2.INTER_LINEAR)
    small = cv2.GaussianBlur(small, (7, 7), 0)
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
    return seen.astype(np.uint8, copy=False), np.asarray(matrix, np.float64)


def straightened(even: Grey, dpi: float) -> tuple[Grey, Matrix]:
    """Turned by quarters until its letters stand upright, then by some degrees until lines of text run level."""
    half = half_of(even)
    matrix = np.eye(3)
    if quarters := quarters_to_turn(half, dpi):
        even, matrix = turned(even, quarters)
        half = turned(half, quarters)[0]
    angle = _skew(half)
    if abs(angle) < LEAST_SKEW:
        return even, matrix
    height, width = even.shape
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), [0, 0, 1]])
    level = cv2.warpAffine(even, turn[:2], (width, height), flags=cv2.INTER_LINEAR, borderValue=(255,))
    return level.astype(np.uint8, copy=False), turn @ matrix


def turned(grey: Grey, quarters: int) -> tuple[Grey, Matrix]:
    """Turned clockwise by quarters of a circle."""
    height, width = grey.shape
    matrix = {
        1: np.array([[0, -1, height], [1, 0, 0], [0, 0, 1]], np.float64),
        2: np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], np.float64),
        3: np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]], np.float64),
    }[quarters]
    way = {1: cv2.ROTATE_90_CLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}[quarters]
    return cv2.rotate(grey, way).astype(np.uint8, copy=False), matrix


def _letters(half: Grey) -> NDArray[np.bool_]:
    """Ink the size of letters, small: rulings, holes and shades say nothing about how lines of text run."""
    factor = LOOKED_AT / max(half.shape)
    small = cv2.resize(half, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    labels, stats = labelled((small < FAINT).view(np.uint8))
    longest = stats[:, 2:4].max(axis=1)
    fits = (longest < LOOKED_AT * 0.05) & (longest > 1)
    fits[0] = False
    letters: NDArray[np.bool_] = fits[labels]
    return letters


def _skew(half: Grey) -> float:
    """The angle in degrees to turn by so that rows of ink stand out most from rows of paper."""
    y, x = np.nonzero(_letters(half))
    if not len(y):
        return 0.0
    rows = np.hypot(*half.shape)  # more than any point can be moved up or down

    def contrast(angle: float) -> float:
        a = np.deg2rad(angle)
        counts = np.bincount((y * np.cos(a) - x * np.sin(a) + rows).astype(np.int32)).astype(np.float64)
        return float(np.square(np.diff(counts)).sum())

    coarse = max(np.arange(-STEEPEST_SKEW, STEEPEST_SKEW + 0.1, 0.5), key=contrast)
    return float(max(np.arange(coarse - 0.4, coarse + 0.45, 0.1), key=contrast))
