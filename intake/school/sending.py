"""Dropping a dossier: the page with its form and the list of what must be in it, and what comes of sending it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request, Response
from pydantic import ValidationError
from sqlalchemy.orm import Session

from intake.access import Principal, new_secret
from intake.api.asking import Sender
from intake.api.dossiers import take_in
from intake.api.problems import NOT_FOUND, ProblemError
from intake.api.state import MayWrite, Reading, Service, TheService
from intake.api.uploads import DropFields, invalid
from intake.pages.site import page
from intake.school.checklist import checklist
from intake.school.received import Tried, arrived, by_script, delivery, wrong
from intake.sizes import LARGEST_FILE
from intake.store import history
from validators.profile import NotInForce, Profile, load_profile, profile_ids

router = APIRouter(include_in_schema=False)
Chosen = Annotated[str | None, Query(alias="profiel", max_length=100)]


@dataclass
class Filled:
    """What somebody filled in, and what is wrong with it by field."""

    reference: str = ""
    received_on: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


@router.get("/dossiers/nieuw")
def drop_page(
    request: Request, service: TheService, asker: Sender, session: Reading, profile: Chosen = None
) -> Response:
    """The form to drop a dossier with; first the choice of a profile where it can't be told."""
    open_to = _profiles(asker)
    chosen = _usual(session, asker, open_to) if profile is None else profile
    if not chosen:
        return page(request, "school/choose_profile.html", profiles=open_to.values())
    if chosen not in open_to:
        raise ProblemError(NOT_FOUND, "U kunt niet insturen voor deze regeling.")
    return _form(request, service, open_to, chosen, Filled(received_on=str(_today())))


@router.get("/dossiers/nieuw/controle")
def checklist_page(request: Request, asker: Sender, profile: Annotated[str, Query(alias="profiel")]) -> Response:
    """Everything that the profile asks, to print and to tick."""
    open_to = _profiles(asker)
    if profile not in open_to:
        raise ProblemError(NOT_FOUND)
    chosen = open_to[profile]
    return page(request, "school/checklist.html", profile=chosen, groups=checklist(chosen))


@router.post("/dossiers/nieuw")
def drop(request: Request, service: TheService, asker: Sender, tried: Tried, _may_write: MayWrite) -> Response:
    """Take the dossier in, as the API does."""
    try:
        given = delivery(service, asker, tried)
        answer = take_in(given, _checked(given.upload.fields))
    except ProblemError as problem:
        chosen, open_to = tried.fields.get("profile"), _profiles(asker)
        if by_script(request) or chosen not in open_to:
            raise
        filled = Filled(tried.fields.get("reference", ""), tried.fields.get("received_on", ""), wrong(problem))
        return _form(request, service, open_to, chosen, filled)
    return arrived(request, f"/dossiers/{answer.id}")


def _checked(fields: dict[str, str]) -> DropFields:
    try:
        return DropFields.model_validate(fields)
    except ValidationError as error:
        raise invalid(error.errors()) from error


def _form(request: Request, service: Service, open_to: dict[str, Profile], chosen: str, filled: Filled) -> Response:
    profile = open_to[chosen]
    return page(
        request,
        "school/new.html",
        status=422 if filled.wrong else 200,
        profile=profile,
        several=len(open_to) > 1,
        groups=checklist(profile),
        filled=filled,
        today=str(_today()),
        once=new_secret(""),
        limits=limits(service),
    )


def limits(service: Service) -> dict[str, int]:
    """How much may be sent at once: bytes in all, bytes of one file, files."""
    settings = service.settings
    return {
        "all": settings.max_request_size,
        "one": min(LARGEST_FILE, settings.max_request_size),
        "files": settings.max_files,
    }


def _profiles(asker: Principal) -> dict[str, Profile]:
    """The profiles to which somebody may send today."""
    found = {}
    for profile_id in filter(asker.may_send_to, profile_ids()):
        try:
            found[profile_id] = load_profile(profile_id, _today())
        except NotInForce:
            continue
    return found


def _usual(session: Session, asker: Principal, open_to: dict[str, Profile]) -> str | None:
    """The only profile, or that of the last dossier."""
    if len(open_to) == 1:
        return next(iter(open_to))
    last = history.last_profile(session, asker.scope)
    return last if last in open_to else None


def _today() -> dt.date:
    return dt.datetime.now(ZoneInfo("Europe/Amsterdam")).date()
