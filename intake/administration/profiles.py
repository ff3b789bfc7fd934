"""Profiles: what rules, what was uploaded, what differs, from when something rules."""

import datetime as dt
import difflib
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from intake import profiles as uploads
from intake.access import Action, Principal
from intake.administration.shown import ZONE, shown
from intake.api.asking import Door, TheForm
from intake.api.multipart import Received
from intake.api.problems import NOT_FOUND, ProblemError
from intake.api.state import Reading, TheService
from intake.pages.flash import see_other
from intake.pages.format import day
from intake.store.names import names
from intake.store.profile_tables import UploadedProfile
from validators.profile import (
    FOLDER,
    InvalidProfile,
    NotInForce,
    Profile,
    load_profile,
    newest,
    parse_profile,
    profile_ids,
)

router = APIRouter(prefix="/beheer/profielen", include_in_schema=False)
Administrator = Annotated[Principal, Depends(Door(Action.MANAGE_PROFILES))]
LARGEST = 256 * 1024  # bytes of a profile
AROUND = 3  # lines shown before and after a mistake


@router.get("")
def profiles(request: Request, asker: Administrator, session: Reading) -> Response:
    """All profiles, and the form to upload one."""
    del asker
    return _list(request, session)


def _list(request: Request, session: Session, error: InvalidProfile | str | None = None, text: str = "") -> Response:
    today = dt.datetime.now(ZONE).date()
    rows = [(one, newest(one), _in_force(one, today)) for one in profile_ids()]
    found = uploads.uploaded(session)
    wrong = error.line if isinstance(error, InvalidProfile) else None
    lines = list(enumerate(text.splitlines(), 1))
    return shown(
        request,
        "profiles.html",
        status=422 if error else 200,
        rows=rows,
        uploads=found,
        by=names(session, {one.actor_id for one in found if one.actor_id}),
        error=str(error) if error else None,
        wrong=wrong,
        excerpt=lines[max(wrong - 1 - AROUND, 0) : wrong + AROUND] if wrong else [],
    )


@router.post("")
def upload(request: Request, asker: Administrator, service: TheService, form: TheForm) -> Response:
    """Take a profile without mistakes; one with a mistake is told with its line, and kept nowhere."""
    sent = form.get("bestand")
    fits = isinstance(sent, Received) and 0 < sent.staged.size <= LARGEST
    content = sent.staged.path.read_bytes() if isinstance(sent, Received) and fits else b""
    error: InvalidProfile | str
    text = ""
    try:
        text = content.decode("utf-8")
        if not content:
            error = "Kies een profielbestand (TOML) van ten hoogste 256 kB."
        else:
            with service.store.writing() as session:
                made = uploads.upload(session, asker, text).id
            address = f"/beheer/profielen/{made}"
            return see_other(request, address, "Het profiel is goed. Het geldt pas als u dat hieronder instelt.")
    except UnicodeDecodeError:
        error = "Dit is geen tekstbestand in UTF-8."
    except InvalidProfile as mistake:
        error = mistake
    with service.store.reading() as session:
        return _list(request, session, error, text)


@router.get("/{upload_id}")
def look(request: Request, upload_id: str, asker: Administrator, session: Reading, met: str = "") -> Response:
    """A profile that was uploaded, beside what rules now or another upload."""
    del asker
    return _look(request, session, _found(session, upload_id), met)


def _look(
    request: Request, session: Session, one: UploadedProfile, other: str = "", wrong: dict[str, str] | None = None
) -> Response:
    others = [each for each in uploads.uploaded(session, one.profile) if each.id != one.id]
    shipped = FOLDER / f"{one.profile}.toml"
    texts = {each.id: each.text for each in others}
    if shipped.exists():
        texts["meegeleverd"] = shipped.read_text(encoding="utf-8")
    chosen = other if other in texts else _ruling(others) or next(reversed(texts), "")
    before = texts.get(chosen, "")
    options = [(each.id, f"geüpload {each.uploaded_at:%d-%m-%Y %H:%M}, versie {each.version}") for each in others]
    if "meegeleverd" in texts:
        options.append(("meegeleverd", "meegeleverd met de dienst"))
    return shown(
        request,
        "profile.html",
        status=422 if wrong else 200,
        one=one,
        options=options,
        chosen=chosen,
        lines=_difference(before, one.text) if before else [],
        asks=_requirements(before, one.text) if before else [],
        wrong=wrong or {},
        today=dt.datetime.now(ZONE).date(),
    )


@router.post("/{upload_id}")
def change(request: Request, upload_id: str, asker: Administrator, service: TheService, form: TheForm) -> Response:
    """Have it rule from a day of receipt on, or no longer."""
    address, what = f"/beheer/profielen/{upload_id}", str(form.get("wat", ""))
    with service.store.writing() as session:
        one = _found(session, upload_id)
        if what == "intrekken":
            uploads.withdraw(session, asker, one)
            text = "Dit profiel geldt niet meer. Wat er daarvoor gold, geldt nu weer."
        else:
            try:
                start = dt.date.fromisoformat(str(form.get("vanaf", "")))
                uploads.activate(session, asker, one, start)
            except ValueError:
                return _look(request, session, one, wrong={"vanaf": "Vul een geldige dag in."})
            except NotInForce:
                return _look(request, session, one, wrong={"vanaf": "Het profiel heeft geen versie voor die dag."})
            text = f"Dit profiel geldt voor dossiers die zijn ontvangen vanaf {day(start)}."
    uploads.publish(service.store, service.settings)
    return see_other(request, address, text)


def _found(session: Session, upload_id: str) -> UploadedProfile:
    one = session.get(UploadedProfile, upload_id)
    if one is None:
        raise ProblemError(NOT_FOUND)
    return one


def _ruling(found: list[UploadedProfile]) -> str | None:
    ruling = [one for one in found if one.active_from and not one.withdrawn_at]
    return max(ruling, key=lambda one: (one.active_from, one.activated_at)).id if ruling else None


def _in_force(profile_id: str, on: dt.date) -> Profile | None:
    try:
        return load_profile(profile_id, on)
    except NotInForce:
        return None


def _difference(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ with a few around them, each with 'gone', 'fresh' or ''."""
    marks = {"-": "gone", "+": "fresh", " ": "", "@": ""}
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2))[2:]
    return [(marks[line[:1] or " "], "…" if line.startswith("@@") else line) for line in lines]


def _requirements(before: str, after: str) -> list[tuple[str, str]]:
    """The requirements that differ, by id, and how."""
    try:
        old, new = (
            {one.id: one for one in parse_profile(text, Path("profiel.toml")).requirements} for text in (before, after)
        )
    except InvalidProfile:  # written for an earlier version of the service
        return []
    told = [(key, "komt erbij") for key in new if key not in old]
    told += [(key, "vervalt") for key in old if key not in new]
    return told + [(key, "verandert") for key in new if key in old and new[key] != old[key]]
