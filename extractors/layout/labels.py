"""Labels with their values: what a form asks and what was filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.layout.label_fields import field_pairs
from extractors.layout.label_lines import line_pairs
from extractors.layout.label_tables import table_pairs
from extractors.layout.regions import regions_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.label_parts import Pair
    from extractors.layout.tables import Table
    from extractors.pages.model import BBox, Page, Word


SHORT_VALUE = 5  # words: a name, a date or a number, wrong when one of its words is


@dataclass(slots=True)
class LabelValue:
    """A printed label and the value in its place; the value is empty and `filled` False where nothing stands there.

    `bbox` is the place of the value (of the label, where the place can't be told); `words` are those of the value.
    """

    label: str
    value: str
    label_bbox: BBox
    bbox: BBox
    words: list[Word]
    confidence: float
    filled: bool


def label_values(page: Page, tables: Sequence[Table]) -> list[LabelValue]:
    """All labels of a page with their values, from top to bottom: form fields, cells of tables, lines of text."""
    taken = {id(w) for t in tables for c in t.cells for w in c.words}
    loose = [w for w in page.words if id(w) not in taken]
    pairs: list[Pair] = []
    labels: set[int] = set()
    values: set[int] = set()
    running = [pair for region in regions_of(page, loose, ()) for pair in line_pairs(page, region)]
    for pair in [*field_pairs(page), *table_pairs(tables), *running]:
        own = {id(w) for w in pair.label_words}, {id(w) for w in pair.words}
        if own[0] & labels or own[1] & values:
            continue  # the same label, or a value that another label has already
        labels |= own[0]
        values |= own[1]
        pairs.append(pair)
    found = [
        LabelValue(p.label, p.value, p.label_bbox, p.bbox, p.words, _confidence(p), filled=bool(p.value))
        for p in pairs
        if p.label
    ]
    return sorted(found, key=lambda v: (round(v.label_bbox[1]), v.label_bbox[0]))


def _confidence(pair: Pair) -> float:
    """How sure the pair belongs together and its value was read; of a long text single words do not decide."""
    read = [w.confidence for w in pair.words]
    if not read:
        return pair.confidence
    return min(pair.confidence, min(read) if len(read) <= SHORT_VALUE else sum(read) / len(read))
