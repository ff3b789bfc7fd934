"""Files from a page of ours: through the same door as those of the API, with answers that a page can show."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from intake.access import Principal
from intake.api import multipart
from intake.api.accept import preferred
from intake.api.asking import Sender
from intake.api.delivery import Delivery
from intake.api.problems import INVALID, KEY_REUSED, NO_FILES, TOO_LARGE, TOO_MANY_FILES, UNKNOWN_PROFILE, ProblemError
from intake.api.state import Service, TheService
from intake.api.uploads import Sent, sent

ONCE = "zending"  # the field by which a form that is sent twice is known
_FIELDS: Final = {
    "reference": "Gebruik ten hoogste 200 tekens, en geen burgerservicenummer (BSN).",
    "received_on": "Vul een datum in die bestaat.",
}


@dataclass(frozen=True)
class Refused:
    """Why what was sent can't be taken, and the fields that were filled in: a page then shows its form again."""

    problem: ProblemError
    fields: dict[str, str]


async def _tried(request: Request, service: TheService, sender: Sender) -> AsyncIterator[Sent | Refused]:
    async with AsyncExitStack() as stack:
        try:
            receiving = asynccontextmanager(sent)(request, service, sender)
            got: Sent | Refused = await stack.enter_async_context(receiving)
        except ProblemError as problem:
            form = await multipart.read(request)
            got = Refused(problem, {name: value for name, value in form.items() if isinstance(value, str)})
        yield got


Tried = Annotated[Sent | Refused, Depends(_tried, scope="function")]


def delivery(service: Service, asker: Principal, tried: Sent | Refused) -> Delivery:
    """What the form brought. Raises ProblemError."""
    if isinstance(tried, Refused):
        raise tried.problem
    fields = dict(tried.fields)
    token = fields.pop(ONCE, None)
    return Delivery(service, asker, replace(tried, fields=fields), f"form {token[:100]}" if token else None)


def wrong(problem: ProblemError) -> dict[str, str]:
    """What is wrong with which field of the form; raises the problem itself where no field is to blame."""
    match problem.kind:
        case _ if problem.kind is NO_FILES:
            return {"files": "Kies ten minste één bestand."}
        case _ if problem.kind in (TOO_LARGE, TOO_MANY_FILES):
            return {"files": problem.detail or problem.kind.title}
        case _ if problem.kind is KEY_REUSED:
            return {"files": "Dit formulier was al verstuurd. Kies de bestanden opnieuw als u iets anders wilt sturen."}
        case _ if problem.kind is UNKNOWN_PROFILE:
            return {"received_on": problem.detail or problem.kind.title}
        case _ if problem.kind is INVALID:
            told = {error["field"] for error in problem.extra["errors"]}
            if told <= set(_FIELDS):
                return {field: text for field, text in _FIELDS.items() if field in told}
    raise problem


def by_script(request: Request) -> bool:
    """Whether our script sent the form, which shows what comes of it by itself."""
    return preferred(request.headers.get("accept", ""), ("text/html", "application/json")) == "application/json"


def arrived(request: Request, address: str) -> Response:
    """On to where the dossier stands."""
    return JSONResponse({"address": address}, 201) if by_script(request) else RedirectResponse(address, 303)
