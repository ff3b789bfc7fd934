"""Boxes that hold a text of their own (cards, panels): their words share no line with those beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout.lines import line_from, lines_of, phrases_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.pages.model import BBox, Page, Word

NARROWEST, LOWEST = 60.0, 24.0  # points: smaller boxes hold an answer, no text of several lines
LARGEST = 0.9  # of the page: a larger one is its background or border
FEWEST_LINES = 3  # a stripe behind a row holds one or two


def regions_of(page: Page, words: Sequence[Word], frames: Sequence[BBox]) -> list[list[Word]]:
    """The words in groups that can be read apart: each box that holds several lines, and all the rest.

    `frames` are boxes drawn with four lines; others are taken from the page's drawings.
    """
    boxes = [b for b in frames if _fits(b, page)]
    boxes += [d.bbox for d in page.drawings if d.stroked and _fits(d.bbox, page)]
    shaded = [d.bbox for d in page.drawings if d.filled and not d.stroked and _fits(d.bbox, page)]
    boxes += [box for box in shaded if not _is_column(box, words)]
    boxes.sort(key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))
    rest = list(words)
    groups: list[list[Word]] = []
    for box in boxes:
        inside = [w for w in rest if _in(box, w)]
        if len(inside) >= FEWEST_LINES and len(lines_of(inside)) >= FEWEST_LINES:
            groups.append(inside)
            taken = {id(w) for w in inside}
            rest = [w for w in rest if id(w) not in taken]
    return [*groups, rest] if rest else groups


def _is_column(box: BBox, words: Sequence[Word]) -> bool:
    """Whether a shade lies behind one column of a table: words go on closely beside it on most of its lines."""
    lines = lines_of(w for w in words if box[1] <= w.middle <= box[3])
    beside = [any(not _in(box, w) for w in line.words) and any(_in(box, w) for w in line.words) for line in lines]
    within = [phrases_of(line_from([w for w in line.words if _in(box, w)])) for line in lines if _any_in(box, line)]
    return sum(beside) * 2 > len(within) and all(len(phrases) < 2 for phrases in within)


def _any_in(box: BBox, line: Line) -> bool:
    return any(_in(box, w) for w in line.words)


def _fits(box: BBox, page: Page) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return width >= NARROWEST and height >= LOWEST and width * height <= LARGEST * page.width * page.height


def _in(box: BBox, word: Word) -> bool:
    x, y = (word.bbox[0] + word.bbox[2]) / 2, (word.bbox[1] + word.bbox[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
