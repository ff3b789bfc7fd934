"""The school's page of one dossier: progress, report, versions, and adding to it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse

from intake.access import Action, Principal, new_secret
from intake.api.asking import Looker, Sender
from intake.api.conditions import Conditions
from intake.api.dossiers import add_documents, found
from intake.api.problems import NO_REPORT_YET, ProblemError
from intake.api.state import Reading, Service, TheService, Writing
from intake.api.witness import TheWitness
from intake.cutouts import CutOuts
from intake.pages import CONTENT_SECURITY_POLICY, report_page, to_pdf
from intake.pages.site import page
from intake.school import view
from intake.school.following import progress
from intake.school.received import Tried, arrived, by_script, delivery, wrong
from intake.school.sending import limits
from intake.store import audit, dossiers, history
from intake.store.audit import Event
from intake.store.tables import Dossier
from validators.profile import load_profile

router = APIRouter(include_in_schema=False)
Version = Annotated[int | None, Query(alias="versie", ge=1, le=1_000_000)]


@router.get("/dossiers/{dossier_id}")
def dossier_page(  # noqa: PLR0913, PLR0917 - what the framework hands over
    dossier_id: str,
    request: Request,
    service: TheService,
    asker: Looker,
    session: Reading,
    witness: TheWitness,
    version: Version = None,
) -> Response:
    """How far it is, then what is complete, what is missing and what to do. Others than schools have their own page."""
    dossier = found(session, asker, dossier_id)
    if asker.role != "school":
        return RedirectResponse(f"/dossiers/{dossier_id}/beoordeling", 303)
    witness.saw(Event.DOSSIER_SEEN, dossier_id)
    return _page(request, service, session, dossier, version=version)


@router.post("/dossiers/{dossier_id}/documenten")
def add(  # noqa: PLR0913, PLR0917 - what the framework hands over
    dossier_id: str, request: Request, service: TheService, asker: Sender, tried: Tried, unit: Writing
) -> Response:
    """Add documents, as the API does."""
    try:
        answer = add_documents(dossier_id, delivery(service, asker, tried, unit), Conditions(), Response())
    except ProblemError as problem:
        if by_script(request):
            raise
        unit.session.rollback()
        told = wrong(problem)
        with service.store.reading() as session:
            return _page(request, service, session, found(session, asker, dossier_id), errors=told)
    return arrived(request, f"/dossiers/{answer.id}")


@router.post("/dossiers/{dossier_id}/opnieuw")
def again(dossier_id: str, asker: Sender, unit: Writing) -> Response:
    """Read a dossier again whose reading failed. Asked twice, it is done once."""
    dossier = found(unit.session, asker, dossier_id, lock=True)
    if dossier.run.state == "failed":
        unit.runs.append(dossiers.add_files(unit.session, dossier, []))
        audit.record(unit.session, asker, Event.DOCUMENTS_ADDED, dossier_id=dossier_id, detail="0 files")
    return RedirectResponse(f"/dossiers/{dossier_id}", 303)


@router.get("/dossiers/{dossier_id}/rapport.pdf")
def report_pdf(  # noqa: PLR0913, PLR0917 - what the framework hands over
    dossier_id: str,
    asker: Looker,
    service: TheService,
    session: Reading,
    witness: TheWitness,
    version: Version = None,
) -> Response:
    """The report to keep or to print."""
    number, html = _report(service, session, asker, dossier_id, version)
    witness.saw(Event.REPORT_SEEN, dossier_id, f"version {number} application/pdf")
    named = {"Content-Disposition": f'attachment; filename="rapport-{number}.pdf"'}
    return Response(to_pdf(html), media_type="application/pdf", headers=named)


@router.get("/dossiers/{dossier_id}/rapport")
def whole_report(  # noqa: PLR0913, PLR0917 - what the framework hands over
    dossier_id: str,
    asker: Looker,
    service: TheService,
    session: Reading,
    witness: TheWitness,
    version: Version = None,
) -> Response:
    """The report with everything that was read, as a page that stands on its own."""
    number, html = _report(service, session, asker, dossier_id, version)
    witness.saw(Event.REPORT_SEEN, dossier_id, f"version {number} text/html")
    return HTMLResponse(html, headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY})


def _report(
    service: Service, session: Reading, asker: Principal, dossier_id: str, version: int | None
) -> tuple[int, str]:
    dossier = found(session, asker, dossier_id)
    kept = dossiers.report(session, dossier_id, version)
    if kept is None:
        raise ProblemError(NO_REPORT_YET)
    profile, pictures = load_profile(dossier.profile, dossier.received_on), CutOuts(service.store.pictures)
    html = report_page(kept.content, pictures, profile=profile, version=kept.version, made_at=kept.created_at)
    return kept.version, html


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
