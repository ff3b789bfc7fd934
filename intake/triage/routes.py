"""The list of dossiers, the views that people keep of it, and where everybody begins."""

import datetime as dt
from typing import Annotated
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request
from pydantic import ValidationError
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from intake.access import Principal
from intake.api.asking import Looker, TheForm
from intake.api.problems import NOT_FOUND, ProblemError
from intake.api.state import Reading, Writing
from intake.api.uploads import invalid
from intake.api.witness import TheWitness
from intake.pages.flash import see_other
from intake.pages.navigation import home
from intake.pages.site import page
from intake.store import saved_views, triage
from intake.store.audit import Event
from intake.triage.query import ADDRESS, SIZE, ListWish
from intake.triage.rows import row
from validators.profile import newest, profile_ids

router = APIRouter(include_in_schema=False)
LONGEST_NAME = 60
FULL = f"U heeft al {saved_views.MOST} weergaven. Verwijder er eerst een."
NO_NAME = f"Geef de weergave een naam van ten hoogste {LONGEST_NAME} tekens."


@router.get("/")
def begin(asker: Looker) -> Response:
    """On to where this person begins."""
    return RedirectResponse(home(asker), 303)


@router.get(ADDRESS)
def show(
    request: Request, asker: Looker, session: Reading, witness: TheWitness, asked: Annotated[ListWish, Query()]
) -> Response:
    """The list, or a page of it."""
    wish = asked.seen_by(asker.role)
    today = dt.datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    count, lines = triage.found(session, asker.scope, wish.wish(today), wish.bladzijde, SIZE)
    titles = {one: newest(one).title for one in profile_ids()}
    witness.saw(Event.DOSSIERS_LISTED)
    return page(
        request,
        "triage/list.html",
        wish=wish,
        asked=asked,
        count=count,
        pages=max(1, -(-count // SIZE)),
        rows=[row(line, asker, today, titles) for line in lines],
        school_choice=[] if asker.role == "school" else _schools(session, asker),
        profiles=_choices(asker, titles),
        views=saved_views.of_person(session, asker.id),
    )


@router.post(f"{ADDRESS}/weergaven")
def keep_view(request: Request, asker: Looker, unit: Writing, form: TheForm) -> Response:
    """Keep the list that the form names under a name."""
    _person(asker)
    wish = _wish(form)
    name = str(form.get("naam", "")).strip()
    if not name or len(name) > LONGEST_NAME:
        return see_other(request, wish.address(), NO_NAME, "bad")
    try:
        saved_views.keep(unit.session, asker.id, name, wish.query())
    except saved_views.FullError:
        return see_other(request, wish.address(), FULL, "bad")
    return see_other(request, wish.address(), "De weergave is bewaard.")


@router.post(f"{ADDRESS}/weergaven/{{view_id}}/verwijderen")
def remove_view(request: Request, view_id: str, asker: Looker, unit: Writing) -> Response:
    """Forget a view."""
    saved_views.remove(unit.session, asker.id, view_id)
    return see_other(request, ADDRESS, "De weergave is verwijderd.")


def _person(asker: Principal) -> None:
    if asker.kind != "person":
        raise ProblemError(NOT_FOUND)  # a key keeps no views


def _wish(form: FormData) -> ListWish:
    try:
        return ListWish.model_validate(dict(parse_qsl(str(form.get("lijst", "")))))
    except ValidationError as error:
        raise invalid(error.errors()) from error


def _schools(session: Session, asker: Principal) -> list[tuple[str, str]]:
    found = triage.schools(session, asker.scope)
    return [("", "Alle"), *((one.id, ", ".join(filter(None, (one.name, one.municipality)))) for one in found)]


def _choices(asker: Principal, titles: dict[str, str]) -> list[tuple[str, str]]:
    """The profiles to choose from: a gatekeeper's own; a school hardly ever has to do with two."""
    if asker.role == "school":
        return []
    return [(one, title) for one, title in titles.items() if asker.role == "admin" or one in asker.profiles]
