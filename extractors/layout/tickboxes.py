"""Tick boxes: glyphs, drawn squares, brackets and form fields, each with the option it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.layout.box_marks import Mark, bracket_marks, drawn_marks, field_marks, glyph_marks
from extractors.layout.lines import lines_of, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.pages.model import BBox, Page, Word

LABEL_GAP = 1.6  # of the type's height: white that ends the text of an option


@dataclass(slots=True)
class TickBox:
    """A box that can be ticked; `checked` is None where the mark can't be told. `bbox` is the box alone."""

    checked: bool | None
    bbox: BBox
    label: str
    label_words: list[Word] = field(default_factory=list)
    confidence: float = 1.0


def tick_boxes(page: Page) -> list[TickBox]:
    """All tick boxes from top to bottom, left to right, with the words of their options."""
    marks = _apart([*field_marks(page), *glyph_marks(page), *bracket_marks(page), *drawn_marks(page)])
    if not marks:
        return []
    used = {id(w) for m in marks for w in m.words}
    lines = lines_of(w for w in page.words if id(w) not in used)
    return [_with_label(mark, marks, lines) for mark in sorted(marks, key=lambda m: (round(m.bbox[1]), m.bbox[0]))]


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """Without the marks that lie in an earlier one: a form field over its printed square."""
    kept: list[Mark] = []
    for mark in marks:
        x, y = (mark.bbox[0] + mark.bbox[2]) / 2, (mark.bbox[1] + mark.bbox[3]) / 2
        if not any(k.bbox[0] - 2 <= x <= k.bbox[2] + 2 and k.bbox[1] - 2 <= y <= k.bbox[3] + 2 for k in kept):
            kept.append(mark)
    return kept


def _with_label(mark: Mark, marks: Sequence[Mark], lines: Sequence[Line]) -> TickBox:
    words = _beside(mark, marks, lines) or _before(mark, marks, lines)
    label = text_of([*mark.rest, *words]) if mark.rest or words else mark.name
    return TickBox(mark.checked, mark.bbox, label, [*mark.rest, *words], mark.confidence)


def _same_height(mark: Mark, line: Line) -> bool:
    middle = (mark.bbox[1] + mark.bbox[3]) / 2
    return line.bbox[1] - 1 <= middle <= line.bbox[3] + 1


def _beside(mark: Mark, marks: Sequence[Mark], lines: Sequence[Line]) -> list[Word]:
    """The words to the right, up to the next box or a wide gap."""
    stops = [m.bbox[0] for m in marks if m is not mark and m.bbox[0] > mark.bbox[0] and _level(m, mark)]
    stop = min(stops, default=float("inf"))
    found: list[Word] = []
    reach = max([mark.bbox[2]] + [w.bbox[2] for w in mark.rest])
    for line in lines:
        if not _same_height(mark, line):
            continue
        for word in line.words:
            over = word.bbox[0] >= mark.bbox[0] - 2 and (word.bbox[0] + word.bbox[2]) / 2 > reach  # read with the mark
            if (word.bbox[0] < reach - 2 and not over) or word.bbox[0] >= stop:
                continue
            if word.bbox[0] - reach > LABEL_GAP * (line.bbox[3] - line.bbox[1]):
                break
            found.append(word)
            reach = word.bbox[2]
    return found


def _before(mark: Mark, marks: Sequence[Mark], lines: Sequence[Line]) -> list[Word]:
    """The words to the left, where nothing stands to the right: 'ja [ ]'."""
    if mark.rest:
        return []
    stops = [m.bbox[2] for m in marks if m is not mark and m.bbox[2] < mark.bbox[0] and _level(m, mark)]
    stop = max(stops, default=0.0)
    found: list[Word] = []
    reach = mark.bbox[0]
    for line in lines:
        if not _same_height(mark, line):
            continue
        for word in reversed(line.words):
            if word.bbox[2] > reach + 2 or word.bbox[2] <= stop:
                continue
            if reach - word.bbox[2] > LABEL_GAP * (word.bbox[3] - word.bbox[1]):
                break
            found.insert(0, word)
            reach = word.bbox[0]
    return found


def _level(one: Mark, other: Mark) -> bool:
    return one.bbox[1] < other.bbox[3] and other.bbox[1] < one.bbox[3]
