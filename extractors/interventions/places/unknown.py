"""Labels that name no field of a period: what stands behind them is no part of the answer above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.interventions.labels import alternatives, field_of
from extractors.interventions.places.inline import LEADER, labels_in
from extractors.layout.lines import phrases_of

if TYPE_CHECKING:
    from extractors.interventions.places.inline import LabelledWords
    from extractors.layout.lines import Line

LONGEST = 5  # words of such a label
NEAR = 2.5  # points by which labels or answers beneath each other may differ
_ENDS = re.compile(r"[.:?]$")
Type = tuple[int, bool]  # tenths of a point, and whether it is bold


def _type(line: Line) -> Type:
    return round(10 * line.words[0].size), all(w.bold for w in line.words)


@dataclass(slots=True)
class Labels:
    """Where the labels of the lines so far stand, and their answers where white parts the two."""

    left: float | None = None
    answers: float | None = None
    colon: bool = False
    alone: Type | None = None  # of labels that stand above their answers
    beneath: Type | None = None  # of such answers
    asked: bool = False  # whether the line before was such a label

    def unknown(self, line: Line, *, wraps: bool) -> str:
        """The label at the start of the line that no field has, '' for none; known labels are remembered."""
        words = line.words
        parts = labels_in(words)
        asked, self.asked = self.asked, False
        if parts[0].label and parts[0].label_words[:1] == words[:1]:
            self._remember(line, parts[0])
            return ""
        if asked:
            self.beneath = _type(line)
            return ""
        if self._above_answer(line):
            self.asked = True
            return line.text
        count = 0 if wraps or not words[0].text[:1].isalpha() else self._count(line)
        label = " ".join(w.text for w in words[:count])
        return label if count < len(words) and field_of(label) is None and not alternatives(label) else ""

    def _remember(self, line: Line, part: LabelledWords) -> None:
        self.left, self.colon = line.bbox[0], part.label_words[-1].text.endswith(":")
        phrases = phrases_of(line)
        apart = len(phrases) > 1 and phrases[0].words == part.label_words
        self.answers = phrases[1].bbox[0] if apart else None
        self.asked = len(part.label_words) == len(line.words)
        self.alone = _type(line) if self.asked else self.alone

    def _above_answer(self, line: Line) -> bool:
        """Whether the line is printed as labels above answers are, and no answer is."""
        here = self.left is not None and abs(line.bbox[0] - self.left) <= NEAR and len(line.words) <= LONGEST
        return here and None not in (self.alone, self.beneath) and _type(line) == self.alone != self.beneath

    def _count(self, line: Line) -> int:
        """How many words the label takes: bold ones, those up to a colon, or a phrase in the column of the labels."""
        words, phrases = line.words, phrases_of(line)
        leader = next((i for i, w in enumerate(words[: LONGEST + 1]) if LEADER.fullmatch(w.text)), 0)
        if leader and not words[leader - 1].text.endswith(":"):
            return leader
        bold = next((i for i, w in enumerate(words) if not w.bold), 0)
        capital = words[0].text[:1].isupper()
        if 0 < bold <= LONGEST and capital and _ENDS.search(words[bold - 1].text):
            return bold
        if self.left is None or abs(line.bbox[0] - self.left) > NEAR:
            return 0
        colon = next((i for i, w in enumerate(words[:LONGEST], 1) if w.text.endswith(":")), 0)
        if self.colon and capital and colon:
            return colon
        apart = len(phrases) > 1 and self.answers is not None and abs(phrases[1].bbox[0] - self.answers) <= NEAR
        return len(phrases[0].words) if apart and len(phrases[0].words) <= LONGEST else 0
