"""Tick boxes gathered under the question that they answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.evidence import evidence_at
from extractors.forms.marked_words import circled_words, marked_options, struck_words
from extractors.layout.lines import line_from
from extractors.pages.model import union
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.forms.fields import Field
    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.layout.tickboxes import TickBox
    from extractors.pages.model import BBox, Page, Word
    from extractors.records import Evidence

FARTHEST_ABOVE = 60.0  # points between a question and its first option
SAME_START = 4.0  # points between the starts of options in one column
LONGEST_SIGN = 2  # characters
NEXT_OPTION = 3.0  # of a box's height: more white between two rows of boxes parts two questions


@dataclass(slots=True)
class Question:
    """A question with its options."""

    page: Page
    text: str
    boxes: list[TickBox] = field(default_factory=list)

    def evidence_of(self, box: TickBox) -> Evidence:
        """The box with its option."""
        words = box.label_words
        around = union([box.bbox, *(w.bbox for w in words)])
        return evidence_at(self.page, around, " ".join(w.text for w in words) or box.label)

    def chosen(self) -> list[TickBox]:
        """The options that are ticked."""
        return [box for box in self.boxes if box.checked]


def questions_of(layouts: Sequence[PageLayout], fields: Sequence[Field]) -> list[Question]:
    """The questions of a part that are answered by a tick, by striking out or by a ring, in reading order."""
    return [*_ticked(layouts), *_marked(layouts, fields)]


def _marked(layouts: Sequence[PageLayout], fields: Sequence[Field]) -> Iterator[Question]:
    """Options among words: what follows a question on its line, and other labelled places."""
    for layout in layouts:
        struck, circled = struck_words(layout.page), circled_words(layout.page)
        if not struck and not circled:
            continue
        seen: set[int] = set()
        places = [(f.label, f.words) for f in fields if f.page is layout.page]
        for label, words in [*_behind_questions(layout.lines), *places]:
            options = marked_options(words, struck, circled, scanned=layout.page.reading == "ocr")
            if options and not any(id(w) in seen for w in words):
                seen.update(id(w) for w in words)
                yield Question(layout.page, label, options)


def _behind_questions(lines: Sequence[Line]) -> Iterator[tuple[str, list[Word]]]:
    """What follows the last question mark or colon on a line, with the words before it."""
    for line in lines:
        ends = [i for i, w in enumerate(line.words[:-1]) if w.text.endswith(("?", ":"))]
        if ends:
            asked, rest = line.words[: ends[-1] + 1], line.words[ends[-1] + 1 :]
            yield " ".join(w.text for w in asked).rstrip(" :"), rest


def _ticked(layouts: Sequence[PageLayout]) -> list[Question]:
    found: list[Question] = []
    for layout in layouts:
        option_words = {id(w) for box in layout.tick_boxes for w in box.label_words}
        glyphs = [box.bbox for box in layout.tick_boxes]
        plain = [_without(line, option_words, glyphs) for line in layout.lines]
        lines = [line for line in plain if line]
        previous: TickBox | None = None
        for box in layout.tick_boxes:
            text = _question(box, layout, lines)
            same = (
                found and previous and found[-1].page is layout.page and _follows(previous, box, text, found[-1].text)
            )
            if not same:
                found.append(Question(layout.page, text))
            found[-1].boxes.append(box)
            previous = box
    return found


def _follows(previous: TickBox, box: TickBox, text: str, before: str) -> bool:
    height = max(box.bbox[3] - box.bbox[1], 6.0)
    return (not text or text == before) and box.bbox[1] - previous.bbox[3] < NEXT_OPTION * height


def _without(line: Line, option_words: set[int], glyphs: Sequence[BBox]) -> Line | None:
    kept = [
        w
        for w in line.words
        if id(w) not in option_words
        and any(c.isalnum() for c in w.text)
        and not any(_covers(g, w.bbox) for g in glyphs)
    ]
    return line_from(kept) if kept else None


def _covers(box: BBox, other: BBox) -> bool:
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _is_option(line: Line, box: TickBox) -> bool:
    """Whether a line begins where the options do: on a picture a box that a pen hid is not seen, or read as a sign."""
    first = next((w for w in line.words if len(w.text) > LONGEST_SIGN), None)
    if first is None or not box.label_words or first.x0 <= box.bbox[2]:
        return False
    return abs(first.x0 - box.label_words[0].x0) <= SAME_START


def _level(line: Line, box: TickBox) -> bool:
    """Whether a line and a box stand beside each other: the middle of one within the other."""
    (top, bottom), (own_top, own_bottom) = (line.bbox[1], line.bbox[3]), (box.bbox[1], box.bbox[3])
    return top <= (own_top + own_bottom) / 2 <= bottom or own_top <= (top + bottom) / 2 <= own_bottom


def _asks(label: str) -> bool:
    return bool(concepts("forms", "questions").of(label))


def _question(box: TickBox, layout: PageLayout, lines: Sequence[Line]) -> str:
    """The label that owns the box, else the words left of it on its line, else the line above."""
    for pair in layout.label_values:
        x0, top, x1, bottom = pair.bbox
        middle = (box.bbox[1] + box.bbox[3]) / 2
        if top - 1 <= middle <= bottom + 1 and x0 - 2 <= box.bbox[0] <= x1 and _asks(pair.label):
            return pair.label
    level = [line for line in lines if _level(line, box)]
    left = [w for line in level for w in line.words if w.bbox[2] <= box.bbox[0] + 2]
    if any(c.isalpha() for w in left for c in w.text):  # the hole of a punch is read as a nought
        return " ".join(w.text for w in left).rstrip(" :")
    above = [li for li in lines if li.bbox[3] <= box.bbox[1] + 2 and box.bbox[1] - li.bbox[3] < FARTHEST_ABOVE]
    if layout.page.reading == "ocr":
        above = [li for li in above if not _is_option(li, box)]
    return above[-1].text.rstrip(" :") if above else ""
