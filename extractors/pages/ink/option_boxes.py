"""The boxes of options on a picture, square or round: the empty ones, and from them the marked ones.

An empty box is a small patch of paper with a thin line of its own around it. Where one stands, others stand above,
beneath or beside it: there the same outline is looked for again, whatever a pen drew through it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.pages.picture.smaller import labelled, share_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from extractors.pages.ocr import Box
    from extractors.pages.picture.raster import Grey

    Mask = np.ndarray[tuple[int, int], np.dtype[np.bool_]]
    Outline = NDArray[np.int32]

INCH_SMALLEST, INCH_LARGEST = 0.03, 0.21  # of the paper within: two to fifteen points
INCH_WIDEST = 0.165  # of a circle; a larger one is a pen's, round a word
EVEN, ROUNDED = 1.25, 2  # the longer side over the shorter; pixels by which both are rounded
DISC = (0.66, 0.88)  # share of its square that a round patch takes; above, it is a square
THICKEST = 0.6  # of the paper's side: a line around it
INCH_BEFORE, INCH_BEHIND, INCH_ABOVE = 0.028, 0.029, 0.014  # of paper around a box: more than between letters
INCH_BEHIND_CORNERS = 0.01  # of paper behind a box with four sharp corners, which is no letter
CIRCLE_AMONG_WORDS = 2.0  # times as much, for a circle that stands in a row: '&' and 'O' look alike
BEFORE, BEHIND = 0.3, 0.24  # of its side: the same in large type
LEAST_CORNERS, SQUARE_CORNERS = 8, 4  # of the outline of letters or a ring, and of a box; fewer enclose no such thing
SPECK = 5  # pixels of ink side by side that are no letter
AROUND = 1.3  # of its side: how far around a box is looked
BY_LINE = 0.2  # of its side: what an uneven line sticks out of it
RUN_OUT = 1.2  # of its side: how far a tick or cross runs out of a box
BESIDE = (0.3, 0.45)  # of what stands right before and behind a box that such a stroke takes
NEXT = 2.2  # of its side: how far an option may stand behind its box
RULE = 1.7  # of its side: ink that stands so tall is no text
DRIFT = 0.16  # of its side: how far boxes in a row or column stand out of line
OUTLINE, WEAKEST = 0.96, 0.78  # share of an outline that is ink, and of its weakest eighth
EIGHTHS = 8
ALIKE = 0.2  # of the side of a box: how much another one of the same question differs
NOT_SQUARE = 0.12  # of its side: by how much it may be higher or wider
TIP, SHARP = 8, 1.2  # of its side: the tips of its corners, where a circle has no ink; their shares of ink together
CORNERED, ROUNDED_OFF = 0.6, 0.4  # share of ink in a corner as large as the line is thick
SOLID = (0.7, 1.3)  # of the side of an empty box: a black one printed in its place
ALL_BLACK = 0.85  # of a square, or of the disc in it
PALE = 200  # grey value of a thin pen's line, in even light
INNER = 0.36  # of its side: how much of a box with a thick line is left out where its inside is looked at
MARKED = 0.08  # share of the inside that is darker, from which something was put in a box


@dataclass(slots=True, frozen=True)
class OptionBox:
    """A box with its line, whose thickness is `line`, in pixels."""

    box: Box
    round: bool
    line: int

    @property
    def side(self) -> float:
        """In pixels."""
        x0, top, x1, bottom = self.box
        return (x1 - x0 + bottom - top) / 2


def outlines_of(ink: Grey) -> tuple[list[Outline], list[tuple[Outline, Outline]]]:
    """The outlines of the patches of ink, and of paper with that of the ink that encloses it; specks are left out."""
    outlines: Sequence[Outline]
    outlines, links = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)  # type: ignore[assignment]
    if not outlines:
        return [], []
    patches: list[Outline] = []
    holes: list[tuple[Outline, Outline]] = []
    for outline, around in zip(outlines, links[0, :, 3].tolist(), strict=True):
        if around >= 0 and len(outline) >= SQUARE_CORNERS:
            holes.append((outline, outlines[around]))
        elif len(outline) >= LEAST_CORNERS:
            patches.append(outline)
    return patches, holes


def empty_boxes(ink: Grey, holes: Sequence[tuple[Outline, Outline]], dpi: float) -> list[OptionBox]:
    """Boxes with a whole line and paper in them, each with the text of an option behind it.

    `holes` are the outlines of enclosed paper and of the ink around it.
    """
    found = []
    for outline, around in holes:
        x, y, w, h = cv2.boundingRect(outline)  # of the ink around the paper
        low, most = min(w, h) - 2, max(w, h) - 2
        if low < INCH_SMALLEST * dpi or most > INCH_LARGEST * dpi or most > EVEN * low + ROUNDED:
            continue
        full = cv2.contourArea(outline) / ((w - 1) * (h - 1))
        if full < DISC[0] or (full < DISC[1] and most > INCH_WIDEST * dpi):
            continue
        box = _with_line(ink, (x + 1, y + 1, x + w - 1, y + h - 1))
        if box and _beyond(box.box, cv2.boundingRect(around)) <= BY_LINE * box.side and _has_option(ink, box.box):
            box = replace(box, round=full < DISC[1] and not _has_corners(ink, box))
            if stands_apart(ink, box, dpi, BY_LINE):
                found.append(box)
    return found


def marked_boxes(ink: Grey, even: Grey, empty: Sequence[OptionBox], dpi: float) -> list[OptionBox]:
    """Boxes like the empty ones, in line with them, that a pen or printer put something in."""
    outlined = widened(ink)
    found: list[OptionBox] = []
    for like, area in _strips(empty, ink.shape):
        in_row = like.round and area[2] - area[0] > area[3] - area[1]
        before = INCH_BEFORE * (CIRCLE_AMONG_WORDS if in_row else 1.0)
        outlines, solids = _outlines(outlined, area, like), _solids(ink, area, like)
        for box, room in [*((o, INCH_BEFORE) for o in solids), *((o, before) for o in outlines)]:
            known = any(touching(box.box, other.box) for other in (*empty, *found))
            run_out = RUN_OUT if marked(even, box) else BY_LINE
            if not known and stands_apart(ink, box, dpi, run_out, room) and _has_option(ink, box.box):
                found.append(box)
    return found


def widened(ink: Grey) -> Mask:
    """The ink and the pixels beside it: outlines may be off by as much."""
    return cv2.dilate(ink, np.ones((3, 3), np.uint8)) > 0


def alike(one: OptionBox, other: OptionBox) -> bool:
    """Whether two boxes are of one shape and size."""
    return one.round == other.round and abs(one.side - other.side) <= ALIKE * one.side + ROUNDED


def first_letter(ink: Grey, box: OptionBox, others: Sequence[OptionBox]) -> bool:
    """Whether a box stands where the option of another begins: the 'O' of 'Opdidakt'."""
    x0, top, _, bottom = box.box
    for other in others:
        gap = x0 - other.box[2]
        follows = other.box[1] < bottom and top < other.box[3] and 0 <= gap <= NEXT * other.side
        if other is not box and follows and not ink[top:bottom, x0 - gap + 2 : x0 - 1].any():
            return True
    return False


def is_letter(ink: Grey, option: OptionBox) -> bool:
    """Whether a box is higher than wide, as a 6 or an 8, or has corners on its left alone, as a D: no value is lost."""
    x0, top, x1, bottom = option.box
    if abs(bottom - top - x1 + x0) > max(ROUNDED, NOT_SQUARE * option.side):
        return True
    *left, upper, lower = _corners(ink, option)
    return min(left) >= CORNERED and max(upper, lower) <= ROUNDED_OFF


def _corners(ink: Grey, option: OptionBox, size: int | None = None) -> tuple[float, float, float, float]:
    """The share of ink in the corners, two on the left, two on the right: as large as the line is thick, or as told."""
    x0, top, x1, bottom = option.box
    inked, size = ink[top:bottom, x0:x1], size or max(2, option.line)
    corners = [side[part] for side in (inked[:, :size], inked[:, -size:]) for part in (slice(size), slice(-size, None))]
    one, two, three, four = (share_of(corner) for corner in corners)
    return one, two, three, four


def touching(one: Box, other: Box) -> bool:
    """Whether two boxes share any place."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def marked(even: Grey, box: OptionBox) -> bool:
    """Whether something was put in a box. `even` is the picture in even light."""
    x0, top, x1, bottom = box.box
    inset = min(box.line + 1, round(INNER * box.side))
    inside = even[top + inset : bottom - inset, x0 + inset : x1 - inset] < PALE
    if box.round:
        y, x = (np.linspace(-1, 1, n) for n in inside.shape)
        inside = inside[np.hypot(x[None, :], y[:, None]) <= 1]
    return share_of(inside) > MARKED


