"""Blocks of text: phrases of one weight that run on over the lines of a narrow column."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from extractors.layout.lines import phrases_of
from extractors.pages.model import union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.pages.model import BBox, Word

SAME_START = 3.0  # points
# The most white between lines of one block, of the type's height: rows of plain values stand as close as that.
NEXT_BOLD_LINE, NEXT_PLAIN_LINE = 0.6, 0.35
ENDS = (".", "?", ":", ";")


@dataclass(slots=True)
class Block:
    """Words in reading order; `top` and `bottom` of the box span all lines."""

    words: list[Word]
    bbox: BBox
    bold: bool

    @property
    def text(self) -> str:
        """The words with single spaces between them."""
        return " ".join(w.text for w in self.words)

    @property
    def height(self) -> float:
        """Height of the type, in points."""
        return self.words[-1].bbox[3] - self.words[-1].bbox[1]


def blocks_of(layout: PageLayout) -> list[Block]:
    """All blocks of a page, in the order of their first lines."""
    blocks: list[Block] = []
    latest: dict[int, Block] = {}  # by where they start, in steps of SAME_START
    for line in layout.lines:
        for words in _runs(line):
            block = Block(words, union([w.bbox for w in words]), words[0].bold)
            step = round(block.bbox[0] / SAME_START)
            near = [latest[s] for s in (step - 1, step, step + 1) if s in latest]
            above = next((b for b in near if _runs_on(b, block)), None)
            if above:
                above.words += block.words
                above.bbox = union([above.bbox, block.bbox])
            else:
                blocks.append(block)
                latest[step] = block
    return blocks


def _runs(line: Line) -> Iterator[list[Word]]:
    """Phrases of the line, parted where bold turns into plain or back."""
    for phrase in phrases_of(line):
        for _, words in groupby(phrase.words, key=lambda w: w.bold):
            yield list(words)


def _runs_on(above: Block, block: Block) -> bool:
    height = block.height
    gap = block.bbox[1] - above.bbox[3]
    most = NEXT_BOLD_LINE if block.bold else NEXT_PLAIN_LINE
    if above.bold != block.bold or not -0.4 * height <= gap <= most * height:
        return False
    first, last = block.words[0].text, above.words[-1].text
    return abs(above.bbox[0] - block.bbox[0]) <= SAME_START and first[:1].islower() and not last.endswith(ENDS)
