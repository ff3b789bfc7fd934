"""Signs that a reader of pictures saw and nobody printed: punch holes, pieces of rulings, specks, rows of dashes."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.pages.model import Page, Word

HARDLY = 0.2  # confidence below which a whole line is no text but a row of dashes
SPECK, SPECKS = 0.6, ".,:;'`’‘·•°_~"  # confidence below which a lone dot is dirt
STROKES = ("I", "l", "|", "!")
HAIR, STROKE = 0.6, 1.8  # points: thinner than any letter; how wide a stroke of type is that is no higher than
HIGHER = 1.25  # times the height of words
LONGEST_CORNER, BEND = 2, 3.0  # signs that a round corner is read as; points from it to the lines that it joins
HOLE = (14.0, 24.0)  # points: six millimetres, and how they are cut or blurred
MARGIN = 60.0  # points from the edge of the page


def without_dirt(layout: PageLayout) -> Iterator[list[Word]]:
    """The words of each line of a scanned page, without what is no print."""
    page = layout.page
    height = median([w.bottom - w.top for w in page.words]) if page.words else 0.0
    for line in layout.lines:
        if not _is_dashes(line):
            yield [w for w in line.words if not _is_dirt(w, page, height)]


def _is_dashes(line: Line) -> bool:
    return all(w.confidence <= HARDLY for w in line.words) and not any(c.isdigit() for c in line.text)


def _is_dirt(word: Word, page: Page, height: float) -> bool:
    """Whether a sign was not printed there: a hole, a piece of a ruling, a speck."""
    speck = word.confidence < SPECK and not word.text.strip(SPECKS)
    return speck or _is_hole(word, page) or _is_ruling(word, height) or _is_corner(word, page)


def _is_corner(word: Word, page: Page) -> bool:
    """Whether a lone sign is the round corner of a box: a level line ends there, and an upright one."""
    if len(word.text) > LONGEST_CORNER:
        return False
    x0, top, x1, bottom = (w + d for w, d in zip(word.bbox, (-BEND, -BEND, BEND, BEND), strict=True))
    ends = {
        r.horizontal
        for r in page.rulings
        for x, y in ((r.bbox[0], r.bbox[1]), (r.bbox[2], r.bbox[3]))
        if x0 <= x <= x1 and top <= y <= bottom
    }
    return len(ends) > 1


def _is_hole(word: Word, page: Page) -> bool:
    """Whether a lone sign in the margin is a hole that was punched there: six millimetres wide and as high."""
    x0, top, x1, bottom = word.bbox
    in_margin = min(x0, top, page.width - x1, page.height - bottom) < MARGIN
    return len(word.text) == 1 and in_margin and all(HOLE[0] <= side <= HOLE[1] for side in (x1 - x0, bottom - top))


def _is_ruling(word: Word, height: float) -> bool:
    """Whether a stroke is no letter but a piece of a ruling: a hair wide, or higher than the type of the page."""
    wide, high = word.x1 - word.x0, word.bottom - word.top
    return word.text in STROKES and (wide < HAIR or (wide < STROKE and high > HIGHER * height))
