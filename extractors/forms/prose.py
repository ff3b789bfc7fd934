"""The pupil in running text: 'Geboren op 18 juli 2015, groep 5, Het Palet.', a title with a name, 'Betreft: …'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.evidence import evidence
from extractors.forms.pupil_values import months_in, repeated_in
from extractors.names import first_name_first
from extractors.records import Identity, PupilFact
from extractors.values.dates import find_dates
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.forms.sentences import Sentence
    from extractors.layout.headings import Heading
    from extractors.layout.reading import PageLayout
    from extractors.records import Evidence, PartRef

HEAD = 0.4  # share of the first page in which a title with a name stands
TOLD, TITLED = 0.85, 0.75  # confidence

_PARTICLE = r"(?:van|de|der|den|ter|ten|te|in|op|aan|’t|'t|’s|'s|el|al|bin|la|le|von|ben)"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:[^\W\d_]|['’.\-])*"
_NAME = rf"{_CAPITAL}(?:\s+(?:{_PARTICLE}\s+){{0,3}}{_CAPITAL}){{1,4}}(?:,\s+{_CAPITAL}(?:\s+{_PARTICLE}){{0,3}})?"
_WHOLE_NAME = re.compile(_NAME)
_BORN = r"(?:geb(?:oren|\.)?(?:\s*(?:op|d\.?d\.?|datum))?|geboortedatum|\*|°)"
_BORN_BEFORE = re.compile(rf"(?i)(?:^|[\s(,;:])(?:is\s+)?{_BORN}[\s:]*$")
_NAMED_BEFORE = re.compile(rf"({_NAME})[\s,]*\(?[\s,]*(?:is\s+)?(?:(?i:{_BORN})[\s:]*)?$")
_GROUP = re.compile(r"\b[Gg]roep\s*([1-8])\b(?!\s*(?:/|-|en|t/m|tot)\s*[1-8])")
_SCHOOL_AFTER = re.compile(r"\s*,\s*(?:op\s+|van\s+)?([A-ZÀ-Þ][^,.;:]{2,60})")
_REPEATED = re.compile(r"\bdoubl\w+|\bgedoubleerd|\bovergedaan|\bblijven zitten|\bzitten gebleven")
_MONTHS = re.compile(r"\b(\d{1,2} maanden) (?:\w+ ){0,2}(?:lees\w*|onderwijs)")
_LIVES = re.compile(
    r"\b(?:woon|wonen|wonend)\w*\b.{0,30}\bgemeente\s+"
    r"((?:De |Den |Het )?[A-Z][\w'’-]+(?:(?: aan den| op| en| bij)? [A-Z][\w'’-]+)*)"
)


def identity_in_prose(part: PartRef, layouts: Sequence[PageLayout], sentences: Sequence[Sentence]) -> Identity | None:
    """A birth date in a sentence, with the name before it or in the title; else the name in the title alone."""
    title = _named_in_title(layouts)
    for sentence in sentences:
        for match in find_dates(sentence.text):
            before = sentence.text[: match.span[0]]
            named = _NAMED_BEFORE.search(before)
            in_brackets = named and sentence.text[match.span[1] :].lstrip().startswith(")")
            if not in_brackets and not _BORN_BEFORE.search(before):
                continue
            name = _trimmed(named[1]) if named else None
            where = [*sentence.evidence(), *([title[1]] if title and not name else [])]
            name = name or (title[0] if title else None)
            return Identity(part=part, name=name, birth_date=match.date, evidence=where, confidence=TOLD)
    return Identity(part=part, name=title[0], evidence=[title[1]], confidence=TITLED) if title else None


def facts_in_prose(part: PartRef, sentences: Sequence[Sentence]) -> Iterator[PupilFact]:
    """Group, school, municipality, repeated years and months of reading education that sentences tell."""
    for sentence in sentences:
        for field, value in _told(sentence):
            yield PupilFact.model_validate(
                {"part": part, "field": field, "value": value, "evidence": sentence.evidence(), "confidence": TOLD}
            )


def _told(sentence: Sentence) -> Iterator[tuple[str, object]]:
    text, plain = sentence.text, sentence.plain
    born = any(_BORN_BEFORE.search(text[: m.span[0]]) for m in find_dates(text)) if "eb" in text else False
    group = _GROUP.search(text) if born else None
    if group:
        yield "group", int(group[1])
        if school := _SCHOOL_AFTER.match(text, group.end()):
            yield "school", school[1].strip()
    if lives := _LIVES.search(text):
        yield "municipality", lives[1]
    if not text.endswith("?"):
        if _REPEATED.search(plain) and (groups := repeated_in(text)) is not None:
            yield "repeated_groups", groups
        if (found := _MONTHS.search(plain)) and (months := months_in(found[1])):
            yield "months_of_reading_education", months


def _named_in_title(layouts: Sequence[PageLayout]) -> tuple[str, Evidence] | None:
    for layout in layouts[:1]:
        for heading in layout.headings:
            if heading.bbox[1] < HEAD * layout.page.height and (found := _name_at_end(heading)):
                name, count = found
                return name, evidence(layout.page, heading.words[-count:])
    return None


def _name_at_end(heading: Heading) -> tuple[str, int] | None:
    """The name behind the words of a title, and how many words it takes."""
    words = [w.text for w in heading.words]
    if not concepts("parts", "titles").of(heading.text):
        return None
    start = len(words)
    while start and not _is_no_name(words[start - 1]):
        start -= 1
    for first in range(max(start, 1), len(words) - 1):
        name = " ".join(words[first:]).strip(" .:-–()")
        if _WHOLE_NAME.fullmatch(name):
            return first_name_first(name), len(words) - first
    return None


def _trimmed(name: str) -> str | None:
    """A name without the words before it that are none ('Betreft Daan Vos')."""
    words = name.split()
    while words and _is_no_name(words[0]):
        words.pop(0)
    kept = " ".join(words)
    return first_name_first(kept) if _WHOLE_NAME.fullmatch(kept) else None


def _is_no_name(word: str) -> bool:
    if re.fullmatch(_PARTICLE, word):
        return False
    return not word[:1].isupper() or bool(concepts("forms", "no_name").of(word))
