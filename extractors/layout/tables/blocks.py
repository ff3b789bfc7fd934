"""Blocks of lines, and the stretches of them that may be a table: from one header to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout.lines import phrases_of
from extractors.layout.typed import has_day_or_number, is_value
from extractors.values.moments import parse_moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.lines import Line

LARGEST_GAP = 2.0  # of the type's height, between two rows of one table
CLOSE = 0.75  # of the type's height: lines nearer than this are one row, set at different heights


def blocks_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that follow each other without a wide gap."""
    block: list[Line] = []
    for line in lines:
        if block and line.bbox[1] - block[-1].bbox[3] > LARGEST_GAP * (line.bbox[3] - line.bbox[1]):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def segments_of(block: Sequence[Line]) -> Iterator[list[Line]]:
    """A block parted before each header: lines of several phrases that hold no values."""
    segment: list[Line] = []
    heads: set[str] = set()
    for index, line in enumerate(block):
        starts = is_head(line) and not (segment and is_head(segment[-1]))
        if starts and _anew(line, segment, heads) and any(holds_value(other) for other in block[index + 1 : index + 4]):
            upper = len(segment) - _upper(segment, line)
            yield from _trimmed(segment[:upper])
            segment = segment[upper:]
            heads = {p.text for p in phrases_of(line)}
        segment.append(line)
    yield from _trimmed(segment)


def _upper(before: Sequence[Line], head: Line) -> int:
    """How many of the lines before a heading line are the upper halves of wrapped headings beside it: 0 or 1."""
    return int(bool(before) and is_beside(before[-1], head) and not holds_value(before[-1]))


def is_beside(line: Line, other: Line) -> bool:
    """Whether two lines stand at less than a line's distance: the cells of one row, centred to different heights."""
    distance = abs((line.bbox[1] + line.bbox[3]) - (other.bbox[1] + other.bbox[3])) / 2
    return distance < CLOSE * (other.bbox[3] - other.bbox[1])


def _anew(line: Line, before: Sequence[Line], heads: set[str]) -> bool:
    """Whether the line is more than a row without numbers: bold, beneath a title, repeated, or first of its width."""
    if not before or len(phrases_of(before[-1])) == 1 or (is_bold(line) and not is_bold(before[-1])):
        return True
    texts = {p.text for p in phrases_of(line)}
    if len(texts & heads) * 2 > len(texts):
        return True
    return all(len(phrases_of(other)) < len(texts) for other in before)


def _moments_across(texts: Sequence[str]) -> bool:
    """Three test moments or more, each once: the columns of a table that has a moment in each."""
    moments = [t for t in texts if parse_moment(t)]
    return len(moments) >= 3 and len(set(moments)) == len(moments) >= len(texts) - 1


def is_head(line: Line) -> bool:
    """Several names; a level may stand among them (a column for each), a number or day may not."""
    texts = [p.text for p in phrases_of(line)]
    if is_bold(line) and _moments_across(texts):
        return True
    if len(texts) < 2 or any(has_day_or_number(t) for t in texts):
        return False
    names = sum(not is_value(t) for t in texts)
    return (names >= 3 and 2 * names >= len(texts)) or (names == len(texts) and is_bold(line))


def is_bold(line: Line) -> bool:
    """Whether all of its words are bold."""
    return all(w.bold for w in line.words)


def holds_value(line: Line) -> bool:
    """Whether the line has several phrases and a value among them."""
    phrases = phrases_of(line)
    return len(phrases) >= 2 and any(is_value(p.text) for p in phrases)


def _trimmed(segment: list[Line]) -> Iterator[list[Line]]:
    """Without the single phrases (titles, legends) before and after the lines of several phrases."""
    several = [i for i, line in enumerate(segment) if len(phrases_of(line)) >= 2]
    if len(several) < 2:
        return
    last = several[-1]
    left = min(segment[i].bbox[0] for i in several)
    while last + 1 < len(segment) and _hangs(segment[last + 1], segment[last], left):
        last += 1
    first = several[0]
    if first and any(_same_kind(segment[first - 1], segment[i]) for i in range(first, last) if i not in several):
        first -= 1
    yield segment[first : last + 1]


def _same_kind(title: Line, other: Line) -> bool:
    """Titles of sections within one table start at the same place in the same type."""
    return (
        abs(title.bbox[0] - other.bbox[0]) < 2
        and is_bold(title) == is_bold(other)
        and title.words[0].size == other.words[0].size
    )


def _hangs(line: Line, above: Line, left: float) -> bool:
    """The second line of a cell that is not the first of its row: close, short and away from the left side."""
    height = line.bbox[3] - line.bbox[1]
    return line.bbox[1] - above.bbox[3] < 0.5 * height and line.bbox[0] > left + height
