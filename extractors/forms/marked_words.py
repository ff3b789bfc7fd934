"""Options among words: the wrong ones struck out ("gezamenlijk / eenhoofdig"), or the right one circled."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from extractors.layout.tickboxes import TickBox
from extractors.pages.model import union

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.pages.model import BBox, Page, Word

THROUGH = (0.3, 0.75)  # of a word's height: where a line strikes it out, above an underline
MOST = 0.6  # share of a word's width that the line covers
_SEPARATOR = re.compile(r"^(?:[/|,;]|of)$")
LONGEST = 0.6  # share of the page's width: a longer line is a rule of the form
TALLEST = 40.0  # points
RING, WIDEST = 4, 3.0  # curves in a ring, and its height in heights of the word within
CONFIDENCE, DOUBTED = 0.9, 0.5


def struck_words(page: Page) -> set[int]:
    """The ids of the words on a page through which a line runs."""
    lines = [r.bbox for r in page.rulings if r.horizontal and r.bbox[2] - r.bbox[0] < LONGEST * page.width]
    lines += [d.bbox for d in page.drawings if d.segments == 1 and not d.curves and not d.closed]  # of a pen
    words = sorted(page.words, key=lambda w: w.top)
    tops = [w.top for w in words]
    struck: set[int] = set()
    for line in lines:
        # only words that begin above the line, and no farther than a line of large type
        first, last = bisect_left(tops, line[1] - TALLEST), bisect_left(tops, line[3])
        struck.update(id(w) for w in words[first:last] if _strikes(line, w.bbox))
    return struck


def circled_words(page: Page) -> set[int]:
    """The ids of the words on a page that a ring goes round."""
    rings = [d.bbox for d in page.drawings if d.curves >= RING and not d.rectangle]
    return {id(w) for ring in rings for w in page.words if _rings(ring, w.bbox)}


def marked_options(
    words: Sequence[Word], struck: set[int], circled: set[int], *, scanned: bool = False
) -> list[TickBox]:
    """The options among the words of a value, struck ones and those beside a circled one unticked; none unmarked.

    Where a scan leaves more than one, the line through another may not have been seen: what is left is doubted.
    """
    ringed = any(id(w) in circled for w in words)
    if not ringed and not any(id(w) in struck for w in words):
        return []
    found = [
        TickBox(
            checked=any(id(w) in circled for w in option) if ringed else not all(id(w) in struck for w in option),
            bbox=union([w.bbox for w in option]),
            label=" ".join(w.text for w in option).strip("/| "),
            label_words=option,
            confidence=CONFIDENCE,
        )
        for option in _options(words, struck, circled)
    ]
    left = [box for box in found if box.checked]
    if scanned and not ringed and len(left) > 1:
        for box in left:
            box.confidence = DOUBTED
    return found


def _rings(ring: BBox, word: BBox) -> bool:
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    inside = ring[0] <= x <= ring[2] and ring[1] <= y <= ring[3]
    near = ring[3] - ring[1] <= WIDEST * (word[3] - word[1])
    return inside and near and ring[2] - ring[0] >= MOST * (word[2] - word[0])


def _strikes(line: BBox, word: BBox) -> bool:
    height = (line[1] + line[3]) / 2 - word[1]
    low, high = (share * (word[3] - word[1]) for share in THROUGH)
    across = min(line[2], word[2]) - max(line[0], word[0])
    return low <= height <= high and across >= MOST * (word[2] - word[0])


def _options(words: Sequence[Word], struck: set[int], circled: set[int]) -> Iterator[list[Word]]:
    """Words between separators, parted too where a line or ring begins or ends; an instruction in brackets is none."""
    option: list[Word] = []
    for word in words:
        if word.text.startswith("("):
            break
        text = word.text.strip("/|")
        changes = option and any((id(option[-1]) in marked) != (id(word) in marked) for marked in (struck, circled))
        if option and (_SEPARATOR.match(word.text) or word.text.startswith("/") or changes):
            yield option
            option = []
        if text and not _SEPARATOR.match(word.text):
            option.append(word)
        if word.text.endswith("/") and option:
            yield option
            option = []
    if option:
        yield option
