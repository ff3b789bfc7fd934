"""What a form says its main measurements are: the part of the form under such a heading, read as any printout."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.layout.lines import lines_of, phrases_of
from extractors.layout.typed import is_value
from extractors.vocabulary import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.reading import PageLayout
    from extractors.pages.model import BBox
    from extractors.records import Measurement

HEADING_LENGTH, HEADING_WORDS = 60, 7  # in characters and words
_NUMBER = re.compile(r"^\W*(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z])[.,)]?\s+(?=\S)")
_LEVELS = re.compile(r"(?<=niveau)\s+[1-4](?:\s*(?:en|of|,|/|&)\s*[1-4])*$", re.IGNORECASE)  # no score
_RANGE = re.compile(r"\d\s*(?:t/?m\.?|tot(?: en met)?|\s[-–]\s)\s*\d{1,2}[-/. ](?:\d|[a-z])", re.IGNORECASE)


def measuring_parts(layouts: Sequence[PageLayout]) -> list[PageLayout]:
    """The stretches of the form that stand under headings about main measurements, each as a small page."""
    parts: list[PageLayout] = []
    measuring = False
    for layout in layouts:
        for heading, top, bottom in _stretches(layout):
            if heading is not None:
                measuring = _about_measurements(heading, measuring=measuring)
            if measuring:
                parts.append(_cut(layout, top, bottom))
    return parts


def other_parts(layouts: Sequence[PageLayout]) -> list[PageLayout]:
    """The stretches under no heading about help or evaluation: where a form without a heading for it may claim."""
    parts: list[PageLayout] = []
    for layout in layouts:
        for heading, top, bottom in _stretches(layout):
            if heading is None or not any(m.key == "other" for m in load("claims").find(heading)):
                parts.append(_cut(layout, top, bottom))
    return parts


def labelled_parts(layouts: Sequence[PageLayout]) -> list[PageLayout]:
    """What stands in a table behind a label about main measurements: a list or sentences in one cell."""
    return [
        replace(layout, page=replace(layout.page, words=cell.words), lines=lines_of(cell.words), tables=[])
        for layout in layouts
        for table in layout.tables
        if table.ruled
        for row in table.grid()
        if row[0] and _labels_measurements(row[0].text)
        for cell in {id(c): c for c in row[1:] if c and c is not row[0]}.values()
        if cell.words
    ]


def _labels_measurements(label: str) -> bool:
    return 0 < len(label) <= HEADING_LENGTH and _about_measurements(label, measuring=False)


def is_claim(measurement: Measurement) -> bool:
    """Whether a measurement says when it was taken and what came out; a row of a period of help does not."""
    m = measurement
    if any(_RANGE.search(e.text) or any(k.key == "other" for k in load("claims").find(e.text)) for e in m.evidence):
        return False
    when = m.date is not None or m.moment is not None or m.school_year is not None
    return when and any(
        v is not None for v in (m.raw_score, m.skill_score, m.level_letter, m.level_roman, m.percentile)
    )


def without_ordinals(claims: list[Measurement]) -> list[Measurement]:
    """The claims without raw scores that only count them: 'Hoofdmeting 1, 2, 3' beside a column that was not read."""
    if len(claims) > 1 and [m.raw_score for m in claims] == list(range(1, len(claims) + 1)):
        return [m.model_copy(update={"raw_score": None}) for m in claims]
    return claims


def _about_measurements(text: str, *, measuring: bool) -> bool:
    """Whether a heading opens or goes on with such a stretch; a short one that says neither ('DMT 2018') goes on."""
    keys = [m.key for m in load("claims").find(text)]
    if "other" in keys:
        return False
    return "measurements" in keys or (measuring and not keys and len(text) < 20)


def _stretches(layout: PageLayout) -> Iterator[tuple[str | None, float, float]]:
    """Stretches of the page from heading to heading; the first goes on from the page before."""
    tops = _heading_tops(layout)
    edges = [*sorted(tops), layout.page.height]
    yield None, 0.0, edges[0]
    for top, bottom in pairwise(edges):
        yield tops[top], top, bottom


def _heading_tops(layout: PageLayout) -> dict[float, str]:
    """Headings by place: those of the lay-out outside tables, and bold lines that speak of one part or another."""
    ruled = [t.bbox for t in layout.tables if t.ruled]
    loose = [t.bbox for t in layout.tables if not t.ruled]
    tops = {h.bbox[1]: h.text for h in layout.headings if not any(_within(h.bbox, box) for box in ruled + loose)}
    for line in layout.lines:
        alone = len(line.text) <= HEADING_LENGTH and len(phrases_of(line)) == 1
        heads = alone and (all(w.bold for w in line.words) or (layout.page.reading == "ocr" and _heads(line.text)))
        if heads and load("claims").find(line.text) and not any(_within(line.bbox, box) for box in ruled):
            tops.setdefault(line.bbox[1], line.text)
    return tops


def _heads(text: str) -> bool:
    """Whether a line of a picture, which shows no bold, is worded as a heading: a few words without a value."""
    unnumbered = _NUMBER.sub("", text)
    words = _LEVELS.sub("", unnumbered).split()
    plain = words and words[0][0].isupper() and not text.endswith((".", "?", ",", ";"))
    labels = ":" in text[:-1] and unnumbered == text  # 'Naam: …'; the heading of a numbered part may hold a colon
    return bool(plain) and len(words) <= HEADING_WORDS and not is_value(words[-1]) and not labels


def _within(inner: BBox, outer: BBox) -> bool:
    middle = (inner[1] + inner[3]) / 2
    return outer[1] <= middle <= outer[3] and outer[0] - 5 <= inner[0] <= outer[2]


def _cut(layout: PageLayout, top: float, bottom: float) -> PageLayout:
    words = [w for w in layout.page.words if top - 1 <= w.middle < bottom - 1]
    tables = [t for t in layout.tables if top - 1 <= (t.bbox[1] + t.bbox[3]) / 2 < bottom]
    tables = [t for t in tables if t.ruled or (top - 1 <= t.bbox[1] and t.bbox[3] <= bottom + 1)]
    return replace(layout, page=replace(layout.page, words=words), lines=lines_of(words), tables=tables)
