"""The pupil in running text: 'Geboren op 18 juli 2015, groep 5, Het Palet.', a title with a name, 'Betreft: …'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.evidence import evidence
from extractors.forms.person.headline import headline_of
from extractors.forms.person.person_names import NAME, name_alone, name_before, name_behind
from extractors.forms.person.pupil_values import months_in, repeated_in
from extractors.records import Identity, PupilFact
from extractors.values.dates import find_dates

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from extractors.forms.text.sentences import Sentence
    from extractors.layout.reading import PageLayout
    from extractors.records import Evidence, PartRef

HEAD = 0.4  # share of the first page in which a title with a name stands
TOLD, TITLED = 0.85, 0.75  # confidence

_BORN = r"(?:geb(?:oren|\.)?(?:\s*(?:op|d\.?d\.?|datum))?|geboortedatum|\*|°)"
_BORN_BEFORE = re.compile(rf"(?i)(?:^|[\s(,;:])(?:is\s+)?{_BORN}[\s:]*$")
_NAMED_BEFORE = re.compile(rf"({NAME})[\s,]*\(?[\s,]*(?:is\s+)?(?:(?i:{_BORN})[\s:]*)?$")
_ONE_GROUP = r"[Gg]roep\s*([1-8])\b(?!\s*(?:/|-|en|t/m|tot)\s*[1-8])"
_GROUP = re.compile(rf"\b{_ONE_GROUP}")
_IN_GROUP = re.compile(
    r"\b(?:zit|leerling|nu)\b[^.]{0,20}\b(?:in|uit|van)\s+[Gg]roep\s*([1-8])\b(?!\s*(?:/|-|en|t/m|tot)\s*[1-8])"
)
_SCHOOL_AFTER = re.compile(
    r"\s*,?\s*(?:(?:op|van|bij)\s+(?:de\s+)?|(?<=, ))([A-ZÀ-Þ](?:(?!\s(?:en|in|te|waar)\s)[^,.;:|]){2,60})"
)
_REPEATED = re.compile(r"\bdoubl\w+|\bgedoubleerd|\bovergedaan|\bblijven zitten|\bzitten gebleven")
_NO = re.compile(r"\W*(?:nee|niet|nooit)\b")  # right behind: a form read as one piece names a group before it
_MONTHS = re.compile(r"\b(\d{1,2} maanden) (?:\w+ ){0,2}(?:lees\w*|onderwijs)")
_LIVES = re.compile(
    r"\b(?:woon|wonen|wonend)\w*\b.{0,30}\bgemeente\s+"
    r"((?:De |Den |Het )?[A-Z][\w'’-]+(?:(?: aan den| op| en| bij)? [A-Z][\w'’-]+)*)"
)


def identity_in_prose(part: PartRef, layouts: Sequence[PageLayout], sentences: Sequence[Sentence]) -> Identity | None:
    """A birth date in the line under the title or in a sentence, with the name before it or in the title."""
    title = _named_in_title(layouts)
    line = headline_of(layouts)
    born = (line.name, line.birth_date, [line.evidence]) if line else _born(sentences)
    if born is None:
        return Identity(part=part, name=title[0], evidence=[title[1]], confidence=TITLED) if title else None
    name, birth_date, where = born
    if name is None and title:
        name, where = title[0], [*where, title[1]]
    return Identity(part=part, name=name, birth_date=birth_date, evidence=where, confidence=TOLD)


def _born(sentences: Sequence[Sentence]) -> tuple[str | None, dt.date, list[Evidence]] | None:
    for sentence in sentences:
        for match in find_dates(sentence.text):
            before = sentence.text[: match.span[0]]
            named = _NAMED_BEFORE.search(before)
            in_brackets = named and sentence.text[match.span[1] :].lstrip().startswith(")")
            if in_brackets or _BORN_BEFORE.search(before):
                return name_alone(named[1]) if named else None, match.date, sentence.evidence()
    return None


def facts_in_prose(part: PartRef, layouts: Sequence[PageLayout], sentences: Sequence[Sentence]) -> Iterator[PupilFact]:
    """Group, school, municipality, repeated years and months of reading education that the text tells."""
    if line := headline_of(layouts):
        stated = {"group": line.group, "school": line.school}
        yield from (_fact(part, field, value, [line.evidence]) for field, value in stated.items() if value is not None)
    for sentence in sentences:
        for field, value in _told(sentence):
            yield _fact(part, field, value, sentence.evidence())


def _fact(part: PartRef, field: str, value: object, where: list[Evidence]) -> PupilFact:
    return PupilFact.model_validate(
        {"part": part, "field": field, "value": value, "evidence": where, "confidence": TOLD}
    )


def _told(sentence: Sentence) -> Iterator[tuple[str, object]]:
    text, plain = sentence.text, sentence.plain
    born = "eb" in text and any(_BORN_BEFORE.search(text[: m.span[0]]) for m in find_dates(text))
    if group := (_GROUP.search(text) if born else _IN_GROUP.search(text)):
        yield "group", int(group[1])
        if school := _SCHOOL_AFTER.match(text, group.end()):
            yield "school", school[1].strip()
    if lives := _LIVES.search(text):
        yield "municipality", lives[1]
    if not text.endswith("?"):
        if said := _REPEATED.search(plain):
            groups = [] if _NO.match(plain, said.end()) else repeated_in(text)
            if groups is not None:
                yield "repeated_groups", groups
        if (found := _MONTHS.search(plain)) and (months := months_in(found[1])):
            yield "months_of_reading_education", months


def _named_in_title(layouts: Sequence[PageLayout]) -> tuple[str, Evidence] | None:
    for layout in layouts[:1]:
        for heading in layout.headings:
            if heading.bbox[1] > HEAD * layout.page.height:
                break
            words = [w.text for w in heading.words]
            if found := name_behind(words):
                return found[0], evidence(layout.page, heading.words[-found[1] :])
            if found := name_before(words):
                return found[0], evidence(layout.page, heading.words[: found[1]])
    return None
