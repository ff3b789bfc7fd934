"""What people corrected, put into the records before they are judged. What was read is kept elsewhere.

A person looked at the place, so the whole record is certain from then on. What was worked out from a corrected value is
worked out anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import Field, ValidationError

from extractors.records import DossierRecords, Intervention, Measurement, Part, Record, Signature
from validators.placed import FIELDS, MOSTLY, Spot, attribute, of_records, together, value_of
from validators.rules.interventions import minutes_of, weeks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.records import PartRef
    from validators.placed import Placed

LONGEST = 5000  # letters of a text
_LEVELS = ("level_letter", "level_roman", "level_sign", "percentile")
_FROM_DATE = {"moment": None, "kind": "unknown", "school_year": None, "group": None, "didactic_age": None}
_RANGES = {"percentile": (0, 100), "group": (1, 8), "didactic_age": (0, 80), "dle": (-10, 80), "weeks": (0, 60)}
_SHAPES = {"moment": r"[ME][1-8]", "norm_moment": r"[ME][1-8]", "school_year": r"(19|20)\d\d-(19|20)\d\d"}


class Correction(Record):
    """A value as a person read it. `record` and `field` name it; `spots` are where the record stood."""

    record: str
    field: str
    value: Any
    spots: list[Spot] = Field(default_factory=list)


class _OfPart(Protocol):
    @property
    def part(self) -> PartRef: ...


class NotCorrectableError(Exception):
    """There is no such value, or it can't have the value that was given."""


def checked(place: Placed, field: str, value: Any) -> Any:
    """The value as this field may hold it, in the form of JSON. Raises NotCorrectableError."""
    if field not in FIELDS[place.kind]:
        raise NotCorrectableError(f"{place.kind} has no field {field} that can be corrected")
    low, high = _RANGES.get(field, (float("-inf"), float("inf")))
    try:
        _, fresh = _changed(place.record, field, value)
        found = attribute(fresh, field)
        if isinstance(found, (int, float)) and not (low <= found <= high):
            raise NotCorrectableError(f"{field} lies between {low:g} and {high:g}")
    except (ValidationError, TypeError) as error:
        raise NotCorrectableError(f"{value!r} is no {field}") from error
    if isinstance(found, str) and (len(found) > LONGEST or not re.fullmatch(_SHAPES.get(field, r"(?s).*"), found)):
        raise NotCorrectableError(f"{found[:40]!r} is no {field}")
    return value_of(fresh, field)


@dataclass(frozen=True)
class Applied:
    """Records with corrections in them; `placed` are they by the names that they were read under.

    `unfit` tells which corrections (from 0) no longer fit.
    """

    records: DossierRecords
    placed: list[Placed]
    unfit: frozenset[int] = frozenset()


def applied(records: DossierRecords, corrections: Sequence[Correction]) -> Applied:
    """The records with the corrections in them, in the order given; what was given is left as it is.

    A correction fits the record that stands where its own stood. A row of scores may also be known by its name: the
    same row may be printed in two documents, and the other one be read this time.
    """
    if not corrections:
        return Applied(records, of_records(records))
    fresh = records.model_copy(deep=True)
    placed = of_records(fresh)
    unfit = set()
    for number, correction in enumerate(corrections):
        found = fitting(placed, correction)
        if found is None:
            unfit.add(number)
        else:
            _put(fresh, found, correction)
    for series in fresh.score_series:
        series.measurements.sort(key=lambda m: (m.date is None, str(m.date or ""), m.school_year or "", m.moment or ""))
    return Applied(fresh, placed, frozenset(unfit))


def fitting(placed: Sequence[Placed], correction: Correction) -> Placed | None:
    """The record that a correction is about, as it is found now."""
    kind = correction.record.partition(":")[0]
    same_kind = [place for place in placed if place.kind == kind]
    named = next((place for place in same_kind if place.name == correction.record), None)
    if not correction.spots:
        return named
    shared = [(together(correction.spots, place.spots), place is named, n) for n, place in enumerate(same_kind)]
    best = max(shared, default=(0.0, False, 0))
    if best[0] >= MOSTLY:
        return same_kind[best[2]]
    return named if kind in ("measurement", "claim") else None


def _put(records: DossierRecords, place: Placed, correction: Correction) -> None:
    field, record = correction.field, place.record
    top, fresh = _changed(record, field, correction.value)
    setattr(record, top, getattr(fresh, top))
    if hasattr(record, "confidence"):
        record.confidence = 1.0
    match record:
        case Measurement():
            _measurement(record, field)
        case Intervention():
            _intervention(record, field)
        case Signature():
            record.dated = record.dated or record.date is not None
            record.intact = record.intact if record.state == "digital" else None
        case Part():
            _part(records, place, record)
    if place.kind == "pupil":
        # What another document says of it counts no more, also not as a doubt.
        value = getattr(records.pupil, field)
        records.facts = [f for f in records.facts if f.field != field]
        for identity in records.identities:
            if field == "birth_date" and identity.birth_date == value:
                identity.confidence = 1.0


def _measurement(row: Measurement, field: str) -> None:
    changes = _FROM_DATE if field == "date" else dict.fromkeys(_LEVELS) if field in _LEVELS else {}
    for name, value in changes.items():
        if name != field and name in row.derived:
            setattr(row, name, value)
            row.derived = [d for d in row.derived if d != name]
    row.derived = [d for d in row.derived if d != field]


def _intervention(period: Intervention, field: str) -> None:
    period.derived = [d for d in period.derived if d != field]
    if field == "supervised_by":
        period.supervisor_roles = []  # whoever corrects this knows who it is
    if "weeks" in period.derived and field in ("start", "end"):
        period.weeks = None
        period.weeks = weeks_of(period)
    if "minutes_per_week" in period.derived and field in ("sessions_per_week", "minutes_per_session"):
        period.minutes_per_week = None
        minutes = minutes_of(period)
        period.minutes_per_week = None if minutes is None else round(minutes)


def _part(records: DossierRecords, place: Placed, part: Part) -> None:
    """What was read from the part is told by its kind as well."""
    sha256 = place.name.split(":")[1]
    files = {number for number, file in enumerate(records.documents) if file.sha256.startswith(sha256)}
    part.might_be = []
    told: tuple[Sequence[_OfPart], ...] = (
        records.signed_parts,
        records.identities,
        records.facts,
        records.answers,
        records.choices,
        records.mentions,
        records.group_overviews,
        records.external_reports,
        records.evaluations,
        records.norm_notes,
    )
    for ref in (one.part for each in told for one in each):
        if ref.document in files and ref.first_page == part.first_page:
            ref.kind = part.kind


def _changed(record: Record, field: str, value: Any) -> tuple[str, Record]:
    """The attribute that changes, and the record with the value in it, checked."""
    top, _, inner = field.partition(".")
    raw = record.model_dump(exclude={"evidence"})
    raw[top] = {**raw[top], inner: value} if inner else value
    return top, type(record).model_validate(raw)
