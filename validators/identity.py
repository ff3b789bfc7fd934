"""Whether a document is about the pupil of the dossier."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.records import DossierRecords, Identity

# Names are compared as sets of words, so that 'Visser, Gijs' is Gijs Visser; one misread letter is no other child.
SAME_NAME = 0.75


def other_pupils(records: DossierRecords) -> list[Identity]:
    """The parts whose printed name or birth date is not that of the dossier's pupil.

    A birth date that agrees settles a name that is written otherwise; a name that agrees settles nothing
    when the birth date differs.
    """
    pupil = records.pupil
    found = []
    for identity in records.identities:
        date_differs = bool(pupil.birth_date and identity.birth_date and pupil.birth_date != identity.birth_date)
        date_agrees = bool(pupil.birth_date and pupil.birth_date == identity.birth_date)
        name_differs = bool(pupil.name and identity.name and not same_name(pupil.name, identity.name))
        if date_differs or (name_differs and not date_agrees):
            found.append(identity)
    return found


def same_name(one: str, other: str) -> bool:
    """Whether two printed names can be of one person: a first name alone, another order and accents are allowed."""
    a, b = _words(one), _words(other)
    shorter, longer = (a, b) if len(a) <= len(b) else (b, a)
    return all(max((_alike(w, v) for v in longer), default=0.0) >= SAME_NAME for w in shorter)


def _words(name: str) -> list[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(c))
    return [w for w in re.split(r"[^a-z]+", bare) if w]


def _alike(one: str, other: str) -> float:
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return 1.0
    return SequenceMatcher(None, one, other).ratio()
