"""A reader of its own for the few characters that levels, moments, cards, dates and numbers are made of.

It cuts a short word into patches of ink and names each by its shape, so that it errs in other ways than an engine
that reads by language: where both say the same, both are right. `benchmarks/scan_glyphs.py` makes its weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.picture.smaller import patches_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from extractors.pages.picture.raster import Grey

    Numbers = NDArray[np.float32]

ALPHABET = "ABCDEIVM0123456789+-.,/?"  # '?' is any other shape
SIDE = 16  # pixels to which a patch is brought
FEATURES = SIDE * SIDE + 5
LEAST_CONTRAST = 50  # grey values between ink and paper
SMALLEST = 0.09  # of the word's height: less is a speck
OVERLAP = 0.5  # of the narrower of two patches above each other: one character
MOST_PIECES = 12
NARROWEST_CUT = 8  # pixels: less is one character
WEIGHTS = "glyphs.npz"


@dataclass(frozen=True, slots=True)
class Piece:
    """A patch of ink of one character: its box in pixels of the crop."""

    x0: int
    top: int
    x1: int
    bottom: int


def pieces_of(crop: Grey) -> list[Piece]:
    """The patches of ink of a short word from left to right; empty when there is none, or far too many."""
    if crop.size == 0 or int(crop.max()) - int(crop.min()) < LEAST_CONTRAST:
        return []
    ink = cv2.threshold(crop, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    stats = patches_of(ink.astype(np.uint8, copy=False)).tolist()
    if not stats or len(stats) > 4 * MOST_PIECES:
        return []
    height = max(h for _, _, _, h, _ in stats)
    found: list[Piece] = []
    for x, y, w, h, _ in sorted(stats):
        if max(w, h) < SMALLEST * height:
            continue
        piece = Piece(x, y, x + w, y + h)
        last = found[-1] if found else None
        if last and min(last.x1, piece.x1) - piece.x0 > OVERLAP * min(last.x1 - last.x0, w):
            last = found.pop()
            piece = Piece(min(last.x0, x), min(last.top, y), max(last.x1, piece.x1), max(last.bottom, piece.bottom))
        found.append(piece)
    return found if len(found) <= MOST_PIECES else []


def cut_apart(crop: Grey, pieces: Sequence[Piece], count: int) -> list[Piece]:
    """The pieces, the widest cut where they are lightest until there are as many as another reader saw characters."""
    pieces = list(pieces)
    while len(pieces) < count:
        widest = max(pieces, key=lambda p: p.x1 - p.x0)
        width = widest.x1 - widest.x0
        if width < NARROWEST_CUT:
            return pieces
        start = widest.x0 + width // 4
        lightness = crop[widest.top : widest.bottom, start : widest.x1 - width // 4].mean(axis=0)
        at = start + int(lightness.argmax())
        place = pieces.index(widest)
        pieces[place : place + 1] = [
            Piece(widest.x0, widest.top, at, widest.bottom),
            Piece(at, widest.top, widest.x1, widest.bottom),
        ]
    return pieces


def features(crop: Grey, pieces: Sequence[Piece], type_height: float) -> Numbers:
    """A row for each patch: its picture in grey, its shape, and its place in the word."""
    top, bottom = min(p.top for p in pieces), max(p.bottom for p in pieces)
    low, high = float(crop.min()), float(crop.max())
    tall = max(bottom - top, 1)
    dark = (high - crop.astype(np.float32)) / (high - low)
    rows = np.empty((len(pieces), FEATURES), np.float32)
    for row, p in zip(rows, pieces, strict=True):
        width, height = p.x1 - p.x0, p.bottom - p.top
        way = cv2.INTER_AREA if height > SIDE else cv2.INTER_LINEAR
        row[: SIDE * SIDE] = cv2.resize(dark[p.top : p.bottom, p.x0 : p.x1], (SIDE, SIDE), interpolation=way).ravel()
        shape = (width / height, height / width, height / type_height, (p.top - top) / tall, (bottom - p.bottom) / tall)
        row[SIDE * SIDE :] = shape
    np.minimum(rows[:, SIDE * SIDE :], 4.0, out=rows[:, SIDE * SIDE :])
    return rows


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
