"""Pictures of pages and of places on them, to whoever may see the dossier.

A browser may keep them for itself but asks each time whether it still may show them: whoever signed out sees nothing.
"""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from intake.api.problems import NOT_FOUND, ProblemError
from intake.api.visit import TheVisit, Visit
from intake.cutouts import CutOuts, places
from intake.page_images import Page, PageImages, Size, hidden
from intake.store.audit import Event
from intake.store.tables import ReportVersion

router = APIRouter(include_in_schema=False, prefix="/dossiers/{dossier_id}")
Version = Annotated[int | None, Query(alias="versie", ge=1, le=1_000_000)]
NOT_SHOWN = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297" role="img" aria-label="Niet getoond">
<path fill="#e8e8ec" d="M0 0h210v297H0z"/>
<g fill="#1b1b1f" font-family="sans-serif" font-size="11" text-anchor="middle">
<text x="105" y="140">Op deze bladzijde staan</text><text x="105" y="155">andere kinderen.</text>
<text x="105" y="176">We tonen haar niet.</text></g></svg>
"""


@router.get("/paginas/{document}/{page:int}.png")
def whole_page(visit: TheVisit, document: int, page: int, version: Version = None) -> Response:
    """A page as large as it is read from a screen. Documents and pages as the report names them."""
    visit.dossier()
    visit.saw(Event.FILE_SEEN, f"document {document}")
    return _picture(visit, _place(visit.report(version), document, page), "page")


@router.get("/paginas/{document}/{page:int}/klein.png")
def small_page(visit: TheVisit, document: int, page: int, version: Version = None) -> Response:
    """A page as large as a stamp, in which nothing can be read."""
    visit.dossier()
    return _picture(visit, _place(visit.report(version), document, page), "thumb")


@router.get("/uitsneden/{finding:int}/{number:int}.jpg")
def cut_out(visit: TheVisit, finding: int, number: int, version: Version = None) -> Response:
    """The place on which a finding rests; both the finding and its places are counted from 1."""
    visit.dossier()
    report = visit.report(version)
    findings = report.content["findings"] if report else []
    if report is None or not 1 <= finding <= len(findings):
        raise ProblemError(NOT_FOUND)
    chosen = places(report.content).get(findings[finding - 1]["id"], [])
    picture = CutOuts(visit.service.store.pictures).get(chosen[number - 1]) if 1 <= number <= len(chosen) else None
    if picture is None:
        raise ProblemError(NOT_FOUND)
    tag = chosen[number - 1].key[:32]
    return _kept(visit.request, tag) or Response(picture, media_type="image/jpeg", headers=_headers(tag))


def _place(report: ReportVersion | None, document: int, page: int) -> Page | None:
    """The page of that report's document; None where it may not be shown."""
    documents = report.content["documents"] if report else []
    if not 0 <= document < len(documents) or report is None:
        raise ProblemError(NOT_FOUND)
    return None if (document, page) in hidden(report.content) else Page(documents[document]["sha256"], page)


def _picture(visit: Visit, page: Page | None, size: Size) -> Response:
    tag = page.tag(size) if page else "hidden"
    if kept := _kept(visit.request, tag):
        return kept
    if page is None:
        return Response(NOT_SHOWN, media_type="image/svg+xml", headers=_headers(tag))
    picture = PageImages(visit.service.store.pictures).get(page, size)
    if picture is None:
        raise ProblemError(NOT_FOUND)
    return Response(picture, media_type="image/png", headers=_headers(tag))


def _kept(request: Request, tag: str) -> Response | None:
    """The answer to a browser that has this picture already."""
    given = [name.strip() for name in request.headers.get("if-none-match", "").split(",")]
    return Response(status_code=304, headers=_headers(tag)) if f'"{tag}"' in given else None


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"}
