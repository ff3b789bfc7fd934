"""Sending dossiers and following them."""

import datetime as dt
from typing import Annotated
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from intake import working_days
from intake.access import Principal
from intake.api.asking import Looker
from intake.api.conditions import Conditions, TheConditions, as_json, conditional, documented_tags, tag_of
from intake.api.delivery import Delivery, TheDelivery
from intake.api.models import DossierAnswer, DossierPage, ListQuery, address, answer, summary
from intake.api.problems import NOT_FOUND, UNKNOWN_PROFILE, ProblemError, documented
from intake.api.state import Reading
from intake.api.uploads import DropFields, Fields, form_schema, invalid
from intake.api.witness import TheWitness
from intake.store import audit, dossiers
from intake.store.audit import Event
from intake.store.dossiers import Filter, NewFile
from intake.store.tables import Dossier, Run
from validators.profile import NotInForce, load_profile, profile_ids

router = APIRouter(prefix="/dossiers", tags=["dossiers"])


@router.post(
    "",
    status_code=202,
    response_model=DossierAnswer,
    responses=documented(401, 403, 413, 415, 422),
    openapi_extra=form_schema(with_fields=True),
)
def send_dossier(delivery: TheDelivery, fields: Fields) -> Response:
    """Send a dossier. It is accepted once it is safely written; the report follows by itself."""
    return _accepted(take_in(delivery, fields))


def take_in(delivery: Delivery, fields: DropFields) -> DossierAnswer:
    """Accept a new dossier. Raises ProblemError."""
    received_on = fields.received_on or dt.datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    due_on = _checked_term(delivery.asker, fields.profile, received_on)

    def record(session: Session, files: list[NewFile]) -> Run:
        run = dossiers.add(
            session,
            school_id=delivery.asker.school_id,
            profile=fields.profile,
            reference=fields.reference,
            received_on=received_on,
            files=files,
            due_on=due_on,
        )
        _write_down(session, delivery.asker, Event.DOSSIER_SENT, run, files)
        return run

    with delivery.accept("send", record) as (session, run):
        return _answer(session, found(session, delivery.asker, run.dossier_id))


@router.post(
    "/{dossier_id}/documents",
    status_code=202,
    response_model=DossierAnswer,
    responses=documented(401, 403, 404, 412, 413, 415, 422),
    openapi_extra=form_schema(with_fields=False),
)
def add_documents(dossier_id: str, delivery: TheDelivery, conditions: TheConditions) -> Response:
    """Add files to a dossier. A new version of the report follows; the earlier ones stay."""
    return _accepted(take_more(dossier_id, delivery, conditions))


def take_more(dossier_id: str, delivery: Delivery, conditions: Conditions) -> DossierAnswer:
    """Accept further files of a dossier. Raises ProblemError."""
    if delivery.upload.fields:
        raise invalid([{"loc": (name,), "msg": "unexpected field"} for name in sorted(delivery.upload.fields)])

    def record(session: Session, files: list[NewFile]) -> Run:
        dossier = found(session, delivery.asker, dossier_id, lock=True)
        insist(session, conditions, dossier)
        run = dossiers.add_files(session, dossier, files)
        _write_down(session, delivery.asker, Event.DOCUMENTS_ADDED, run, files)
        return run

    with delivery.accept(f"add to {dossier_id}", record) as (session, run):
        return _answer(session, found(session, delivery.asker, run.dossier_id))


@router.get("", responses=documented(401, 422))
def list_dossiers(
    asker: Looker, session: Reading, witness: TheWitness, query: Annotated[ListQuery, Query()]
) -> DossierPage:
    """The dossiers that the key may see, newest first."""
    witness.saw(Event.DOSSIERS_LISTED)
    wanted = Filter(
        status=query.status, state=query.state, profile=query.profile, school=query.school, due_before=query.due_before
    )
    total, rows = dossiers.listed(session, asker.scope, wanted, query.page, query.page_size)
    return DossierPage(
        items=[summary(dossier, status) for dossier, status in rows],
        page=query.page,
        page_size=query.page_size,
        total=total,
        next=_page(query, query.page + 1) if query.page * query.page_size < total else None,
        previous=_page(query, query.page - 1) if query.page > 1 else None,
    )


@router.get(
    "/{dossier_id}",
    response_model=DossierAnswer,
    responses=documented_tags() | documented(401, 404, 422),
)
def get_dossier(
    dossier_id: str, asker: Looker, session: Reading, witness: TheWitness, conditions: TheConditions
) -> Response:
    """State and progress of a dossier."""
    shown = _answer(session, found(session, asker, dossier_id))
    witness.saw(Event.DOSSIER_SEEN, dossier_id)
    return conditional(as_json(shown), conditions)


def insist(session: Session, conditions: Conditions, dossier: Dossier) -> None:
    """Raise ProblemError (412) when the client wants to change another state of the dossier than the present one."""
    if conditions.if_match is not None:
        conditions.insist(tag_of(as_json(_answer(session, dossier))))


def found(session: Session, asker: Principal, dossier_id: str, *, lock: bool = False) -> Dossier:
    """The dossier; what the key may not see does not exist."""
    dossier = dossiers.find(session, asker.scope, dossier_id, lock=lock)
    if dossier is None:
        raise ProblemError(NOT_FOUND, "Er is geen dossier met dit nummer dat u kunt zien.")
    return dossier


def _accepted(shown: DossierAnswer) -> Response:
    return Response(as_json(shown), 202, {"Location": address(shown.id)}, "application/json")


def _write_down(session: Session, asker: Principal, event: Event, run: Run, files: list[NewFile]) -> None:
    audit.record(session, asker, event, dossier_id=run.dossier_id, detail=f"{len(files)} files")


def _checked_term(asker: Principal, profile: str, received_on: dt.date) -> dt.date | None:
    """The last day of the first term; raises unless they may send to a profile that holds on that day."""
    allowed = list(filter(asker.may_send_to, profile_ids()))
    if profile not in allowed:
        raise ProblemError(UNKNOWN_PROFILE, f"Kies een van: {', '.join(allowed)}.")
    try:
        found = load_profile(profile, received_on)
    except NotInForce as error:
        raise ProblemError(UNKNOWN_PROFILE, f"Dit profiel geldt niet op {received_on:%d-%m-%Y}.") from error
    terms = [term.working_days for term in found.deadlines if term.after == "application"]
    return working_days.after(received_on, min(terms)) if terms else None


def _answer(session: Session, dossier: Dossier) -> DossierAnswer:
    report = dossiers.report(session, dossier.id)
    return answer(dossier, report.status if report else None, report.version if report else None)


def _page(query: ListQuery, number: int) -> str:
    values = query.model_copy(update={"page": number}).model_dump(exclude_none=True)
    return f"/api/v1/dossiers?{urlencode(values)}"
