"""What a pen chose among printed words on a picture: rings around words, lines through them.

Both are found by their shape alone, before the words are read, and taken out: they make words unreadable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.pages.ink.option_boxes import Outline
    from extractors.pages.ocr import Box
    from extractors.pages.picture.raster import Grey

    Mask = np.ndarray[tuple[int, int], np.dtype[np.bool_]]
    Rows = np.ndarray[tuple[int], np.dtype[np.int64]]

INCH_RING = (0.17, 2.4, 0.145, 0.45)  # least and most width, least and most height
ROUND = 0.8  # least width of a ring, of its height
OVAL = (0.66, 0.9)  # share of its box that a ring takes
DRAWN = 0.8  # share of the way round that is ink: a ring may not close
FULLEST = 0.5  # share of its box that is ink: the ring's line, and letters that touch it
HELD = 0.04  # share of what is well inside that is ink: words
INCH_STRUCK = (0.155, 2.4, 0.06, 0.3)  # the same of struck words
LONGER = 1.15  # times their height: a lone letter with a bar is not as long
MIDDLE = (0.25, 0.8)  # of their height: where a line strikes words out
STEEPEST = 0.14
WHOLE = 0.96  # share of its length along which the line goes on
DARK = 152  # grey value that hardly any of it exceeds: letters that touch are paler in between
INCH_INK, BARE = 0.032, 0.12  # how thick it shows, and share of its length without a letter
INCH_END = 0.02  # by which it sticks out of the letters at one end
INCH_SHORT = 0.24  # narrower than this it does so at both: '30-' ends in a dash
LETTERS = 0.2  # share of its length with ink above the line, and with ink beneath it
INCH_LINE, INCH_WAVE = 0.02, 0.008  # how thick such a line is, and how far it strays from straight
FADING = 2  # pixels at its ends
MOST_LINES = 2  # through one word


@dataclass(slots=True, frozen=True)
class PenMark:
    """A ring around words, or (not `ring`) a line through words: its box, and which pixels of it are its own."""

    box: Box
    own: Mask
    ring: bool


def pen_choices(even: Grey, ink: Grey, patches: Sequence[Outline], dpi: float) -> Iterator[PenMark]:
    """The rings and strikes of a page. `patches` are the outlines of its ink."""
    ring, struck = (tuple(v * dpi for v in inches) for inches in (INCH_RING, INCH_STRUCK))
    for outline in patches:
        x, y, w, h = cv2.boundingRect(outline)
        crop = ink[y : y + h, x : x + w]
        if _fits(w, h, ring) and w >= ROUND * h and (way := _way_round(crop, outline - (x, y))) is not None:
            yield PenMark((x, y, x + w, y + h), way, ring=True)
        elif _fits(w, h, struck) and w >= LONGER * h:
            for line in _lines_through(crop > 0, even[y : y + h, x : x + w], dpi):
                top, bottom = int(np.flatnonzero(line.any(axis=1))[0]), int(np.flatnonzero(line.any(axis=1))[-1]) + 1
                yield PenMark((x, y + top, x + w, y + bottom), line[top:bottom], ring=False)


def _fits(w: int, h: int, limits: tuple[float, ...]) -> bool:
    narrow, wide, low, high = limits
    return narrow <= w <= wide and low <= h <= high


def _way_round(ink: Grey, outline: Outline) -> Mask | None:
    """The pixels of a ring; None where the ink is none."""
    high, wide = ink.shape
    hull = cv2.convexHull(outline)
    if not OVAL[0] <= cv2.contourArea(hull) / (high * wide) <= OVAL[1] or float((ink > 0).mean()) > FULLEST:
        return None
    way, wider = (
        cv2.polylines(np.zeros_like(ink), [hull], isClosed=True, color=255, thickness=thick) > 0
        for thick in (1, 3 * max(3, high // 6))
    )
    near = cv2.dilate(ink, np.ones((3, 3), np.uint8)) > 0
    inside = (cv2.fillConvexPoly(np.zeros_like(ink), hull, 255) > 0) & ~wider
    if near[way].mean() < DRAWN or not inside.any() or (ink[inside] > 0).mean() < HELD:
        return None
    labels = cv2.connectedComponents(ink)[1]
    first = outline[0, 0]
    own = (labels == labels[first[1], first[0]]) & wider
    return cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0


def _lines_through(ink: Mask, even: Grey, dpi: float) -> Iterator[Mask]:
    """The pixels of the straight lines from end to end through the middle of letters."""
    half = round(INCH_LINE / 2 * dpi)
    rest = ink.copy()
    for _ in range(MOST_LINES):
        middle = _line_through(rest, even, dpi)
        if middle is None:
            return
        rows = np.arange(ink.shape[0])[:, None]
        line = abs(rows - middle[None, :]) <= half
        yield line
        rest &= ~line


def _line_through(ink: Mask, even: Grey, dpi: float) -> Rows | None:
    high, wide = ink.shape
    low, most = round(MIDDLE[0] * high), round(MIDDLE[1] * high)
    bare = ink.sum(axis=0) <= round(INCH_INK * dpi)  # between and beside letters there is the line alone
    beyond = int(np.argmin(bare)), int(np.argmin(bare[::-1]))
    ends = min(beyond) if wide < INCH_SHORT * dpi else max(beyond)
    if ink[low:most].any(axis=0).mean() < WHOLE or bare.mean() < BARE or ends < INCH_END * dpi:
        return None
    wave = max(1, round(INCH_WAVE * dpi))
    kernel = np.ones((2 * wave + 1, 1), np.uint8)
    near = cv2.dilate(ink.astype(np.uint8), kernel) > 0
    x, rows = np.arange(wide), np.arange(low, most)
    best, found = 0.0, rows
    for climb in range(-round(STEEPEST * wide), round(STEEPEST * wide) + 1):
        y = np.clip(rows[:, None] + np.round(climb * (x / wide - 0.5)).astype(int)[None, :], 0, high - 1)
        whole = near[y, x[None, :]].mean(axis=1)
        if whole.max() > best:
            best, found = float(whole.max()), y[int(whole.argmax())]
    grey = cv2.erode(even, kernel)[found, x][FADING:-FADING]
    if best < WHOLE or np.percentile(grey, 100 * WHOLE) > DARK:
        return None
    return found if min(_beyond(ink, found, round(INCH_LINE / 2 * dpi) + 1)) >= LETTERS else None


def _beyond(ink: Mask, line: Rows, room: int) -> tuple[float, float]:
    """Shares of the line's length with ink well above it, and well beneath it."""
    rows = np.arange(ink.shape[0])[:, None]
    return (
        float((ink & (rows < line[None, :] - room)).any(axis=0).mean()),
        float((ink & (rows > line[None, :] + room)).any(axis=0).mean()),
    )
