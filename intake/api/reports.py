"""The report of a dossier, in the form that the client asks for."""

from dataclasses import dataclass
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Response
from fastapi.responses import HTMLResponse, JSONResponse

from intake.api.accept import preferred
from intake.api.conditions import TheConditions, conditional, documented_tags, weak_tag
from intake.api.problems import NO_REPORT_YET, NOT_ACCEPTABLE, ProblemError, documented
from intake.api.visit import TheVisit, drawn
from intake.pages import CONTENT_SECURITY_POLICY, to_pdf
from intake.store.audit import Event

router = APIRouter(prefix="/dossiers/{dossier_id}", tags=["report"])
FORMS = ("application/json", "text/html", "application/pdf")


@dataclass
class Wish:
    """In which form, and of which version, a client wants the report."""

    accept: Annotated[str, Header()] = "*/*"
    version: Annotated[
        int | None, Query(ge=1, le=1_000_000, description="an earlier version; the newest if absent")
    ] = None


@router.get(
    "/report",
    response_model=None,
    responses=documented_tags(
        content={"application/json": {"schema": {"type": "object"}}, "text/html": {}, "application/pdf": {}}
    )
    | documented(401, 404, 406, 422),
)
def get_report(visit: TheVisit, wish: Annotated[Wish, Depends()], conditions: TheConditions) -> Response:
    """The newest report, or an earlier version of it."""
    form = preferred(wish.accept, FORMS)
    if form is None:
        raise ProblemError(NOT_ACCEPTABLE, f"Dit rapport is er als {' en als '.join(FORMS)}.")
    dossier, report = visit.dossier(), visit.report(wish.version)
    if report is None:
        raise ProblemError(NO_REPORT_YET, "Vraag de voortgang op bij het dossier zelf.")
    visit.saw(Event.REPORT_SEEN, f"version {report.version} {form}")
    headers = {"Vary": "Accept", "Content-Location": f"/api/v1/dossiers/{dossier.id}/report?version={report.version}"}
    content: dict[str, Any] = report.content
    if form == "application/json":
        return conditional(bytes(JSONResponse(content).body), conditions, headers)
    # Drawn anew each time, and differently by another version of the program.
    headers["ETag"] = weak_tag(report.run_id, report.created_at, form, version("dossierpoort"))
    if conditions.has(headers["ETag"]):
        return Response(status_code=304, headers=headers)
    page = drawn(visit, dossier, report)
    if form == "application/pdf":
        named = {"Content-Disposition": f'inline; filename="rapport-{report.version}.pdf"'}
        return Response(to_pdf(page), media_type=form, headers=headers | named)
    return HTMLResponse(page, headers={**headers, "Content-Security-Policy": CONTENT_SECURITY_POLICY})
