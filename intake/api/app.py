"""Putting the application together."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from prometheus_client import CollectorRegistry
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from intake import profiles
from intake.administration import api as reprocessings
from intake.administration import routes as administration
from intake.api import dossiers, health, metrics, privacy, reports, resumable, witness
from intake.api.accept import preferred
from intake.api.description import allowed, describe
from intake.api.limits import Limiter
from intake.api.metrics import DossierCollector
from intake.api.middleware import API_VERSION, BodyLimit, PlainHeaders
from intake.api.observe import Observed
from intake.api.problems import CHANGED_MEANWHILE, INTERNAL, UNAUTHENTICATED, UNAVAILABLE, ProblemError, of_status
from intake.api.state import Service
from intake.api.uploads import invalid
from intake.gatekeeping import api as gatekeeping_api
from intake.gatekeeping import routes as gatekeeping
from intake.herald import Herald
from intake.pages.site import page
from intake.pages.static import OwnFiles
from intake.people import account, external
from intake.people import routes as sign_in
from intake.queue import Queue
from intake.school import routes as school
from intake.settings import Settings
from intake.store import Store
from intake.store.store import OUTAGE
from intake.triage import routes as triage
from validators.profile import FOLDER, read_profile

log = logging.getLogger(__name__)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application; without settings, those of the environment. Its tables must be up to date."""
    settings = settings or Settings()
    for profile in FOLDER.glob("*.toml"):
        read_profile(profile)  # a wrong profile fails here, not at the first dossier
    limits = Limiter(settings.rate_limit), Limiter(settings.sign_in_limit)
    store, queue = Store(settings), Queue(settings)
    service = Service(settings, store, queue, Herald(store, queue), *limits)
    profiles.publish(store, settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        service.herald.close()
        service.queue.close()
        service.store.close()

    app = FastAPI(
        title="Dossierpoort",
        version=API_VERSION,
        summary="Stuur een dossier in en lees wat compleet is en wat nog ontbreekt.",
        openapi_url=None,  # `describe` publishes it; the framework's pages about it load scripts from elsewhere
        generate_unique_id_function=lambda route: route.name,
        lifespan=lifespan,
    )
    app.state.service = service
    app.include_router(gatekeeping_api.router, prefix="/api/v1")
    app.include_router(gatekeeping.router)
    app.include_router(reprocessings.router, prefix="/api/v1")
    for router in (dossiers.router, reports.router, privacy.router, resumable.router):
        app.include_router(router, prefix="/api/v1")
    for router in (health.router, metrics.router, sign_in.router, external.router, account.router, school.router):
        app.include_router(router)
    app.include_router(triage.router)
    app.include_router(administration.router)
    app.mount("/static", OwnFiles())
    app.add_middleware(BodyLimit, most=settings.max_request_size)
    app.add_middleware(PlainHeaders)
    app.state.metrics = CollectorRegistry()
    app.state.metrics.register(DossierCollector(service.store))
    app.add_middleware(Observed, registry=app.state.metrics)
    app.exception_handler(ProblemError)(_on_problem)
    app.exception_handler(HTTPException)(_on_http_error)
    app.exception_handler(RequestValidationError)(_on_invalid)
    for outage in (*OUTAGE, OSError):
        app.exception_handler(outage)(_on_outage)
    app.exception_handler(StaleDataError)(_on_stale)
    app.exception_handler(ClientDisconnect)(_on_hang_up)
    app.exception_handler(Exception)(_on_bug)
    describe(app, settings)
    log.info("dossierpoort %s", version("dossierpoort"))
    return app


def _answer(request: Request, problem: ProblemError) -> Response:
    headers = problem.headers | {"Vary": "Accept"}
    pages = not request.url.path.startswith("/api/")
    wanted = preferred(request.headers.get("accept", ""), ("application/problem+json", "text/html"))
    if wanted == "text/html":
        if pages and problem.kind is UNAUTHENTICATED:
            sign_in_page = f"/inloggen?{urlencode({'naar': _back_to(request)})}"
            if "hx-request" in request.headers:  # a script asked for a part of a page; the whole page must go there
                return Response(status_code=401, headers={"HX-Redirect": sign_in_page})
            return RedirectResponse(sign_in_page, 303)
        response = page(request, "problem.html", status=problem.kind.status, problem=problem.body())
        response.headers.update(headers)
        return response
    return JSONResponse(problem.body(), problem.kind.status, headers, "application/problem+json")


def _back_to(request: Request) -> str:
    """Where somebody wanted to be; the first page when that was to send something."""
    return str(request.url.replace(scheme="", netloc="")) if request.method == "GET" else "/"


def _on_problem(request: Request, error: ProblemError) -> Response:
    witness.refused(request, error)
    return _answer(request, error)


def _on_http_error(request: Request, error: HTTPException) -> Response:
    # The framework names the methods of the first route alone that has this address.
    headers = {"Allow": ", ".join(allowed(request))} if error.status_code == 405 else dict(error.headers or {})
    return _answer(request, ProblemError(of_status(error.status_code), headers=headers))


def _on_invalid(request: Request, error: RequestValidationError) -> Response:
    return _answer(request, invalid(error.errors()))


def _on_outage(request: Request, error: Exception) -> Response:
    """The database or the bucket does not answer, or the disk is full."""
    log.error("can't accept or show anything now: %s %s", type(error).__name__, getattr(error, "errno", ""))
    return _answer(request, ProblemError(UNAVAILABLE, "Probeer het over een minuut opnieuw.", {"Retry-After": "60"}))


def _on_stale(request: Request, _error: Exception) -> Response:
    return _answer(request, ProblemError(CHANGED_MEANWHILE, "Bekijk het opnieuw en probeer het dan nog eens."))


def _on_hang_up(_request: Request, _error: ClientDisconnect) -> Response:
    return Response(status_code=400)  # nobody hears it


def _on_bug(request: Request, _error: Exception) -> Response:  # the server logs it
    return _answer(request, ProblemError(INTERNAL, "Probeer het later opnieuw, of meld het aan de beheerder."))
