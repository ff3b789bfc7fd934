"""Reports and disorders that a form says there are: speech therapy, an earlier examination, another disorder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from extractors.forms.filling import Polarity, polarity, read_polarity
from extractors.records import Mention
from extractors.vocabulary import normalised
from extractors.vocabulary.concepts import concepts
from extractors.vocabulary.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from extractors.forms.fields import Field
    from extractors.forms.questions import Question
    from extractors.forms.text.sections import Section
    from extractors.forms.text.sentences import Sentence
    from extractors.pages.model import Page
    from extractors.records import Evidence, PartRef

What = Literal["speech_therapy", "earlier_examination", "other_disorder", "expert_statement"]
ASKS = 0.25  # share of a question that must be about the matter: questions are wordy
LONG_QUESTION = 25  # words
KEYS: dict[str, What] = {
    "speech_therapy": "speech_therapy",
    "earlier_examination": "earlier_examination",
    "other_disorder": "other_disorder",
    "expert_statement": "expert_statement",
}
TOLD: tuple[What, ...] = ("speech_therapy", "expert_statement")  # where no label asks for it


@dataclass(slots=True)
class _Answer:
    text: str | None
    says: Polarity | None
    where: list[Evidence]
    confidence: float


def mentions_of(
    part: PartRef,
    questions: Sequence[Question],
    fields: Sequence[Field],
    sections: Sequence[Section],
    sentences: Iterable[Sentence],
) -> list[Mention]:
    """One mention of each thing, from the place that says it most clearly; denials are no mentions."""
    answers: dict[What, list[_Answer]] = {}
    for what, answer in (*_ticked(questions), *_labelled(fields, sections)):
        answers.setdefault(what, []).append(answer)
    for what, answer in _told(sentences):
        if what not in answers:
            answers[what] = [answer]
    clearest = {
        what: max(several, key=lambda a: (a.says is not None, a.confidence)) for what, several in answers.items()
    }
    return [
        _mention(part, what, a.text, a.where, a.confidence) for what, a in clearest.items() if a.text and a.says != "no"
    ]


def _mention(part: PartRef, what: What, text: str, where: list[Evidence], confidence: float) -> Mention:
    hinders = None
    if what == "other_disorder":
        hinders = _hinders(normalised(text))
    return Mention(
        part=part, what=what, text=text, hinders_treatment=hinders, evidence=where, confidence=round(confidence, 3)
    )


def _hinders(plain: str) -> bool | None:
    if pattern("filling", "disorder", "not_hindering").search(plain):
        return False
    return True if pattern("filling", "disorder", "hindering").search(plain) else None


def _ticked(questions: Sequence[Question]) -> Iterator[tuple[What, _Answer]]:
    for question in questions:
        for what in _asked(question.text):
            for box in question.chosen():
                says = polarity(box.label)
                yield what, _Answer(box.label, says, [question.evidence_of(box)], box.confidence)


def _labelled(fields: Sequence[Field], sections: Sequence[Section]) -> Iterator[tuple[What, _Answer]]:
    for field in fields:
        for what in _asked(field.label):
            says = _polarity(field.page)(field.text) if field.text else None
            yield what, _Answer(field.text, says, field.evidence(), field.confidence)
    for section in sections:
        for what in _asked(section.heading):
            text = section.text()
            says = _polarity(section.page)(text) if text else None
            yield what, _Answer(text, says, section.evidence(), 0.85)


def _polarity(page: Page) -> Callable[[str], Polarity | None]:
    return read_polarity if page.reading == "ocr" else polarity


def _asked(label: str) -> Iterator[What]:
    if len(label.split()) > LONG_QUESTION:
        return
    asked = label.split("? ", 1)[0]  # 'Heeft uw kind logopedie gehad? Zo ja, waarvoor?'
    for concept in concepts("forms", "questions").of(asked):
        if concept.coverage >= ASKS and concept.key in KEYS:
            yield KEYS[concept.key]


def _told(sentences: Iterable[Sentence]) -> Iterator[tuple[What, _Answer]]:
    for sentence in sentences:
        if sentence.text.rstrip().endswith("?"):
            continue
        for what in TOLD:
            if pattern("filling", "told", what).search(sentence.plain):
                yield what, _Answer(sentence.text, polarity(sentence.text), sentence.evidence(), 0.75)
