"""What the forms of a dossier say besides scores and interventions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.forms.answers import answers_of
from extractors.forms.by_meaning import fields_by_meaning
from extractors.forms.choices import choices_of
from extractors.forms.fields import fields_of
from extractors.forms.mentions import mentions_of
from extractors.forms.norms import norm_notes_of
from extractors.forms.person.prose import facts_in_prose, identity_in_prose
from extractors.forms.person.pupil import facts_of, group_beside, identity_of, school_municipality_of
from extractors.forms.questions import questions_of
from extractors.forms.text.sections import sections_of
from extractors.forms.text.sentences import asked_and_answered, sentences_of
from extractors.records import PartRef

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.forms.fields import Field
    from extractors.forms.questions import Question
    from extractors.forms.text.sentences import Sentence
    from extractors.layout.reading import PageLayout
    from extractors.records import Answer, Choice, Identity, Mention, NormNote, Part, PupilFact

ABOUT_A_CLASS = {"group_overview"}
# Parts in which people fill in answers, choose, and mention reports; elsewhere the same words mean something else.
FILLED_IN = {
    "school_form",
    "parent_form",
    "application_form",
    "education_report",
    "action_plan",
    "preventive_evaluation",
}


@dataclass(slots=True)
class FormReading:
    """The records of one part."""

    identities: list[Identity] = field(default_factory=list)
    facts: list[PupilFact] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    norm_notes: list[NormNote] = field(default_factory=list)


def read_form(part: Part, layouts: Sequence[PageLayout]) -> FormReading:
    """Read a part of any kind. `layouts` are those of its pages; evidence counts the document as 0."""
    ref = PartRef(document=0, kind=part.kind, first_page=part.first_page)
    reading = FormReading()
    if part.kind in ABOUT_A_CLASS:
        return reading
    fields, sentences = fields_of(layouts), sentences_of(layouts)
    about_pupil = [*fields, *fields_by_meaning(layouts), *asked_and_answered(sentences)]
    questions = questions_of(layouts, about_pupil)
    identity = _identity(ref, layouts, about_pupil, sentences)
    reading.identities = [identity] if identity else []
    reading.facts = list(_facts(ref, layouts, about_pupil, questions, sentences))
    reading.norm_notes = norm_notes_of(ref, sentences)
    if part.kind in FILLED_IN:
        sections = sections_of(layouts)
        reading.choices, written = choices_of(ref, questions, about_pupil, sentences)
        reading.answers = [*answers_of(ref, fields, sections), *written, *school_municipality_of(ref, fields)]
        reading.mentions = mentions_of(ref, questions, about_pupil, sections, sentences)
    return reading


def _identity(
    ref: PartRef, layouts: Sequence[PageLayout], fields: Sequence[Field], sentences: Sequence[Sentence]
) -> Identity | None:
    """What labels say, completed by sentences and the title."""
    labelled = identity_of(ref, fields)
    if labelled and labelled.name and labelled.birth_date:
        return labelled
    told = identity_in_prose(ref, layouts, sentences)
    if not labelled or not told:
        return labelled or told
    return labelled.model_copy(
        update={
            "name": labelled.name or told.name,
            "birth_date": labelled.birth_date or told.birth_date,
            "evidence": [*labelled.evidence, *told.evidence],
            "confidence": min(labelled.confidence, told.confidence),
        }
    )


def _facts(
    ref: PartRef,
    layouts: Sequence[PageLayout],
    fields: Sequence[Field],
    questions: Sequence[Question],
    sentences: Sequence[Sentence],
) -> Iterator[PupilFact]:
    stated = list(facts_of(ref, fields, questions))
    known = {fact.field for fact in stated}
    yield from stated
    for fact in (*group_beside(ref, fields), *facts_in_prose(ref, layouts, sentences)):
        if fact.field not in known:
            known.add(fact.field)
            yield fact
