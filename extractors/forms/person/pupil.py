"""Whom a part is about, and what it says about the pupil: group, municipality, school, repeated years."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.forms.person.pupil_values import group_in, months_in, name_in, place_in, repeated_in, school_in
from extractors.names import first_name_first
from extractors.records import Answer, Identity, PupilFact
from extractors.values.dates import find_dates
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from extractors.forms.fields import Field
    from extractors.forms.questions import Question
    from extractors.records import PartRef

CLEAR = 0.6  # share of a label's telling words that must be understood
_GROUP = re.compile(r"(?i)\b(?:jaar)?groep\W{0,2}([1-8])\b(?!\s*[/-]\s*[1-8])")
NEAR = 90.0  # points: a bare 'Naam' so close to the birth date is the pupil's
READERS: dict[str, Callable[[str, str], str | int | list[int] | None]] = {
    "group": group_in,
    "municipality": place_in,
    "school": school_in,
    "repeated_groups": repeated_in,
    "months_of_reading_education": months_in,
}


def asked_of(label: str) -> str | None:
    """Which fact about the pupil a label asks for."""
    best = concepts("forms", "pupil").best(label)
    if best is None:
        return None
    enough = 0.3 if best.key in ("repeated_groups", "months_of_reading_education") else CLEAR
    return best.key if best.coverage >= enough else None


def reads(key: str, text: str, label: str) -> bool:
    """Whether the text is a value such as the label asks for."""
    if key in READERS:
        return READERS[key](text, label) is not None
    return bool(find_dates(text)) if key == "birth_date" else name_in(text) is not None


def identity_of(part: PartRef, fields: Sequence[Field]) -> Identity | None:
    """Name and birth date as the labels of a part give them; None when it prints neither."""
    asked = [(asked_of(f.label), f) for f in fields if f.text and not _is_label(f.text) and not _about_others(f)]
    births = [(date, f) for key, f in asked if key == "birth_date" and (date := _birth_date(f))]
    name, name_fields = _name(asked, [f for _, f in births])
    if name is None and not births:
        return None
    used = [*name_fields, *(f for _, f in births[:1])]
    return Identity(
        part=part,
        name=name,
        birth_date=births[0][0] if births else None,
        evidence=[e for f in used for e in f.evidence()],
        confidence=min(c for f in used for c in (f.confidence, *(w.confidence for w in f.words))),
    )


def facts_of(part: PartRef, fields: Sequence[Field], questions: Sequence[Question]) -> Iterator[PupilFact]:
    """Facts that labels and tick boxes state."""
    seen: set[str] = set()
    for question in questions:
        if (groups := _repeated_by_boxes(question)) is not None:
            seen.add("repeated_groups")
            where = [question.evidence_of(box) for box in question.chosen()]
            yield PupilFact(part=part, field="repeated_groups", value=groups, evidence=where, confidence=0.9)
    for field in fields:
        key = asked_of(field.label)
        if key not in READERS or key in seen or not field.text:
            continue
        if key == "group" and _about_others(field):
            continue
        value = READERS[key](field.text, field.label)
        if value is not None:
            seen.add(key)
            yield PupilFact.model_validate(
                {
                    "part": part,
                    "field": key,
                    "value": value,
                    "evidence": field.evidence(),
                    "confidence": min(field.confidence, *(w.confidence for w in field.words), 1.0),
                }
            )


def group_beside(part: PartRef, fields: Sequence[Field]) -> Iterator[PupilFact]:
    """The group behind another value: '13-04-2013 Groep 6', 'De Regenboog, groep 4'."""
    for field in fields:
        key = asked_of(field.label)
        if key in ("name", "bare_name", "birth_date", "school") and (found := _GROUP.search(field.text or "")):
            yield PupilFact(
                part=part, field="group", value=int(found[1]), evidence=field.evidence(), confidence=field.confidence
            )


def school_municipality_of(part: PartRef, fields: Sequence[Field]) -> Iterator[Answer]:
    """The municipality of the school, where a form asks for it beside the pupil's."""
    for field in fields:
        if asked_of(field.label) == "school_municipality" and field.text:
            yield Answer(
                part=part,
                field="school_municipality",
                text=field.text,
                evidence=field.evidence(),
                confidence=field.confidence,
            )
            return


def _is_label(text: str) -> bool:
    return asked_of(text) is not None and not any(c.isdigit() for c in text)


def _about_others(field: Field) -> bool:
    best = concepts("forms", "about").best(field.heading)
    return best is not None and best.key == "others" and best.coverage >= CLEAR


def _birth_date(field: Field) -> dt.date | None:
    found = find_dates(field.text or "")
    return found[0].date if found else None


def _name(asked: Sequence[tuple[str | None, Field]], births: Sequence[Field]) -> tuple[str | None, list[Field]]:
    by_key: dict[str, list[Field]] = {}
    for key, field in asked:
        if key:
            by_key.setdefault(key, []).append(field)
    bare = [f for f in by_key.get("bare_name", []) if _is_pupils(f, births)]
    whole = by_key.get("name", [])
    # 'Leerling' alone may be the end of another label, or of a heading, where 'Naam' stands beside it
    says_name = any("naam" in f.label.casefold() for f in whole)
    for field in whole if says_name else [*bare, *whole]:
        if name := name_in(field.text or ""):
            return first_name_first(name), [field]
    pieces = [by_key[key][0] for key in ("first_name", "infix", "surname") if key in by_key]
    if "surname" in by_key and len(pieces) > 1:
        return " ".join(p.text or "" for p in pieces), pieces
    for field in bare:
        if name := name_in(field.text or ""):
            return first_name_first(name), [field]
    return None, []


def _is_pupils(field: Field, births: Sequence[Field]) -> bool:
    best = concepts("forms", "about").best(field.heading)
    if best is not None and best.key == "pupil" and best.coverage >= CLEAR:
        return True
    return any(b.page is field.page and abs(b.label_bbox[1] - field.label_bbox[1]) <= NEAR for b in births)


def _repeated_by_boxes(question: Question) -> list[int] | None:
    seen = concepts("forms", "questions").of(question.text)
    if not any(c.key == "repeated_groups" for c in seen) or not question.chosen():
        return None
    groups: list[int] = []
    for box in question.chosen():
        several = repeated_in(box.label, question.text)
        if several is None:
            return None  # 'ja', and the group is told elsewhere
        groups += several
    return sorted(set(groups))
