"""`/api/v1/reprocessings`: rounds over many dossiers, for machines."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from intake.access import Action, Principal
from intake.administration.api_models import (
    NewDecision,
    NewRound,
    RoundAnswer,
    RoundProgress,
    State,
    Steering,
    address,
    result,
    state,
)
from intake.api.asking import Door
from intake.api.json_body import described, json_body
from intake.api.problems import NOT_FOUND, Kind, ProblemError, documented
from intake.api.state import Reading, TheService
from intake.api.witness import TheWitness
from intake.store import reprocessing_decisions, reprocessing_results, reprocessings
from intake.store.audit import Event
from intake.store.reprocessing_decisions import DryRunError
from intake.store.reprocessing_results import Wanted
from intake.store.reprocessing_tables import ItemState, Reprocessing
from intake.store.reprocessings import NothingChosenError

router = APIRouter(prefix="/reprocessings", tags=["reprocessings"])
NOTHING_CHOSEN = Kind("nothing-chosen", 422, "Geen enkel dossier voldoet hieraan")
DRY_RUN = Kind("dry-run", 409, "Dit is een proef")
NOTHING_TO_DECIDE = Kind("nothing-to-decide", 409, "Er is niets om over te beslissen")
Administrator = Annotated[Principal, Depends(Door(Action.REPROCESS))]


@router.post("", status_code=202, responses=documented(400, 401, 404, 413, 422), openapi_extra=described(NewRound))
def start_reprocessing(
    asked: Annotated[NewRound, Depends(json_body(NewRound, Action.REPROCESS))],
    asker: Administrator,
    service: TheService,
    response: Response,
) -> RoundAnswer:
    """Begin a round. Whatever it finds, no report is replaced until somebody accepts it."""
    try:
        with service.store.writing() as session:
            choice = asked.filter.choice()
            made = reprocessings.start(session, asker, choice, asked.mode, dry_run=asked.dry_run)
            response.headers["Location"] = address(made.id)
            return _answer(session, made, Wanted(), 1, 50)
    except NothingChosenError as error:
        raise ProblemError(NOTHING_CHOSEN, "Kies ruimer.") from error


class ResultQuery(BaseModel):
    """Which results to show."""

    result: Annotated[ItemState | None, Field(description="Only results in this state")] = None
    verdict: Annotated[bool, Field(description="Only those of another verdict")] = False
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=100)] = 50


@router.get("/{reprocessing_id}", responses=documented(401, 404, 422))
def get_reprocessing(
    reprocessing_id: str,
    asker: Administrator,
    session: Reading,
    witness: TheWitness,
    query: Annotated[ResultQuery, Query()],
) -> RoundAnswer:
    """How far a round is, and what would change."""
    del asker
    witness.saw(Event.DOSSIERS_LISTED, detail="reprocessing")
    wanted = Wanted((query.result,) if query.result else (), verdict=query.verdict)
    return _answer(session, found(session, reprocessing_id), wanted, query.page, query.page_size)


@router.patch("/{reprocessing_id}", responses=documented(400, 401, 404, 422), openapi_extra=described(Steering))
def steer_reprocessing(
    reprocessing_id: str,
    asked: Annotated[Steering, Depends(json_body(Steering, Action.REPROCESS))],
    asker: Administrator,
    service: TheService,
) -> RoundAnswer:
    """Pause a round, have it go on, make a real one of a dry run, or do again what failed or changed meanwhile."""
    with service.store.writing() as session:
        round_ = found(session, reprocessing_id)
        if asked.state:
            (reprocessings.pause if asked.state == "paused" else reprocessings.resume)(session, asker, round_.id)
        if asked.dry_run is False:
            reprocessings.make_real(session, asker, round_.id)
        if asked.again:
            reprocessings.again(session, asker, round_)
        return _answer(session, round_, Wanted(), 1, 50)


@router.delete("/{reprocessing_id}", status_code=204, responses=documented(401, 404, 422))
def cancel_reprocessing(reprocessing_id: str, asker: Administrator, service: TheService) -> None:
    """Stop a round for good. What is done stays to be looked at and decided on."""
    with service.store.writing() as session:
        reprocessings.cancel(session, asker, found(session, reprocessing_id).id)


@router.post(
    "/{reprocessing_id}/decisions",
    status_code=202,
    responses=documented(400, 401, 404, 409, 422),
    openapi_extra=described(NewDecision),
)
def decide_on_reprocessing(
    reprocessing_id: str,
    asked: Annotated[NewDecision, Depends(json_body(NewDecision, Action.REPROCESS))],
    asker: Administrator,
    service: TheService,
) -> RoundAnswer:
    """Accept results (each becomes a new version of its report), reject them, or roll back what was accepted.

    Rolling back appends the version from before once more. A dossier that changed meanwhile is left alone.
    """
    with service.store.writing() as session:
        round_ = found(session, reprocessing_id)
        try:
            made = reprocessing_decisions.decide(session, asker, round_, asked.deed, asked.reason, asked.items)
        except DryRunError as error:
            raise ProblemError(DRY_RUN, 'Maak er eerst een echte ronde van: PATCH {"dry_run": false}.') from error
        if made is None:
            raise ProblemError(NOTHING_TO_DECIDE, "De resultaten zijn er nog niet, of er is al over beslist.")
        decision_id, answer = made.id, _answer(session, round_, Wanted(), 1, 50)
    service.queue.announce_decisions([decision_id])
    return answer


def found(session: Session, reprocessing_id: str) -> Reprocessing:
    """The round. Raises ProblemError (404) when there is none with this id."""
    round_ = reprocessings.find(session, reprocessing_id)
    if round_ is None:
        raise ProblemError(NOT_FOUND, "Er is geen ronde met dit nummer.")
    return round_


def _answer(session: Session, round_: Reprocessing, wanted: Wanted, page: int, size: int) -> RoundAnswer:
    progress = reprocessings.progress(session, round_)
    total, rows = reprocessing_results.results(session, round_.id, wanted, page, size)
    now: State = state(round_, progress)

    def leaf(number: int) -> str:
        kept: dict[str, object] = {"result": wanted.states[0]} if wanted.states else {}
        kept |= {"verdict": "true"} if wanted.verdict else {}
        return f"{address(round_.id)}?{urlencode({**kept, 'page': number, 'page_size': size})}"

    return RoundAnswer(
        id=round_.id,
        href=address(round_.id),
        state=now,
        mode=round_.mode,
        dry_run=round_.dry_run,
        filter=round_.wanted,
        created_at=round_.created_at,
        progress=RoundProgress(
            total=progress.total,
            done=progress.done,
            results=progress.counts,
            changed_meanwhile=progress.stale + progress.counts.get("overtaken", 0),
            deciding=reprocessing_decisions.left(session, round_.id),
            per_minute=progress.pace and round(progress.pace, 1),
            ready_at=progress.ready_at,
        ),
        verdicts=reprocessing_results.turns(session, round_.id),
        reasons=reprocessing_results.reasons(session, round_.id),
        results=[result(row) for row in rows],
        page=page,
        page_size=size,
        total=total,
        next=leaf(page + 1) if page * size < total else None,
        previous=leaf(page - 1) if page > 1 else None,
    )
