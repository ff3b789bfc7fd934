"""Reports of people outside the school: what they are about."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, get_args

from extractors.evidence import evidence
from extractors.layout.lines import phrases_of
from extractors.records import ExternalReport, PartRef
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.reading import PageLayout
    from extractors.records import Part

Subject = Literal["speech_therapy", "examination", "medical", "other"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
TITLE = 5  # a word in a heading says as much as so many in the text


def read_external(part: Part, layouts: Sequence[PageLayout]) -> ExternalReport | None:
    """The subject of a report, by the words of its headings and of the people who wrote it."""
    vocabulary = concepts("externals", "subjects")
    weights: Counter[str] = Counter()
    shown = None
    for layout in layouts:
        titles = {id(w) for h in layout.headings for w in h.words}
        for phrase in (p for line in layout.lines for p in phrases_of(line)):
            in_title = any(id(w) in titles for w in phrase.words)
            for concept in vocabulary.of(phrase.text):
                weights[concept.key] += TITLE if in_title else 1
                shown = shown or evidence(layout.page, phrase.words)
    if not layouts or not any(layout.page.words for layout in layouts):
        return None
    found = max(SUBJECTS, key=lambda s: weights[s])
    return ExternalReport(
        part=PartRef(document=0, kind=part.kind, first_page=part.first_page),
        subject=found if weights[found] else "other",
        evidence=[shown] if shown else [],
    )
