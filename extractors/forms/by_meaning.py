"""Labels found by what they say, where the lay-out did not tell which value is theirs.

A label that wraps over lines, a table whose first row looks like a header, a form without rulings or bold:
the words still say 'Geboortedatum', and only one thing near them is a date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.forms.custody import custody_in
from extractors.forms.fields import Field
from extractors.forms.filling import filled_text, polarity
from extractors.forms.person.person_names import name_alone
from extractors.forms.person.pupil import asked_of, reads
from extractors.forms.text.blocks import SAME_START, Block, blocks_of
from extractors.pages.model import union
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.reading import PageLayout

FIRST_PAGES = 3  # the pupil's data, and the questions about reports, stand at the beginning
LINES_OFF = 0.8  # of the type's height: how far a value may stand above or below its label
BENEATH = 2.2  # of the type's height: how far below its label a value may begin
LABEL_WORDS = 14
MOST_LINES, WRAPPED = 4, 0.9  # of a label; and the most white between them, of the type's height
STRICT = frozenset(["birth_date", "group", "months_of_reading_education"])  # values that nothing else looks like
QUESTIONS = frozenset(["speech_therapy", "earlier_examination", "other_disorder", "expert_statement"])
ANSWERED_IN_WORDS = frozenset(["care_provider", "custody"])
CLEAR = 0.5  # share of a label's telling words that must be about it
PROVIDER_WORDS = 6
NAMES = frozenset(["name", "bare_name"])
CONFIDENCE = 0.8


def fields_by_meaning(layouts: Sequence[PageLayout]) -> Iterator[Field]:
    """A field for every label about the pupil, and every question to answer with yes or no, with a fitting value."""
    for layout in layouts[:FIRST_PAGES]:
        options = {id(w) for box in layout.tick_boxes for w in box.label_words}
        blocks = [b for b in blocks_of(layout) if not all(id(w) in options for w in b.words)]
        if layout.page.reading == "ocr":
            blocks = _with_wrapped_labels(blocks)
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


def _with_wrapped_labels(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those joined that ask for something only together: a picture doesn't show which lines are bold."""
    joined: list[Block] = []
    used: set[int] = set()
    for block in blocks:
        if id(block) not in used:
            parts = _asking_together(block, blocks) or [block]
            used.update(id(part) for part in parts)
            words = [w for part in parts for w in part.words]
            joined.append(Block(words, union([part.bbox for part in parts]), block.bold))
    return joined


def _asking_together(block: Block, blocks: Sequence[Block]) -> list[Block]:
    """The block and as many lines beneath it as make a label; none where it is one by itself, or never."""
    parts = [block]
    while len(parts) < MOST_LINES and (rest := next((b for b in blocks if _goes_on(parts[-1], b)), None)):
        parts.append(rest)
    for count in range(len(parts), 1, -1):
        words = [w for part in parts[:count] for w in part.words]
        if _asked(Block(words, block.bbox, block.bold)):
            return parts[:count]
    return []


def _goes_on(above: Block, block: Block) -> bool:
    gap = block.bbox[1] - above.bbox[3]
    level = abs(above.bbox[0] - block.bbox[0]) <= SAME_START and -0.4 * above.height <= gap <= WRAPPED * above.height
    return level and block.text[:1].islower() and not above.text.endswith((".", "?", ":", ";"))


def _label(block: Block, value: Block) -> str:
    own = {id(w) for w in value.words}
    return " ".join(w.text for w in block.words if id(w) not in own).rstrip(" :")


def _asked(block: Block) -> str | None:
    """The key in the vocabulary of pupils or questions that the whole block is a label for."""
    if len(block.words) > LABEL_WORDS:
        return None
    label = block.text.rstrip(" :")
    if key := asked_of(label):
        return key
    best = concepts("forms", "questions").best(label)
    if best is None:
        return None
    clear = label.endswith("?") or (best.key in ANSWERED_IN_WORDS and best.coverage >= CLEAR)
    return best.key if clear else None


def _fits(key: str, text: str, label: str) -> bool:
    if key == "care_provider":
        return text[:1].isupper() and len(text.split()) <= PROVIDER_WORDS and not text.rstrip().endswith((":", "."))
    if key == "custody":
        return custody_in(text) is not None
    if key in QUESTIONS:
        return polarity(text) is not None
    if key == "repeated_groups" and polarity(text) is None and "groep" not in text.casefold():
        return False  # a bare number near such a label is the group of another place
    return reads(key, text, label)


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
    # An answer in words ('In 2023 door ...') is no yes or no; the 'Nee' of the next place is not its answer.
    places = [(right or beneath)[:1]] if key in QUESTIONS else [right[:2], beneath[:2]]
    for near in places:
        for candidate in near:
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
        value = " ".join(w.text for w in rest)
        if (key in STRICT and reads(key, value, label)) or (key in NAMES and name_alone(value) == value):
            return Block(rest, union([w.bbox for w in rest]), block.bold)
    return None


def _middle(block: Block) -> float:
    return (block.bbox[1] + block.bbox[3]) / 2
