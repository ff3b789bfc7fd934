"""Signing in at an OpenID Connect provider, such as a school federation or a municipality's own."""

import hmac
import logging
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from intake.api.limits import address
from intake.api.problems import NOT_FOUND, ProblemError
from intake.api.state import Service, TheService
from intake.people import cookies
from intake.people.provider import Attempt, Provider, ProviderError
from intake.people.routes import HOME, arrive, local, sign_in_form
from intake.store import audit, people, sessions
from intake.store.audit import Event

router = APIRouter(include_in_schema=False)
log = logging.getLogger(__name__)
RETURN = "/inloggen/terug"
NOT_NOW = "Inloggen via uw organisatie lukte niet. Probeer het opnieuw, of log in met een wachtwoord."
NO_ACCESS = "Uw organisatie kent u, maar u hebt hier nog geen toegang. Vraag de beheerder erom."


def _provider(request: Request, service: TheService) -> Provider:
    if service.settings.oidc_issuer is None:
        raise ProblemError(NOT_FOUND)
    if not hasattr(request.app.state, "provider"):
        request.app.state.provider = Provider(service.settings)
    provider: Provider = request.app.state.provider
    return provider


TheProvider = Annotated[Provider, Depends(_provider)]
Short = Annotated[str, Query(max_length=2000)]


@router.get("/inloggen/extern")
def leave(request: Request, service: TheService, provider: TheProvider, naar: str = HOME) -> Response:
    """Send the browser to the provider."""
    attempt = Attempt.new()
    try:
        address = provider.address(attempt, _redirect_uri(request, service))
    except ProviderError as error:
        return _refused(request, service, str(error))
    response = RedirectResponse(address, 303)
    kept = " ".join((attempt.state, attempt.nonce, attempt.verifier, local(naar)))
    cookies.put(request, service.settings, response, "oidc", kept)
    return response


@router.get(RETURN)
def come_back(  # noqa: PLR0913, PLR0917 - what the provider may say
    request: Request,
    service: TheService,
    provider: TheProvider,
    code: Short = "",
    state: Short = "",
    iss: Short = "",
) -> Response:
    """The provider sent the browser back: see who it is, and sign them in if they may."""
    service.sign_ins.take(address(request))
    kept = (cookies.read(request, service.settings, "oidc") or "").split(" ", 3)
    if len(kept) != 4 or not code or not hmac.compare_digest(kept[0].encode(), state.encode()):
        return _refused(request, service, "no code, or not from this browser")
    if iss not in ("", service.settings.oidc_issuer):  # RFC 9207: another provider's answer, put in our mouth
        return _refused(request, service, "another issuer")
    attempt, back_to = Attempt(*kept[:3]), local(kept[3])
    try:
        identity = provider.identity(attempt, _redirect_uri(request, service), code)
    except ProviderError as error:
        return _refused(request, service, str(error))
    with service.store.writing() as session:
        person = people.of_provider(session, identity.issuer, identity.subject, identity.email)
        if person is None:
            return sign_in_form(request, service, status=403, back_to=back_to, error=NO_ACCESS)
        people.succeeded(person)
        secret = sessions.start(session, person, service.settings)
        audit.record(session, people.principal(person), Event.SIGNED_IN, detail="provider")
    response = arrive(request, service, secret, back_to)
    cookies.drop(request, service.settings, response, "oidc")
    return response


def _refused(request: Request, service: Service, why: str) -> Response:
    log.warning("signing in at the provider failed: %s", why)
    return sign_in_form(request, service, status=403, back_to=HOME, error=NOT_NOW)


def _redirect_uri(request: Request, service: Service) -> str:
    base = service.settings.public_url or str(request.base_url)
    return base.rstrip("/") + RETURN
