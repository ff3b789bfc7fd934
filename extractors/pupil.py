"""Whom a dossier is about: identities and facts of all documents weighed against each other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from extractors.names import name_tokens, same_person
from extractors.records import Pupil

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.records import Identity, PupilFact

# A form that is filled in about the pupil says more than a heading; the newest truth is in the forms.
WEIGHT = {
    "school_form": 1.2,
    "application_form": 1.2,
    "education_report": 1.2,
    "lvs_printout": 1.1,
    "preventive_evaluation": 1.1,
    "action_plan": 1.0,
    "parent_form": 1.0,
    "external_report": 0.6,
    "group_overview": 0.4,
    "unknown": 0.3,
}


def same_pupil(one: Identity, other: Identity) -> bool:
    """Two identities can be one pupil: names agree, and birth dates where both are printed.

    One differing digit in a birth date beside the same full name is a slip of the pen only when the names agree;
    the contract counts another birth date as another pupil, so a differing date never passes.
    """
    if one.birth_date and other.birth_date and one.birth_date != other.birth_date:
        return False
    if one.name and other.name:
        if same_person(one.name, other.name):
            return True
        same_birth = one.birth_date is not None and one.birth_date == other.birth_date
        return same_birth and bool(set(name_tokens(one.name)[:1]) & set(name_tokens(other.name)[:1]))
    return True


def other_pupils(identities: Sequence[Identity]) -> list[Identity]:
    """The same identities, those that differ from the dossier's pupil marked `other_pupil`.

    The dossier's pupil is the identity with which the greatest weight of documents agrees.
    """
    if not identities:
        return []

    def support(candidate: Identity) -> float:
        return sum(
            WEIGHT[i.part.kind] * i.confidence * bool(i.name or i.birth_date)
            for i in identities
            if same_pupil(candidate, i)
        )

    named = [i for i in identities if i.name] or list(identities)
    pupil = max(named, key=lambda i: (support(i), i.birth_date is not None, WEIGHT[i.part.kind]))
    return [i.model_copy(update={"other_pupil": _tells(i) and not same_pupil(pupil, i)}) for i in identities]


def _tells(identity: Identity) -> bool:
    """Whether an identity says enough to be somebody else's: a birth date, or more than one word of a name."""
    return identity.birth_date is not None or len(name_tokens(identity.name or "")) > 1


def agree_on_pupil(identities: Sequence[Identity], facts: Sequence[PupilFact]) -> Pupil:
    """The pupil as most documents, weighed by kind and confidence, say."""
    own = [i for i in identities if not i.other_pupil]
    values: dict[str, dict[object, float]] = defaultdict(lambda: defaultdict(float))
    for identity in own:
        weight = WEIGHT[identity.part.kind] * identity.confidence
        if identity.name:
            # a full name says more than initials or a first name alone
            full_words = sum(len(token) > 1 for token in name_tokens(identity.name))
            values["name"][identity.name] += weight * min(full_words, 3)
        if identity.birth_date:
            values["birth_date"][identity.birth_date] += weight
    for fact in facts:
        value = tuple(fact.value) if isinstance(fact.value, list) else fact.value
        values[fact.field][value] += WEIGHT[fact.part.kind] * fact.confidence

    best: dict[str, object] = {
        field: max(votes.items(), key=lambda vote: vote[1])[0] for field, votes in values.items()
    }
    if "repeated_groups" in best:
        best["repeated_groups"] = list(best["repeated_groups"])  # type: ignore[call-overload]
    return Pupil.model_validate(best)
