"""Page numbers as printed in the margins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout

MARGIN = 0.11  # share of the page's height in which running headers and footers stand
_OF = r"\s*(?:/|van|of)\s*"
PAGE_WORD = r"(?:pagina|pag|blad(?:zijde)?|blz|page|p)\b\.?\s*"
_NUMBERED = re.compile(rf"(?i)\b{PAGE_WORD}(\d{{1,3}})(?:{_OF}(\d{{1,3}}))?(?!\d)")
_FRACTION = re.compile(r"(?<![\d/-])(\d{1,3})\s*(?:/|\bvan\b)\s*(\d{1,3})(?![\d/-])")
_ALONE = re.compile(r"^\W*(\d{1,3})\W*$")


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A printed page number and, where it says so, the number of pages."""

    number: int
    of: int | None = None


def page_number(layout: PageLayout) -> PageNumber | None:
    """The page number in the bottom or top margin; None when there is none."""
    low, high = margin_lines(layout)
    for line in [*low, *high]:
        if number := page_number_in(line.text, alone=line in low):
            return number
    return None


def margin_lines(layout: PageLayout) -> tuple[list[Line], list[Line]]:
    """The lines in the bottom margin, the last one first, and those in the top margin."""
    height = layout.page.height
    low = [line for line in reversed(layout.lines) if line.bbox[1] > height * (1 - MARGIN)]
    return low, [line for line in layout.lines if line.bbox[3] < height * MARGIN]


def page_number_in(text: str, *, alone: bool = False) -> PageNumber | None:
    """The page number that a line prints; a bare number counts where it stands `alone` at the foot."""
    for pattern in (_NUMBERED, _FRACTION):
        if match := pattern.search(text):
            number, of = int(match[1]), int(match[2]) if match[2] else None
            if number >= 1 and (of is None or number <= of):
                return PageNumber(number, of)
    if alone and (match := _ALONE.match(text)) and int(match[1]) >= 1:
        return PageNumber(int(match[1]))
    return None
