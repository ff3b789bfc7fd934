"""What one page says about the kind of document it belongs to, and whether a document begins on it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from extractors.forms.text.numbering import PageNumber, page_number
from extractors.layout.lines import phrases_of
from extractors.parts.shapes import shape_scores
from extractors.values.dates import find_dates
from extractors.vocabulary import normalised
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    import datetime as dt

    from extractors.layout.lines import Phrase
    from extractors.layout.reading import PageLayout
    from extractors.records import PartKind

TITLE_WORDS = 12  # a longer phrase is a sentence
LABEL_WORDS = 9
TITLE_ZONE = 0.4  # share of the page in which a title stands
PUPIL_ZONE = 0.5  # share of the page in which a form names its pupil
LARGE, OPENING = 1.2, 4  # type so much larger than the body's, in one of the first phrases, opens a document
STRONG = 0.8  # weight of one telling label
ENOUGH = 5.0  # more labels of one kind prove nothing more
_BORN = re.compile(r"(?i)\bgeb(?:oren|oorte\w*|\.|\b)[^\d]{0,40}$")
_SENTENCE = re.compile(r"[.;,]\s+\w+.*[.]$")


@dataclass(slots=True)
class Title:
    """A line that names the document: how well it fits each kind (0..1), and the size of its type in points."""

    text: str
    size: float
    kinds: dict[PartKind, float]


@dataclass(slots=True, frozen=True)
class PupilLine:
    """The line that states the pupil's birth date, and how far down it stands, in points."""

    birth_date: dt.date
    text: str
    top: float


@dataclass(slots=True)
class PageEvidence:
    """`titles` in order of fitness; `kinds` what labels and tables say, on a scale of log-odds.

    `pupil` stands in the upper half; `headed` tells that the page opens with large type.
    """

    number: PageNumber | None
    titles: list[Title] = field(default_factory=list)
    kinds: dict[PartKind, float] = field(default_factory=dict)
    pupil: PupilLine | None = None
    headed: bool = False
    footer: str = ""
    landscape: bool = False
    blank: bool = False

    @property
    def title_scores(self) -> dict[PartKind, float]:
        """The best title of each kind."""
        best: dict[PartKind, float] = defaultdict(float)
        for title in self.titles:
            for kind, score in title.kinds.items():
                best[kind] = max(best[kind], score)
        return best


def evidence_of(layout: PageLayout) -> PageEvidence:
    """Read one page's evidence."""
    page = layout.page
    phrases = [phrase for line in layout.lines for phrase in phrases_of(line)]
    sizes = [w.bbox[3] - w.bbox[1] for w in page.words]
    body = median(sizes) if sizes else 1.0
    return PageEvidence(
        number=page_number(layout),
        titles=_titles(phrases, body, page.height),
        kinds=_kinds(phrases, layout),
        pupil=_pupil_line(layout),
        headed=_is_headed(phrases, body),
        footer=_footer(layout),
        landscape=page.width > page.height,
        blank=not page.words,
    )


def _titles(phrases: list[Phrase], body: float, height: float) -> list[Title]:
    vocabulary = concepts("parts", "titles")
    found: list[Title] = []
    for place, phrase in enumerate(phrases):
        if phrase.bbox[1] > height * TITLE_ZONE:
            break
        if len(phrase.words) > TITLE_WORDS or _SENTENCE.search(phrase.text):
            continue
        size = median(w.bbox[3] - w.bbox[1] for w in phrase.words)
        weight = _prominence(phrase, size / body, place)
        kinds = {c.key: weight * (0.5 + 0.5 * c.coverage) for c in vocabulary.of(phrase.text)}
        if kinds:
            found.append(Title(normalised(phrase.text), size, kinds))  # type: ignore[arg-type]
    return sorted(found, key=lambda t: -max(t.kinds.values()))


def _prominence(phrase: Phrase, size: float, place: int) -> float:
    """How much a phrase looks like a title (0..1): large, bold, at the head of the page."""
    bold = all(w.bold for w in phrase.words)
    score = min(0.7, max(0.0, (size - 0.95) * 1.4)) + 0.15 * bold + max(0.0, 0.3 - 0.03 * place)
    return min(1.0, score)


def _kinds(phrases: list[Phrase], layout: PageLayout) -> dict[PartKind, float]:
    vocabulary = concepts("parts", "strong")
    seen: dict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        if len(phrase.words) <= LABEL_WORDS and not phrase.text.isdigit():
            for concept in vocabulary.of(phrase.text):
                if concept.coverage >= 0.3:
                    seen[concept.key].add(concept.phrase)
    sentences = concepts("parts", "sentences")
    for line in layout.lines:
        for concept in sentences.of(line.text):
            seen[concept.key].add(concept.phrase)
    scores: dict[str, float] = {kind: min(ENOUGH, STRONG * len(found)) for kind, found in seen.items()}
    for kind, score in shape_scores(layout).items():
        scores[kind] = scores.get(kind, 0.0) + score
    return scores  # type: ignore[return-value]


def _pupil_line(layout: PageLayout) -> PupilLine | None:
    for line in layout.lines:
        if line.bbox[1] > layout.page.height * PUPIL_ZONE:
            break
        for date in find_dates(line.text):
            before = line.text[: date.span[0]]
            if _BORN.search(before):
                return PupilLine(date.date, line.text, line.bbox[1])
    return None


def _is_headed(phrases: list[Phrase], body: float) -> bool:
    return any(min(w.bbox[3] - w.bbox[1] for w in p.words) >= LARGE * body for p in phrases[:OPENING])


def _footer(layout: PageLayout) -> str:
    """The words of the last line without its numbers: pages of one document share it."""
    low = [line for line in layout.lines if line.bbox[1] > layout.page.height * 0.9]
    return re.sub(r"\d+", "", normalised(low[-1].text)).strip() if low else ""
