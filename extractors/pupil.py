"""Whom a dossier is about: identities and facts of all documents weighed against each other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from extractors.names import may_be_misread, name_tokens, same_person
from extractors.records import Pupil

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Container, Sequence

    from extractors.records import Identity, PupilFact

Relation = Literal["same", "doubt", "other"]
COUNTS: dict[Relation, float] = {"same": 1.0, "doubt": 0.5, "other": 0.0}
SURE = 0.8  # confidence of a name on a scan from which it was read; a hand is never read so surely
MISREAD_DIGITS = 2  # of the eight of a date

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


def other_pupils(identities: Sequence[Identity], scanned: Container[int] = ()) -> list[Identity]:
    """The same identities, told apart: the pupil's, those `in_doubt`, and those of an `other_pupil`.

    The dossier's pupil is the identity with which the greatest weight of documents agrees. `scanned` are the documents
    that were read from pictures: what is misread there makes no other child of the pupil.
    """
    if not identities:
        return []

    def relation(one: Identity, other: Identity) -> Relation:
        read_badly = any(i.part.document in scanned and i.confidence < SURE for i in (one, other))
        return _relation(one, other, read_badly=read_badly)

    def support(candidate: Identity) -> float:
        return sum(
            WEIGHT[i.part.kind] * i.confidence * COUNTS[relation(candidate, i)] * bool(i.name or i.birth_date)
            for i in identities
        )

    named = [i for i in identities if i.name and _tells(i)] or [i for i in identities if i.name] or list(identities)
    pupil = max(named, key=lambda i: (support(i), i.birth_date is not None, i.confidence, WEIGHT[i.part.kind]))
    found = [relation(pupil, i) if _tells(i) else "same" for i in identities]
    return [
        i.model_copy(update={"other_pupil": how == "other", "in_doubt": how == "doubt"})
        for i, how in zip(identities, found, strict=True)
    ]


def _relation(one: Identity, other: Identity, *, read_badly: bool) -> Relation:
    """Whether two identities are one pupil's; "doubt" where one of them was `read_badly` and may be the other.

    The contract counts another birth date as another pupil, so a differing date that was read well never passes.
    """
    days = [i.birth_date for i in (one, other) if i.birth_date]
    same_day = len(days) > 1 and days[0] == days[1]
    other_day = len(days) > 1 and not same_day
    if not one.name or not other.name:
        same_name = may_be = not other_day
    else:
        first_names = [set(name_tokens(name)[:1]) for name in (one.name, other.name)]
        same_name = same_person(one.name, other.name) or (same_day and bool(first_names[0] & first_names[1]))
        may_be = same_name or may_be_misread(one.name, other.name)
    if same_name and not other_day:
        return "same"
    if not read_badly:
        return "other"
    if other_day:
        return "doubt" if may_be and _digits_apart(*days) <= MISREAD_DIGITS else "other"
    return "same" if same_day and may_be else "doubt" if same_day or may_be else "other"


def _digits_apart(one: dt.date, other: dt.date) -> int:
    return sum(a != b for a, b in zip(f"{one:%d%m%Y}", f"{other:%d%m%Y}", strict=True))


def _tells(identity: Identity) -> bool:
    """Whether an identity says enough to be somebody else's: a birth date, or more than one word of a name."""
    return identity.birth_date is not None or len(name_tokens(identity.name or "")) > 1


def agree_on_pupil(identities: Sequence[Identity], facts: Sequence[PupilFact]) -> Pupil:
    """The pupil as most documents, weighed by kind and confidence, say."""
    own = [i for i in identities if not i.other_pupil and not i.in_doubt]
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
