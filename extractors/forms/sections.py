"""The text beneath each heading, over page breaks, without what is printed in the margins of every page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.evidence import evidence, evidence_at
from extractors.forms.filling import filled_text
from extractors.forms.margins import in_margin, repeated_lines
from extractors.layout.lines import phrases_of
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.pages.model import BBox, Page, Word
    from extractors.records import Evidence

A_SENTENCE = 7  # words from which a line that ends with a full stop is no heading
SURE_LABEL = 0.8  # confidence from which a labelled place ends the text of a heading
ASKS_ALL = 0.75  # coverage from which a line is nothing but a known heading
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[a-z]?|[A-Za-z])[.)]?\s+(?=\S)")


@dataclass(slots=True)
class Section:
    """A heading and the lines up to the next one. `page` and `bbox` are those of the heading.

    `lines` ends where the first labelled place begins, `all_lines` at the next heading.
    """

    page: Page
    heading: str
    bbox: BBox
    lines: list[tuple[Page, Line]] = field(default_factory=list)
    all_lines: list[tuple[Page, Line]] = field(default_factory=list)
    labelled: bool = False

    def text(self, *, whole: bool = False) -> str | None:
        """What was written beneath the heading (`whole`: in labelled places too); None when nothing was."""
        lines = self.all_lines if whole else self.lines
        return filled_text(" ".join(line.text for _, line in lines if not is_sublabel(line.text)))

    def evidence(self, *, whole: bool = False) -> list[Evidence]:
        """The lines of the text, page by page; the heading where there is none."""
        if self.text(whole=whole) is None:
            return [evidence_at(self.page, self.bbox, self.heading)]
        by_page: dict[int, tuple[Page, list[Word]]] = {}
        for page, line in self.all_lines if whole else self.lines:
            by_page.setdefault(page.number, (page, []))[1].extend(line.words)
        return [evidence(page, words) for page, words in by_page.values()]

    def add(self, page: Page, line: Line, *, opens_label: bool) -> None:
        """Take the next line of the page."""
        self.labelled = self.labelled or opens_label
        self.all_lines.append((page, line))
        if not self.labelled:
            self.lines.append((page, line))


def sections_of(layouts: Sequence[PageLayout]) -> list[Section]:
    """The headings of a part with their text, in reading order."""
    found: list[Section] = []
    repeated = repeated_lines(layouts)
    for layout in layouts:
        starts = {id(w): h for h in layout.headings if not _is_sentence(h.text) for w in h.words}
        labels = _label_starts(layout)
        current = None
        for line in layout.lines:
            if in_margin(line, layout.page, repeated):
                continue
            heading = starts.get(id(line.words[0]))
            if heading is not None:
                if heading is not current:
                    found.append(Section(layout.page, _bare(heading.text), heading.bbox))
                    current = heading
            elif _is_known_heading(line):
                found.append(Section(layout.page, _bare(line.text), line.bbox))
            elif found:
                found[-1].add(layout.page, line, opens_label=id(line.words[0]) in labels)
    return found


def _label_starts(layout: PageLayout) -> set[int]:
    """First words of the labels of places: bold ones, or without the colon that running text has too."""
    starts = set()
    for pair in layout.label_values:
        x0, top, x1, bottom = pair.label_bbox
        if pair.confidence < SURE_LABEL or is_sublabel(pair.label) or not pair.label[:1].isupper():
            continue
        inside = [
            w for w in layout.page.words if x0 - 1 <= w.x0 and w.x1 <= x1 + 1 and top - 1 <= w.middle <= bottom + 1
        ]
        if inside and (all(w.bold for w in inside) or not inside[-1].text.endswith(":")):
            starts.add(id(min(inside, key=lambda w: (round(w.top), w.x0))))
    return starts


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


def is_sublabel(text: str) -> bool:
    """Whether a label beneath a heading says no more than 'write here'."""
    best = concepts("forms", "sublabels").best(text)
    return best is not None and best.coverage >= ASKS_ALL


def _bare(text: str) -> str:
    return _NUMBERING.sub("", text).strip(" :")
