"""Who asks, and whether they may.

A route names what is done there, and gets whoever may do it:

    def show(asker: Looker) -> …:                                            # one of the two below, or
    def show(asker: Annotated[Principal, Depends(Door(Action.SEE_AUDIT))]):  # any other cell of the matrix

The same holds for API and pages. Which dossiers they may do it with is `asker.scope`, which the store applies.
A key comes in a header, a person by the cookie of a session; a person's request that changes anything must come from
a page of ours as well.
"""

import base64
import binascii
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.datastructures import FormData

from intake.access import Action, Principal, Reach
from intake.api import multipart
from intake.api.limits import address
from intake.api.problems import FORBIDDEN, NOT_FOUND, UNAUTHENTICATED, ProblemError
from intake.api.state import Service, TheService
from intake.people import cookies, forms
from intake.store import keys, people, sessions

UNATTENDED = "x-unattended"  # the header of a request that a page sends by itself
# Read below, since Basic is good for looking; this one makes the API's own description tell of keys.
_bearer = HTTPBearer(auto_error=False, description="A key from `dossierpoort key add`")


def _known(
    request: Request,
    service: TheService,
    _described: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)] = None,
) -> Principal:
    found = _holder(request, service) if "authorization" in request.headers else _signed_in(request, service)
    if found:
        service.requests.take(found.id)
        request.state.asker = found
        return found
    if "authorization" in request.headers:
        service.sign_ins.take(address(request))
    # A browser asks for the key only when it is offered Basic; other clients are offered Bearer alone.
    browser = "text/html" in request.headers.get("accept", "")
    challenge = 'Basic realm="Dossierpoort", charset="UTF-8"' if browser else 'Bearer realm="Dossierpoort"'
    raise ProblemError(
        UNAUTHENTICATED,
        "Stuur uw sleutel mee in de kop 'Authorization: Bearer …'.",
        headers={"WWW-Authenticate": challenge},
    )


async def _asker(request: Request, known: Annotated[Principal, Depends(_known)]) -> AsyncIterator[Principal]:
    try:
        if known.kind == "person" and forms.changes(request):
            await forms.check(request, request.state.session)
        yield known
    finally:
        await multipart.let_go(request)


Asker = Annotated[Principal, Depends(_asker)]


@dataclass(frozen=True)
class Door:
    """Lets in whoever may do this; to others it is forbidden, or does not exist."""

    action: Action

    async def __call__(self, asker: Asker) -> Principal:
        """Whoever asks, if they may."""
        match asker.reach(self.action):
            case Reach.HIDDEN:
                raise ProblemError(NOT_FOUND)
            case Reach.NO:
                raise ProblemError(FORBIDDEN, "U kunt dit wel bekijken, maar niet doen.")
        return asker


Looker = Annotated[Principal, Depends(Door(Action.SEE_DOSSIERS))]
Sender = Annotated[Principal, Depends(Door(Action.SEND))]


async def _form(request: Request, _asker: Asker) -> FormData:
    return await multipart.read(request)


# The fields of a form, read once it is known who sent it; FastAPI's own `Form` reads them before.
TheForm = Annotated[FormData, Depends(_form)]


def _holder(request: Request, service: Service) -> Principal | None:
    secret = _secret(request)
    if not secret:
        return None
    with service.store.reading() as session:
        return keys.principal(session, secret)


def _signed_in(request: Request, service: Service) -> Principal | None:
    secret = cookies.read(request, service.settings, "session")
    if not secret:
        return None
    with service.store.reading() as session:
        found = sessions.find(session, secret, service.settings)
        if found is None:
            return None
        # A page that refreshes itself shows nothing of somebody being there.
        touch = sessions.wants_touch(found) and UNATTENDED not in request.headers
        principal = people.principal(found.person)
    if forms.changes(request):
        forms.refuse_other_sites(request)
    if touch:
        with service.store.writing() as session:
            sessions.touch(session, secret)
    request.state.session = secret
    return principal


def _secret(request: Request) -> str | None:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    match scheme.lower():
        case "bearer":
            return value.strip()
        # A browser repeats Basic by itself, also for a form on somebody else's page; so it is good for looking only.
        case "basic" if not forms.changes(request):
            try:
                return base64.b64decode(value, validate=True).decode().partition(":")[2]
            except (binascii.Error, UnicodeDecodeError):
                return None
    return None
