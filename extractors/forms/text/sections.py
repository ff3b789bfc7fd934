"""The text beneath each heading, over page breaks, without what is printed in the margins of every page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.evidence import evidence, evidence_at
from extractors.forms.filling import filled_text
from extractors.forms.text.heading_lines import Numbering, bare, is_known_heading, is_sentence, is_sublabel
from extractors.forms.text.margins import in_margin, repeated_lines
from extractors.signing import belongs_to_signing, opens_signing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.pages.model import BBox, Page, Word
    from extractors.records import Evidence

SURE_LABEL = 0.8  # confidence from which a labelled place ends the text of a heading
FOOT, SIDE = 0.07, 0.06  # shares of the page's height and width: its margins
LABEL_GAP = 0.7  # of the type's height: white that sets a label apart from what follows

_WORD = re.compile(r"\w\w")  # on a picture a lone sign is a speck, or the hole of a punch


@dataclass(slots=True)
class Section:
    """A heading and the lines up to the next one. `page` and `bbox` are those of the heading.

    `lines` ends where the first labelled place begins, `all_lines` at the next heading. `pen` tells that something
    stands beneath it that could not be read.
    """

    page: Page
    heading: str
    bbox: BBox
    lines: list[tuple[Page, Line]] = field(default_factory=list)
    all_lines: list[tuple[Page, Line]] = field(default_factory=list)
    labelled: bool = False
    pen: bool = False

    def text(self, *, whole: bool = False) -> str | None:
        """What was written beneath the heading (`whole`: in labelled places too); None when nothing was."""
        lines = self.all_lines if whole else self.lines
        if not whole and lines and belongs_to_signing(lines[0][1].text):
            return None
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
    numbering = Numbering(picture=any(layout.page.reading == "ocr" for layout in layouts))
    repeated = repeated_lines(layouts)
    for layout in layouts:
        starts = {id(w): h for h in layout.headings if not is_sentence(h.text) for w in h.words}
        labels = _label_starts(layout)
        current = None
        for line in layout.lines:
            if in_margin(line, layout.page, repeated):
                continue
            heading = starts.get(id(line.words[0]))
            if heading is not None and not is_sublabel(heading.text):
                if heading is not current:
                    numbering.note(heading.text)
                    found.append(Section(layout.page, bare(heading.text), heading.bbox))
                    current = heading
            elif (
                is_known_heading(line, picture=layout.page.reading == "ocr")
                or numbering.continues(line)
                or opens_signing(line.text)
            ):
                numbering.note(line.text)
                found.append(Section(layout.page, bare(line.text), line.bbox))
            elif found and not (layout.page.reading == "ocr" and not _WORD.search(line.text)):
                found[-1].add(layout.page, line, opens_label=id(line.words[0]) in labels)
    for section, after in pairwise([*found, None]):
        if section:
            section.pen = _written_beneath(section, after)
    return found


def _written_beneath(section: Section, after: Section | None) -> bool:
    """Whether ink that could not be read stands between a heading and the next one, or the foot of its page."""
    page = section.page
    end = after.bbox[1] if after and after.page is page else page.height * (1 - FOOT)
    left, right = page.width * SIDE, page.width * (1 - SIDE)
    return any(
        section.bbox[3] < (top + bottom) / 2 < end and left < x0 and x1 < right for x0, top, x1, bottom in page.unread
    )


def _label_starts(layout: PageLayout) -> set[int]:
    """First words of the labels of places: set bold, or apart from what follows them on their line."""
    starts = set()
    words = sorted(layout.page.words, key=lambda w: w.middle)
    middles = [w.middle for w in words]
    for pair in layout.label_values:
        x0, top, x1, bottom = pair.label_bbox
        if pair.confidence < SURE_LABEL or is_sublabel(pair.label) or not pair.label[:1].isupper():
            continue
        level = words[bisect_left(middles, top - 1) : bisect_right(middles, bottom + 1)]
        inside = [w for w in level if x0 - 1 <= w.x0 and w.x1 <= x1 + 1]
        if not inside:
            continue
        inside.sort(key=lambda w: (round(w.top), w.x0))
        room = LABEL_GAP * (inside[-1].bottom - inside[-1].top)
        runs_on = any(x1 - 1 <= w.x0 <= x1 + room for w in level)
        if all(w.bold for w in inside) or not (runs_on or inside[-1].text.endswith(":")):
            starts.add(id(inside[0]))
    return starts
