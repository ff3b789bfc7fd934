"""Tables that stand side by side without a line between them: one heading line holds the same headings twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout.lines import Line, line_from, phrases_of
from extractors.layout.typed import is_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Phrase

ALIKE = 0.6  # of the headings that must come back


def parted_beside(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in groups, top to bottom; where tables stand side by side, each has a group of its own."""
    for index, line in enumerate(lines):
        walls = _walls(phrases_of(line), lines[index + 1 : index + 6])
        if not walls:
            continue
        first, last = index, index
        while first > 0 and not _crosses(lines[first - 1], walls):
            first -= 1
        while last + 1 < len(lines) and not _crosses(lines[last + 1], walls):
            last += 1
        if last - index < 1:
            continue
        strips = _strips(lines[first : last + 1], walls)
        return [list(lines[:first]), *strips, *parted_beside(lines[last + 1 :])]
    return [list(lines)]


def _walls(phrases: Sequence[Phrase], below: Sequence[Line]) -> list[float]:
    """Where the line's headings start anew, the middle of the widest white there; empty where nothing comes back."""
    texts = [p.text.casefold() for p in phrases]
    if len(texts) < 4 or any(is_value(t) and t[0].isdigit() for t in texts):
        return []
    for period in range(2, len(texts) // 2 + 1):
        pairs = list(zip(texts, texts[period:], strict=False))
        if (
            len(texts) % period == 0
            and sum(a == b for a, b in pairs) >= ALIKE * len(pairs)
            and texts[0] == texts[period]
        ):
            starts = range(period, len(texts), period)
            return [_widest(phrases[s - 1], phrases[s], below) for s in starts]
    return []


def _widest(left: Phrase, right: Phrase, below: Sequence[Line]) -> float:
    low, high = left.bbox[0], right.bbox[2]
    words = [w for line in below for w in line.words if w.x1 > low and w.x0 < high]
    spans = sorted([(w.x0, w.x1) for w in words] + [(left.bbox[0], left.bbox[2]), (right.bbox[0], right.bbox[2])])
    reach, best, wall = spans[0][1], 0.0, (left.bbox[2] + right.bbox[0]) / 2
    for x0, x1 in spans[1:]:
        if x0 - reach > best:
            best, wall = x0 - reach, (x0 + reach) / 2
        reach = max(reach, x1)
    return wall


def _crosses(line: Line, walls: Sequence[float]) -> bool:
    return any(p.bbox[0] < wall < p.bbox[2] for p in phrases_of(line) for wall in walls)


def _strips(lines: Sequence[Line], walls: Sequence[float]) -> list[list[Line]]:
    strips: list[list[Line]] = []
    for low, high in zip([float("-inf"), *walls], [*walls, float("inf")], strict=True):
        held = [[w for w in line.words if low < (w.x0 + w.x1) / 2 <= high] for line in lines]
        strips.append([line_from(words) for words in held if words])
    return strips
