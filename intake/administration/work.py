"""How the service is doing: overview, queue and workers, what could not be read."""

import datetime as dt
from typing import Annotated

import redis
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from intake.access import Action, Principal
from intake.administration.shown import ZONE, shown
from intake.api.asking import Door
from intake.api.problems import NOT_FOUND, ProblemError
from intake.api.state import Reading, Service, TheService, Writing
from intake.pages.flash import see_other
from intake.progress import FileTold, Told
from intake.queue import WorkerSeen
from intake.store import audit, dossiers, operating, reprocessing_items
from intake.store.audit import Event
from intake.store.counts import counts, quantile
from intake.store.store import now
from intake.store.tables import Run

router = APIRouter(prefix="/beheer", include_in_schema=False)
Administrator = Annotated[Principal, Depends(Door(Action.SEE_WORK))]
Leaf = Annotated[int, Query(ge=1, le=100_000)]
SIZE = 25


@router.get("")
def overview(request: Request, asker: Administrator, service: TheService, session: Reading) -> Response:
    """What an administrator wants to know in the morning."""
    del asker
    midnight = dt.datetime.now(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    failed, _ = operating.failed(session, 1, 1)
    bad, _ = operating.with_bad_files(session, 1, 1)
    return shown(
        request,
        "overview.html",
        found=counts(session),
        today=operating.since(session, midnight),
        workers=_workers(service),
        failed=failed,
        bad=bad,
        in_rounds=reprocessing_items.left(session),
    )


@router.get("/wachtrij")
def queue(request: Request, asker: Administrator, service: TheService, session: Reading) -> Response:
    """What waits, for how long, and who works."""
    del asker
    found = counts(session)
    try:
        lengths = service.queue.lengths()
    except redis.RedisError:
        lengths = None
    stages = {stage: (quantile(times, 0.5), quantile(times, 0.95)) for stage, times in found.stages.items() if times}
    return shown(
        request,
        "queue.html",
        found=found,
        lengths=lengths,
        workers=_workers(service),
        stages=stages,
        in_rounds=reprocessing_items.left(session),
        moment_now=now(),
    )


@router.get("/mislukt")
def failures(
    request: Request, asker: Administrator, session: Reading, pagina: Leaf = 1, bestanden: Leaf = 1
) -> Response:
    """Dossiers that could not be read, and files within dossiers that could not."""
    del asker
    count, failed = operating.failed(session, pagina, SIZE)
    bad_count, bad = operating.with_bad_files(session, bestanden, SIZE)
    return shown(
        request,
        "failed.html",
        failed=failed,
        count=count,
        bad=[(dossier, _bad_files(run)) for dossier, run in bad],
        bad_count=bad_count,
        leaves={"number": pagina, "pages": -(-count // SIZE), "address": "/beheer/mislukt?pagina="},
        bad_leaves={"number": bestanden, "pages": -(-bad_count // SIZE), "address": "/beheer/mislukt?bestanden="},
    )


@router.post("/mislukt/{dossier_id}/opnieuw")
def again(request: Request, dossier_id: str, asker: Administrator, unit: Writing) -> Response:
    """Have a dossier read once more."""
    dossier = dossiers.find(unit.session, asker.scope, dossier_id, lock=True)
    if dossier is None:
        raise ProblemError(NOT_FOUND)
    unit.runs.append(dossiers.add_files(unit.session, dossier, []))
    audit.record(unit.session, asker, Event.REPROCESSING_STARTED, dossier_id=dossier.id, detail="1 dossier")
    return see_other(request, "/beheer/mislukt", "Het dossier staat weer in de wachtrij.")


def _bad_files(run: Run) -> list[FileTold]:
    files = Told.model_validate(run.told).files if run.told else []
    return [file for file in files if file.outcome not in (None, "read")]


def _workers(service: Service) -> list[WorkerSeen] | None:
    """Who works, or None while the queue does not answer."""
    try:
        return service.queue.workers()
    except redis.RedisError:
        return None
