"""The dossier as rules look at it: the records of this pupil alone, the profile in force, the day of receipt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from validators.groups import Groups
from validators.numbering import numbered
from validators.series import classify, mains, measured

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from extractors.records import (
        Answer,
        Domain,
        DossierRecords,
        Evidence,
        Identity,
        Intervention,
        Part,
        PartKind,
        PartRef,
        Signature,
    )
    from validators.profile_model import Profile
    from validators.series import Measured

LEGIBLE = 0.92  # share of the words of a part: print that was scanned well has more, handwriting less


@dataclass(frozen=True)
class School:
    """What the service knows of the school that sends the dossier, beside what the documents say.

    `pupils_this_year`: pupils of this school in a preventive trajectory in this school year, this one included.
    """

    municipality: str | None = None
    pupils_this_year: int | None = None


@dataclass(frozen=True)
class Case:
    """What a rule gets. Parts about another pupil are left out of everything but the finding that says so."""

    records: DossierRecords
    profile: Profile
    received_on: dt.date
    school: School = School()

    @cached_property
    def strangers(self) -> list[Identity]:
        """The parts that name another pupil."""
        return [identity for identity in self.records.identities if identity.other_pupil]

    def own(self, part: PartRef) -> bool:
        """Whether a part is about this pupil, as far as it says, and no copy of another file."""
        return part.document not in self.copies and all(
            (s.part.document, s.part.first_page) != (part.document, part.first_page) for s in self.strangers
        )

    @cached_property
    def parts(self) -> list[tuple[int, Part]]:
        """The parts of this pupil, each with the index of its document; copies of a file are left out."""
        foreign = {(s.part.document, s.part.first_page) for s in self.strangers}
        return [
            (index, part)
            for index, document in enumerate(self.records.documents)
            if index not in self.copies
            for part in document.parts
            if (index, part.first_page) not in foreign
        ]

    @cached_property
    def copies(self) -> dict[int, int]:
        """Documents with the same content as an earlier one, with the index of that one."""
        first: dict[str, int] = {}
        found: dict[int, int] = {}
        order = sorted(range(len(self.records.documents)), key=lambda i: self.records.documents[i].name)
        for index in order:
            original = first.setdefault(self.records.documents[index].sha256, index)
            if original != index:
                found[index] = original
        return found

    def has(self, kind: PartKind) -> bool:
        """Whether a part of this kind is in the dossier."""
        return any(part.kind == kind for _, part in self.parts)

    @cached_property
    def missing(self) -> PartKind | None:
        """The first document that the profile requires and the dossier lacks."""
        asked = (r.ask.kind for r in self.profile.requirements if r.ask.rule == "document")
        return next((kind for kind in asked if not self.has(kind)), None)

    def file(self, index: int) -> str:
        return self.records.documents[index].name

    def doubtful(self, confidence: float) -> bool:
        """Whether a value was read too uncertainly to decide anything."""
        return confidence < self.profile.minimum_confidence

    def answers(self, field: str, kind: PartKind | None = None) -> list[Answer]:
        """What this pupil's forms say in a field; of forms of one kind where asked."""
        return [
            a
            for a in self.records.answers
            if a.field == field and self.own(a.part) and (kind is None or a.part.kind == kind)
        ]

    def certain(self, field: str) -> bool:
        """Whether a fact about the pupil was read well enough in at least one document."""
        value = getattr(self.records.pupil, field)
        told = [f.confidence for f in self.records.facts if f.field == field and f.value == value and self.own(f.part)]
        if field == "birth_date":
            told = [i.confidence for i in self.records.identities if i.birth_date == value]
        return not told or not self.doubtful(max(told))

    def signatures(self, kind: PartKind) -> list[Signature]:
        """All signature boxes of the parts of one kind."""
        return [s for p in self.records.signed_parts if p.part.kind == kind and self.own(p.part) for s in p.signatures]

    @cached_property
    def groups(self) -> Groups:
        """In which group the pupil was in each school year."""
        return Groups(self.records, self.received_on)

    @cached_property
    def rows(self) -> list[Measured]:
        """All rows of the printouts up to the day of receipt, oldest first."""
        return measured(self.records, self.groups, self.received_on)

    @cached_property
    def claims(self) -> list[Measured]:
        """What the form says its main measurements are, in its order.

        A line with neither moment nor level, of a day on which nobody measured, is no claim but something else
        with a date in it.
        """
        days = {m.row.date for m in self.rows if m.row.date}
        found = [classify(claim, claim.domain or "word_reading", self.groups) for claim in self.records.claims]
        return [c for c in found if c.moment_printed or c.level.stated or c.row.date in days]

    def newest(self, domain: Domain, count: int) -> list[Measured]:
        """The newest main measurements of a domain, oldest first, at most so many."""
        return mains(self.rows, domain, self.claims)[-count:]

    @cached_property
    def interventions(self) -> list[tuple[int, Intervention]]:
        """The periods of support by start date, each with its number from 1."""
        return numbered(self.records.interventions)

    def scanned(self, evidence: Sequence[Evidence]) -> bool:
        """Whether a value was read from a scan or photo."""
        return any(self.records.documents[e.document].reading != "text" for e in evidence)

    def on_scan(self, kind: PartKind) -> bool:
        """Whether a part of this kind is a scan or photo."""
        return any(p.kind == kind and self.records.documents[i].reading != "text" for i, p in self.parts)

    def hard_to_read(self, kinds: Collection[PartKind]) -> bool:
        """Whether a part of these kinds is so hard to read that what seems missing may stand there."""
        return any(part.kind in kinds and part.legible < LEGIBLE for _, part in self.parts)

    def hard_to_read_at(self, evidence: Sequence[Evidence]) -> bool:
        """Whether all parts in which something stands are so hard to read that more of it may stand there."""
        parts = [
            part
            for e in evidence
            for part in self.records.documents[e.document].parts
            if part.first_page <= e.page <= part.last_page
        ]
        return bool(parts) and all(part.legible < LEGIBLE for part in parts)

    def unnamed_scan(self) -> bool:
        """Whether a scanned part is of no known kind: it may be the very paper that seems to be missing."""
        return any(p.kind == "unknown" and self.records.documents[i].reading != "text" for i, p in self.parts)

    def within(self, evidence: Sequence[Evidence], kind: PartKind) -> bool:
        """Whether any of the evidence stands in a part of this kind."""
        return any(
            part.kind == kind and part.first_page <= e.page <= part.last_page
            for e in evidence
            for part in self.records.documents[e.document].parts
        )

    def place(self, evidence: Sequence[Evidence]) -> str:
        """The first place of the evidence, in words: op bladzijde 2 van "leerlingrapport.pdf"."""
        first = next(iter(evidence), None)
        return f'op bladzijde {first.page} van "{self.file(first.document)}"' if first else ""
