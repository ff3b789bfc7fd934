"""Pages set in columns as a newspaper is: a table goes on at the head of the next column, beside another one.

The same headings stand left and right, at heights of their own, and no line crosses the white between them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.layout.lines import phrases_of
from extractors.layout.reading import layout_of
from extractors.scores.tables.headings import names_heading
from extractors.vocabulary import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.pages.model import BBox, Page, Word

FEWEST = 3  # headings beside each other that make a set
ALIKE = 0.6  # share of its headings that must come back elsewhere
GUTTER = 10.0  # points of white between columns of a page
ROOM = 3.0  # line heights between a table and what still belongs to its column


@dataclass(slots=True)
class _Set:
    """Headings side by side on one line."""

    names: tuple[str, ...]
    x0: float
    x1: float
    line: int


def strips_of(layout: PageLayout) -> list[PageLayout]:
    """What is above the columns, each column, and what is below; the page itself when it is set in one."""
    sets = [s for i, line in enumerate(layout.lines) for s in _sets(line, i)]
    if len(sets) < 2 or (found := _wall(layout.lines, sets)) is None:
        return [layout]
    wall, first, last = found
    first, last = _band(layout.lines, wall, first, last)
    top = layout.lines[first].bbox[1] - 1
    bottom = max(ln.bbox[3] for ln in layout.lines[first : last + 1]) + 1
    above = [w for ln in layout.lines[:first] for w in ln.words]
    below = [w for ln in layout.lines[last + 1 :] for w in ln.words]
    held = [w for ln in layout.lines[first : last + 1] for w in ln.words]
    width, height = layout.page.width, layout.page.height
    parts = (
        (above, (0.0, 0.0, width, top)),
        ([w for w in held if w.x0 < wall], (0.0, top, wall, bottom)),
        ([w for w in held if w.x0 >= wall], (wall, top, width, bottom)),
        (below, (0.0, bottom, width, height)),
    )
    return [layout_of(_part(layout.page, words, box)) for words, box in parts if words]


def _sets(line: Line, index: int) -> list[_Set]:
    """The sets of headings on a line; what a column beside it holds there is none."""
    found: list[_Set] = []
    run: list[tuple[str, BBox]] = []
    for phrase in [*phrases_of(line), None]:
        if phrase and names_heading(phrase.text) and squeezed(phrase.text) not in [name for name, _ in run]:
            run.append((squeezed(phrase.text), phrase.bbox))
            continue
        if len(run) >= FEWEST:
            found.append(_Set(tuple(n for n, _ in run), run[0][1][0], run[-1][1][2], index))
        again = phrase is not None and names_heading(phrase.text)
        run = [(squeezed(phrase.text), phrase.bbox)] if phrase and again else []
    return found


def _wall(lines: Sequence[Line], sets: Sequence[_Set]) -> tuple[float, int, int] | None:
    """The middle of the white between sets left and right of each other, with the first and last line of such sets."""
    for left in sets:
        for right in sets:
            if left.x1 < right.x0 and left.line != right.line and _alike(left.names, right.names):
                first, last = sorted((left.line, right.line))
                words = [w for ln in lines[first : last + 1] for w in ln.words]
                white = _widest(words, left.x1, right.x0)
                if white:
                    return (sum(white) / 2, first, last)
    return None


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == len(other) and sum(a == b for a, b in zip(one, other, strict=True)) >= ALIKE * len(one)


def _widest(words: Sequence[Word], low: float, high: float) -> tuple[float, float] | None:
    """The widest white between two places that no word enters."""
    inside = sorted((max(w.x0, low), min(w.x1, high)) for w in words if w.x1 > low and w.x0 < high)
    reach, best = low, (low, low)
    for x0, x1 in [*inside, (high, high)]:
        if x0 - reach > best[1] - best[0]:
            best = (reach, x0)
        reach = max(reach, x1)
    return best if best[1] - best[0] >= GUTTER else None


def _band(lines: Sequence[Line], wall: float, first: int, last: int) -> tuple[int, int]:
    """The lines around the sets that keep clear of the wall; upwards only as far as they stand close."""
    height = lines[first].bbox[3] - lines[first].bbox[1]
    for above, below in reversed(list(pairwise(lines[: first + 1]))):
        if _crosses(above, wall) or below.bbox[1] - above.bbox[3] > ROOM * height:
            break
        first -= 1
    while last + 1 < len(lines) and not _crosses(lines[last + 1], wall):
        last += 1
    return first, last


def _crosses(line: Line, wall: float) -> bool:
    return any(p.bbox[0] < wall < p.bbox[2] for p in phrases_of(line))


def _part(page: Page, words: list[Word], box: BBox) -> Page:
    """The page with what stands in a box alone."""
    x0, top, x1, bottom = box

    def within(other: BBox) -> bool:
        return x0 <= other[0] and other[2] <= x1 and top <= (other[1] + other[3]) / 2 <= bottom

    rulings = [r for r in page.rulings if within(r.bbox)]
    drawings = [d for d in page.drawings if within(d.bbox)]
    return replace(page, words=words, rulings=rulings, drawings=drawings)
