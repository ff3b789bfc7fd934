"""Short words as a hand writes them and a scanner sees them, and which ink belongs to which character."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from hand_strokes import WAYS, Hand
from PIL import Image, ImageDraw, ImageFont

from extractors.pages.hand.pieces import thickened
from extractors.pages.picture.contrast import sharpened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Draw = np.random.Generator
    Grey = NDArray[np.uint8]

FINE = 2  # drawn so many times larger
HEIGHT = (14, 38)  # pixels of a figure
THICKENED = 0.15  # of the words: read once more, after a first look told nothing
OUTLINED = 0.15  # of the words: double strokes, as a worn pen and a sharpened copy leave them
STEADY_FONTS = 0.5  # of the words that strokes of our own could write, but a font does


@dataclass(frozen=True)
class Written:
    """A picture of a word in grey, and for each of its pixels which character (from 1) lies there."""

    picture: Grey
    owner: NDArray[np.int32]


def write(text: str, fonts: Sequence[str], draw: Draw) -> Written:
    """A word in a hand chosen by `draw`: strokes of its own, or one of the fonts."""
    height = draw.uniform(*HEIGHT) * FINE
    own = all(c in WAYS for c in text) and (not fonts or draw.random() > STEADY_FONTS)
    layers = _stroked(text, height, draw) if own else _in_font(text, str(draw.choice(fonts)), height, draw)
    ink, owner = _together(layers, height, draw)
    if draw.random() < OUTLINED:
        ink = _outlined(ink, height, draw)
    return _scanned(*_bent(ink, owner, height, draw), draw)


def _stroked(text: str, height: float, draw: Draw) -> list[tuple[Grey, int]]:
    hand = Hand(draw)
    return [hand.written(char, height) for char in text]


def _in_font(text: str, font: str, height: float, draw: Draw) -> list[tuple[Grey, int]]:
    drawn = _font(font, round(height / 4) * 4)
    top = round(height * 0.8)
    layers = []
    for char in text:
        room = round(height * 0.5)
        layer = Image.new("L", (round(drawn.getlength(char)) + 2 * room, round(height * 2.6)))
        base = top + height + draw.normal(0, 0.03) * height
        ImageDraw.Draw(layer).text((room, base), char, fill=255, font=drawn, anchor="ls")
        layers.append((np.asarray(layer), room))
    if draw.random() < 0.4:
        grow = cv2.dilate if draw.random() < 0.7 else cv2.erode
        kernel = np.ones((2, 2), np.uint8)
        layers = [(grow(layer, kernel).astype(np.uint8), room) for layer, room in layers]
    return layers


@cache
def _font(font: str, height: int) -> ImageFont.FreeTypeFont:
    """A font in the size in which a 0 has this height."""
    _, top, _, bottom = ImageFont.truetype(font, 100).getbbox("0")
    return ImageFont.truetype(font, round(100 * height / max(bottom - top, 20)))


def _together(layers: list[tuple[Grey, int]], height: float, draw: Draw) -> tuple[Grey, NDArray[np.int32]]:
    """The characters beside each other, now and then touching."""
    space = draw.choice([draw.uniform(-0.06, 0.05), draw.uniform(0.05, 0.3)], p=[0.3, 0.7]) * height
    x, placed = height, []
    for layer, _ in layers:
        columns = np.flatnonzero(layer.any(axis=0))
        if not columns.size:
            continue
        placed.append((layer, round(x - columns[0]), round(draw.normal(0, 0.03) * height)))
        x += columns[-1] - columns[0] + 1 + space + draw.normal(0, 0.03) * height
    tall = max(layer.shape[0] for layer, _ in layers) + round(height)
    ink = np.zeros((tall, round(x + height * 2)), np.uint8)
    owner = np.zeros(ink.shape, np.int32)
    for number, (layer, left, down) in enumerate(placed, start=1):
        top = down + round(height * 0.4)
        here = np.s_[top : top + layer.shape[0], max(left, 0) : left + layer.shape[1]]
        part = layer[: ink[here].shape[0], max(-left, 0) :][:, : ink[here].shape[1]]
        owner[here][part > np.maximum(ink[here], 100)] = number
        ink[here] = np.maximum(ink[here], part)
    return ink, owner


def _outlined(ink: Grey, height: float, draw: Draw) -> Grey:
    wide, line = (max(2, round(height * draw.uniform(*share))) for share in ((0.05, 0.11), (0.03, 0.05)))
    body = cv2.dilate(ink, np.ones((wide, wide), np.uint8))
    inner = cv2.erode(body, np.ones((2 * line - 1, 2 * line - 1), np.uint8))
    return cv2.subtract(body, (inner * draw.uniform(0.6, 1.0)).astype(np.uint8)).astype(np.uint8)


def _bent(ink: Grey, owner: NDArray[np.int32], height: float, draw: Draw) -> tuple[Grey, NDArray[np.int32]]:
    """Leaning, turned, and uneven as a hand is."""
    rows, columns = ink.shape
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    lean, turn = draw.normal(0, 0.1), np.deg2rad(draw.normal(0, 1.5))
    middle = rows / 2
    coarse = [draw.normal(0, 1, (4, max(3, round(columns / height)))).astype(np.float32) for _ in range(2)]
    amount = draw.uniform(0, 0.05) * height
    waves = [cv2.resize(c, (columns, rows), interpolation=cv2.INTER_CUBIC) * amount for c in coarse]
    from_x = (x + lean * (y - middle) + waves[0]).astype(np.float32)
    from_y = (y + np.tan(turn) * (x - columns / 2) + waves[1]).astype(np.float32)
    moved = cv2.remap(ink, from_x, from_y, cv2.INTER_LINEAR)
    whose = cv2.remap(owner.astype(np.float32), from_x, from_y, cv2.INTER_NEAREST)
    return moved, whose.astype(np.int32)


def _scanned(ink: Grey, owner: NDArray[np.int32], draw: Draw) -> Written:
    dark, paper = draw.uniform(0, 130), draw.uniform(235, 255)
    grey = paper - ink.astype(np.float32) / 255 * (paper - dark)
    if draw.random() < 0.2:  # a line was taken out, with some of the ink that crossed it
        at = int(draw.integers(grey.shape[0] // 4, grey.shape[0]))
        grey[at : at + int(draw.integers(1, 4))] = paper
    wide = draw.uniform(0.85, 1.2)
    grey = cv2.GaussianBlur(grey, (0, 0), draw.uniform(0.4, 2.2))
    size = (round(grey.shape[1] / FINE * wide), round(grey.shape[0] / FINE))
    grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    whose = cv2.resize(owner.astype(np.float32), size, interpolation=cv2.INTER_NEAREST).astype(np.int32)
    picture = np.clip(grey + draw.normal(0, draw.uniform(0, 16), grey.shape), 0, 255).astype(np.uint8)
    if draw.random() < 0.7:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(draw.integers(30, 92))]
        picture = cv2.imdecode(cv2.imencode(".jpg", picture, quality)[1], cv2.IMREAD_GRAYSCALE).astype(np.uint8)
    if draw.random() < 0.9:
        picture = sharpened(picture)
    if draw.random() < THICKENED:
        picture = thickened(picture)
    rows, columns = np.nonzero(whose)
    if rows.size:
        here = np.s_[max(0, rows.min() - 3) : rows.max() + 4, max(0, columns.min() - 3) : columns.max() + 4]
        picture, whose = picture[here], whose[here]
    return Written(picture, whose)
