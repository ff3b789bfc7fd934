"""What is printed in the margins of every page, and the text without it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.forms.text.numbering import page_number_in
from extractors.vocabulary import normalised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.pages.model import Page, Word

MARGIN = 0.07  # share of the page's height where running headers and footers stand


def repeated_lines(layouts: Sequence[PageLayout]) -> set[str]:
    """Texts that stand at the head or foot of more than one page."""
    seen: dict[str, int] = {}
    for layout in layouts:
        edges = {_stem(line) for line in [*layout.lines[:3], *layout.lines[-2:]]}
        for text in edges:
            seen[text] = seen.get(text, 0) + 1
    return {text for text, pages in seen.items() if pages > 1}


def _stem(line: Line) -> str:
    return re.sub(r"\d+", "#", normalised(line.text))


def in_margin(line: Line, page: Page, repeated: set[str]) -> bool:
    """Whether a line stands in a margin, or near it as it does on other pages."""
    at_edge = line.bbox[1] > page.height * (1 - MARGIN) or line.bbox[3] < page.height * MARGIN
    near_edge = line.bbox[1] > page.height * (1 - 2 * MARGIN) or line.bbox[3] < page.height * 2 * MARGIN
    return at_edge or (near_edge and (_stem(line) in repeated or page_number_in(line.text) is not None))


def text_blocks(layouts: Sequence[PageLayout]) -> Iterator[tuple[Page, list[Word]]]:
    """Words that belong together: each cell of a table, and the loose lines of each page as one."""
    repeated = repeated_lines(layouts)
    for layout in layouts:
        in_cells: set[int] = set()
        for table in layout.tables:
            for cell in table.cells:
                if cell.words:
                    in_cells.update(id(w) for w in cell.words)
                    yield layout.page, cell.words
        lines = [line for line in layout.lines if not in_margin(line, layout.page, repeated)]
        loose = [w for line in lines for w in line.words if id(w) not in in_cells]
        if loose:
            yield layout.page, loose
