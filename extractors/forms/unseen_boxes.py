"""Options on a picture whose box was not seen: something was put through it that hides its outline."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.forms.questions import Question
    from extractors.layout.tickboxes import TickBox

SAME_START = 4.0  # points between the starts of two options in one column
PITCH = 0.3  # of the distance between two options: how far another one may be off
_SCRIBBLE = re.compile(r"[^\w\s&/().,'’+–-]|^[XxOo0ØV]$")


def has_unseen_box(question: Question) -> bool:
    """Whether an option of the question may have lost its box; never where the page is no picture.

    An option alone leaves nothing to choose: the others were not seen.
    """
    if question.page.reading != "ocr" or not question.boxes:
        return False
    if len(question.boxes) == 1:
        return True
    inside = any(_SCRIBBLE.search(word.text) for box in question.boxes for word in box.label_words[1:])
    return inside or _gap_in_column(question)


def _gap_in_column(question: Question) -> bool:
    """Whether text stands where the next option of a column would, without a box before it."""
    column = [box for box in question.boxes if box.label_words]
    column = [box for box in column if abs(_start(box) - _start(column[0])) <= SAME_START]
    tops = sorted(box.bbox[1] for box in column)
    steps = [b - a for a, b in pairwise(tops) if b - a > SAME_START]
    if not steps:
        return False
    step = min(steps)
    places = [top + n * step for top in tops for n in (-1, 1)]
    missing = [p for p in places if all(abs(p - top) > PITCH * step for top in tops)]
    return any(_text_at(question, column, place, step) for place in missing)


def _text_at(question: Question, column: Sequence[TickBox], top: float, step: float) -> bool:
    known = {id(w) for box in question.boxes for w in box.label_words}
    asked = set(question.text.split())
    return any(
        abs(word.x0 - _start(column[0])) <= SAME_START
        and abs(word.middle - top - (column[0].bbox[3] - column[0].bbox[1]) / 2) <= PITCH * step
        and id(word) not in known
        and word.text not in asked
        for word in question.page.words
    )


def _start(box: TickBox) -> float:
    return box.label_words[0].x0
