"""How long dossiers are kept, and what happened: retention and the audit log."""

import datetime as dt
from dataclasses import asdict
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy import func, select
from starlette.responses import Response

from intake.access import Action, Principal
from intake.administration import words
from intake.administration.shown import ZONE, shown
from intake.api.asking import Door, TheForm
from intake.api.state import Reading, TheService
from intake.api.witness import TheWitness
from intake.pages.flash import see_other
from intake.privacy import retention
from intake.store import audit
from intake.store.audit import AuditFilter, Event
from intake.store.names import names
from intake.store.tables import Dossier
from validators.profile import profile_ids

router = APIRouter(prefix="/beheer", include_in_schema=False)
Keeper = Annotated[Principal, Depends(Door(Action.MANAGE_PROFILES))]
Auditor = Annotated[Principal, Depends(Door(Action.SEE_AUDIT))]
LEAST, MOST = 30, 3650
SIZE = 50
Text = Annotated[str, Query(max_length=100, pattern=r"^[^\x00]*$")]


@router.get("/bewaren")
def keeping(request: Request, asker: Keeper, service: TheService, session: Reading) -> Response:
    """For each profile how long its dossiers are kept; what goes next, and proof of what went."""
    del asker
    return _keeping(request, service, session, {})


@router.post("/bewaren")
def keep(request: Request, asker: Keeper, service: TheService, form: TheForm) -> Response:
    """Set how long dossiers of a profile are kept."""
    profile, days = str(form.get("profiel", "")), str(form.get("dagen", "")).strip()
    if profile not in profile_ids() or not (days.isdecimal() and LEAST <= int(days) <= MOST):
        with service.store.reading() as session:
            wrong = {f"dagen-{profile}": f"Vul een aantal dagen in van {LEAST} tot {MOST}."}
            return _keeping(request, service, session, wrong)
    with service.store.writing() as session:
        retention.keep_for(session, profile, int(days), asker)
    return see_other(request, "/beheer/bewaren", f"Dossiers van {profile} blijven voortaan {int(days)} dagen bewaard.")


def _keeping(request: Request, service: TheService, session: Reading, wrong: dict[str, str]) -> Response:
    periods = retention.days(session)
    rows = session.execute(
        select(Dossier.profile, func.count(), func.min(Dossier.created_at)).group_by(Dossier.profile)
    )
    kept = {row[0]: (row[1], row[2]) for row in rows}
    profiles = [
        (one, periods.get(one, service.settings.retention_days), *kept.get(one, (0, None)))
        for one in sorted({*profile_ids(), *periods, *kept})
    ]
    return shown(
        request,
        "keeping.html",
        status=422 if wrong else 200,
        profiles=profiles,
        wrong=wrong,
        known=profile_ids(),
        due=len(retention.due(session, service.settings)),
        gone=audit.events(session, AuditFilter(event=Event.DOSSIER_ERASED), size=20),
        least=LEAST,
        most=MOST,
    )


@router.get("/logboek")
def log(  # noqa: PLR0913, PLR0917 - what narrows the list
    request: Request,
    asker: Auditor,
    session: Reading,
    witness: TheWitness,
    wie: Text = "",
    wat: Text = "",
    dossier: Text = "",
    vanaf: Text = "",
    tot: Text = "",
    voor: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    """Everything that was seen and done, newest first."""
    del asker
    witness.saw(Event.AUDIT_SEEN)
    given = {"wie": wie, "wat": wat, "dossier": dossier, "vanaf": vanaf, "tot": tot}
    first, last = _midnight(vanaf), _midnight(tot)
    wanted = AuditFilter(
        dossier_id=dossier.strip() or None,
        actor_id=wie.strip() or None,
        event=wat if wat in set(Event) else None,
        since=first,
        until=last and last + dt.timedelta(days=1),
    )
    events = audit.events(session, wanted, before=voor, size=SIZE + 1)
    bad = {name: "Vul een geldige dag in." for name in ("vanaf", "tot") if given[name] and not _midnight(given[name])}
    kept = urlencode({name: value for name, value in given.items() if value})
    return shown(
        request,
        "log.html",
        status=422 if bad else 200,
        events=events[:SIZE],
        by=names(session, {event.actor_id for event in events if event.actor_id}),
        given=given,
        wrong=bad,
        older=f"/beheer/logboek?{kept}&voor={events[SIZE - 1].id}" if len(events) > SIZE else None,
        newest=f"/beheer/logboek?{kept}" if voor else None,
        narrowed=any(asdict(wanted).values()),
        kinds=[(event.value, words.EVENT.get(event.value, event.value)) for event in Event],
    )


def _midnight(day: str) -> dt.datetime | None:
    try:
        return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), ZONE)
    except ValueError:
        return None
