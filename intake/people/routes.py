"""Signing in and out with a password."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from intake.access import new_secret
from intake.api.asking import Asker
from intake.api.limits import address
from intake.api.state import Service, TheService
from intake.pages.site import page
from intake.people import cookies, forms, passwords
from intake.store import audit, people, sessions
from intake.store.audit import NOBODY, Event
from intake.store.people_tables import Person

router = APIRouter(include_in_schema=False)
HOME = "/"
WRONG = (
    "Het e-mailadres of het wachtwoord klopt niet, of er is te vaak geprobeerd. "
    "Na vijf keer kunt u het pas na een minuut weer proberen; daarna duurt het steeds langer."
)
NOTICES = {"wachtwoord": "Uw wachtwoord is bewaard. U kunt nu inloggen.", "uit": "U bent uitgelogd."}


@router.get("/inloggen")
def sign_in_page(
    request: Request, service: TheService, naar: str = HOME, melding: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """The form to sign in with."""
    return sign_in_form(request, service, back_to=local(naar), notice=NOTICES.get(melding))


async def _fields(request: Request, service: TheService) -> FormData:
    service.sign_ins.take(address(request))
    return await forms.of_nobody(request, cookies.read(request, service.settings, "form"))


@router.post("/inloggen")
def sign_in(request: Request, service: TheService, fields: Annotated[FormData, Depends(_fields)]) -> Response:
    """Sign in with a password. An address that nobody has is answered as a wrong password is, and no sooner."""
    email, password = str(fields.get("email", ""))[:320], str(fields.get("wachtwoord", ""))
    back_to = local(str(fields.get("naar", HOME)))
    with service.store.writing() as session:
        person = people.attempt(session, email)
        person_id, kept = (person.id, person.password) if person else ("", None)
    if not passwords.matches(kept, password):
        with service.store.writing() as session:
            audit.record(session, NOBODY, Event.SIGN_IN_FAILED, target=person_id)
        return sign_in_form(request, service, status=422, back_to=back_to, email=email, error=WRONG)
    with service.store.writing() as session:
        person = session.get_one(Person, person_id)
        people.succeeded(person)
        if person.password and passwords.is_dated(person.password):
            person.password = passwords.hashed(password)
        secret = sessions.start(session, person, service.settings)
        audit.record(session, people.principal(person), Event.SIGNED_IN, detail="password")
    return arrive(request, service, secret, back_to)


@router.post("/uitloggen")
def sign_out(request: Request, service: TheService, asker: Asker) -> Response:
    """Sign out in this browser."""
    with service.store.writing() as session:
        sessions.end(session, request.state.session)
        audit.record(session, asker, Event.SIGNED_OUT)
    response = RedirectResponse("/inloggen?melding=uit", 303)
    cookies.drop(request, service.settings, response, "session")
    return response


def arrive(request: Request, service: Service, secret: str, back_to: str) -> Response:
    """On the way, with a session."""
    response = RedirectResponse(back_to, 303)
    cookies.put(request, service.settings, response, "session", secret)
    cookies.drop(request, service.settings, response, "form")
    return response


def local(address: str) -> str:
    """The address, if it is one of ours; else the first page."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if ours else HOME


def _provider(service: Service) -> str | None:
    return service.settings.oidc_name if service.settings.oidc_issuer else None


def sign_in_form(  # noqa: PLR0913 - what the page shows
    request: Request,
    service: Service,
    *,
    back_to: str,
    status: int = 200,
    email: str = "",
    error: str | None = None,
    notice: str | None = None,
) -> Response:
    """The form to sign in with, and what went before."""
    secret = cookies.read(request, service.settings, "form") or new_secret("")
    shown = {"back_to": back_to, "email": email, "error": error, "notice": notice, "provider": _provider(service)}
    response = page(request, "people/sign_in.html", status=status, form_secret=secret, **shown)
    cookies.put(request, service.settings, response, "form", secret)
    return response
