"""What the pages say about one period, before it is understood: labelled texts, gathered into blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.evidence import evidence, evidence_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import BBox, Page, Word
    from extractors.records import Evidence


@dataclass(slots=True)
class Piece:
    """A text at one place of one page."""

    page: Page
    text: str
    bbox: BBox
    words: Sequence[Word] = ()

    @property
    def confidence(self) -> float:
        """How well its values were read: the worst word with a digit, otherwise the average word."""
        numbers = [w.confidence for w in self.words if any(c.isdigit() for c in w.text)]
        if numbers:
            return min(numbers)
        return sum(w.confidence for w in self.words) / len(self.words) if self.words else 1.0

    def evidence(self) -> Evidence:
        return evidence(self.page, self.words) if self.words else evidence_at(self.page, self.bbox, self.text)


@dataclass(slots=True)
class Fact:
    """A label and its text; the label is '' for running text. The text goes on in later pieces over a page break."""

    label: str
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(p.text for p in self.pieces if p.text)

    def add(self, piece: Piece) -> None:
        """Let the text go on."""
        if piece.text:
            self.pieces.append(piece)


@dataclass(slots=True)
class Block:
    """Everything that stands about one period. `headings` are those above it, nearest last."""

    facts: list[Fact] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    def fact(self, label: str) -> Fact | None:
        """The fact with this label, if it is there."""
        return next((f for f in self.facts if f.label == label), None)
