"""How far the reading of a dossier is, told while it goes on."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Header, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from intake.access import Principal
from intake.api.asking import Looker
from intake.api.dossiers import found
from intake.api.state import Service, TheService
from intake.pages.render import environment
from intake.progress import FileTold, Told
from intake.store import dossiers
from intake.store.runs import GAVE_UP
from intake.store.tables import Dossier, RunState

router = APIRouter(include_in_schema=False)
LONGEST = 60.0  # seconds of one stream; the browser asks for the next, and who may see the dossier is asked again
EVERY = 1.0  # seconds between two looks
SILENCE = 15.0  # seconds without news after which a sign of life is sent
ENDED: frozenset[RunState] = frozenset({"reported", "failed"})

State = Literal["done", "now", "next", "failed"]
_STEPS = ("Ontvangen", "In de wachtrij", "Bestanden lezen", "Eisen nalopen", "Rapport klaar")
_NOW = {"received": 1, "queued": 1, "reported": 5, "failed": 2}
_STAGES = {"fetching": 2, "reading": 2, "judging": 3, "drawing": 4}
_OUTCOMES = {
    "read": "gelezen",
    "document.password": "beveiligd met een wachtwoord",
    "document.unreadable": "niet te lezen",
    "document.unsupported": "geen bestand dat we kunnen lezen",
}


@dataclass(frozen=True)
class FileProgress:
    """A file, in words."""

    name: str
    state: State
    said: str


@dataclass(frozen=True)
class Progress:
    """Where a dossier is: the steps with their state, since when the present one goes on, what comes next, files."""

    ended: bool
    failed: bool
    steps: list[tuple[str, State]]
    since: str
    said: str
    files: list[FileProgress]


def progress(dossier: Dossier) -> Progress:
    """How far the newest run of a dossier is."""
    run = dossier.run
    told = Told.model_validate(run.told) if run.told else None
    at = _NOW[run.state] if run.state != "processing" else _STAGES[told.stage if told else "fetching"]
    failed = run.state == "failed"
    present: State = "failed" if failed else "now"
    steps = [(name, _state(place, at, present)) for place, name in enumerate(_STEPS)]
    since = told.since if told and run.state == "processing" else run.finished_at or run.dispatched_at or run.created_at
    named = told.files if told else [FileTold(name=file.name) for file in dossier.files]
    return Progress(
        ended=run.state in ENDED,
        failed=failed,
        steps=steps,
        since=since.astimezone(ZoneInfo("Europe/Amsterdam")).strftime("%H:%M:%S"),
        said=_said(dossier, at),
        files=[_file(file, busy=told is not None and told.busy == place) for place, file in enumerate(named)],
    )


def _state(place: int, at: int, present: State) -> State:
    return "done" if place < at else present if place == at else "next"


def _said(dossier: Dossier, at: int) -> str:
    run = dossier.run
    if run.state == "failed":
        if run.error == GAVE_UP:
            return "Het lezen stopte steeds onverwacht. Dat ligt niet aan u. Uw bestanden zijn bewaard."
        return "Er ging iets mis aan onze kant. Uw bestanden zijn bewaard."
    if at == 1 and run.attempt:
        return "Het lezen lukte niet in één keer. We proberen het zo opnieuw."
    return {
        1: "Uw dossier is veilig ontvangen en staat in de wachtrij. Daarna lezen we de bestanden één voor één.",
        2: "We lezen uw bestanden; een scan kost enkele seconden per bladzijde. Daarna lopen we de eisen na.",
        3: "Alles is gelezen. We lopen de eisen van de regeling na. Daarna volgt het rapport.",
        4: "We maken de plaatjes bij het rapport. Daarna is het klaar.",
        5: "Het rapport is klaar.",
    }[at]


def _file(file: FileTold, *, busy: bool) -> FileProgress:
    if file.outcome is None:
        return FileProgress(file.name, "now" if busy else "next", "wordt gelezen" if busy else "wacht")
    said = _OUTCOMES.get(file.outcome, file.outcome)
    if file.outcome == "read":
        said = f"{said}, {file.pages} bladzijde{'' if file.pages == 1 else 'n'}"
    return FileProgress(file.name, "done" if file.outcome == "read" else "failed", said)


@router.get("/dossiers/{dossier_id}/voortgang")
def follow(
    dossier_id: str,
    service: TheService,
    asker: Looker,
    last_seen: Annotated[str | None, Header(alias="Last-Event-ID", max_length=100)] = None,
) -> Response:
    """The progress as server-sent events: 'stand' with a piece of the page when that changes, 'klaar' at the end."""
    with service.store.reading() as session:
        found(session, asker, dossier_id)
    events = _events(service, asker, dossier_id, last_seen)
    return StreamingResponse(events, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _events(service: Service, asker: Principal, dossier_id: str, seen: str | None) -> AsyncIterator[str]:
    yield "retry: 2000\n\n"
    until, spoke = time.monotonic() + LONGEST, time.monotonic()
    while time.monotonic() < until:
        html = await run_in_threadpool(_piece, service, asker, dossier_id)
        if html is None:
            yield "event: klaar\ndata: klaar\n\n"
            return
        name = hashlib.sha256(html.encode()).hexdigest()[:16]
        if name != seen:
            seen, spoke = name, time.monotonic()
            lines = "".join(f"data: {line}\n" for line in html.splitlines())
            yield f"id: {name}\nevent: stand\n{lines}\n"
        elif time.monotonic() - spoke > SILENCE:
            spoke = time.monotonic()
            yield ": nog bezig\n\n"
        with suppress(TimeoutError):
            async with asyncio.timeout(EVERY):
                await service.leaving.wait()
            return  # the browser asks again, and by then somebody is there to answer


def _piece(service: Service, asker: Principal, dossier_id: str) -> str | None:
    """The part of the page that tells the progress; None when there is none any more."""
    with service.store.reading() as session:
        dossier = dossiers.find(session, asker.scope, dossier_id)
        if dossier is None or dossier.run.state in ENDED:
            return None
        return environment.get_template("school/progress.html").render(progress=progress(dossier))
