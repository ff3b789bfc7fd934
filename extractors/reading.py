"""One file read: its pages, its parts, and the records of each part."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from extractors.errors import DamagedFileError, FileError
from extractors.evaluations import read_evaluation
from extractors.externals import read_external
from extractors.forms import read_form
from extractors.interventions import read_interventions
from extractors.layout.reading import layout_of
from extractors.overviews import read_overview
from extractors.pages import open_pages
from extractors.parts import classify
from extractors.parts.order import as_filed, reading_order
from extractors.private import private_places
from extractors.records import (
    Document,
    DossierRecords,
    FileProblem,
    PageDoubt,
    Part,
    PartRef,
    PrivatePlace,
    SignedPart,
)
from extractors.scores import read_claims, read_scores
from extractors.signatures import read_signatures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from extractors.layout.reading import PageLayout
    from extractors.pages.model import Page
    from extractors.records import Reading

WITH_CLAIMS = {"school_form", "education_report"}
WITH_INTERVENTIONS = {"school_form", "education_report", "action_plan"}
WITH_SIGNATURES = {
    "school_form",
    "education_report",
    "application_form",
    "parent_form",
    "action_plan",
    "preventive_evaluation",
}
FEW_ROWS, ROWS_CONFIRM = 4, 0.95
LONGEST, TALLEST = 150.0, 20.0  # points: longer or taller ink is a signature, a stamp or a picture
WORD, READ = 3, 0.6  # letters of a word, and the confidence from which it was read


def read_file(path: Path, name: str) -> DossierRecords:
    """Everything that one file says, as document 0 of its own small dossier.

    A file that can't be read is no exception but a problem in the answer.
    """
    sha256 = _digest(path)
    try:
        pages = list(open_pages(path))
        if not any(page.words or page.images or page.drawings for page in pages):
            raise DamagedFileError("holds blank pages only")
    except FileError as error:
        document = Document(name=name, sha256=sha256, page_count=0, reading="none")
        return DossierRecords(
            documents=[document], problems=[FileProblem(document=0, code=error.code, detail=str(error))]
        )
    layouts = [layout_of(page) for page in pages]
    order, doubts = reading_order(layouts)
    layouts = [layouts[place] for place in order]
    parts = classify(layouts)
    records = DossierRecords(
        documents=[Document(name=name, sha256=sha256, page_count=len(pages), reading=_reading(pages))],
        page_doubts=[
            PageDoubt(document=0, trouble=d.trouble, numbers=list(d.numbers), evidence=[d.evidence]) for d in doubts
        ],
    )
    records.private_places = [
        PrivatePlace(document=0, page=page.number, bbox=box) for page in pages for box in private_places(page)
    ]
    for part in parts:
        own = layouts[part.first_page - 1 : part.last_page]
        part.legible = _legible([layout.page for layout in own])
        runs = as_filed(part, [layout.page.number for layout in own])
        _read_part(runs[0], own, path, records)
        records.documents[0].parts += [run.model_copy(update={"confidence": runs[0].confidence}) for run in runs]
    records.documents[0].parts.sort(key=lambda part: part.first_page)
    return records


def _read_part(part: Part, layouts: Sequence[PageLayout], path: Path, records: DossierRecords) -> None:
    ref = PartRef(document=0, kind=part.kind, first_page=part.first_page)
    form = read_form(part, layouts)
    records.identities += form.identities
    records.facts += form.facts
    records.answers += form.answers
    records.choices += form.choices
    records.mentions += form.mentions
    records.norm_notes += form.norm_notes
    if part.kind == "lvs_printout":
        series = read_scores(layouts)
        records.score_series += series
        _confirm(part, sum(len(one.measurements) for one in series))
    if part.kind in WITH_CLAIMS:
        records.claims += read_claims(layouts)
    if part.kind in WITH_INTERVENTIONS:
        records.interventions += read_interventions(layouts)
    if part.kind in WITH_SIGNATURES:
        records.signed_parts.append(SignedPart(part=ref, signatures=read_signatures(part, layouts, path)))
    if part.kind == "group_overview" and (overview := read_overview(part, layouts)):
        records.group_overviews.append(overview)
    if part.kind == "external_report" and (report := read_external(part, layouts)):
        records.external_reports.append(report)
    if part.kind == "preventive_evaluation" and (evaluation := read_evaluation(layouts)):
        records.evaluations.append(evaluation.model_copy(update={"part": ref}))


def _confirm(part: Part, rows: int) -> None:
    """Rows of test results say what the document is, however little its title does."""
    if rows >= FEW_ROWS:
        part.confidence = max(part.confidence, ROWS_CONFIRM)


def _legible(pages: Sequence[Page]) -> float:
    """The share of words that were read with some certainty; marks and single letters tell little.

    Ink of a word's size that nobody could read is a word that was not read.
    """
    words = [w for page in pages for w in page.words if len(w.text) >= WORD]
    unread = sum(x1 - x0 <= LONGEST and bottom - top <= TALLEST for p in pages for x0, top, x1, bottom in p.unread)
    read = sum(w.confidence >= READ for w in words)
    return round(read / (len(words) + unread), 3) if words else 1.0


def _reading(pages: Sequence[Page]) -> Reading:
    ways = {page.reading for page in pages} - {"none"}
    if len(ways) > 1:
        return "mixed"
    return next(iter(ways), "none")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
