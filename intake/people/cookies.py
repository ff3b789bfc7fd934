"""The cookies of the service. None is readable by a script, and none goes along with a request from another site.

A `__Host-` cookie can't be set by a neighbouring site, nor over plain HTTP. Browsers want TLS for it, so on the machine
itself (a loopback address without `public_url`) the names go without it.
"""

import hashlib
import hmac
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from intake.settings import Settings

Name = Literal["session", "form", "oidc", "flash"]
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def read(request: Request, settings: Settings, name: Name) -> str | None:
    """The value that the browser sent."""
    return request.cookies.get(_name(request, settings, name))


def put(request: Request, settings: Settings, response: Response, name: Name, value: str) -> None:
    """Have the browser keep this until it is closed.

    Lax and not Strict: somebody who follows a link in a mail is signed in on arrival. What changes anything asks for
    more than the cookie anyway.
    """
    secure = _secure(request, settings)
    response.set_cookie(_name(request, settings, name), value, path="/", secure=secure, httponly=True, samesite="lax")


def drop(request: Request, settings: Settings, response: Response, name: Name) -> None:
    """Have the browser forget it."""
    secure = _secure(request, settings)
    response.delete_cookie(_name(request, settings, name), path="/", secure=secure, httponly=True, samesite="lax")


def form_token(secret: str) -> str:
    """What a form must hold that comes from a page of ours, to whoever has the cookie with this secret."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def _secure(request: Request, settings: Settings) -> bool:
    if settings.public_url is not None:
        return settings.public_url.startswith("https:")
    return request.url.scheme == "https" or request.url.hostname not in _LOOPBACK


def _name(request: Request, settings: Settings, name: Name) -> str:
    return f"__Host-dossierpoort-{name}" if _secure(request, settings) else f"dossierpoort-{name}"
