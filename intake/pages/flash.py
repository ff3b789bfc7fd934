"""A message on the page that comes after a redirect.

It travels in a cookie that lives for one page: an address would keep what it says in histories and logs.
"""

import base64
import json
from dataclasses import asdict, dataclass
from typing import Literal

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from intake.people import cookies

Tone = Literal["good", "bad", "care", "info"]
LONGEST = 500  # characters; a cookie has room for little


@dataclass(frozen=True)
class Flash:
    """What is said, and how it looks."""

    text: str
    tone: Tone


def see_other(request: Request, address: str, text: str, tone: Tone = "good") -> RedirectResponse:
    """On to this page of ours, which shows the message."""
    response = RedirectResponse(address, 303)
    told = json.dumps(asdict(Flash(text[:LONGEST], tone))).encode()
    value = base64.urlsafe_b64encode(told).decode()
    cookies.put(request, request.app.state.service.settings, response, "flash", value)
    return response


def read(request: Request) -> Flash | None:
    """The message that was left for this page; a value that nobody of ours wrote is none."""
    value = cookies.read(request, request.app.state.service.settings, "flash")
    try:
        return Flash(**json.loads(base64.urlsafe_b64decode(value))) if value else None
    except (ValueError, TypeError):
        return None


def drop(request: Request, response: Response) -> None:
    """It was shown."""
    cookies.drop(request, request.app.state.service.settings, response, "flash")
