"""What no text is made of: running headers and footers, which would leak into a text, and specks in the margins."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from extractors.interventions.labels import clear_field
from extractors.interventions.phrases.amounts import UNITS
from extractors.interventions.places.inline import labels_in
from extractors.layout.lines import lines_of, type_height
from extractors.vocabulary import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.lines import Line
    from extractors.pages.model import Page, Word

MARGIN = 0.13  # of the page's height, at the top and at the bottom
SURE, WEAK, SHORT = 0.8, 0.7, 3  # confidence of words that show where the text stands; confidence and length of specks
HUGE = 4  # times the usual type
STRUCK = 0.2  # of a word's height: how far a line through it may be from its middle
SHIFT = 12.0  # points by which a running line may stand higher on one page than on another
LONG, ALIKE = 8, 75  # letters of a line that may be misread, and percent that must agree
_ANSWERS = {"provider", "supervised_by", "method", "goal", "baseline", "evaluation", "group_size", "skills", *UNITS}
_PAGE_NUMBER = re.compile(
    r"(?:\b(?:pagina|blz|bladzijde|pag|vertrouwelijk)\b|^\s*\d{1,3}\s*(?:/|van)?\s*\d{0,3}\s*$)", re.IGNORECASE
)


def furniture_of(pages: Sequence[Page]) -> set[int]:
    """Ids of the words in the margins that repeat from page to page or number the pages, of specks and watermarks."""
    marginal = [(page, line) for page in pages for line in _in_margins(page)]
    return {
        id(word)
        for page, line in marginal
        if _numbers_page(page, line)
        or (any(_same(line, other) for on, other in marginal if on is not page) and not _tells(line))
        for word in line.words
    } | {id(word) for page in pages for word in _no_text(page)}


def _no_text(page: Page) -> Iterator[Word]:
    """Words that say nothing: specks on a picture; watermarks and what is struck out elsewhere."""
    if page.reading == "ocr":
        yield from _specks(page)
    else:
        yield from _watermarks(page)
        yield from _struck_out(page)


def _struck_out(page: Page) -> Iterator[Word]:
    """Words with a line of their own length through their middle."""
    lines = sorted((r.bbox for r in page.rulings if r.horizontal), key=lambda box: box[1])
    middles = [(box[1] + box[3]) / 2 for box in lines]
    for word in page.words:
        height = word.bottom - word.top
        first = bisect_left(middles, word.middle - STRUCK * height)
        last = bisect_left(middles, word.middle + STRUCK * height)
        for x0, _, x1, _ in lines[first:last]:
            through = [
                w for w in page.words if abs(w.middle - word.middle) < height / 2 and x0 - 1 <= w.x0 < w.x1 <= x1 + 1
            ]
            if word in through and x1 - x0 <= sum(w.x1 - w.x0 + height / 2 for w in through):
                yield word
                break


def _watermarks(page: Page) -> Iterator[Word]:
    """'KOPIE' across the page: type that is far larger than the rest, with other words in it."""
    usual = type_height(page.words)
    for word in page.words:
        if word.bottom - word.top > HUGE * usual:
            x0, top, x1, bottom = word.bbox
            if any(w is not word and x0 < w.x0 < x1 and top < w.middle < bottom for w in page.words):
                yield word


def _specks(page: Page) -> Iterator[Word]:
    """Holes and stains that were read as letters: beside all that is surely text."""
    sure = [w for w in page.words if w.confidence >= SURE and len(w.text) >= SHORT]
    left, right = min((w.x0 for w in sure), default=0.0), max((w.x1 for w in sure), default=page.width)
    for word in page.words:
        outside = word.x1 < left or word.x0 > right
        if outside and word.confidence < WEAK and len(word.text) <= SHORT:
            yield word


def _in_margins(page: Page) -> Iterator[Line]:
    for line in lines_of(page.words):
        if line.bbox[3] <= MARGIN * page.height or line.bbox[1] >= (1 - MARGIN) * page.height:
            yield line


def _same(one: Line, other: Line) -> bool:
    """The same line on two pages, whatever its numbers and however it was misread."""
    if abs(one.bbox[1] - other.bbox[1]) > SHIFT:
        return False
    texts = [re.sub(r"\d", "", squeezed(line.text)) for line in (one, other)]
    return texts[0] == texts[1] or (min(map(len, texts)) >= LONG and fuzz.ratio(*texts) >= ALIKE)


def _tells(line: Line) -> bool:
    """Whether the line is a label of a period with its answer: two pages may begin with the same one."""
    return any(part.words and clear_field(part.label) in _ANSWERS for part in labels_in(line.words) if part.label)


def _numbers_page(page: Page, line: Line) -> bool:
    low = line.bbox[1] >= (1 - MARGIN / 1.5) * page.height or line.bbox[3] <= MARGIN / 2 * page.height
    return low and len(line.text) < 90 and _PAGE_NUMBER.search(line.text) is not None
