"""Pages of rounds over many dossiers: choose, look, decide."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from pydantic import ValidationError
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import Response

from intake.access import Action, Principal
from intake.administration.api_models import FilterFields, NewDecision, state
from intake.administration.shown import shown
from intake.administration.wanted import described
from intake.administration.words import CODE
from intake.api.asking import Door, TheForm
from intake.api.problems import NOT_FOUND, ProblemError
from intake.api.state import Reading, TheService
from intake.api.witness import TheWitness
from intake.pages.flash import see_other
from intake.store import (
    reprocessing_choice,
    reprocessing_decisions,
    reprocessing_results,
    reprocessings,
    schools,
)
from intake.store.audit import Event
from intake.store.names import names
from intake.store.reprocessing_choice import Choice
from intake.store.reprocessing_results import Wanted
from intake.store.reprocessing_tables import ItemState, Mode, Reprocessing
from intake.store.reprocessings import NothingChosenError
from intake.store.tables import School
from validators.findings import CODES
from validators.profile import profile_ids

router = APIRouter(prefix="/beheer/rondes", include_in_schema=False)
Administrator = Annotated[Principal, Depends(Door(Action.REPROCESS))]
HOME = "/beheer/rondes"
SIZE = 25
FIELDS = {
    "profiel": "profile", "vanaf": "since", "tot": "until", "lezer": "extractor_version", "bevinding": "code",
    "uitkomst": "status", "school": "school",
}  # fmt: skip
SHOWN: dict[str, tuple[str, tuple[ItemState, ...]]] = {
    "alles": ("Alles", ()),
    "anders": ("Anders, nog te beslissen", ("different",)),
    "overgenomen": ("Overgenomen", ("accepted",)),
    "teruggedraaid": ("Teruggedraaid", ("rolled_back",)),
    "afgewezen": ("Afgewezen", ("rejected",)),
    "zelfde": ("Zelfde uitkomst", ("same",)),
    "veranderd": ("Intussen veranderd", ("overtaken",)),
    "mislukt": ("Mislukt", ("failed",)),
}


@router.get("")
def rounds(request: Request, asker: Administrator, session: Reading, pagina: int = 1) -> Response:
    """All rounds, newest first."""
    del asker
    number = max(pagina, 1)
    total, found = reprocessings.listed(session, number, SIZE)
    rows = [
        (one, progress, state(one, progress)) for one in found for progress in [reprocessings.progress(session, one)]
    ]
    told = {one.id: described(session, one) for one in found}
    leaves = {"number": number, "pages": -(-total // SIZE), "address": f"{HOME}?pagina="}
    return shown(request, "rounds.html", rows=rows, told=told, total=total, leaves=leaves)


@router.get("/nieuw")
def new(request: Request, asker: Administrator, session: Reading) -> Response:
    """The form to begin a round with, and how many dossiers it would be about."""
    del asker
    return _form(request, session, dict(request.query_params))


def _form(request: Request, session: Session, given: dict[str, Any], wrong: dict[str, str] | None = None) -> Response:
    choice, mistakes = _choice(given)
    return shown(
        request,
        "round_new.html",
        status=422 if wrong else 200,
        given=given,
        wrong=wrong or mistakes,
        count=reprocessing_choice.count(session, choice) if choice else None,
        profiles=[(one, one) for one in profile_ids()],
        schools=[(school.id, _told(school)) for school in schools.everyone(session)],
        versions=[(one, one) for one in reprocessing_choice.extractor_versions(session)],
        codes=[(code, f"{CODE.get(code, code)} ({code})") for code in sorted(CODES)],
    )


def _told(school: School) -> str:
    return f"{school.name}, {school.municipality}" if school.municipality else school.name


def _choice(given: dict[str, Any]) -> tuple[Choice | None, dict[str, str]]:
    """What the form asks for, or what is wrong with it by field."""
    filled = {name: str(given.get(field, "")).strip() for field, name in FIELDS.items()}
    try:
        fields = FilterFields.model_validate({name: value for name, value in filled.items() if value})
    except ValidationError as error:
        back = {name: field for field, name in FIELDS.items()}
        places = [back.get(str(mistake["loc"][0]) if mistake["loc"] else "", "tot") for mistake in error.errors()]
        return None, dict.fromkeys(places, "Vul een geldige dag in, de eerste niet na de laatste.")
    return fields.choice(), {}


@router.post("")
def start(request: Request, asker: Administrator, service: TheService, form: TheForm) -> Response:
    """Begin a dry run. It is made a real round when somebody accepts what it found."""
    given = {name: str(value) for name, value in form.items()}
    choice, wrong = _choice(given)
    made = None
    if choice:
        try:
            with service.store.writing() as session:
                mode: Mode = "judge" if given.get("manier") == "judge" else "read"
                made = reprocessings.start(session, asker, choice, mode, dry_run=True).id
        except NothingChosenError:
            wrong = {"profiel": "Geen enkel dossier voldoet hieraan. Kies ruimer."}
    if made is None:
        with service.store.reading() as session:
            return _form(request, session, given, wrong)
    return see_other(request, f"{HOME}/{made}", "De proef is begonnen. Er verandert nog niets aan de rapporten.")


@router.get("/{round_id}")
def look(  # noqa: PLR0913, PLR0917 - what narrows the list
    request: Request,
    round_id: str,
    asker: Administrator,
    session: Reading,
    witness: TheWitness,
    toon: str = "alles",
    waarom: Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")] = "",
    uitkomst: str = "",
    pagina: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """How far a round is, what would change, and why."""
    del asker
    witness.saw(Event.DOSSIERS_LISTED, detail="reprocessing")
    round_ = found(session, round_id)
    kind, _, name = waarom.partition(":")
    toon = toon if toon in SHOWN else "alles"
    wanted = Wanted(SHOWN[toon][1], (kind, name) if name else None, verdict=uitkomst == "anders")
    total, results = reprocessing_results.results(session, round_id, wanted, pagina, SIZE)
    progress = reprocessings.progress(session, round_)
    kept = {key: value for key, value in (("toon", toon), ("waarom", waarom), ("uitkomst", uitkomst)) if value}
    decisions = reprocessing_decisions.of_round(session, round_id)
    return shown(
        request,
        "round.html",
        round=round_,
        told=described(session, round_),
        progress=progress,
        state=state(round_, progress),
        turns=reprocessing_results.turns(session, round_id),
        reasons=reprocessing_results.reasons(session, round_id),
        deciding=reprocessing_decisions.left(session, round_id),
        decisions=decisions,
        by=names(session, {who for who in (round_.actor_id, *(one.actor_id for one in decisions)) if who}),
        results=results,
        total=total,
        kept=kept,
        filters={key: label for key, (label, _) in SHOWN.items()},
        leaves={
            "number": pagina,
            "pages": -(-total // SIZE),
            "address": f"{HOME}/{round_id}?{urlencode(kept)}&pagina=",
        },
    )


@router.get("/{round_id}/dossiers/{item_id}")
def one(  # noqa: PLR0913, PLR0917 - what the framework hands over
    request: Request, round_id: str, item_id: str, asker: Administrator, session: Reading, witness: TheWitness
) -> Response:
    """What would change for one dossier."""
    del asker
    result = reprocessing_results.result(session, round_id, item_id)
    if result is None:
        raise ProblemError(NOT_FOUND)
    witness.saw(Event.REPORT_SEEN, result.dossier.id, "candidate")
    return shown(request, "round_dossier.html", round=found(session, round_id), result=result)


@router.post("/{round_id}/sturen")
def steer(request: Request, round_id: str, asker: Administrator, service: TheService, form: TheForm) -> Response:
    """Pause, go on, stop, or do again what fell out."""
    address, what = f"{HOME}/{round_id}", str(form.get("wat", ""))
    with service.store.writing() as session:
        round_ = found(session, round_id)
        match what:
            case "pauze":
                reprocessings.pause(session, asker, round_id)
                text = "De ronde staat stil. Wat bezig was, wordt nog afgemaakt."
            case "verder":
                reprocessings.resume(session, asker, round_id)
                text = "De ronde gaat verder."
            case "stop":
                reprocessings.cancel(session, asker, round_id)
                text = "De ronde is gestopt. Wat klaar was, kunt u nog bekijken en overnemen."
            case "opnieuw":
                count = reprocessings.again(session, asker, round_)
                text = f"{count} dossiers worden opnieuw gedaan."
            case _:
                raise ProblemError(NOT_FOUND)
    return see_other(request, address, text, "info")


@router.post("/{round_id}/beslissen")
def decide(request: Request, round_id: str, asker: Administrator, service: TheService, form: TheForm) -> Response:
    """First asks for a reason and says what will happen; with those, does it."""
    deed, items = str(form.get("daad", "")), [str(value) for value in form.getlist("dossier")]
    if deed not in ("accept", "reject", "roll_back"):
        raise ProblemError(NOT_FOUND)
    reason = str(form.get("reden", ""))
    if "zeker" not in form:
        return _confirm(request, service, round_id, form)
    try:
        asked = NewDecision(deed=deed, reason=reason, items=items or None)
    except ValidationError:
        return _confirm(request, service, round_id, form, {"reden": "Schrijf in een paar woorden waarom."})
    with service.store.writing() as session:
        round_ = found(session, round_id)
        if deed == "accept":
            reprocessings.make_real(session, asker, round_id)
        made = reprocessing_decisions.decide(session, asker, round_, asked.deed, asked.reason, asked.items)
        decision = (made.id, made.count) if made else None
    address = f"{HOME}/{round_id}"
    if decision is None:
        return see_other(request, address, "Er is niets meer om over te beslissen.", "care")
    service.queue.announce_decisions([decision[0]])
    return see_other(request, address, f"{TOLD[deed]} {decision[1]} {'dossier' if decision[1] == 1 else 'dossiers'}.")


TOLD = {"accept": "We nemen de nieuwe uitkomst over van", "reject": "Afgewezen:", "roll_back": "We draaien terug:"}


def _confirm(
    request: Request, service: TheService, round_id: str, form: FormData, wrong: dict[str, str] | None = None
) -> Response:
    items = [str(value) for value in form.getlist("dossier")]
    with service.store.reading() as session:
        round_ = found(session, round_id)
        progress = reprocessings.progress(session, round_)
        shown_state: ItemState = "accepted" if form["daad"] == "roll_back" else "different"
        return shown(
            request,
            "round_decide.html",
            status=422 if wrong else 200,
            round=round_,
            deed=str(form["daad"]),
            items=items,
            count=len(items) or progress.counts.get(shown_state, 0),
            stale=progress.stale,
            wrong=wrong or {},
            reason=str(form.get("reden", "")),
        )


def found(session: Session, round_id: str) -> Reprocessing:
    """The round. Raises ProblemError (404) when there is none with this id."""
    round_ = reprocessings.find(session, round_id)
    if round_ is None:
        raise ProblemError(NOT_FOUND)
    return round_
