"""What the ways of finding labels share: a pair, and the look of labels and of empty places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.layout.lines import text_of
from extractors.layout.typed import is_value
from extractors.pages.model import union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import BBox, Word

LONGEST_LABEL = 160
_PLACEHOLDER = re.compile(r"[._…·‗\-–—]{3,}")
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[a-z]?|[a-zA-Z])[.)]\s+")


@dataclass(slots=True)
class Pair:
    """A label with the words of its value."""

    label_words: list[Word]
    words: list[Word]
    place: BBox | None
    confidence: float
    name: str = ""
    label: str = field(init=False)
    value: str = field(init=False)

    def __post_init__(self) -> None:
        self.words = [w for w in self.words if not _PLACEHOLDER.fullmatch(w.text)]
        self.label = clean_label(text_of(self.label_words)) or self.name
        self.value = text_of(self.words)

    @property
    def label_bbox(self) -> BBox:
        """Where the label stands; the place of the value where no label is printed."""
        return union([w.bbox for w in self.label_words]) if self.label_words else self.bbox

    @property
    def bbox(self) -> BBox:
        """Where the value stands or should stand."""
        if self.place:
            return self.place
        return union([w.bbox for w in self.words or self.label_words])


def clean_label(text: str) -> str:
    """The label without numbering, colon and dots to write on."""
    text = _PLACEHOLDER.sub("", text).strip()
    return _NUMBERING.sub("", text).rstrip(" :").strip()


def is_numbered(text: str) -> bool:
    """Whether the text begins with a number or letter of its section: '4. Signalering'."""
    return _NUMBERING.match(text) is not None


def looks_like_label(words: Sequence[Word]) -> bool:
    """Whether the words can be a label: letters, no value, not a paragraph."""
    text = " ".join(w.text for w in words)
    return len(text) <= LONGEST_LABEL and any(c.isalpha() for c in text) and not is_value(text)


def all_bold(words: Sequence[Word]) -> bool:
    """Whether every word is bold."""
    return bool(words) and all(w.bold for w in words)


def at_colon(words: Sequence[Word]) -> tuple[list[Word], list[Word]] | None:
    """Label and value parted at the first word that ends with a colon; None where there is none."""
    for index, word in enumerate(words):
        if word.text.endswith(":") and index < 14 and (index or len(word.text) > 1):
            return list(words[: index + 1]), list(words[index + 1 :])
        if word.text == ":":
            return list(words[:index]), list(words[index + 1 :])
    return None
