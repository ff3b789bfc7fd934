"""What a request needs of the service: who asks, a look at the store, a transaction in it."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.orm import Session

from intake.access import Principal
from intake.api.problems import FORBIDDEN, UNAUTHENTICATED, ProblemError
from intake.queue import Queue
from intake.settings import Settings
from intake.store import Store, keys
from intake.store.tables import Run


@dataclass
class Service:
    """Everything that lives as long as the application."""

    settings: Settings
    store: Store
    queue: Queue


@dataclass
class Unit:
    """One transaction and the runs that it gives to the workers."""

    session: Session
    runs: list[Run] = field(default_factory=list)


def service(request: Request) -> Service:
    """The service that the application was made with."""
    found: Service = request.app.state.service
    return found


TheService = Annotated[Service, Depends(service)]


# Read below, since Basic is good for looking; this one makes the API's own description tell of keys.
_bearer = HTTPBearer(auto_error=False, description="A key from `dossierpoort key add`")


def principal(
    request: Request,
    service: TheService,
    _described: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)] = None,
) -> Principal:
    """Whose key the request bears."""
    secret = _secret(request)
    if secret:
        with service.store.reading() as session:
            found = keys.principal(session, secret)
        if found:
            return found
    # A browser asks for the key only when it is offered Basic; other clients are offered Bearer alone.
    browser = "text/html" in request.headers.get("accept", "")
    challenge = 'Basic realm="Dossierpoort", charset="UTF-8"' if browser else 'Bearer realm="Dossierpoort"'
    raise ProblemError(
        UNAUTHENTICATED,
        "Stuur uw sleutel mee in de kop 'Authorization: Bearer …'.",
        headers={"WWW-Authenticate": challenge},
    )


Asker = Annotated[Principal, Depends(principal)]


def sender(asker: Asker) -> Principal:
    """Whoever asks, if allowed to send dossiers at all."""
    if not asker.may_send:
        raise ProblemError(FORBIDDEN, "Met deze sleutel kunt u dossiers bekijken, niet insturen.")
    return asker


Sender = Annotated[Principal, Depends(sender)]


def reading(service: TheService) -> Iterator[Session]:
    """One consistent look at the database for the whole request."""
    with service.store.reading() as session:
        yield session


def writing(service: TheService) -> Iterator[Unit]:
    """One transaction for the whole request. The workers hear of it once it is committed."""
    with service.store.writing() as session:
        unit = Unit(session)
        yield unit
        run_ids = [run.id for run in unit.runs]
    service.queue.announce(service.store, run_ids)


# Ended before the answer leaves: a 202 must not be said of what could still fail.
Reading = Annotated[Session, Depends(reading, scope="function")]
Writing = Annotated[Unit, Depends(writing, scope="function")]


def _secret(request: Request) -> str | None:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    match scheme.lower():
        case "bearer":
            return value.strip()
        # A browser repeats Basic by itself, also for a form on somebody else's page; so it is good for looking only.
        case "basic" if request.method in ("GET", "HEAD"):
            try:
                return base64.b64decode(value, validate=True).decode().partition(":")[2]
            except (binascii.Error, UnicodeDecodeError):
                return None
    return None
