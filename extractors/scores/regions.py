"""A page in the pieces that are read on their own: boxes with text, and strips that stand side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.layout.lines import lines_of, phrases_of
from extractors.scores.tables.headings import names_heading
from extractors.vocabulary import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line, Phrase
    from extractors.pages.model import BBox, Page, Word

LARGEST_BOX = 0.35  # of the page: a frame around everything is no card
ROUND_CORNERS = 4  # curves in a box with rounded corners
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
    shapes = [
        d for d in page.drawings if (d.closed or d.rectangle or d.curves == ROUND_CORNERS) and _card(d.bbox, page)
    ]
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
    """Lines cut where the same headings stand several times beside each other, from each such line to the next."""
    starts: list[tuple[int, list[float]]] = []
    for i in range(len(lines)):
        cuts = _cuts(lines, i)
        if cuts and not (starts and _alike(starts[-1][1], cuts)):
            starts.append((i, cuts))
    if not starts:
        return [lines] if lines else []
    firsts = [i - 1 if i and _titles(lines[i - 1], cuts) else i for i, cuts in starts]
    out = [lines[: firsts[0]]] if firsts[0] else []
    for (_, cuts), first, end in zip(starts, firsts, [*firsts[1:], len(lines)], strict=True):
        band = lines[first:end]
        across = [ln for ln in band if any(w.x0 < cut < w.x1 for w in ln.words for cut in cuts)]
        words = [w for ln in band if ln not in across for w in ln.words]
        edges = [-1.0, *cuts, float("inf")]
        parts = [[w for w in words if a <= w.x0 < b] for a, b in pairwise(edges)]
        out += [lines_of(part) for part in parts if part]
        out += [across] if across else []
    return out


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) < 6 for a, b in zip(one, other, strict=True))


def _titles(line: Line, cuts: Sequence[float]) -> bool:
    """Whether the line holds a title for every strip, none running into the next."""
    phrases = phrases_of(line)
    edges = [-1.0, *cuts, float("inf")]
    return all(any(a <= p.bbox[0] and p.bbox[2] < b for p in phrases) for a, b in pairwise(edges))


def _labels_again(phrases: Sequence[Phrase]) -> tuple[int, list[int]]:
    """The first phrase of which the label ('Datum: …') stands again in its line, and where: columns of running text."""
    labels = [p.text.partition(":")[0] if ":" in p.text else "" for p in phrases]
    keys = [squeezed(label) if names_heading(label) else "" for label in labels]
    for start, key in enumerate(keys):
        again = [j for j in range(start + 1, len(keys)) if key and keys[j] == key]
        if again and phrases[again[0]].bbox[0] - phrases[start].bbox[0] >= MIN_STRIP:
            return start, again
    return 0, []


def _cuts(lines: list[Line], index: int) -> list[float]:
    """Where sets of equal headings in a line begin, save the first; each cut in the widest white before its set."""
    phrases = phrases_of(lines[index])
    keys = [squeezed(p.text) if names_heading(p.text) else "" for p in phrases]
    found = []
    for start in range(len(keys) - 3):
        again = [
            j for j in range(start + 2, len(keys) - 1) if keys[start] and keys[j : j + 2] == keys[start : start + 2]
        ]
        if again and phrases[again[0]].bbox[0] - phrases[start].bbox[0] >= MIN_STRIP:
            found = again
            break
    if not found:
        start, found = _labels_again(phrases)
    if not found:
        return []
    # a set may begin left of its first heading, with a column that has none: as far as the first set does
    before = phrases[start].bbox[0] - min(w.x0 for line in lines[index : index + 8] for w in line.words)
    return [phrases[j].bbox[0] - before - 2 for j in found]
