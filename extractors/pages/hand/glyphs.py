"""A reader of characters written by hand, for the few that levels, moments, cards, dates and numbers are made of.

It looks at which way the strokes run in each part of a character, which a pen, a copier and a scanner change least.
`benchmarks/hand_glyphs.py` makes its weights.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from extractors.pages.hand.pieces import Pieces, Run
    from extractors.pages.picture.raster import Grey

    Numbers = NDArray[np.float32]

ALPHABET = "ABCDEIVMT0123456789+-.,/()?"  # '?' is no character: half of one, two together, another letter
SIDE, ROOM = 22, 3  # pixels to which a character is brought, and the paper around it
WAYS, PARTS = 8, 5  # directions of a stroke; parts of a side in which they are counted
SMALL = 11  # pixels of a side of the picture itself
FEATURES = WAYS * PARTS * PARTS + SMALL * SMALL + 6
WEIGHTS = "glyphs.npz"
MIDDLES = (np.arange(PARTS, dtype=np.float32) + 0.5) * SIDE / PARTS
POOL = np.exp(-(((np.arange(SIDE, dtype=np.float32) + 0.5 - MIDDLES[:, None]) / (0.5 * SIDE / PARTS)) ** 2) / 2)


def features(crop: Grey, pieces: Pieces, runs: Sequence[Run]) -> Numbers:
    """A row for each run of pieces: the ways of its strokes, its picture in grey, its size and place in the word."""
    low, high = float(crop.min()), float(crop.max())
    dark = (high - crop.astype(np.float32)) / (high - low)
    top = min(box[1] for box in pieces.boxes)
    bottom = max(box[3] for box in pieces.boxes)
    tall = max(bottom - top, 1)
    squares = np.empty((len(runs), SIDE, SIDE), np.float32)
    shapes = np.empty((len(runs), 6), np.float32)
    for square, shape, run in zip(squares, shapes, runs, strict=True):
        boxes = pieces.boxes[run.first : run.end]
        x0, y0, x1, y1 = boxes[0]
        for left, upper, right, lower in boxes[1:]:
            x0, y0, x1, y1 = min(x0, left), min(y0, upper), max(x1, right), max(y1, lower)
        picture = dark[y0:y1, x0:x1]
        if any(b[0] < x1 and x0 < b[2] for b in (*pieces.boxes[: run.first], *pieces.boxes[run.end :])):
            labels = pieces.labels[y0:y1, x0:x1]
            foreign = (labels > 0) & ((labels <= run.first) | (labels > run.end))
            picture = np.where(foreign, np.float32(0), picture)
        square[:] = _square(picture)
        width, height = x1 - x0, y1 - y0
        shape[:4] = width / height, height / width, height / tall, width / tall
        shape[4:] = (y0 - top) / tall, (bottom - y1) / tall
    small = squares.reshape(len(runs), SMALL, SIDE // SMALL, SMALL, SIDE // SMALL).mean(axis=(2, 4))
    rows = [_ways(squares), small.reshape(len(runs), -1), np.minimum(shapes, 4.0)]
    return np.concatenate(rows, axis=1).astype(np.float32)


def _square(picture: Numbers) -> Numbers:
    """A character in the middle of a square, the narrow ones less narrow than they are."""
    height, width = picture.shape
    ratio = (min(height, width) / max(height, width)) ** 0.5
    long, short = SIDE - 2 * ROOM, max(3, round((SIDE - 2 * ROOM) * ratio))
    size = (long, short) if width > height else (short, long)
    brought = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if max(height, width) > SIDE else cv2.INTER_LINEAR)
    square: Numbers = np.zeros((SIDE, SIDE), np.float32)
    left, top = (SIDE - size[0]) // 2, (SIDE - size[1]) // 2
    square[top : top + size[1], left : left + size[0]] = brought
    return square


def _ways(squares: Numbers) -> Numbers:
    """How much of the outline runs each way, in each part of each square; their edges are paper."""
    count = len(squares)
    strip = squares.reshape(count * SIDE, SIDE)
    weight, angle = cv2.cartToPolar(cv2.Sobel(strip, cv2.CV_32F, 1, 0), cv2.Sobel(strip, cv2.CV_32F, 0, 1))
    place = angle.ravel() * np.float32(WAYS / (2 * np.pi))
    first = place.astype(np.intp)
    beyond, weight, pixels = place - first, weight.ravel(), place.size
    planes = np.zeros(WAYS * pixels, np.float32)
    at = (first % WAYS) * pixels + np.arange(pixels)
    planes[at] = weight * (1 - beyond)
    planes[(at + pixels) % planes.size] = weight * beyond
    parts = (POOL @ planes.reshape(WAYS, count, SIDE, SIDE) @ POOL.T).swapaxes(0, 1).reshape(count, -1)
    length = np.maximum(np.linalg.norm(parts, axis=1, keepdims=True), 1e-6)
    ways: Numbers = np.sqrt(parts / length)
    return ways


@cache
def _weights() -> tuple[Numbers, ...]:
    with files(__package__).joinpath(WEIGHTS).open("rb") as file, np.load(file) as stored:
        return tuple(stored[name].astype(np.float32) for name in ("w1", "b1", "w2", "b2"))


def chances(rows: Numbers) -> Numbers:
    """For each row of features the chance of each character of the alphabet."""
    w1, b1, w2, b2 = _weights()
    scores = np.maximum(rows @ w1 + b1, 0) @ w2 + b2
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    share: Numbers = scores / scores.sum(axis=1, keepdims=True)
    return share
