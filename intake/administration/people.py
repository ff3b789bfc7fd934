"""Schools, keys and people: who gets in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import Response

from intake import keys as issuing
from intake.access import ROLES, Action, KeyRole, Principal
from intake.administration.shown import shown
from intake.api.asking import Door, TheForm
from intake.api.problems import NOT_FOUND, ProblemError
from intake.api.state import Reading, TheService
from intake.pages.flash import see_other
from intake.people import managing
from intake.store import audit, keys, operating, people
from intake.store.audit import Event
from intake.store.people import EmailTakenError
from intake.store.people_tables import Person
from intake.store.store import now
from validators.profile import profile_ids

router = APIRouter(prefix="/beheer", include_in_schema=False)
Administrator = Annotated[Principal, Depends(Door(Action.MANAGE_PEOPLE))]
LONGEST_NAME, LONGEST_DAYS = 200, 3650


@router.get("/scholen")
def schools(request: Request, asker: Administrator, session: Reading) -> Response:
    """All schools, with what they have."""
    del asker
    return shown(request, "schools.html", schools=operating.schools(session, now()))


@router.get("/sleutels")
def all_keys(request: Request, asker: Administrator, session: Reading) -> Response:
    """All keys; what they are can't be shown."""
    del asker
    return shown(request, "keys.html", keys=keys.everyone(session), now=now())


@router.get("/sleutels/nieuw")
def new_key(request: Request, asker: Administrator) -> Response:
    """The form for a key."""
    del asker
    return _key_form(request, {}, {})


@router.post("/sleutels")
def add_key(request: Request, asker: Administrator, service: TheService, form: TheForm) -> Response:
    """Make a key and show it, this once."""
    given, wrong = _given(form), dict[str, str]()
    days = given.get("dagen", "")
    if not given.get("naam"):
        wrong["naam"] = "Vul in van wie de sleutel is. Bij een school: de naam van de school."
    if days and not (days.isdecimal() and 1 <= int(days) <= LONGEST_DAYS):
        wrong["dagen"] = f"Vul een aantal dagen in van 1 tot {LONGEST_DAYS}, of laat het leeg."
    role = _role(given)
    if role is None:
        wrong["rol"] = "Kies een rol."
    if wrong or role is None:
        return _key_form(request, given, wrong)
    with service.store.writing() as session:
        secret = issuing.issue(
            session, asker, role, given["naam"], _profiles(form), given.get("gemeente"), int(days) if days else None
        )
    return shown(request, "secret.html", title="De nieuwe sleutel", secret=secret, back="/beheer/sleutels", kind="key")


@router.post("/sleutels/{key_id}/intrekken")
def revoke(request: Request, key_id: str, asker: Administrator, service: TheService, form: TheForm) -> Response:
    """Take a key back for good; asks first."""
    if "zeker" not in form:
        return shown(
            request,
            "sure.html",
            title="Sleutel intrekken",
            text="De sleutel werkt dan meteen niet meer. Dit kan niet ongedaan worden gemaakt.",
            action=f"/beheer/sleutels/{key_id}/intrekken",
            label="Intrekken",
            back="/beheer/sleutels",
        )
    with service.store.writing() as session:
        if not keys.revoke(session, key_id):
            raise ProblemError(NOT_FOUND)
        audit.record(session, asker, Event.KEY_REVOKED, target=key_id)
    return see_other(request, "/beheer/sleutels", "De sleutel is ingetrokken.")


@router.get("/mensen")
def everyone(request: Request, asker: Administrator, session: Reading) -> Response:
    """Everybody who may sign in, and who no longer may."""
    del asker
    return shown(request, "people.html", people=people.everyone(session), now=now())


@router.get("/mensen/nieuw")
def new_person(request: Request, asker: Administrator) -> Response:
    """The form for somebody new."""
    del asker
    return _person_form(request, {}, {})


@router.post("/mensen")
def add_person(request: Request, asker: Administrator, service: TheService, form: TheForm) -> Response:
    """Let somebody in, and show the link with which they choose a password."""
    given, wrong = _given(form), dict[str, str]()
    role = _role(given)
    if not given.get("naam"):
        wrong["naam"] = "Vul de naam in."
    if "@" not in given.get("email", ""):
        wrong["email"] = "Vul een e-mailadres in, zoals naam@school.nl."
    if role is None:
        wrong["rol"] = "Kies een rol."
    elif role == "school" and not given.get("school"):
        wrong["school"] = "Vul in van welke school deze medewerker is."
    if wrong or role is None:
        return _person_form(request, given, wrong)
    try:
        with service.store.writing() as session:
            person = managing.add(
                session,
                asker,
                email=given["email"],
                name=given["naam"],
                role=role,
                school=given.get("school") if role == "school" else None,
                municipality=given.get("gemeente"),
                profiles=_profiles(form),
            )
            link = managing.link(session, asker, person, _public(request, service))
    except EmailTakenError:
        return _person_form(request, given, {"email": "Iemand anders logt al in met dit e-mailadres."})
    return _link_page(request, link)


@router.get("/mensen/{person_id}")
def one(request: Request, person_id: str, asker: Administrator, session: Reading) -> Response:
    """Somebody, and what can be done about them."""
    del asker
    return shown(request, "person.html", person=_found(session, person_id), profiles=profile_ids(), now=now())


@router.post("/mensen/{person_id}")
def change(request: Request, person_id: str, asker: Administrator, service: TheService, form: TheForm) -> Response:
    """Another link, out or in again, other profiles."""
    with service.store.writing() as session:
        person = _found(session, person_id)
        match str(form.get("wat", "")):
            case "link":
                link = managing.link(session, asker, person, _public(request, service))
            case "sluiten" if person.id == asker.id:
                return see_other(request, f"/beheer/mensen/{person_id}", "U kunt uzelf niet buitensluiten.", "bad")
            case "sluiten" | "openen" as what:
                managing.set_open(session, asker, person, may_sign_in=what == "openen")
                link = ""
            case "profielen":
                managing.set_profiles(session, asker, person, _profiles(form))
                link = ""
            case _:
                raise ProblemError(NOT_FOUND)
    return _link_page(request, link) if link else see_other(request, f"/beheer/mensen/{person_id}", "Bewaard.")


def _found(session: Session, person_id: str) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise ProblemError(NOT_FOUND)
    return person


def _link_page(request: Request, link: str) -> Response:
    return shown(request, "secret.html", title="De link", secret=link, back="/beheer/mensen", kind="link")


def _public(request: Request, service: TheService) -> str:
    return service.settings.public_url or str(request.base_url)


def _key_form(request: Request, given: dict[str, str], wrong: dict[str, str]) -> Response:
    status = 422 if wrong else 200
    return shown(request, "key_new.html", status=status, given=given, wrong=wrong, profiles=profile_ids())


def _person_form(request: Request, given: dict[str, str], wrong: dict[str, str]) -> Response:
    status = 422 if wrong else 200
    return shown(request, "person_new.html", status=status, given=given, wrong=wrong, profiles=profile_ids())


def _given(form: FormData) -> dict[str, str]:
    """The fields that were filled in."""
    texts = {name: str(value).strip()[:LONGEST_NAME] for name, value in form.items() if isinstance(value, str)}
    return {name: value for name, value in texts.items() if value.isprintable() and value}


def _role(given: dict[str, str]) -> KeyRole | None:
    return next((role for role in ROLES if role == given.get("rol")), None)


def _profiles(form: FormData) -> list[str]:
    known = profile_ids()
    return [str(value) for value in form.getlist("profiel") if value in known]