def stands_apart(
    ink: Grey, box: OptionBox, dpi: float, run_out: float = RUN_OUT, inch_before: float = INCH_BEFORE
) -> bool:
    """Whether there is paper around the box and what was drawn through it: the 'O' of a word is no box."""
    room = round(AROUND * box.side) + 2
    x0, top = max(0, box.box[0] - room), max(0, box.box[1] - room)
    crop = ink[top : box.box[3] + room, x0 : box.box[2] + room]
    left, upper, right, lower = (v - (x0, top)[i % 2] for i, v in enumerate(box.box))
    sides = crop[upper:lower, max(0, left - 2) : max(0, left - 1)], crop[upper:lower, right + 1 : right + 2]
    if any(share_of(side) > most for side, most in zip(sides, BESIDE, strict=True)):
        return False
    labels, stats = labelled(crop)
    own = [n for n in np.unique(labels[upper:lower, left:right]) if n]
    if any(_beyond((left, upper, right, lower), patch) > run_out * box.side for patch in stats[own].tolist()):
        return False
    other = stats[:, cv2.CC_STAT_AREA] > SPECK
    other[[0, *own]] = False
    sharp = not box.round and min(_corners(ink, box)) >= CORNERED
    room_behind = max(INCH_BEHIND * dpi, BEHIND * box.side) if not sharp else INCH_BEHIND_CORNERS * dpi
    before, behind, above = (max(2, round(room)) for room in (inch_before * dpi, room_behind, INCH_ABOVE * dpi))
    before = max(before, round(BEFORE * box.side))
    near = labels[max(0, upper - above) : lower + above, max(0, left - before) : right + behind]
    return not other[near].any()


