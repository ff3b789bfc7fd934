"""Titles that a scan made unreadable: what stands beneath them is not about the test of the title above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout.lines import is_sentence, phrases_of
from extractors.scores.named_test import names_test
from extractors.scores.tables.headings import names_heading
from extractors.scores.typed import values_in

if TYPE_CHECKING:
    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.pages.model import BBox

ROOM = 3.5  # line heights above a table's headings in which its title stands
LONGEST = 60  # characters of a title
LETTERS = 3


def title_is_lost(layout: PageLayout, bbox: BBox) -> bool:
    """Whether, on a scan, a line stands over a table as a title does, under other rows, and names nothing known."""
    if layout.page.reading != "ocr":
        return False
    x0, top, x1, _ = bbox
    above = [ln for ln in layout.lines if ln.bbox[3] <= top + 2 and ln.bbox[0] < x1 and ln.bbox[2] > x0]
    over = [ln for ln in above if top - ln.bbox[3] <= ROOM * (ln.bbox[3] - ln.bbox[1])]
    titles = [ln for ln in over if _may_be_title(ln)]
    return bool(titles) and any(_is_row(ln) for ln in above if ln.bbox[1] < titles[0].bbox[1])


def _may_be_title(line: Line) -> bool:
    letters = sum(c.isalpha() for c in line.text)
    named = names_test(line.text) or any(names_heading(p.text) for p in phrases_of(line))
    alone = len(phrases_of(line)) == 1 and len(line.text) <= LONGEST and not is_sentence(line)
    return alone and letters >= LETTERS and not named and not _is_row(line)


def _is_row(line: Line) -> bool:
    values = values_in(line.text)
    return len(values) > 1 and any(v.kind in ("date", "moment") for v in values)
