"""What one page says of its place among others: its printed number, and the questions that it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.evidence import evidence
from extractors.forms.text.numbering import PAGE_WORD, margin_lines
from extractors.layout.lines import phrases_of
from extractors.vocabulary import normalised

if TYPE_CHECKING:
    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.records import Evidence

SURE = 0.8  # confidence from which a number is believed
MOST = 60  # pages: no school document has more
_STATED = re.compile(rf"(?i)(?:\b{PAGE_WORD}|^\W*)(\d{{1,3}})\s*(?:/|\bvan\b|\bof\b)\s*(\d{{1,3}})\W*$")
_PLAIN = re.compile(rf"(?i)\b{PAGE_WORD}(\d{{1,3}})\W*$")
_QUESTION = re.compile(r"^(\d{1,2})[.)]?\s+[A-ZÀ-Ý]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed page number, its total where that is stated, and the words beside them that its fellows share."""

    number: int
    of: int | None
    beside: str
    evidence: Evidence


def mark_of(layout: PageLayout) -> Mark | None:
    """The page number in a margin, when it is named as one or states a total, and was read well."""
    low, high = margin_lines(layout)
    for line in [*low, *high]:
        for phrase in reversed(phrases_of(line)):
            found = _STATED.search(phrase.text) or _PLAIN.search(phrase.text)
            if not found or any(w.confidence < SURE for w in phrase.words if any(c.isdigit() for c in w.text)):
                continue
            number, of = int(found[1]), int(found[2]) if found.re is _STATED else None
            if 1 <= number <= (of or MOST) <= MOST:
                beside = re.sub(r"\d+", "", normalised(line.text)).strip()
                return Mark(number, of, beside, evidence(layout.page, phrase.words))
    return None


def questions_of(layout: PageLayout) -> list[tuple[int, Line]]:
    """The numbered questions of a page, when they count on by one; else none."""
    found = [(int(m[1]), line) for line in layout.lines if (m := _QUESTION.match(line.text))]
    return found if all(b == a + 1 for (a, _), (b, _) in pairwise(found)) else []
