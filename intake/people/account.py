"""What people can do with their own account: choose or change the password, sign out everywhere."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from intake.access import Principal
from intake.api.asking import Asker, TheForm
from intake.api.limits import address
from intake.api.problems import NOT_FOUND, ProblemError
from intake.api.state import TheService
from intake.pages.site import page
from intake.people import cookies, forms, passwords
from intake.store import audit, people, sessions
from intake.store.audit import Event
from intake.store.people_tables import Person

router = APIRouter(include_in_schema=False)
CHANGED = {"wachtwoord": "Uw wachtwoord is gewijzigd. In andere browsers bent u uitgelogd."}
DIFFERENT = "De twee wachtwoorden zijn niet gelijk. Typ ze nog eens."
WRONG_OLD = "Het wachtwoord van nu klopt niet."
NO_LINK = "Deze link is gebruikt of verlopen. Vraag de beheerder om een nieuwe."


def _person(asker: Asker) -> Principal:
    if asker.kind != "person":
        raise ProblemError(NOT_FOUND)  # a key has no account
    return asker


Myself = Annotated[Principal, Depends(_person)]


@router.get("/account")
def account(request: Request, service: TheService, asker: Myself, melding: str = "") -> Response:
    """Who one is here."""
    with service.store.reading() as session:
        person = session.get_one(Person, asker.id)
        return page(request, "people/account.html", person=person, notice=CHANGED.get(melding))


@router.get("/account/wachtwoord")
def change_page(request: Request, service: TheService, asker: Myself) -> Response:
    """The form to change one's password."""
    return _choose(request, _own(service, asker), asks_old=True)


@router.post("/account/wachtwoord")
def change(request: Request, service: TheService, asker: Myself, form: TheForm) -> Response:
    """Change one's password. Whoever is signed in elsewhere must sign in again."""
    person = _own(service, asker)
    with service.store.writing() as session:
        counted = people.attempt(session, person.email)
        kept = counted.password if counted else None
    if not passwords.matches(kept, str(form.get("oud", ""))):
        return _choose(request, person, asks_old=True, error=WRONG_OLD)
    error = _wrong(form, person)
    if error:
        return _choose(request, person, asks_old=True, error=error)
    new = passwords.hashed(str(form["nieuw"]))
    with service.store.writing() as session:
        secret = _replace(session, asker.id, new, service)
        audit.record(session, asker, Event.PASSWORD_CHANGED)
    response = RedirectResponse("/account?melding=wachtwoord", 303)
    cookies.put(request, service.settings, response, "session", secret)
    return response


@router.post("/account/overal-uitloggen")
def sign_out_everywhere(request: Request, service: TheService, asker: Myself) -> Response:
    """End every session of one's own, this one included."""
    with service.store.writing() as session:
        sessions.end_all(session, asker.id)
        audit.record(session, asker, Event.SIGNED_OUT, detail="everywhere")
    response = RedirectResponse("/inloggen?melding=uit", 303)
    cookies.drop(request, service.settings, response, "session")
    return response


@router.get("/wachtwoord/{link}")
def choose_page(request: Request, service: TheService, link: str) -> Response:
    """The form behind a link that the administrator gave. Looking does not use it up: mail programs look too."""
    return _choose(request, _of_link(service, link), form_secret=link)


async def _link_form(request: Request, service: TheService, link: str) -> FormData:
    service.sign_ins.take(address(request))
    return await forms.of_nobody(request, link)


@router.post("/wachtwoord/{link}")
def choose(
    request: Request, service: TheService, link: str, form: Annotated[FormData, Depends(_link_form)]
) -> Response:
    """Choose a password; the link works no more, and whoever was signed in is not any longer."""
    person = _of_link(service, link)
    error = _wrong(form, person)
    if error:
        return _choose(request, person, form_secret=link, error=error)
    new = passwords.hashed(str(form["nieuw"]))
    with service.store.writing() as session:
        again = people.by_password_link(session, link)
        if again is None:
            raise ProblemError(NOT_FOUND, NO_LINK)
        people.set_password(session, again, new)
        sessions.end_all(session, again.id)
        audit.record(session, people.principal(again), Event.PASSWORD_CHANGED, detail="link")
    return RedirectResponse("/inloggen?melding=wachtwoord", 303)


def _own(service: TheService, asker: Principal) -> Person:
    with service.store.reading() as session:
        person = session.get_one(Person, asker.id)
    if person.password is None:
        raise ProblemError(NOT_FOUND)  # they sign in elsewhere alone
    return person


def _of_link(service: TheService, link: str) -> Person:
    with service.store.reading() as session:
        person = people.by_password_link(session, link)
    if person is None:
        raise ProblemError(NOT_FOUND, NO_LINK)
    return person


def _replace(session: Session, person_id: str, password: str, service: TheService) -> str:
    person = session.get_one(Person, person_id)
    people.set_password(session, person, password)
    sessions.end_all(session, person_id)
    return sessions.start(session, person, service.settings)


def _wrong(form: FormData, person: Person) -> str | None:
    new = str(form.get("nieuw", ""))
    if new != str(form.get("nogmaals", "")):
        return DIFFERENT
    return passwords.objection(new, *person.name.split(), person.email.partition("@")[0])


def _choose(
    request: Request,
    person: Person,
    *,
    asks_old: bool = False,
    error: str | None = None,
    form_secret: str | None = None,
) -> Response:
    return page(
        request,
        "people/choose_password.html",
        status=422 if error else 200,
        form_secret=form_secret,
        email=person.email,
        asks_old=asks_old,
        error=error,
        shortest=passwords.SHORTEST,
    )
