"""Visual lines of words, and phrases within a line."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.pages.model import union

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.pages.model import BBox, Word

SAME_LINE = 0.45  # of the lower of two words: how far their middles may differ
INK_TO_TYPE = 1.3  # how much higher type is than its ink: capitals and figures take three quarters of it
MANY_WORDS = 7
PLAIN_SPACE, WIDEST_SPACE = 0.5, 1.6  # of the type's height; the widest is where a word was not read
PHRASE_GAP = 0.75  # of the type's height (about one em): wider than the spaces of justified text


@dataclass(slots=True)
class Phrase:
    """Words of one line that stand close together, left to right."""

    words: list[Word]
    bbox: BBox

    @property
    def text(self) -> str:
        """The words with single spaces between them."""
        return " ".join(w.text for w in self.words)


@dataclass(slots=True)
class Line:
    """Words at one height, left to right."""

    words: list[Word]
    bbox: BBox
    _phrases: dict[float, list[Phrase]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The words with single spaces between them."""
        return " ".join(w.text for w in self.words)

    def phrases(self, gap: float) -> list[Phrase]:
        """The line parted at spaces wider than `gap` times the height of its type."""
        if gap not in self._phrases:
            self._phrases[gap] = _parted(self.words, gap)
        return self._phrases[gap]


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Visual lines from top to bottom; a word of another size joins the line its middle lies in.

    The word beside it in the line is its measure: OCR boxes words tightly ('per' hangs lower than 'keer'), and a
    scanned line may slope. A lone dash or dot joins the line within whose height it stands.
    """
    groups: list[list[Word]] = []
    height = 0.0
    marks = False  # whether the line is nothing but marks so far
    for word in sorted(words, key=lambda w: w.bbox[1] + w.bbox[3]):
        top, bottom = word.bbox[1], word.bbox[3]
        mark = not any(c.isalnum() for c in word.text)
        size = max(height, bottom - top) if mark or marks else min(height, bottom - top)
        if groups and (top + bottom) / 2 - _middle_beside(word, groups[-1]) <= SAME_LINE * size:
            groups[-1].append(word)
            height = max(height, bottom - top)
            marks = marks and mark
        else:
            groups.append([word])
            height, marks = bottom - top, mark
    return [line_from(group) for group in groups]


def _middle_beside(word: Word, line: Sequence[Word]) -> float:
    """The middle of the word of the line that stands nearest, left or right."""
    x0, x1 = word.bbox[0], word.bbox[2]
    nearest = min(line, key=lambda w: max(w.bbox[0] - x1, x0 - w.bbox[2]))
    return (nearest.bbox[1] + nearest.bbox[3]) / 2


def line_from(words: Sequence[Word]) -> Line:
    """One line of these words, ordered left to right; raises ValueError when there are none."""
    ordered = sorted(words, key=lambda w: w.bbox[0])
    return Line(ordered, union([w.bbox for w in ordered]))


def phrases_of(line: Line, gap: float = PHRASE_GAP) -> list[Phrase]:
    """The line parted at spaces wider than `gap` times the height of its type."""
    return line.phrases(gap)


def _parted(words: Sequence[Word], gap: float) -> list[Phrase]:
    runs: list[list[Word]] = []
    reach = 0.0
    for word in words:
        height = word.bbox[3] - word.bbox[1]
        if runs and word.bbox[0] - reach <= gap * height:
            runs[-1].append(word)
            reach = max(reach, word.bbox[2])
        else:
            runs.append([word])
            reach = word.bbox[2]
    return [Phrase(run, union([w.bbox for w in run])) for run in runs]


def type_height(words: Sequence[Word]) -> float:
    """The height of the type of most words, in points: what gaps between columns are measured by; 0 for no words.

    The boxes of words read from pictures hold their ink alone, without the room that type has above and below it.
    """
    heights = sorted((w.bbox[3] - w.bbox[1]) * (INK_TO_TYPE if w.confidence < 1 else 1) for w in words)
    return heights[len(heights) // 2] if heights else 0.0


def is_sentence(line: Line) -> bool:
    """Whether the line is running text: many words, all but a few with plain spaces between them."""
    if len(line.words) < MANY_WORDS:
        return False
    gaps = sorted(b.x0 - a.x1 for a, b in itertools.pairwise(line.words))
    height = type_height(line.words)
    return gaps[len(gaps) // 2] <= PLAIN_SPACE * height and gaps[-1] <= WIDEST_SPACE * height


def text_of(words: Sequence[Word]) -> str:
    """Reading-order text of words that may stand on several lines, joined by single spaces."""
    return " ".join(line.text for line in lines_of(words))