def _beyond(box: Box, patch: Sequence[int]) -> int:
    """How far a patch (left, top, width, height, …) sticks out of a box, in pixels: most letters with an eye do."""
    x0, top, x1, bottom = box
    x, y, w, h = patch[:4]
    return max(x0 - x, top - y, x + w - x1, y + h - bottom)


def _with_line(ink: Grey, hole: Box) -> OptionBox | None:
    """The box with the line around it; None where that is thicker than a box's."""
    x0, top, x1, bottom = hole
    most = round(THICKEST * (x1 - x0)) + 2
    if min(x0, top) < most or x1 + most > ink.shape[1] or bottom + most > ink.shape[0]:
        return None
    third, high = (x1 - x0) // 3, (bottom - top) // 3
    walls = (
        ink[top + high : bottom - high, x0 - most : x0][:, ::-1].T,
        ink[top - most : top, x0 + third : x1 - third][::-1],
        ink[top + high : bottom - high, x1 : x1 + most].T,
        ink[bottom : bottom + most, x0 + third : x1 - third],
    )
    thick = [int(np.argmin(wall.max(axis=1))) for wall in walls]  # 0 where it is all ink
    if not all(thick):
        return None
    return OptionBox((x0 - thick[0], top - thick[1], x1 + thick[2], bottom + thick[3]), round=False, line=max(thick))


def _has_corners(ink: Grey, box: OptionBox) -> bool:
    """Whether it is a square, though a tick may cut off part of the paper in it."""
    x0, top, x1, bottom = box.box
    tips = _corners(ink, box, max(2, round(box.side / TIP)))
    return sum(tips) >= SHARP and follows_outline(widened(ink[top:bottom, x0:x1]), box)


def _has_option(ink: Grey, box: Box) -> bool:
    """Whether text follows: beyond a ruled line stands another cell."""
    x0, top, x1, bottom = box
    side = x1 - x0
    behind = ink[top:bottom, x1 + 2 : x1 + round(NEXT * side)]
    columns = np.flatnonzero((behind > 0).sum(axis=0) > 1)
    if not len(columns):
        return False
    at, reach = x1 + 2 + int(columns[0]), round(RULE * side / 2)
    middle = (top + bottom) // 2
    rule = ink[max(0, middle - reach) : middle + reach, at : at + 3].max(axis=1, initial=0)
    return not bool((rule > 0).all())


