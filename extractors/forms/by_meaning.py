"""Labels found by what they say, where the lay-out did not tell which value is theirs.

A label that wraps over lines, a table whose first row looks like a header, a form without rulings or bold:
the words still say 'Geboortedatum', and only one thing near them is a date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.forms.blocks import Block, blocks_of
from extractors.forms.fields import Field
from extractors.forms.filling import filled_text, polarity
from extractors.forms.pupil import asked_of, reads
from extractors.pages.model import union
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.reading import PageLayout

FIRST_PAGES = 3  # the pupil's data, and the questions about reports, stand at the beginning
LINES_OFF = 0.8  # of the type's height: how far a value may stand above or below its label
BENEATH = 2.2  # of the type's height: how far below its label a value may begin
LABEL_WORDS = 14
STRICT = frozenset(["birth_date", "group", "months_of_reading_education"])  # values that nothing else looks like
CONFIDENCE = 0.8


def fields_by_meaning(layouts: Sequence[PageLayout]) -> Iterator[Field]:
    """A field for every label about the pupil, and every question to answer with yes or no, with a fitting value."""
    for layout in layouts[:FIRST_PAGES]:
        blocks = blocks_of(layout)
        asked = [_asked(block) for block in blocks]
        for block, key in zip(blocks, asked, strict=True):
            value = (key and _value(key, block, blocks, asked)) or _within(block)
            if value is None:
                continue
            above = [h.text for h in layout.headings if h.bbox[1] < block.bbox[1] - 1]
            yield Field(
                page=layout.page,
                label=_label(block, value),
                text=filled_text(value.text),
                label_bbox=block.bbox,
                bbox=value.bbox,
                words=value.words,
                heading=above[-1] if above else "",
                confidence=CONFIDENCE,
            )


def _label(block: Block, value: Block) -> str:
    own = {id(w) for w in value.words}
    return " ".join(w.text for w in block.words if id(w) not in own).rstrip(" :")


def _asked(block: Block) -> str | None:
    if len(block.words) > LABEL_WORDS:
        return None
    label = block.text.rstrip(" :")
    if key := asked_of(label):
        return key
    return "question" if label.endswith("?") and concepts("forms", "questions").of(label) else None


def _fits(key: str, text: str, label: str) -> bool:
    return polarity(text) is not None if key == "question" else reads(key, text, label)


def _value(key: str, label: Block, blocks: Sequence[Block], asked: Sequence[str | None]) -> Block | None:
    """The nearest block to the right that reads as such a value, else the one beneath."""
    x0, top, x1, bottom = label.bbox
    height = label.height
    # The value of a bold label is plain.
    values = [b for b, k in zip(blocks, asked, strict=True) if k is None and not (label.bold and b.bold)]
    right = [
        b
        for b in values
        if b.bbox[0] >= x1 - 1 and b.bbox[3] > top - LINES_OFF * height and b.bbox[1] < bottom + LINES_OFF * height
    ]
    right.sort(key=lambda b: b.bbox[0] - x1 + 4 * max(0.0, top - _middle(b), _middle(b) - bottom))
    beneath = [
        b
        for b in values
        if -0.3 * height <= b.bbox[1] - bottom <= BENEATH * height and b.bbox[0] < x1 and b.bbox[2] > x0
    ]
    for near in (right, beneath):
        for candidate in near[:2]:
            if _fits(key, candidate.text, label.text):
                return candidate
    return None


def _within(block: Block) -> Block | None:
    """The value of a block that holds its label too: 'Geboortedatum 12 januari 2018'."""
    if len(block.words) > LABEL_WORDS:
        return None
    for count in range(1, len(block.words)):
        label = " ".join(w.text for w in block.words[:count])
        key = asked_of(label)
        rest = block.words[count:]
        if key in STRICT and reads(key, " ".join(w.text for w in rest), label):
            return Block(rest, union([w.bbox for w in rest]), block.bold)
    return None


def _middle(block: Block) -> float:
    return (block.bbox[1] + block.bbox[3]) / 2
