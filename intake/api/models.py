"""What the API answers. Moments are UTC, days are Dutch calendar days."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from intake.store.runs import GAVE_UP
from intake.store.tables import Dossier, Run, RunState
from validators.report import Status

Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]  # PostgreSQL takes no NUL


class Progress(BaseModel):
    """How far the newest reading of the dossier is. `since` is when its present state began."""

    since: dt.datetime
    files_done: int
    files_total: int
    attempt: int
    message: Annotated[str, Field(description="Where it is and what comes next, in Dutch")]


class SentFile(BaseModel):
    """A file as it was received."""

    name: str
    sha256: str
    size: Annotated[int, Field(description="bytes")]


class DossierSummary(BaseModel):
    """A dossier in a list. `status` is that of its newest report."""

    id: str
    reference: str | None
    profile: str
    school: str | None
    received_on: dt.date
    due_on: Annotated[dt.date | None, Field(description="Last day of the profile's first term, in working days")]
    sent_at: dt.datetime
    state: RunState
    status: Status | None
    href: str


class DossierAnswer(DossierSummary):
    """A dossier on its own."""

    progress: Progress
    files: list[SentFile]
    report_version: Annotated[int | None, Field(description="Newest version of the report, if there is one")]
    report: Annotated[str | None, Field(description="Address of the newest report")]


class DossierPage(BaseModel):
    """One page of a list, newest dossiers first."""

    items: list[DossierSummary]
    page: int
    page_size: int
    total: int
    next: str | None
    previous: str | None


class ListQuery(BaseModel):
    """What a list can be narrowed to."""

    model_config = ConfigDict(extra="forbid")

    status: Status | None = None
    state: RunState | None = None
    profile: Text | None = None
    school: Text | None = None
    due_before: Annotated[dt.date | None, Field(description="Due earlier than this day")] = None
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=100)] = 50


def address(dossier_id: str) -> str:
    """Where a dossier stands."""
    return f"/api/v1/dossiers/{dossier_id}"


def summary(dossier: Dossier, status: Status | None) -> DossierSummary:
    """A dossier in a list."""
    return DossierSummary(
        id=dossier.id,
        reference=dossier.reference,
        profile=dossier.profile,
        school=dossier.school and dossier.school.name,
        received_on=dossier.received_on,
        due_on=dossier.due_on,
        sent_at=dossier.created_at,
        state=dossier.run.state,
        status=status,
        href=address(dossier.id),
    )


def answer(dossier: Dossier, status: Status | None, version: int | None) -> DossierAnswer:
    """A dossier on its own, with the status and version of its newest report."""
    return DossierAnswer(
        **summary(dossier, status).model_dump(),
        progress=_progress(dossier.run),
        files=[SentFile(name=file.name, sha256=file.sha256, size=file.size) for file in dossier.files],
        report_version=version,
        report=f"{address(dossier.id)}/report" if version else None,
    )


def _progress(run: Run) -> Progress:
    return Progress(
        since=run.finished_at or run.started_at or run.dispatched_at or run.created_at,
        files_done=run.files_done,
        files_total=run.files_total,
        attempt=run.attempt,
        message=_message(run),
    )


def _message(run: Run) -> str:
    if run.state == "queued" and run.attempt:
        return "Het lezen lukte niet in één keer. We proberen het zo opnieuw."
    if run.state == "failed" and run.error == GAVE_UP:
        return "Het lezen stopte steeds onverwacht. De beheerder moet hiernaar kijken. Uw bestanden zijn bewaard."
    return _MESSAGES[run.state].format(done=run.files_done, total=run.files_total)


_MESSAGES: dict[RunState, str] = {
    "received": "Uw dossier is veilig ontvangen. Het gaat zo de wachtrij in.",
    "queued": "Uw dossier staat in de wachtrij. Daarna lezen we de bestanden.",
    "processing": "We lezen de bestanden: {done} van {total} klaar. Daarna volgt het rapport.",
    "reported": "Het rapport is klaar.",
    "failed": "Er ging iets mis aan onze kant. De beheerder moet hiernaar kijken. Uw bestanden zijn bewaard.",
}
