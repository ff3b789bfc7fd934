"""Running headers and footers: they would leak into a text that goes on over a page break."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from extractors.layout.lines import lines_of
from extractors.vocabulary import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.lines import Line
    from extractors.pages.model import Page

MARGIN = 0.13  # of the page's height, at the top and at the bottom
_PAGE_NUMBER = re.compile(
    r"(?:\b(?:pagina|blz|bladzijde|pag|vertrouwelijk)\b|^\s*\d{1,3}\s*(?:/|van)?\s*\d{0,3}\s*$)", re.IGNORECASE
)


def furniture_of(pages: Sequence[Page]) -> set[int]:
    """Ids of the words in the margins that repeat from page to page or number the pages."""
    marginal = [(page, line) for page in pages for line in _in_margins(page)]
    seen = Counter(_key(page, line) for page, line in marginal)
    return {
        id(word)
        for page, line in marginal
        if seen[_key(page, line)] > 1 or _numbers_page(page, line)
        for word in line.words
    }


def _in_margins(page: Page) -> Iterator[Line]:
    for line in lines_of(page.words):
        if line.bbox[3] <= MARGIN * page.height or line.bbox[1] >= (1 - MARGIN) * page.height:
            yield line


def _key(page: Page, line: Line) -> tuple[str, int]:
    return re.sub(r"\d", "", squeezed(line.text)), round(line.bbox[1] / max(1.0, page.height) * 50)


def _numbers_page(page: Page, line: Line) -> bool:
    low = line.bbox[1] >= (1 - MARGIN / 1.5) * page.height or line.bbox[3] <= MARGIN / 2 * page.height
    return low and len(line.text) < 90 and _PAGE_NUMBER.search(line.text) is not None
