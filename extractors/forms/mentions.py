"""Reports and disorders that a form says there are: speech therapy, an earlier examination, another disorder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from extractors.forms.filling import polarity
from extractors.records import Mention
from extractors.vocabulary import normalised
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractors.forms.fields import Field
    from extractors.forms.questions import Question
    from extractors.forms.sections import Section
    from extractors.forms.sentences import Sentence
    from extractors.records import Evidence, PartRef

What = Literal["speech_therapy", "earlier_examination", "other_disorder", "expert_statement"]
ASKS = 0.34
LONG_QUESTION = 25  # words
KEYS: dict[str, What] = {
    "speech_therapy": "speech_therapy",
    "earlier_examination": "earlier_examination",
    "other_disorder": "other_disorder",
    "expert_statement": "expert_statement",
}
_NOT_HINDERING = re.compile(
    r"\b(?:niet|geen|zonder) (?:\w+ ){0,3}belemmer\w*|\bbelemmer\w* (?:\w+ ){0,6}(?:niet|geen)\b|\bstaat? (?:\w+ ){0,5}niet in de weg"
    r"|\bvormt geen belemmering"
)
_HINDERING = re.compile(r"\bbelemmer\w*|\bin de weg")
# Told in running text, where no label asks for it.
_TOLD: dict[What, re.Pattern[str]] = {
    "speech_therapy": re.compile(
        r"\blogoped\w+ (?:\w+ ){0,4}(?:gehad|gevolgd|behandeld|begeleid|afgerond)|\b(?:kreeg|heeft|volgde|volgt|krijgt|had) (?:\w+ ){0,5}logoped\w+"
        r"|\b(?:onder behandeling|behandeld|begeleid) (?:geweest )?(?:bij|door) (?:een |de )?logoped\w+|\b(?:eind)?verslag (?:van (?:de |een )?)?logoped\w+"
    ),
    "expert_statement": re.compile(
        r"\bverklaring van (?:\w+ ){0,3}(?:arts|kinderarts|psycholoog|orthopedagoog|psychiater|deskundige)|\b(?:arts|deskundigen|dokters)verklaring"
    ),
}


def mentions_of(
    part: PartRef,
    questions: Sequence[Question],
    fields: Sequence[Field],
    sections: Sequence[Section],
    sentences: Iterable[Sentence],
) -> list[Mention]:
    """One mention of each thing, from the place that says it most clearly; denials are no mentions."""
    best: dict[What, Mention] = {}
    asked: set[What] = set()
    for what, text, where, confidence in (*_ticked(questions), *_labelled(fields, sections)):
        asked.add(what)
        if text is not None and (what not in best or best[what].confidence < confidence):
            best[what] = _mention(part, what, text, where, confidence)
    for what, text, where, confidence in _told(sentences):
        if what not in asked:
            best.setdefault(what, _mention(part, what, text, where, confidence))
    return list(best.values())


def _mention(part: PartRef, what: What, text: str, where: list[Evidence], confidence: float) -> Mention:
    hinders = None
    if what == "other_disorder":
        plain = normalised(text)
        hinders = False if _NOT_HINDERING.search(plain) else True if _HINDERING.search(plain) else None
    return Mention(
        part=part, what=what, text=text, hinders_treatment=hinders, evidence=where, confidence=round(confidence, 3)
    )


_Found = tuple[What, str | None, "list[Evidence]", float]


def _ticked(questions: Sequence[Question]) -> Iterator[_Found]:
    for question in questions:
        for what in _asked(question.text):
            for box in question.chosen():
                denied = polarity(box.label) == "no"
                yield what, None if denied else box.label, [question.evidence_of(box)], box.confidence


def _labelled(fields: Sequence[Field], sections: Sequence[Section]) -> Iterator[_Found]:
    for field in fields:
        for what in _asked(field.label):
            yield what, _affirmed(field.text), field.evidence(), field.confidence
    for section in sections:
        for what in _asked(section.heading):
            yield what, _affirmed(section.text), section.evidence(), 0.85


def _asked(label: str) -> Iterator[What]:
    if len(label.split()) > LONG_QUESTION:
        return
    for concept in concepts("forms", "questions").of(label):
        if concept.coverage >= ASKS and concept.key in KEYS:
            yield KEYS[concept.key]


def _affirmed(text: str | None) -> str | None:
    """The answer, unless it is empty or a no."""
    return None if text is None or polarity(text) == "no" else text


def _told(sentences: Iterable[Sentence]) -> Iterator[_Found]:
    for sentence in sentences:
        if sentence.text.rstrip().endswith("?") or polarity(sentence.text) == "no":
            continue
        for what, pattern in _TOLD.items():
            if pattern.search(sentence.plain):
                yield what, sentence.text, sentence.evidence(), 0.75
