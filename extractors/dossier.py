"""The records of several files become the records of one dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from extractors.confirmed import confirmed
from extractors.interventions import merge_interventions
from extractors.pupil import agree_on_pupil, other_pupils
from extractors.records import DossierRecords
from extractors.series import merge_series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.records import Intervention, PartRef, ScoreSeries


class _OfPart(Protocol):
    """What tells of which part it is."""

    @property
    def part(self) -> PartRef: ...


R = TypeVar("R", bound=_OfPart)


def combine(files: Sequence[DossierRecords]) -> DossierRecords:
    """One dossier from its files, in the order given; each file's records count their document as 0.

    Parts that are about another pupil keep their place and their identity, but give no scores, interventions,
    answers or signatures: nothing of another child may prove something about this one.
    """
    placed = [_renumbered(records, index) for index, records in enumerate(files)]
    documents = [document for records in placed for document in records.documents]
    scanned = {index for index, document in enumerate(documents) if document.reading != "text"}
    identities = other_pupils([identity for records in placed for identity in records.identities], scanned)
    strangers = {_key(identity.part) for identity in identities if identity.other_pupil}
    own = [_without(records, strangers) for records in placed]
    facts = [fact for records in own for fact in records.facts]
    claims = [claim for records in own for claim in records.claims]
    return DossierRecords(
        documents=documents,
        problems=[problem for records in placed for problem in records.problems],
        page_doubts=[doubt for records in placed for doubt in records.page_doubts],
        pupil=agree_on_pupil(identities, facts),
        score_series=confirmed(merge_series([series for records in own for series in records.score_series]), claims),
        claims=claims,
        interventions=merge_interventions([group for records in own for group in _by_part(records)]),
        signed_parts=[part for records in own for part in records.signed_parts],
        identities=identities,
        facts=facts,
        answers=[answer for records in own for answer in records.answers],
        choices=[choice for records in own for choice in records.choices],
        mentions=[mention for records in own for mention in records.mentions],
        group_overviews=[overview for records in own for overview in records.group_overviews],
        external_reports=[report for records in own for report in records.external_reports],
        evaluations=[evaluation for records in own for evaluation in records.evaluations],
        norm_notes=[note for records in own for note in records.norm_notes],
        private_places=[place for records in placed for place in records.private_places],
    )


def _renumbered(records: DossierRecords, index: int) -> DossierRecords:
    if index == 0:
        return records
    raw = records.model_dump()
    _set_document(raw, index)
    return DossierRecords.model_validate(raw)


def _set_document(node: object, index: int) -> None:
    if isinstance(node, dict):
        if "document" in node:
            node["document"] = index
        for value in node.values():
            _set_document(value, index)
    elif isinstance(node, list):
        for value in node:
            _set_document(value, index)


def _key(part: PartRef) -> tuple[int, int]:
    return part.document, part.first_page


def _without(records: DossierRecords, strangers: set[tuple[int, int]]) -> DossierRecords:
    """The records without those of parts about somebody else; who signed those is told, and counts for nothing."""
    if not strangers or not records.documents:
        return records
    page_ranges = _stranger_pages(records, strangers)
    if not page_ranges:
        return records

    def of_parts(items: list[R]) -> list[R]:
        return [item for item in items if _key(item.part) not in strangers]

    def keeps(item: ScoreSeries | Intervention) -> bool:
        places = item.evidence if hasattr(item, "evidence") else [e for m in item.measurements for e in m.evidence]
        return not any(place.page in page_ranges for place in places)

    return records.model_copy(
        update={
            "score_series": [s for s in records.score_series if keeps(s)],
            "claims": [c for c in records.claims if not any(e.page in page_ranges for e in c.evidence)],
            "interventions": [i for i in records.interventions if keeps(i)],
            "facts": of_parts(records.facts),
            "answers": of_parts(records.answers),
            "choices": of_parts(records.choices),
            "mentions": of_parts(records.mentions),
            "group_overviews": of_parts(records.group_overviews),
            "external_reports": of_parts(records.external_reports),
            "evaluations": of_parts(records.evaluations),
            "norm_notes": of_parts(records.norm_notes),
        }
    )


def _by_part(records: DossierRecords) -> list[list[Intervention]]:
    """The interventions of each part: one file may hold a form and the plan that tells the same periods."""
    starts = [part.first_page for document in records.documents for part in document.parts]
    groups: dict[int, list[Intervention]] = {}
    for intervention in records.interventions:
        page = min((place.page for place in intervention.evidence), default=1)
        groups.setdefault(sum(start <= page for start in starts), []).append(intervention)
    return list(groups.values())


def _stranger_pages(records: DossierRecords, strangers: set[tuple[int, int]]) -> set[int]:
    pages: set[int] = set()
    document = records.identities[0].part.document if records.identities else -1
    for part in records.documents[0].parts:
        if (document, part.first_page) in strangers:
            pages.update(range(part.first_page, part.last_page + 1))
    return pages
