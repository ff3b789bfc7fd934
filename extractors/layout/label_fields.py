"""Labels of AcroForm fields: the words beside or above a field, or the field's own description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout.label_parts import Pair
from extractors.layout.lines import lines_of, phrases_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.lines import Phrase
    from extractors.pages.model import FormField, Page, Word

OVERRUN = 0.3  # of the field's width that a long label may run into it
FARTHEST_ABOVE = 26.0  # points between a label and the field beneath it


def field_pairs(page: Page) -> Iterator[Pair]:
    """A pair for every text, combo and list field."""
    fields = [f for f in page.fields if f.kind in ("text", "combo", "list")]
    if not fields:
        return
    held: dict[int, list[Word]] = {}
    printed: list[Word] = []
    for word in page.words:
        holder = next((i for i, f in enumerate(fields) if _inside(word, f)), None)
        (printed if holder is None else held.setdefault(holder, [])).append(word)
    phrases = [p for line in lines_of(printed) for p in phrases_of(line, 1.2)]
    for index, item in enumerate(fields):
        label = _label(item, fields, phrases)
        yield Pair(label, held.get(index, []), item.bbox, 0.97 if label else 0.8, item.label or item.name)


def _inside(word: Word, item: FormField) -> bool:
    """Whether the word is (part of) the field's value, not the end of a long label that runs into the field."""
    x, y = (word.bbox[0] + word.bbox[2]) / 2, (word.bbox[1] + word.bbox[3]) / 2
    within = item.bbox[0] <= x <= item.bbox[2] and item.bbox[1] <= y <= item.bbox[3]
    return within and (item.value is None or word.text in item.value.split() or len(word.text) > 2)


def _label(item: FormField, fields: Sequence[FormField], phrases: Sequence[Phrase]) -> list[Word]:
    x0, top, x1, bottom = item.bbox
    beside = [
        p
        for p in phrases
        if p.bbox[0] < x0 - 4
        and p.bbox[2] <= x0 + OVERRUN * (x1 - x0)
        and p.bbox[1] < bottom
        and p.bbox[3] > top
        and _middle(p) > top - 3
    ]
    if beside:
        nearest = max(beside, key=lambda p: p.bbox[2])
        between = any(
            f is not item and f.bbox[0] >= nearest.bbox[2] - 6 and f.bbox[2] <= x0 and _level(f, item) for f in fields
        )
        if not between:
            return nearest.words
    above = [
        p
        for p in phrases
        if p.bbox[3] <= top + 4 and top - p.bbox[3] < FARTHEST_ABOVE and p.bbox[0] < x1 and p.bbox[2] > x0
    ]
    if not above:
        return []
    return [w for w in max(above, key=lambda p: p.bbox[3]).words if w.bbox[0] < x1 and w.bbox[2] > x0]


def _middle(phrase: Phrase) -> float:
    return (phrase.bbox[1] + phrase.bbox[3]) / 2


def _level(one: FormField, other: FormField) -> bool:
    return one.bbox[1] < other.bbox[3] and other.bbox[1] < one.bbox[3]