def _strips(empty: Sequence[OptionBox], shape: tuple[int, ...]) -> Iterator[tuple[OptionBox, Box]]:
    """Where boxes in line with the empty ones would stand, each column and row once."""
    seen: set[tuple[bool, int, int, int]] = set()
    for box in empty:
        x0, top, x1, bottom = box.box
        drift = max(2, round(DRIFT * box.side))
        rough = max(4, round(box.side / 3))
        for way, place in ((0, x0), (1, top)):
            key = (box.round, way, round(place / rough), round(box.side / rough))
            if key in seen:
                continue
            seen.add(key)
            if way == 0:
                yield box, (max(0, x0 - drift), 0, min(shape[1], x1 + drift), shape[0])
            else:
                yield box, (0, max(0, top - drift), shape[1], min(shape[0], bottom + drift))


def _outlines(outlined: Mask, area: Box, like: OptionBox) -> Iterator[OptionBox]:
    """Where the outline of a box is drawn in an area, whatever is drawn across it."""
    x0, top, x1, bottom = area
    crop = outlined[top:bottom, x0:x1].astype(np.uint8)
    whole = np.sum(_eighths_of(like), axis=0).astype(np.uint8)
    high, wide = whole.shape
    if crop.shape[0] < high or crop.shape[1] < wide:
        return
    fit = cv2.matchTemplate(crop, whole, cv2.TM_CCORR) / whole.sum()
    for y, x in _peaks(fit, like.side):
        box = OptionBox((x0 + x, top + y, x0 + x + wide, top + y + high), like.round, like.line)
        if follows_outline(crop[y : y + high, x : x + wide] > 0, box):
            yield box


def follows_outline(part: Mask, box: OptionBox, weakest: float = WEAKEST) -> bool:
    """Whether ink runs all around in the part of the page that the box takes: letters lack corners, or a side."""
    return all(share_of(part[eighth]) >= weakest for eighth in _eighths_of(box))


def _eighths_of(box: OptionBox) -> tuple[Mask, ...]:
    return _eighths(box.box[2] - box.box[0], box.box[3] - box.box[1], box.round)


@lru_cache(maxsize=256)
def _eighths(wide: int, high: int, round_: bool) -> tuple[Mask, ...]:  # noqa: FBT001 - as the cache takes it
    """The outline of a box in eight pieces; of a square, four are its corners."""
    y, x = np.mgrid[0:high, 0:wide].astype(float)
    across, down = (x - (wide - 1) / 2) / (wide / 2 - 1), (y - (high - 1) / 2) / (high / 2 - 1)
    far = np.hypot(across, down) if round_ else np.maximum(abs(across), abs(down))
    line = abs(far - 1) < 4.0 / (wide + high)
    towards = np.round(np.arctan2(down, across) / (np.pi / 4)).astype(int) % EIGHTHS
    return tuple(line & (towards == n) for n in range(EIGHTHS))


def _peaks(fit: np.ndarray[tuple[int, int], np.dtype[np.float32]], side: float) -> Iterator[tuple[int, int]]:
    """The best places, none nearer to another than a box is wide."""
    places = np.argwhere(fit >= OUTLINE)
    order = np.argsort(-fit[places[:, 0], places[:, 1]], kind="stable")
    kept: list[tuple[int, int]] = []
    for y, x in places[order].tolist():
        if all(max(abs(y - b), abs(x - a)) >= side for b, a in kept):
            kept.append((y, x))
            yield y, x


def _solids(ink: Grey, area: Box, like: OptionBox) -> Iterator[OptionBox]:
    """Black discs among circles, and black squares among squares."""
    room = round(like.side / 3)
    x0, top = max(0, area[0] - room), max(0, area[1] - room)
    crop = ink[top : area[3] + room, x0 : area[2] + room]
    for outline in cv2.findContours(crop, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        x, y, w, h = cv2.boundingRect(outline)
        fits = all(SOLID[0] * like.side <= length <= SOLID[1] * like.side for length in (w, h))
        least = ALL_BLACK * (np.pi / 4 if like.round else 1.0)
        if fits and max(w, h) <= EVEN * min(w, h) and share_of(crop[y : y + h, x : x + w]) >= least:
            yield OptionBox((x0 + x, top + y, x0 + x + w, top + y + h), like.round, like.line)
