"""What a form asks in words of its own, and what was answered: why dyslexia, error analysis, growing delay."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.forms.filling import answers_nothing
from extractors.forms.text.heading_lines import is_sublabel
from extractors.records import Answer
from extractors.signing import belongs_to_signing, opens_signing
from extractors.vocabulary import normalised
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.forms.fields import Field
    from extractors.forms.text.sections import Section
    from extractors.records import Evidence, PartRef

# Shares of a label's telling words that must be understood; a question uses more words.
CLEAR, CLEAR_QUESTION, CLEAR_HALF = 0.4, 0.25, 0.8
_ASKING = re.compile(
    r"\W*(?:\w{1,2}[.)]\s*)?(?:beschrijf|omschrijf|geef|licht|vermeld|noem|noteer|vertel|schets)\b", re.IGNORECASE
)
_HALVES = re.compile(r"\s+en\s+|\s*[/,;(]\s*")
SAME, SHORT = 0.95, 8  # a text of so few words that says only what a label says is that label
WITH_TABLES = frozenset(["signalling", "guidance", "guidance_results", "basic_data"])  # answered by tables beneath
DRAWN = 0.95  # confidence of a place that a form field or the lines of a cell set out
DOUBTED = 0.55  # a scan's noise looks like labels: a person must see that the place is empty
LONG_LABEL = 14  # words: a longer one is a sentence that only mentions the matter
BY_HEADING, STAND_IN = 1.0, 0.5
TELLING = frozenset(["suspicion", "reading_problem", "delay", "error_analysis"])  # 'nee' or 'n.v.t.' tells nothing here


@dataclass(slots=True)
class _Candidate:
    text: str | None
    evidence: list[Evidence]
    confidence: float
    rank: float


def answers_of(part: PartRef, fields: Sequence[Field], sections: Sequence[Section]) -> list[Answer]:
    """One answer for each matter that the form prints; its text is None where the place is empty.

    A heading of its own goes before one that stands in for it ('reden van aanmelding'); of several places a filled
    one counts, because forms head an answer twice.
    """
    found: dict[str, list[_Candidate]] = defaultdict(list)
    for key, candidate in _candidates(fields, sections):
        if candidate.text and key in TELLING and answers_nothing(candidate.text):
            candidate.text = None
        found[key].append(candidate)
    return [
        Answer(part=part, field=key, text=best.text, evidence=best.evidence, confidence=round(best.confidence, 3))
        for key, candidates in found.items()
        for best in [max(candidates, key=lambda c: (c.rank, c.text is not None, c.confidence))]
    ]


def _candidates(fields: Sequence[Field], sections: Sequence[Section]) -> Iterator[tuple[str, _Candidate]]:
    places = [field for field in fields if field.text is None and (field.confidence >= DRAWN or field.unread)]
    for section in sections:
        if any(_heads(section, place) for place in places):
            continue  # its own place is empty: what follows belongs to something else
        for key, rank in _matters(section.heading):
            whole = key in WITH_TABLES
            text = section.text(whole=whole)
            # A place beneath the heading may hold the answer, so an empty heading says less.
            if text is None and section.labelled and (told := _sole_field(section, fields)):
                yield key, _Candidate(told.text, told.evidence(), told.confidence, rank)
                continue
            doubted = section.pen or (section.labelled and section.page.reading == "ocr")
            confidence = 0.9 if text or not (section.labelled or doubted) else DOUBTED if doubted else 0.8
            yield key, _Candidate(text, section.evidence(whole=whole), confidence, rank)
    headings = {normalised(section.heading) for section in sections}
    for field in fields:
        if normalised(f"{field.label} {field.text}") in headings:
            continue  # a heading with a colon in it
        if field.page.reading == "ocr" and field.bbox[1] > field.label_bbox[3] and normalised(field.label) in headings:
            continue  # what stands beneath a heading on a picture ends at the next one
        label = field.label
        if is_sublabel(label):
            label = field.heading
        for key, rank in _matters(label):
            other = not field.text or _is_label(field.text) or belongs_to_signing(field.text)
            text = None if other else field.text
            yield key, _Candidate(text, field.evidence(), field.confidence, rank)


def _sole_field(section: Section, fields: Sequence[Field]) -> Field | None:
    """The only place beneath a heading, when it is filled in and its label asks for no matter of its own."""
    own = normalised(section.heading)
    beneath = [f for f in fields if f.page is section.page and normalised(f.heading).endswith(own)]
    sole = beneath[0] if len(beneath) == 1 else None
    own_matter = sole and (opens_signing(sole.label) or list(_matters(sole.label)))
    return sole if sole and sole.text and not own_matter else None


def _heads(section: Section, place: Field) -> bool:
    x0, top, x1, bottom = place.label_bbox
    inside = x0 - 1 <= section.bbox[0] and section.bbox[2] <= x1 + 1
    return section.page is place.page and inside and top - 1 <= section.bbox[1] and section.bbox[3] <= bottom + 1


def _matters(label: str) -> Iterator[tuple[str, float]]:
    """What a label asks for, with its rank; each half of 'resultaten en foutenanalyse' asks too."""
    if not label or len(label.split()) > LONG_LABEL:
        return
    for table, rank in (("answers", BY_HEADING), ("answers_otherwise", STAND_IN)):
        enough = CLEAR_QUESTION if label.rstrip().endswith("?") or _ASKING.match(label) else CLEAR
        seen = [c for c in concepts("forms", table).of(label) if c.coverage >= enough]
        # A label may touch on several matters; it asks for the one that explains most of it.
        asked = {c.key for c in seen if c.coverage >= seen[0].coverage - 0.01}
        for half in _HALVES.split(label):
            best = concepts("forms", table).best(half)
            if best and best.coverage >= CLEAR_HALF:
                asked.add(best.key)
        yield from ((key, rank) for key in sorted(asked))


def _is_label(text: str) -> bool:
    best = concepts("forms", "answers").best(text)
    return is_sublabel(text) or (best is not None and best.coverage >= SAME and len(text.split()) <= SHORT)
