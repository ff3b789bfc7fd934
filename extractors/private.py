"""Where on a page a citizen service number stands, so that no picture shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout.lines import lines_of
from extractors.pages.model import union
from extractors.values.citizen_number import find_numbers

if TYPE_CHECKING:
    from extractors.layout.lines import Line
    from extractors.pages.model import BBox, Page


PHRASE = 1.5  # of the height of the type: wider than the spaces within a number, narrower than those of columns


def private_places(page: Page) -> list[BBox]:
    """The boxes of all such numbers, on the page as it is displayed."""
    boxes = [box for line in lines_of(page.words) for box in _in_line(line)]
    boxes += [field.bbox for field in page.fields if find_numbers(field.value or "")]
    boxes += [note.bbox for note in page.annotations if find_numbers(note.text)]
    return [page.displayed(box) for box in boxes]


def _in_line(line: Line) -> list[BBox]:
    """Looked for in the line, where label and number stand together, and in each phrase, where a number stands alone.

    A line of nothing but figures is a row of a table, not one number.
    """
    boxes = []
    whole = [] if all(word.text.isdecimal() for word in line.words) else [line.words]
    for words in (*whole, *(phrase.words for phrase in line.phrases(PHRASE))):
        text, starts = "", []
        for word in words:
            starts.append(len(text))
            text += f"{word.text} "
        for start, end in find_numbers(text):
            of = [w.bbox for w, at in zip(words, starts, strict=True) if at < end and at + len(w.text) > start]
            boxes.append(union(of))
    return boxes
