"""Which care provider was chosen, and who has authority over the child."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from extractors.forms.custody import custody_in
from extractors.forms.filling import polarity
from extractors.forms.unseen_boxes import has_unseen_box
from extractors.records import Answer, Choice
from extractors.vocabulary import load, normalised
from extractors.vocabulary.concepts import concepts
from extractors.vocabulary.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractors.forms.fields import Field
    from extractors.forms.questions import Question
    from extractors.forms.text.sentences import Sentence
    from extractors.layout.tickboxes import TickBox
    from extractors.records import Evidence, PartRef

ASKS = 0.3  # coverage from which a question is about the matter: questions come with instructions
TOLD = 0.8  # confidence of what a sentence tells
ROUND_LETTERS = "ocgdq"  # capitals that look like a box
_NAMED = r"([A-Z0-9][^.;,:]{1,50})"
_CHOSEN = re.compile(
    rf"\b(?:zorg|dyslexie)?aanbieder\b[^.;]{{0,40}}?\b(?:voor|is|wordt|namelijk)\s+{_NAMED}"
    rf"|\b(?:kiezen|kies|kozen|koos|voorkeur)\b[^.;]{{0,30}}?\bvoor\s+{_NAMED}(?=\s+als\b)"
)
_SENTENCE = re.compile(r"(?<=[.?!:])\s+")
_INSTRUCTION = re.compile(
    r"(?:u\s+(?:kunt|mag)|graag|slechts|maximaal|kies|kruis|vink|vul|noteer|omcirkel)\b", re.IGNORECASE
)
_PARENT = re.compile(r"\b(?:ouder|verzorger)(?: verzorger)? ?[12ab]\b|\bmoeder\b|\bvader\b")
_AUTHORITY = re.compile(r"\bgezag\b")


def choices_of(
    part: PartRef, questions: Sequence[Question], fields: Sequence[Field], sentences: Iterable[Sentence]
) -> tuple[list[Choice], list[Answer]]:
    """Ticked and unticked options, and a provider that was written down instead (an answer `care_provider`)."""
    providers = [
        _choice(part, ("care_provider", box.label), question, box, checked=None if unsure else box.checked)
        for question in questions
        if _about(question) == "care_provider"
        for unsure in [not question.chosen() and has_unseen_box(question)]
        for box in question.boxes
        if not _opens_heading(box.label)
    ]
    custody = (
        [*_custody_boxes(part, questions)]
        or [*_custody_of_each(part, questions)]
        or list(_custody_words(part, fields, sentences))
    )
    written = [] if providers else list(_written_provider(part, fields, sentences))
    return providers + custody, written


def _opens_heading(label: str) -> bool:
    """Whether a box on a scan is the first letter of the heading behind it: the 'O' of 'Ondertekening'."""
    headings = load("interventions", "others")
    return label[:1].islower() and any(headings.whole(letter + label) for letter in ROUND_LETTERS)


def _about(question: Question) -> str | None:
    asked = [question.text, *_SENTENCE.split(question.text)]  # 'Welke zorgaanbieder? Kies er één.'
    seen = [c for text in asked for c in concepts("forms", "questions").of(text) if c.coverage >= ASKS]
    if seen:
        return max(seen, key=lambda c: c.coverage).key
    return "custody" if any(_AUTHORITY.search(normalised(box.label)) for box in question.boxes) else None


def _choice(
    part: PartRef,
    option: tuple[Literal["custody", "care_provider"], str],
    asked: Question,
    box: TickBox,
    *,
    checked: bool | None,
) -> Choice:
    return Choice(
        part=part,
        question=option[0],
        option=option[1],
        checked=checked,
        evidence=[asked.evidence_of(box)],
        confidence=box.confidence,
    )


def _custody_boxes(part: PartRef, questions: Sequence[Question]) -> Iterator[Choice]:
    for question in questions:
        if _about(question) != "custody":
            continue
        persons = [
            box for box in question.boxes if pattern("filling", "custody", "person").search(normalised(box.label))
        ]
        if len(persons) > 1:
            ticked = [box for box in persons if box.checked]
            for option, wanted in (("one", 1), ("both", 2)):
                yield _choice(
                    part, ("custody", option), question, (ticked or persons)[0], checked=len(ticked) == wanted
                )
            continue
        for box in question.boxes:
            yes = polarity(box.label)
            if said := custody_in(box.label):
                yield _choice(part, ("custody", said), question, box, checked=box.checked)
            elif yes and (asked := custody_in(question.text)):
                other = "one" if asked == "both" else "both"
                yield _choice(part, ("custody", asked if yes == "yes" else other), question, box, checked=box.checked)


def _custody_of_each(part: PartRef, questions: Sequence[Question]) -> Iterator[Choice]:
    """Authority asked of each parent with a yes and a no: one of them, or both."""
    said: dict[str, tuple[str, Question, TickBox]] = {}
    for question in questions:
        parent = _PARENT.search(normalised(question.text))
        if parent and _about(question) == "custody" and len(question.chosen()) == 1:
            (box,) = question.chosen()
            if says := polarity(box.label):
                said[parent.group()] = (says, question, box)
    if len(said) > 1:
        having = [answer for answer in said.values() if answer[0] == "yes"]
        _, question, box = (having or list(said.values()))[0]
        for option, wanted in (("one", 1), ("both", 2)):
            yield _choice(part, ("custody", option), question, box, checked=len(having) == wanted)


def _custody_words(part: PartRef, fields: Sequence[Field], sentences: Iterable[Sentence]) -> Iterator[Choice]:
    """Custody told in words: a field 'Gezag: beide ouders', or a sentence."""
    for field in fields:
        best = concepts("forms", "questions").best(field.label)
        if field.text and best and best.key == "custody" and best.coverage >= ASKS:
            option = custody_in(field.text)
            if option is None and (asked := custody_in(field.label)) and (yes := polarity(field.text)):
                option = asked if yes == "yes" else ("one" if asked == "both" else "both")
            if option:
                yield _told(part, option, field)
                return
    for sentence in sentences:
        asks = sentence.text.endswith("?")
        if asks or not _AUTHORITY.search(sentence.plain) or "handtekening" in sentence.plain:
            continue
        if option := custody_in(sentence.plain):
            yield Choice(
                part=part,
                question="custody",
                option=option,
                checked=True,
                evidence=sentence.evidence(),
                confidence=TOLD,
            )
            return


def _told(part: PartRef, option: str, field: Field) -> Choice:
    return Choice(
        part=part,
        question="custody",
        option=option,
        checked=True,
        evidence=field.evidence(),
        confidence=field.confidence,
    )


def _written_provider(part: PartRef, fields: Sequence[Field], sentences: Iterable[Sentence]) -> Iterator[Answer]:
    """A provider in the place that asks for one, else in a sentence; an empty place is an empty answer."""
    asked = [
        field
        for field in fields
        if (best := concepts("forms", "questions").best(field.label))
        and best.key == "care_provider"
        and best.coverage >= ASKS
    ]
    for field in sorted(asked, key=lambda f: f.text is None)[:1]:
        text = None if field.text and _INSTRUCTION.match(field.text) else field.text
        yield _provider(part, text, field.evidence(), field.confidence)
        return
    for sentence in sentences:
        if match := _CHOSEN.search(sentence.text):
            name = next(group for group in match.groups() if group).strip()
            yield _provider(part, name, sentence.evidence(), TOLD)
            return


def _provider(part: PartRef, name: str | None, where: list[Evidence], confidence: float) -> Answer:
    return Answer(part=part, field="care_provider", text=name, evidence=where, confidence=confidence)
