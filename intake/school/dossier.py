"""The school's page of one dossier: progress, report, versions, and adding to it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse

from intake.access import Action, new_secret
from intake.api.asking import Sender
from intake.api.conditions import Conditions
from intake.api.dossiers import found, take_more
from intake.api.problems import NO_REPORT_YET, ProblemError
from intake.api.state import MayWrite, Reading, Service, TheService, Writing
from intake.api.visit import TheVisit, Visit, drawn
from intake.pages import CONTENT_SECURITY_POLICY, to_pdf
from intake.pages.site import page
from intake.school import view
from intake.school.following import progress
from intake.school.received import Tried, arrived, by_script, delivery, wrong
from intake.school.sending import limits
from intake.store import audit, dossiers, history
from intake.store.audit import Event
from intake.store.tables import Dossier
from validators.profile import load_profile

router = APIRouter(include_in_schema=False, prefix="/dossiers/{dossier_id}")
Version = Annotated[int | None, Query(alias="versie", ge=1, le=1_000_000)]


@router.get("")
def dossier_page(visit: TheVisit, version: Version = None) -> Response:
    """How far it is, then what is complete, what is missing and what to do. Others than schools have their own page."""
    dossier = visit.dossier()
    if visit.asker.role != "school":
        return RedirectResponse(f"/dossiers/{dossier.id}/beoordeling", 303)
    visit.saw(Event.DOSSIER_SEEN)
    return _page(visit.request, visit.service, visit.session, dossier, version=version)


@router.post("/documenten")
def add(
    dossier_id: str, request: Request, service: TheService, asker: Sender, tried: Tried, _may_write: MayWrite
) -> Response:
    """Add documents, as the API does."""
    try:
        answer = take_more(dossier_id, delivery(service, asker, tried), Conditions())
    except ProblemError as problem:
        if by_script(request):
            raise
        told = wrong(problem)
        with service.store.reading() as session:
            return _page(request, service, session, found(session, asker, dossier_id), errors=told)
    return arrived(request, f"/dossiers/{answer.id}")


@router.post("/opnieuw")
def again(dossier_id: str, asker: Sender, unit: Writing) -> Response:
    """Read a dossier again whose reading failed. Asked twice, it is done once."""
    dossier = found(unit.session, asker, dossier_id, lock=True)
    if dossier.run.state == "failed":
        unit.runs.append(dossiers.add_files(unit.session, dossier, []))
        audit.record(unit.session, asker, Event.DOCUMENTS_ADDED, dossier_id=dossier_id, detail="0 files")
    return RedirectResponse(f"/dossiers/{dossier_id}", 303)


@router.get("/rapport.pdf")
def report_pdf(visit: TheVisit, version: Version = None) -> Response:
    """The report to keep or to print."""
    number, html = _report(visit, version)
    visit.saw(Event.REPORT_SEEN, f"version {number} application/pdf")
    named = {"Content-Disposition": f'attachment; filename="rapport-{number}.pdf"'}
    return Response(to_pdf(html), media_type="application/pdf", headers=named)


@router.get("/rapport")
def whole_report(visit: TheVisit, version: Version = None) -> Response:
    """The report with everything that was read, as a page that stands on its own."""
    number, html = _report(visit, version)
    visit.saw(Event.REPORT_SEEN, f"version {number} text/html")
    return HTMLResponse(html, headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY})


def _report(visit: Visit, version: int | None) -> tuple[int, str]:
    dossier, kept = visit.dossier(), visit.report(version)
    if kept is None:
        raise ProblemError(NO_REPORT_YET)
    return kept.version, drawn(visit, dossier, kept)


def _page(  # noqa: PLR0913 - what the page shows
    request: Request,
    service: Service,
    session: Reading,
    dossier: Dossier,
    *,
    version: int | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    shown = view.shown(session, service.store, dossier, version)
    if shown is None and version is not None:
        raise ProblemError(NO_REPORT_YET)
    return page(
        request,
        "school/dossier.html",
        status=422 if errors else 200,
        dossier=dossier,
        profile=load_profile(dossier.profile, dossier.received_on).title,
        progress=progress(dossier),
        shown=shown,
        versions=history.versions(session, dossier.id),
        questions=view.questions(session, dossier),
        completion=view.completion(session, dossier),
        errors=errors or {},
        once=new_secret(""),
        limits=limits(service),
        may_send=request.state.asker.may(Action.SEND),
    )
