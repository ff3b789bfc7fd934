"""The values of a dossier by name and place, so that one can be found again: in another report, or after a new reading.

A name is what a value was read as (`measurement:word_reading:M4:2024-01-24`), so it lasts as long as the reading does;
the place on the page lasts longer.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractors.records import BBox, Record
from validators.numbering import numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractors.records import (
        Answer,
        Choice,
        Document,
        DossierRecords,
        Evidence,
        Intervention,
        Measurement,
        ScoreSeries,
        Signature,
    )
    from validators.report import Report

# What of each kind of record a person may read and correct; a dot leads into a part of the record.
_MEASURED = (
    "moment", "kind", "date", "school_year", "group", "cards", "raw_score", "skill_score", "level_letter",
    "level_roman", "level_sign", "percentile", "dle", "didactic_age", "functioning_level", "norm_moment",
)  # fmt: skip
FIELDS: dict[str, tuple[str, ...]] = {
    "pupil": (
        "name", "birth_date", "group", "municipality", "school", "repeated_groups", "months_of_reading_education",
    ),
    "measurement": _MEASURED,
    "claim": _MEASURED,
    "intervention": (
        "support_level", "start", "end", "weeks", "sessions_per_week", "minutes_per_session", "minutes_per_week",
        "group_size", "group_reason", "provider.role", "provider.name", "supervised_by", "method", "goal", "baseline",
        "evaluation",
    ),
    "signature": ("state", "name", "date"),
    "answer": ("text",),
    "choice": ("checked",),
    "part": ("kind",),
}  # fmt: skip
SLACK = 4.0  # points by which an edge of one place may lie elsewhere in another reading
MOSTLY = 0.5  # share of the spots of a record that tell where it stands


class Spot(Record):
    """A box on a page (from 1) of the file with this hash, in PDF points from the top left."""

    sha256: str
    page: int
    bbox: BBox


@dataclass(frozen=True)
class Placed:
    """A record with its name, unique in its dossier, and where it stands."""

    name: str
    record: Record
    spots: tuple[Spot, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of record, a key of FIELDS."""
        return self.name.partition(":")[0]

    def get(self, field: str) -> Any:
        """The value of a field, in the form of JSON."""
        return value_of(self.record, field)


def attribute(record: Record, field: str) -> Any:
    """The value of a field of a record, as Python has it."""
    value: Any = record
    for step in field.split("."):
        value = getattr(value, step)
    return value


def value_of(record: Record, field: str) -> Any:
    """The value of a field of a record, in the form of JSON."""
    value = attribute(record, field)
    return value.isoformat() if isinstance(value, dt.date) else value


def of_records(records: DossierRecords) -> list[Placed]:
    """Everything in the records that can be corrected."""
    documents = records.documents
    signed = [(f"{part.part.kind}:", box) for part in records.signed_parts for box in part.signatures]
    parts = [Placed(f"part:{file.sha256[:12]}:{part.first_page}", part) for file in documents for part in file.parts]
    forms: list[tuple[str, Answer | Choice]] = [(f"answer:{a.part.kind}:{a.field}", a) for a in records.answers]
    forms += [(f"choice:{c.question}:{c.option}", c) for c in records.choices]
    return _unique(
        [
            Placed("pupil", records.pupil),
            *_shared(records.score_series, records.claims, records.interventions, documents),
            *(_signature(prefix, box, documents) for prefix, box in signed),
            *(Placed(name, record, spots(record.evidence, documents)) for name, record in forms),
            *parts,
        ]
    )


def of_report(report: Report) -> list[Placed]:
    """What a report shows of them; a signature is named by its role alone, for there its form is not told."""
    documents = report.documents
    parts = [Placed(f"part:{file.sha256[:12]}:{part.first_page}", part) for file in documents for part in file.parts]
    shared = _shared(report.score_series, report.claims, report.interventions, documents)
    signatures = (_signature("", box, documents) for box in report.signatures)
    return _unique([Placed("pupil", report.pupil), *shared, *signatures, *parts])


def _shared(
    series: Sequence[ScoreSeries],
    claims: Sequence[Measurement],
    interventions: Sequence[Intervention],
    documents: Sequence[Document],
) -> Iterator[Placed]:
    for one in series:
        for row in one.measurements:
            yield Placed(f"measurement:{_row(one.domain, row)}", row, spots(row.evidence, documents))
    for claim in claims:
        yield Placed(f"claim:{_row(claim.domain or 'word_reading', claim)}", claim, spots(claim.evidence, documents))
    for number, period in numbered(interventions):
        yield Placed(f"intervention:{number}", period, spots(period.evidence, documents))


def _row(domain: str, row: Measurement) -> str:
    return f"{domain}:{row.moment or ''}:{row.date.isoformat() if row.date else row.school_year or ''}"


def _signature(prefix: str, box: Signature, documents: Sequence[Document]) -> Placed:
    return Placed(f"signature:{prefix}{box.role or box.label}", box, spots(box.evidence, documents))


def spots(evidence: Sequence[Evidence], documents: Sequence[Document]) -> tuple[Spot, ...]:
    """The places of evidence, by what is in the file instead of by its number, which another document may change."""
    return tuple(Spot(sha256=documents[e.document].sha256, page=e.page, bbox=e.bbox) for e in evidence)


def _unique(placed: Iterable[Placed]) -> list[Placed]:
    """The second with a name becomes `name~2`."""
    taken: dict[str, int] = {}
    found = []
    for one in placed:
        number = taken[one.name] = taken.get(one.name, 0) + 1
        found.append(one if number == 1 else Placed(f"{one.name}~{number}", one.record, one.spots))
    return found


def together(one: Sequence[Spot], other: Sequence[Spot]) -> float:
    """How far two records stand in the same place: the share of the spots of one that the other has too, 0 to 1."""
    fewer, more = sorted((one, other), key=len)
    found = sum(any(_same(a, b) for b in more) for a in fewer)
    return found / len(fewer) if fewer else 0.0


def _same(one: Spot, other: Spot) -> bool:
    """Two readings of one place differ by little; the rows of a table by more."""
    if one.page != other.page or one.sha256 != other.sha256:
        return False
    return all(abs(a - b) <= SLACK for a, b in zip(one.bbox, other.bbox, strict=True))
