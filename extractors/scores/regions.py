"""A page in the pieces that are read on their own: boxes with text, and strips that stand side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.layout.lines import lines_of, phrases_of
from extractors.scores.headings import names_heading
from extractors.vocabulary import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.pages.model import BBox, Page, Word

LARGEST_BOX = 0.35  # of the page: a frame around everything is no card
MIN_STRIP = 60.0  # points


@dataclass(slots=True)
class Region:
    """Words that belong together, as lines from top to bottom; `boxed` when something is drawn around them."""

    lines: list[Line]
    boxed: bool = False


def regions_of(page: Page, words: Sequence[Word]) -> list[Region]:
    """Boxes and the strips of what is left, from top to bottom."""
    boxed: dict[BBox, list[Word]] = {}
    rest: list[Word] = []
    boxes = _boxes(page)
    for word in words:
        box = next((b for b in boxes if _inside(word, b)), None)
        if box is None:
            rest.append(word)
        else:
            boxed.setdefault(box, []).append(word)
    regions = []
    for own in boxed.values():
        lines = lines_of(own)
        if len(lines) > 1:
            regions.append(Region(lines, boxed=True))
        else:
            rest += own
    regions += [Region(lines) for lines in _strips(lines_of(rest))]
    return sorted(regions, key=lambda r: (r.lines[0].bbox[1], r.lines[0].bbox[0]))


def _boxes(page: Page) -> list[BBox]:
    """Closed shapes the size of a card, the smallest first. Shading makes a card only when there are several alike."""
    shapes = [d for d in page.drawings if (d.closed or d.rectangle) and _card(d.bbox, page)]
    widths = Counter(round((d.bbox[2] - d.bbox[0]) / 2) for d in shapes)
    boxes = {d.bbox for d in shapes if d.stroked or widths[round((d.bbox[2] - d.bbox[0]) / 2)] > 1}
    return sorted(boxes | set(_framed(page)), key=_area)


def _card(box: BBox, page: Page) -> bool:
    return box[3] - box[1] > 25 and box[2] - box[0] > 40 and _area(box) < LARGEST_BOX * page.width * page.height


def _framed(page: Page) -> list[BBox]:
    """Boxes of four rulings that share their corners."""
    level = [r.bbox for r in page.rulings if r.horizontal]
    upright = [r.bbox for r in page.rulings if not r.horizontal]
    ends = {(_step(x0), _step(top), _step(bottom)) for x0, top, _, bottom in upright}
    by_side: dict[tuple[int, int], list[float]] = {}
    for x0, top, x1, _ in level:
        by_side.setdefault((round(x0), round(x1)), []).append(top)
    found = []
    for (x0, x1), tops in by_side.items():
        for top, bottom in pairwise(sorted(tops)):
            box = (float(x0), top, float(x1), bottom)
            if _card(box, page) and all(_side_at(x, top, bottom) & ends for x in (x0, x1)):
                found.append(box)
    return found


def _step(place: float) -> int:
    return round(place / 2)


def _side_at(x: float, top: float, bottom: float) -> set[tuple[int, int, int]]:
    """The side of a box, with room for the thickness of lines."""
    around = (-1, 0, 1)
    return {(_step(x) + i, _step(top) + j, _step(bottom) + k) for i in around for j in around for k in around}


def _area(box: BBox) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _inside(word: Word, box: BBox) -> bool:
    x = (word.x0 + word.x1) / 2
    return box[0] <= x <= box[2] and box[1] <= word.middle <= box[3]


def _strips(lines: list[Line]) -> list[list[Line]]:
    """Lines cut where the same headings stand twice beside each other, from each such line down to the next."""
    starts = [(i, cut) for i, line in enumerate(lines) if (cut := _cut(lines, i)) is not None]
    if not starts:
        return [lines] if lines else []
    out: list[list[Line]] = []
    first = starts[0][0]
    titles = first - 1 if first and _title_pair(lines[first - 1], starts[0][1]) else first
    if titles:
        out.append(lines[:titles])
    edges = [titles, *(i for i, _ in starts[1:]), len(lines)]
    for (_, cut), a, b in zip(starts, edges, edges[1:], strict=False):
        end = b - 1 if b < len(lines) and b - 1 > a and _title_pair(lines[b - 1], cut) else b
        edges[edges.index(b)] = end
        words = [w for line in lines[a:end] for w in line.words]
        crossing = [ln for ln in lines[a:end] if any(w.x0 < cut < w.x1 for w in ln.words)]
        taken = {id(w) for ln in crossing for w in ln.words}
        left = [w for w in words if w.x0 < cut and id(w) not in taken]
        right = [w for w in words if w.x0 >= cut]
        out += [lines_of(part) for part in (left, [w for w in right if id(w) not in taken]) if part]
        if crossing:
            out.append(crossing)
    return out


def _title_pair(line: Line, cut: float) -> bool:
    phrases = phrases_of(line)
    return len(phrases) == 2 and phrases[0].bbox[2] < cut <= phrases[1].bbox[0] + 1


def _cut(lines: list[Line], index: int) -> float | None:
    """Where the second of two equal sets of headings in a line begins: the widest white before its first heading."""
    phrases = phrases_of(lines[index])
    seen: dict[str, int] = {}
    for n, phrase in enumerate(phrases):
        key = squeezed(phrase.text)
        if key in seen and names_heading(phrase.text) and phrase.bbox[0] - phrases[seen[key]].bbox[0] >= MIN_STRIP:
            left_end = phrases[n - 1].bbox[2]
            return _widest_white(lines[index : index + 12], left_end, phrase.bbox[0])
        if names_heading(phrase.text):
            seen.setdefault(key, n)
    return None


def _widest_white(lines: Sequence[Line], start: float, end: float) -> float:
    """The middle of the widest white between two places that no line of these crosses."""
    spans = sorted((w.x0, w.x1) for line in lines for w in line.words if w.x1 > start and w.x0 < end)
    reach, best = start, (0.0, end - 1)
    for x0, x1 in [*spans, (end, end)]:
        if x0 - reach > best[0]:
            best = (x0 - reach, (x0 + reach) / 2)
        reach = max(reach, x1)
    return best[1]
