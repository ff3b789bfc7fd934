"""The text beneath each heading, over page breaks, without what is printed in the margins of every page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.evidence import evidence, evidence_at
from extractors.forms.filling import filled_text
from extractors.forms.numbering import page_number_in
from extractors.layout.lines import phrases_of
from extractors.vocabulary import normalised
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.pages.model import BBox, Page, Word
    from extractors.records import Evidence

MARGIN = 0.07  # share of the page's height where running headers and footers stand
A_SENTENCE = 7  # words from which a line that ends with a full stop is no heading
ASKS_ALL = 0.75  # coverage from which a line is nothing but a known heading
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[a-z]?|[A-Za-z])[.)]?\s+(?=\S)")


@dataclass(slots=True)
class Section:
    """A heading and the lines up to the next one. `page` and `bbox` are those of the heading."""

    page: Page
    heading: str
    bbox: BBox
    lines: list[tuple[Page, Line]] = field(default_factory=list)

    @property
    def text(self) -> str | None:
        """What was written beneath the heading; None when nothing was."""
        lines = [line.text for _, line in self.lines if not _is_sublabel(line.text)]
        return filled_text(" ".join(lines))

    def evidence(self) -> list[Evidence]:
        """The lines of the text, page by page; the heading where there is none."""
        if self.text is None:
            return [evidence_at(self.page, self.bbox, self.heading)]
        by_page: dict[int, tuple[Page, list[Word]]] = {}
        for page, line in self.lines:
            by_page.setdefault(page.number, (page, []))[1].extend(line.words)
        return [evidence(page, words) for page, words in by_page.values()]


def sections_of(layouts: Sequence[PageLayout]) -> list[Section]:
    """The headings of a part with their text, in reading order."""
    found: list[Section] = []
    repeated = _repeated_lines(layouts)
    for layout in layouts:
        starts = {id(w): h for h in layout.headings if not _is_sentence(h.text) for w in h.words}
        current = None
        for line in layout.lines:
            if _in_margin(line, layout.page, repeated):
                continue
            heading = starts.get(id(line.words[0]))
            if heading is not None:
                if heading is not current:
                    found.append(Section(layout.page, _bare(heading.text), heading.bbox))
                    current = heading
            elif _is_known_heading(line):
                found.append(Section(layout.page, _bare(line.text), line.bbox))
            elif found:
                found[-1].lines.append((layout.page, line))
    return found


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith(".") and len(text.split()) >= A_SENTENCE


def _is_known_heading(line: Line) -> bool:
    """A line that layout did not set apart, but that says nothing but what a known heading says."""
    if len(line.words) > A_SENTENCE + 3 or len(phrases_of(line)) > 1 or not line.text[:1].isupper():
        return False
    if line.text.rstrip().endswith((".", ";", ",")) and filled_text(line.text) is not None:
        return False  # a sentence, and no instruction such as 'Onderbouw het vermoeden.'
    best = concepts("forms", "answers").best(_bare(line.text))
    return best is not None and best.coverage >= ASKS_ALL


def _is_sublabel(text: str) -> bool:
    best = concepts("forms", "sublabels").best(text)
    return best is not None and best.coverage >= ASKS_ALL


def _bare(text: str) -> str:
    return _NUMBERING.sub("", text).strip(" :")


def _repeated_lines(layouts: Sequence[PageLayout]) -> set[str]:
    """Texts that stand at the head or foot of more than one page."""
    seen: dict[str, int] = {}
    for layout in layouts:
        edges = {_stem(line) for line in [*layout.lines[:3], *layout.lines[-2:]]}
        for text in edges:
            seen[text] = seen.get(text, 0) + 1
    return {text for text, pages in seen.items() if pages > 1}


def _stem(line: Line) -> str:
    return re.sub(r"\d+", "#", normalised(line.text))


def _in_margin(line: Line, page: Page, repeated: set[str]) -> bool:
    at_edge = line.bbox[1] > page.height * (1 - MARGIN) or line.bbox[3] < page.height * MARGIN
    near_edge = line.bbox[1] > page.height * (1 - 2 * MARGIN) or line.bbox[3] < page.height * 2 * MARGIN
    return at_edge or (near_edge and (_stem(line) in repeated or page_number_in(line.text) is not None))


def text_blocks(layouts: Sequence[PageLayout]) -> Iterator[tuple[Page, list[Word]]]:
    """Words that belong together: each cell of a table, and the loose lines of each page as one."""
    repeated = _repeated_lines(layouts)
    for layout in layouts:
        in_cells: set[int] = set()
        for table in layout.tables:
            for cell in table.cells:
                if cell.words:
                    in_cells.update(id(w) for w in cell.words)
                    yield layout.page, cell.words
        lines = [line for line in layout.lines if not _in_margin(line, layout.page, repeated)]
        loose = [w for line in lines for w in line.words if id(w) not in in_cells]
        if loose:
            yield layout.page, loose
