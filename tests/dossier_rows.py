"""Dossiers put straight into the tables, with a report that was made long ago: for lists, which look no further."""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from intake.store import schools
from intake.store.store import new_id, now
from intake.store.tables import Dossier, ReportVersion, Run, RunState
from validators.report import DossierHead, Finding, Report, Status

RECEIVED = dt.date(2026, 5, 1)


def dossier(  # the fields of the rows
    session: Session,
    school: str,
    *,
    reference: str | None = None,
    status: Status | None = "incomplete",
    state: RunState = "reported",
    profile: str = "passenderwijs",
    due_on: dt.date | None = None,
    messages: tuple[str, ...] = (),
    **values: Any,
) -> str:
    """The id of a new dossier; its report has a finding for each message."""
    made = Dossier(
        id=new_id(),
        school_id=schools.ensure(session, school, None).id,
        profile=profile,
        reference=reference,
        received_on=RECEIVED,
        created_at=now(),
        last_run=1,
        due_on=due_on,
    )
    times = dict.fromkeys(("created_at", "not_before", "finished_at"), now())
    files = {"files_total": 2, "files_done": 1}
    run = Run(id=new_id(), dossier_id=made.id, number=1, state=state, lane="now", attempt=1, **times, **files)
    session.add(made)
    session.flush()
    session.add(run)
    session.flush()
    if status:
        session.add(
            ReportVersion(
                run_id=run.id,
                dossier_id=made.id,
                version=1,
                status=status,
                content=report(status, messages, profile=profile, **values),
                created_at=now(),
            )
        )
        session.flush()
    return made.id


def report(
    status: Status, messages: tuple[str, ...], *, profile: str = "passenderwijs", **values: Any
) -> dict[str, Any]:
    """A report as it is kept."""
    head = DossierHead(reference=None, received_on=RECEIVED, profile=profile, profile_version="2022-01")
    findings = [
        Finding(
            id=f"f{place}", code="form.field_empty", severity="blocking", subject="", message=text, action="", source=""
        )
        for place, text in enumerate(messages)
    ]
    return Report(dossier=head, status=status, findings=findings, **values).model_dump(mode="json")
