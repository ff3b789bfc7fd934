"""Corrections and acceptances over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from extractors.records import DossierRecords
from intake.access import Action, Principal
from intake.api.asking import Asker, Door, Looker
from intake.api.dossiers import found
from intake.api.json_body import described, json_body
from intake.api.problems import documented
from intake.api.state import Reading, Writing
from intake.api.witness import TheWitness
from intake.gatekeeping.api_models import (
    AcceptanceAnswer,
    AcceptedNow,
    Corrected,
    CorrectionAnswer,
    NewAcceptance,
    NewCorrection,
    Value,
)
from intake.gatekeeping.deeds import Desk
from intake.judging import correction
from intake.store import dossiers, weighing
from intake.store.audit import Event
from intake.store.tables import Dossier
from intake.store.weighing_tables import AcceptedFinding, CorrectedValue
from validators.corrections import applied
from validators.placed import FIELDS, of_records

router = APIRouter(prefix="/dossiers/{dossier_id}", tags=["gatekeeping"])
Corrector = Annotated[Principal, Depends(Door(Action.CORRECT))]
Accepter = Annotated[Principal, Depends(Door(Action.ACCEPT_DEVIATION))]
LOOKING = documented(401, 404, 422)
SAYING = documented(401, 403, 404, 409, 422)
WITHDRAWING = documented(401, 403, 404, 422)


@router.get("/values", responses=LOOKING)
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


@router.get("/corrections", responses=LOOKING)
def list_corrections(dossier_id: str, asker: Looker, session: Reading) -> list[CorrectionAnswer]:
    """All corrections, oldest first, those that were withdrawn included."""
    found(session, asker, dossier_id)
    return [CorrectionAnswer.model_validate(row) for row in weighing.said(session, CorrectedValue, dossier_id)]


@router.post("/corrections", status_code=201, responses=SAYING, openapi_extra=described(NewCorrection))
def correct_value(
    dossier_id: str,
    asker: Asker,
    unit: Writing,
    body: Annotated[NewCorrection, Depends(json_body(NewCorrection, Action.CORRECT))],
) -> Corrected:
    """Correct a value. The report is judged anew at once; both readings are kept."""
    desk = Desk(unit.session, asker, dossier_id, body.version)
    made = desk.correct(body.record, {body.field: body.value}, body.reason)
    told = [CorrectionAnswer.model_validate(row) for row in made]
    return Corrected(corrections=told, **_verdict(unit, desk.dossier))


@router.delete("/corrections/{correction_id}", status_code=204, responses=WITHDRAWING)
def withdraw_correction(dossier_id: str, correction_id: str, asker: Corrector, unit: Writing) -> None:
    """Withdraw a correction; the report is judged anew at once."""
    Desk(unit.session, asker, dossier_id).withdraw(CorrectedValue, correction_id)


@router.get("/acceptances", responses=LOOKING)
def list_acceptances(dossier_id: str, asker: Looker, session: Reading) -> list[AcceptanceAnswer]:
    """All findings that were accepted, oldest first, those of which that was withdrawn included."""
    found(session, asker, dossier_id)
    return [AcceptanceAnswer.model_validate(row) for row in weighing.said(session, AcceptedFinding, dossier_id)]


@router.post("/acceptances", status_code=201, responses=SAYING, openapi_extra=described(NewAcceptance))
def accept_finding(
    dossier_id: str,
    asker: Asker,
    unit: Writing,
    body: Annotated[NewAcceptance, Depends(json_body(NewAcceptance, Action.ACCEPT_DEVIATION))],
) -> AcceptedNow:
    """Accept a finding with a reason, where the profile allows that. The report is judged anew at once."""
    desk = Desk(unit.session, asker, dossier_id, body.version)
    row = desk.accept(body.finding, body.reason)
    return AcceptedNow(acceptance=AcceptanceAnswer.model_validate(row), **_verdict(unit, desk.dossier))


@router.delete("/acceptances/{acceptance_id}", status_code=204, responses=WITHDRAWING)
def withdraw_acceptance(dossier_id: str, acceptance_id: str, asker: Accepter, unit: Writing) -> None:
    """Withdraw an acceptance; the report is judged anew at once."""
    Desk(unit.session, asker, dossier_id).withdraw(AcceptedFinding, acceptance_id)


def _verdict(unit: Writing, dossier: Dossier) -> dict[str, Any]:
    newest = dossiers.report(unit.session, dossier.id)
    return {"version": newest.version, "status": newest.status} if newest else {}
