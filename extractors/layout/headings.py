"""Headings of a page, and the sections that they open."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.layout.lines import Line, lines_of, phrases_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.pages.model import BBox, Page, Word

LONGEST = 110  # characters: a longer bold line is a paragraph
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,2}|[A-Z]|[IVX]{1,4})[.)]?$")


@dataclass(slots=True)
class Heading:
    """A line set apart by size or weight. `level` counts from 1, the largest type of the page first."""

    text: str
    bbox: BBox
    level: int
    words: list[Word]
    page_number: int = 1


@dataclass(slots=True)
class Section:
    """What stands beneath a heading up to the next one of any level; `heading` is None before the first."""

    heading: Heading | None
    first_page: int
    last_page: int
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines with line breaks between them."""
        return "\n".join(line.text for line in self.lines)


def headings_of(page: Page, used: Iterable[Word] = ()) -> list[Heading]:
    """Headings from top to bottom. Words in `used` (of tables) are no headings."""
    taken = {id(w) for w in used}
    loose = [w for w in page.words if id(w) not in taken]
    lines = lines_of(loose)
    body = _body_size([w for w in loose if not w.bold] or loose)
    found = [line for i, line in enumerate(lines) if _is_heading(line, body) and _alone(lines, i)]
    kinds = sorted({_kind(line) for line in found}, reverse=True)
    return [
        Heading(line.text, line.bbox, kinds.index(_kind(line)) + 1, line.words, page.number) for line in _whole(found)
    ]


def _body_size(words: Sequence[Word]) -> float:
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.bbox[3] - word.bbox[1])] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _kind(line: Line) -> tuple[int, bool]:
    height = sorted(w.bbox[3] - w.bbox[1] for w in line.words)[len(line.words) // 2]
    return round(height), all(w.bold for w in line.words)


def _is_heading(line: Line, body: float) -> bool:
    phrases = phrases_of(line, 1.5)
    text = line.text
    if len(text) > LONGEST or not any(c.isalpha() for c in text):
        return False
    if len(phrases) > 1 and not (len(phrases) == 2 and _NUMBER.match(phrases[0].text)):
        return False
    height, bold = _kind(line)
    return bold or height >= 1.2 * body


def _alone(lines: Sequence[Line], index: int) -> bool:
    """Whether no other text stands beside the line, as an answer beside a label of two lines does."""
    line = lines[index]
    middle = (line.bbox[1] + line.bbox[3]) / 2
    height = line.bbox[3] - line.bbox[1]
    for other in lines[max(0, index - 2) : index + 3]:
        beside = other.bbox[0] > line.bbox[2] or other.bbox[2] < line.bbox[0]
        if other is not line and beside and abs((other.bbox[1] + other.bbox[3]) / 2 - middle) < 0.8 * height:
            return False
    return True


def _whole(lines: Sequence[Line]) -> list[Line]:
    """Headings that run over two lines are one."""
    whole: list[Line] = []
    for line in lines:
        if whole and _runs_on(whole[-1], line):
            last = whole[-1]
            whole[-1] = Line([*last.words, *line.words], _around(last.bbox, line.bbox))
        else:
            whole.append(line)
    return whole


def _runs_on(last: Line, line: Line) -> bool:
    height = line.bbox[3] - line.bbox[1]
    close = 0 <= line.bbox[1] - last.bbox[3] + 0.3 * height < 0.45 * height
    same = _kind(last) == _kind(line) and abs(last.bbox[0] - line.bbox[0]) < 2
    return close and same and not last.text.endswith((".", "?", ":")) and line.text[:1].islower()


def _around(one: BBox, other: BBox) -> BBox:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def sections_of(pages: Sequence[tuple[Page, Sequence[Heading]]]) -> list[Section]:
    """The pages' lines beneath their headings, in reading order; a section may run over pages."""
    sections: list[Section] = []
    for page, headings in pages:
        starts = {id(w): heading for heading in headings for w in heading.words}
        current: Heading | None = None
        for line in lines_of(page.words):
            heading = starts.get(id(line.words[0]))
            if heading is not None:
                if heading is not current:
                    sections.append(Section(heading, page.number, page.number))
                    current = heading
                continue
            if not sections:
                sections.append(Section(None, page.number, page.number))
            sections[-1].lines.append(line)
            sections[-1].last_page = page.number
    return sections
