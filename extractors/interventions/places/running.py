"""Lines of running text as items: where paragraphs begin, which lines are headings, and which labels they hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from extractors.interventions.labels import alternatives, dates_level, field_of, heads_section, opens_period
from extractors.interventions.phrases.periods import begins_with_period
from extractors.interventions.phrases.topics import support_levels
from extractors.interventions.places.bars import between_bars
from extractors.interventions.places.facts import Piece
from extractors.interventions.places.inline import LabelledWords, labels_in
from extractors.interventions.places.items import LOWEST, Head, Item, Labelled, Text
from extractors.interventions.places.torn import rejoined
from extractors.interventions.places.unknown import Labels
from extractors.layout.lines import line_from, lines_of, phrases_of
from extractors.pages.model import union
from extractors.signing import names_place_and_day, opens_signing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from extractors.layout.lines import Line
    from extractors.pages.model import BBox, Page, Word

FAR = 2.5  # heights of the type: white that parts a text from what goes before
PARAGRAPH = 0.3  # more white than this above the usual begins a paragraph
LONGEST_OPENING = 8  # words of a line that opens a period; two dates may double it
_BULLET = re.compile(r"^[•▪■●○◦·*>–-]$")


@dataclass(slots=True, frozen=True)
class Start:
    """How a line begins: a paragraph, beneath much white, or as the rest of the sentence above."""

    opens: bool
    far: bool
    wraps: bool


def leading_of(lines: Sequence[Line]) -> float:
    """The usual white between two lines of the page, in heights of the type."""
    pairs = pairwise(lines)
    gaps = [(b.bbox[1] - a.bbox[3]) / max(1.0, b.bbox[3] - b.bbox[1]) for a, b in pairs]
    return median([g for g in gaps if -0.5 < g < FAR] or [0.5])


def text_items(
    page: Page,
    words: Sequence[Word],
    boxes: Sequence[BBox],
    leading: float,
    options: AbstractSet[int] = frozenset(),
) -> Iterator[tuple[BBox, list[Item]]]:
    """The lines of text; the white above each, measured to whatever stands there, tells where paragraphs begin."""
    bottom = 0.0
    lines = lines_of(words)
    lines = rejoined(lines) if page.reading == "ocr" else lines
    right = max((line.bbox[2] for line in lines), default=0.0)
    before: Line | None = None
    labels = Labels()
    told: list[Item] = []  # of the line before
    for line in lines:
        height = max(1.0, line.bbox[3] - line.bbox[1])
        above = max([bottom, *(b[3] for b in boxes if b[3] <= line.bbox[1] + 0.3 * height)])
        gap = (line.bbox[1] - above) / height
        bottom = line.bbox[3]
        opens = gap > leading + PARAGRAPH
        wraps = not opens and before is not None and _wraps(before, line, right)
        opens = opens or (not wraps and begins_with_period(line.text))
        last, before = before, line
        apart = last is not None and len(phrases_of(last)) > 1
        if page.reading == "text" and apart and not opens and (place := _place_between(told, line)):
            told.insert(place, Text(Piece(page, line.text, line.bbox, line.words), opens=False))
            continue
        if page.reading == "text" and (unknown := labels.unknown(line, wraps=wraps)):
            whole = Piece(page, line.text, line.bbox, line.words)
            yield line.bbox, [Labelled(unknown, whole, closed=False)]
            continue
        goes_on = wraps and line.text[:1].islower()
        for n, part in enumerate([line.words] if goes_on else between_bars(line.words)):
            own = line_from(part)
            start = Start(opens=opens or n > 0, far=gap > FAR and not n, wraps=wraps)
            told = _line_items(page, own, start, options)
            yield own.bbox, told


def _place_between(told: Sequence[Item], line: Line) -> int:
    """The place among labels of one line where the answer left of the last one goes on in this line; 0 for none."""
    labelled = [(n, item.piece) for n, item in enumerate(told) if isinstance(item, Labelled) and item.piece.words]
    if len(labelled) < 2 or any(part.label for part in labels_in(line.words)):
        return 0
    reach = next((n for n, piece in labelled[1:] if line.bbox[2] < piece.bbox[0]), 0)
    return reach if line.bbox[0] <= labelled[0][1].bbox[0] else 0


def _wraps(before: Line, line: Line, right: float) -> bool:
    """Whether a sentence goes on in this line: its first word did not fit in the line before."""
    first = line.words[0]
    space = (line.bbox[3] - line.bbox[1]) / 4
    full = before.bbox[2] + space + first.bbox[2] - first.bbox[0] > right
    return full and not before.text.endswith((".", "!", "?", ":"))


def heading_items(piece: Piece, level: int) -> list[Item]:
    """A bold line 'Periode: 4-9-2023 t/m 10-11-2023' is a label with its value, not a heading."""
    parted = labels_in(piece.words)
    asks = field_of(parted[0].label) or alternatives(parted[0].label)
    if asks and parted[0].words and not dates_level(piece.text) and not _opens_dated(parted):
        return _line_parts(piece.page, parted, opens=True)
    return [Head(piece, level)]


def _opens_dated(parted: Sequence[LabelledWords]) -> bool:
    """'Interventie 1: 11 september t/m 1 december 2023': the number of a period with its days."""
    behind = " ".join(w.text for w in parted[0].words)
    return opens_period(parted[0].label) and field_of(parted[0].label) != "period" and begins_with_period(behind)


def _line_items(page: Page, line: Line, start: Start, options: AbstractSet[int]) -> list[Item]:
    bullet = len(line.words) > 1 and _BULLET.match(line.words[0].text) is not None
    words = line.words[1:] if bullet else line.words
    text = " ".join(w.text for w in words)
    if start.wraps and text[:1].islower():  # 'Fluency-woorden | blok 4: 16 goed': nothing begins here
        return _line_parts(page, labels_in(words, options), opens=bullet)
    if opens_signing(text) or names_place_and_day(text):
        return [Head(Piece(page, text, line.bbox, words), LOWEST)]
    if told := _told_behind(words, opens=start.opens):
        opening, rest = words[:told], words[told:]
        head = Piece(page, " ".join(w.text for w in opening), union([w.bbox for w in opening]), opening)
        return [Head(head, LOWEST), *_line_parts(page, labels_in(rest, options), opens=True)]
    parted = labels_in(words, options)
    opens_block = (len(words) <= LONGEST_OPENING and opens_period(text, farthest=3)) or (
        len(words) <= 2 * LONGEST_OPENING and dates_level(text) and len(parted) == 1
    )
    bare = len(parted) == 1 and not any(c.isalnum() for w in parted[0].words for c in w.text)
    names_level = bare and bool(parted[0].label) and len(support_levels(text)) == 1
    if opens_block or names_level or heads_section(text):  # 'Ondersteuningsniveau 2': on a picture no type is bold
        return [Head(Piece(page, text, line.bbox, words), LOWEST)]
    return _line_parts(page, parted, opens=start.opens or bullet, far=start.far)


def _told_behind(words: Sequence[Word], *, opens: bool) -> int:
    """How many words open a period in shorthand ('Periode 1 (ON2): 4/9 t/m 24/11/23, 3x20 min'), 0 where none do."""
    count = next((i for i, w in enumerate(words[:LONGEST_OPENING], 1) if w.text.endswith(":")), 0)
    bold = next((i for i, w in enumerate(words) if not w.bold), 0)
    if not count and bold and words[bold - 1].text.endswith("."):  # 'Niveau 2.' in bold type
        count = bold
    opening = " ".join(w.text for w in words[:count])
    heads = opens_period(opening, farthest=3) or ((opens or count == bold) and bool(support_levels(opening)))
    return count if 0 < count < len(words) and heads else 0


def _line_parts(page: Page, parted: Sequence[LabelledWords], *, opens: bool, far: bool = False) -> list[Item]:
    items: list[Item] = []
    for part in parted:
        box = union([w.bbox for w in part.words or part.label_words])
        piece = Piece(page, " ".join(w.text for w in part.words), box, part.words)
        items.append(Labelled(part.label, piece, closed=False) if part.label else Text(piece, opens, far))
    return items
