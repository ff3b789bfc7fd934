"""The labelled places of a form, each with the heading it stands under."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.evidence import evidence, evidence_at
from extractors.forms.filling import filled_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.reading import PageLayout
    from extractors.pages.model import BBox, Page, Word
    from extractors.records import Evidence

UNREAD = 0.5  # confidence that a place is empty where ink stands that could not be read


@dataclass(slots=True)
class Field:
    """A label and what was filled in; `text` is None where nothing was, a placeholder, or ink unread.

    `words` are those of the value, placeholders and printed options too.
    """

    page: Page
    label: str
    text: str | None
    label_bbox: BBox
    bbox: BBox
    words: list[Word] = field(default_factory=list)
    heading: str = ""
    confidence: float = 1.0
    unread: bool = False

    def evidence(self) -> list[Evidence]:
        """Where the value stands, or the label of the empty place."""
        if self.words and self.text:
            return [evidence(self.page, self.words)]
        return [evidence_at(self.page, self.label_bbox, self.label)]


def fields_of(layouts: Sequence[PageLayout]) -> list[Field]:
    """All labelled places of a part, in reading order."""
    found: list[Field] = []
    heading = ""
    for layout in layouts:
        tops = [(h.bbox[1], h.text) for h in layout.headings]
        options = {id(w) for box in layout.tick_boxes for w in box.label_words}
        for pair in layout.label_values:
            if pair.words and all(id(w) in options for w in pair.words):
                continue  # the printed options of a question, whatever was ticked
            above = [text for top, text in tops if top < pair.label_bbox[1] - 1 and text != pair.label]
            text = filled_text(pair.value)
            unread = text is None and any(_touch(ink, pair.bbox) for ink in layout.page.unread)
            found.append(
                Field(
                    page=layout.page,
                    label=pair.label,
                    text=text,
                    label_bbox=pair.label_bbox,
                    bbox=pair.bbox,
                    words=pair.words,
                    heading=above[-1] if above else heading,
                    confidence=min(pair.confidence, UNREAD) if unread else pair.confidence,
                    unread=unread,
                )
            )
        heading = tops[-1][1] if tops else heading
    return found


def _touch(one: BBox, other: BBox) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
