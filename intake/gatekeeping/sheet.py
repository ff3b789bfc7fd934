"""The page of a document beside the checklist, with marks over it: where values stand, and what findings rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from intake.gatekeeping.values import Row
from intake.page_images import PageImages, hidden
from validators.placed import Spot, spots
from validators.report import Finding, Report

MARGIN = 2  # points around a box, so that the mark does not touch the print


@dataclass(frozen=True)
class Look:
    """What somebody wants to see: a finding (by id), a value (by the name of its record), or a page of a document.

    `edit` is the name of the record whose values are being corrected.
    """

    finding: str | None = None
    value: str | None = None
    edit: str | None = None
    document: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class Mark:
    """A box on the page, in points; `kind` is value, or the severity of a finding. It leads to what it is about."""

    x: float
    y: float
    width: float
    height: float
    label: str
    address: str
    kind: str
    chosen: bool


@dataclass(frozen=True)
class Sheet:
    """A page and what is marked on it; `values` are the rows that stand on it.

    Without a size (in points) there is no picture of it; where other children stand on it (`secret`) there may be none.
    """

    document: int
    page: int
    name: str
    page_count: int
    picture: str
    size: tuple[float, float] | None
    secret: bool
    marks: list[Mark]
    values: list[Row]


class Addresses:
    """Where the parts of one dossier's desk are found."""

    def __init__(self, dossier_id: str) -> None:
        self.home = f"/dossiers/{dossier_id}/beoordeling"
        self._dossier = f"/dossiers/{dossier_id}"

    def finding(self, finding_id: str) -> str:
        """The desk, with the place of this finding shown."""
        return self._with(punt=finding_id)

    def value(self, name: str) -> str:
        """The desk, with the place of this record shown."""
        return self._with(waarde=name)

    def edit(self, name: str) -> str:
        """The desk, with the form to correct this record."""
        return f"{self.home}?{urlencode({'verbeter': name})}#verbeter"

    def page(self, document: int, page: int) -> str:
        """The desk, with this page shown."""
        return self._with(document=document, bladzijde=page)

    def picture(self, document: int, page: int, version: int) -> str:
        """The picture of a page."""
        return f"{self._dossier}/paginas/{document}/{page}.png?versie={version}"

    def _with(self, **query: Any) -> str:
        return f"{self.home}?{urlencode(query)}#bladzijde"


def sheet(  # noqa: PLR0913, PLR0917 - what a page is marked with
    report: Report, version: int, rows: Sequence[Row], look: Look, images: PageImages, at: Addresses
) -> Sheet | None:
    """The page that was asked for, else the first that something blocks on, else the first; None without documents."""
    if not report.documents:
        return None
    document, page = _place(report, rows, look)
    file = report.documents[document]
    secret = (document, page) in hidden(report.model_dump())
    size = images.sizes(file.sha256).get(page)
    here = [row for row in rows if any(_on(spot, file.sha256, page) for spot in row.spots)]
    return Sheet(
        document=document,
        page=page,
        name=file.name,
        page_count=file.page_count,
        picture=at.picture(document, page, version),
        size=size,
        secret=secret,
        marks=[] if secret else _marks(report, here, look, file.sha256, page, at),
        values=here,
    )


def _place(report: Report, rows: Sequence[Row], look: Look) -> tuple[int, int]:
    if look.document is not None and 0 <= look.document < len(report.documents):
        count = max(report.documents[look.document].page_count, 1)
        return look.document, min(max(look.page or 1, 1), count)
    row = next((row for row in rows if row.name in (look.edit, look.value)), None)
    if row and row.page:
        return row.page
    wanted = [finding for finding in report.findings if finding.id == look.finding]
    # Where nothing was asked for, the first thing to be solved.
    for finding in wanted or [one for one in report.findings if one.severity != "note"]:
        if finding.evidence:
            return finding.evidence[0].document, finding.evidence[0].page
    return 0, 1


def _marks(  # noqa: PLR0913, PLR0917 - what a page is marked with
    report: Report, here: Sequence[Row], look: Look, sha256: str, page: int, at: Addresses
) -> list[Mark]:
    """Values first, then findings, and last, so that it lies on top, what was chosen."""
    found = [
        _mark(spot, row.title, at.value(row.name), "value", chosen=row.name in (look.value, look.edit))
        for row in here
        for spot in row.spots
        if _on(spot, sha256, page)
    ]
    found += [
        _mark(spot, finding.message, f"{at.finding(finding.id)}", _kind(finding), chosen=finding.id == look.finding)
        for finding in reversed(report.findings)
        for spot in spots(finding.evidence, report.documents)
        if _on(spot, sha256, page)
    ]
    return sorted(found, key=lambda mark: mark.chosen)


def _kind(finding: Finding) -> str:
    return "accepted" if finding.accepted else finding.severity


def _on(spot: Spot, sha256: str, page: int) -> bool:
    return (spot.sha256, spot.page) == (sha256, page)


def _mark(spot: Spot, label: str, address: str, kind: str, *, chosen: bool) -> Mark:
    x0, top, x1, bottom = spot.bbox
    x, y = round(x0 - MARGIN, 1), round(top - MARGIN, 1)
    width, height = round(x1 - x0 + 2 * MARGIN, 1), round(bottom - top + 2 * MARGIN, 1)
    return Mark(x, y, width, height, label, address, kind, chosen)
