"""Corrections and acceptances over HTTP."""

import datetime as dt
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractors.records import DossierRecords
from intake.access import Action, Principal
from intake.api.asking import Asker, Door, Looker
from intake.api.dossiers import found
from intake.api.problems import documented
from intake.api.state import Reading, Writing
from intake.api.uploads import invalid
from intake.api.witness import TheWitness
from intake.gatekeeping.deeds import LONGEST, Desk
from intake.judging import correction
from intake.store import dossiers, weighing
from intake.store.audit import Event
from intake.store.tables import Dossier
from intake.store.weighing_tables import AcceptedFinding, CorrectedValue
from validators.corrections import applied
from validators.placed import FIELDS, Spot, of_records
from validators.report import Status

router = APIRouter(prefix="/dossiers/{dossier_id}", tags=["gatekeeping"])
SeenVersion = Annotated[int, Field(ge=1, description="Version of the report that this rests on, the newest; else 409")]
Reason = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


Sent = TypeVar("Sent", bound=_Body)


class NewCorrection(_Body):
    """How a person reads one value. The same value as was read: a person looked, and it is right."""

    version: SeenVersion
    record: Annotated[str, Field(max_length=400, description="As `GET …/values` names it")]
    field: Annotated[str, Field(max_length=40)]
    value: Any = None
    reason: Reason


class NewAcceptance(_Body):
    """A finding that does not stand in the way, and why."""

    version: SeenVersion
    finding: Annotated[str, Field(max_length=400, description="Id of a finding of the report")]
    reason: Reason


class Value(BaseModel):
    """A value that can be corrected, as it was read and as it stands; `spots` are the places on the pages."""

    record: str
    field: str
    read: Any
    value: Any
    spots: list[Spot]


class _Statement(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    reason: str
    by: str
    created_at: dt.datetime
    withdrawn_at: dt.datetime | None


class CorrectionAnswer(_Statement):
    """A correction; it is withdrawn, never removed."""

    record: str
    field: str
    read: Any
    value: Any


class AcceptanceAnswer(_Statement):
    """A finding that was accepted; that is withdrawn, never removed."""

    finding: str


class Verdict(BaseModel):
    """What the newest report says after this."""

    version: int
    status: Status


class Corrected(Verdict):
    """The corrections that were made; none where the value stood so already."""

    corrections: list[CorrectionAnswer]


class AcceptedNow(Verdict):
    """The acceptance."""

    acceptance: AcceptanceAnswer


def json_body(model: type[BaseModel]) -> dict[str, Any]:
    """The body as OpenAPI describes it: the framework would read it before it knows who sent it."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


async def _correction(request: Request, _asker: Annotated[Principal, Depends(Door(Action.CORRECT))]) -> NewCorrection:
    return await _read(request, NewCorrection)


async def _acceptance(
    request: Request, _asker: Annotated[Principal, Depends(Door(Action.ACCEPT_DEVIATION))]
) -> NewAcceptance:
    return await _read(request, NewAcceptance)


@router.get("/values", responses=documented(401, 404, 422))
def list_values(dossier_id: str, asker: Looker, session: Reading, witness: TheWitness) -> list[Value]:
    """Everything that was read from the dossier and can be corrected."""
    found(session, asker, dossier_id)
    kept = weighing.newest_records(session, dossier_id)
    witness.saw(Event.DOSSIER_SEEN, dossier_id)
    if kept is None:
        return []
    records = DossierRecords.model_validate(kept[1])
    rows = weighing.standing(session, CorrectedValue, dossier_id)
    pairs = zip(of_records(records), applied(records, [correction(row) for row in rows]).placed, strict=True)
    return [
        Value(record=read.name, field=field, read=read.get(field), value=now.get(field), spots=list(read.spots))
        for read, now in pairs
        for field in FIELDS[read.kind]
    ]


@router.get("/corrections", responses=documented(401, 404, 422))
def list_corrections(dossier_id: str, asker: Looker, session: Reading) -> list[CorrectionAnswer]:
    """All corrections, oldest first, those that were withdrawn included."""
    found(session, asker, dossier_id)
    rows = weighing.said(session, CorrectedValue, dossier_id)
    return [CorrectionAnswer.model_validate(row) for row in rows]


@router.post(
    "/corrections",
    status_code=201,
    responses=documented(401, 403, 404, 409, 422),
    openapi_extra=json_body(NewCorrection),
)
def correct_value(
    dossier_id: str, asker: Asker, unit: Writing, body: Annotated[NewCorrection, Depends(_correction)]
) -> Corrected:
    """Correct a value. The report is judged anew at once; both readings are kept."""
    desk = Desk(unit.session, asker, dossier_id, body.version)
    made = desk.correct(body.record, {body.field: body.value}, body.reason)
    told = [CorrectionAnswer.model_validate(row) for row in made]
    return Corrected(corrections=told, **_verdict(unit, desk.dossier))


@router.delete("/corrections/{correction_id}", status_code=204, responses=documented(401, 403, 404, 422))
def withdraw_correction(
    dossier_id: str,
    correction_id: str,
    asker: Annotated[Principal, Depends(Door(Action.CORRECT))],
    unit: Writing,
) -> None:
    """Withdraw a correction; the report is judged anew at once."""
    Desk(unit.session, asker, dossier_id).withdraw(CorrectedValue, correction_id)


@router.get("/acceptances", responses=documented(401, 404, 422))
def list_acceptances(dossier_id: str, asker: Looker, session: Reading) -> list[AcceptanceAnswer]:
    """All findings that were accepted, oldest first, those of which that was withdrawn included."""
    found(session, asker, dossier_id)
    rows = weighing.said(session, AcceptedFinding, dossier_id)
    return [AcceptanceAnswer.model_validate(row) for row in rows]


@router.post(
    "/acceptances",
    status_code=201,
    responses=documented(401, 403, 404, 409, 422),
    openapi_extra=json_body(NewAcceptance),
)
def accept_finding(
    dossier_id: str, asker: Asker, unit: Writing, body: Annotated[NewAcceptance, Depends(_acceptance)]
) -> AcceptedNow:
    """Accept a finding with a reason, where the profile allows that. The report is judged anew at once."""
    desk = Desk(unit.session, asker, dossier_id, body.version)
    row = desk.accept(body.finding, body.reason)
    return AcceptedNow(acceptance=AcceptanceAnswer.model_validate(row), **_verdict(unit, desk.dossier))


@router.delete("/acceptances/{acceptance_id}", status_code=204, responses=documented(401, 403, 404, 422))
def withdraw_acceptance(
    dossier_id: str,
    acceptance_id: str,
    asker: Annotated[Principal, Depends(Door(Action.ACCEPT_DEVIATION))],
    unit: Writing,
) -> None:
    """Withdraw an acceptance; the report is judged anew at once."""
    Desk(unit.session, asker, dossier_id).withdraw(AcceptedFinding, acceptance_id)


async def _read(request: Request, model: type[Sent]) -> Sent:
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as error:
        raise invalid(error.errors()) from error


def _verdict(unit: Writing, dossier: Dossier) -> dict[str, Any]:
    newest = dossiers.report(unit.session, dossier.id)
    return {"version": newest.version, "status": newest.status} if newest else {}
