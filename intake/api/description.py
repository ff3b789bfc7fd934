"""The API's own description (OpenAPI 3.1), as the Dutch REST API Design Rules want it."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.routing import Match

from intake.api.middleware import API_VERSION
from intake.api.observe import METHODS
from intake.settings import Settings

PREFIX = "/api/v1"
_VERSION = {
    "API-Version": {"description": "Whole version of the API", "schema": {"type": "string", "examples": [API_VERSION]}}
}
_RETRY = {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer", "minimum": 0}}}


def describe(app: FastAPI, settings: Settings) -> None:
    """Have the application describe what stands under the version, relative to it.

    Health and metrics are no part of the API: they have no version and are for the operator alone.
    """
    made_by_the_framework = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(made_by_the_framework(), settings)
        return app.openapi_schema

    def published() -> JSONResponse:
        return JSONResponse(openapi(), headers={"Access-Control-Allow-Origin": "*"})  # the rules want it for all

    app.openapi = openapi  # type: ignore[method-assign]  # the framework's own way
    app.add_api_route(f"{PREFIX}/openapi.json", published, include_in_schema=False)


def allowed(request: Request) -> list[str]:
    """The methods that some route takes at the address that is asked for."""
    routes = request.app.router.routes
    asked = [(method, {**request.scope, "method": method}) for method in sorted(METHODS)]
    return [method for method, scope in asked if any(route.matches(scope)[0] is Match.FULL for route in routes)]


def _described(document: dict[str, Any], settings: Settings) -> dict[str, Any]:
    found = document["paths"].items()
    document["paths"] = {path.removeprefix(PREFIX): item for path, item in found if path.startswith(PREFIX)}
    document["servers"] = [{"url": f"{(settings.public_url or '').rstrip('/')}{PREFIX}"}]
    document["info"]["contact"] = {
        "name": "Beheer van Dossierpoort",
        "email": settings.contact_email,
        "url": settings.public_url or f"http://{settings.host}:{settings.port}",
    }
    for item in document["paths"].values():
        for operation in item.values():
            for status, answer in operation["responses"].items():
                waits = _RETRY if status in {"429", "503"} else {}
                answer["headers"] = _VERSION | waits | answer.get("headers", {})
    return document
