"""Sentences that tell on which norms the levels of a pupil who repeated a year are stated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.records import NormNote
from extractors.vocabulary.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.forms.text.sentences import Sentence
    from extractors.records import PartRef

_DENIED = re.compile(r"\b(?:niet|nog niet|geen)\b")


def norm_notes_of(part: PartRef, sentences: Iterable[Sentence]) -> list[NormNote]:
    """Every such sentence. One that names both norms, or denies one, is read as the norm that it states."""
    notes: dict[str, NormNote] = {}
    for sentence in sentences:
        by_age = _says(sentence.plain)
        if by_age is not None:
            note = NormNote(part=part, by_didactic_age=by_age, text=sentence.text, evidence=sentence.evidence())
            notes.setdefault(sentence.text, note)
    return list(notes.values())


def _says(plain: str) -> bool | None:
    if not pattern("filling", "norms", "norm").search(plain):
        return None
    age = pattern("filling", "norms", "didactic_age").search(plain)
    own = pattern("filling", "norms", "own_group").search(plain)
    if age and own:
        denied = [bool(_DENIED.search(plain[max(0, m.start() - 25) : m.start()])) for m in (age, own)]
        return denied[1] if denied[0] != denied[1] else None
    if age:
        return not _DENIED.search(plain[max(0, age.start() - 25) : age.start()])
    return False if own else None
