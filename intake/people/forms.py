"""Whether a form comes from a page of ours: another site can make a browser send one, but can't know its token."""

import hmac
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request

from intake.access import new_secret
from intake.api import multipart
from intake.api.problems import FOREIGN_FORM, UNSUPPORTED_MEDIA_TYPE, ProblemError
from intake.people.cookies import form_token

FIELD = "csrf"
HEADER = "X-CSRF-Token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def changes(request: Request) -> bool:
    """Whether the request may change anything."""
    return request.method not in _SAFE


def refuse_other_sites(request: Request) -> None:
    """Raise when the browser says that another site made it send this; asked before anything of the body is read."""
    site = request.headers.get("sec-fetch-site")
    if site is None:  # an old browser, which may tell where from at least
        origin = urlsplit(request.headers.get("origin", "")).netloc
        site = "same-origin" if origin in ("", request.headers.get("host")) else "cross-site"
    if site not in ("same-origin", "none"):
        raise ProblemError(FOREIGN_FORM)


async def of_nobody(request: Request, secret: str | None) -> FormData:
    """The checked fields of somebody who is not signed in; from them no files are taken."""
    refuse_other_sites(request)
    if not request.headers.get("content-type", "").lower().startswith(_FORMS[0]):
        raise ProblemError(UNSUPPORTED_MEDIA_TYPE)
    await check(request, secret or new_secret())
    return await multipart.read(request)


async def check(request: Request, secret: str) -> None:
    """Raise unless the request holds the token that goes with the cookie's secret, in a header or as a field.

    The form is kept for whoever reads it later on.
    """
    given = request.headers.get(HEADER)
    if given is None and request.headers.get("content-type", "").lower().startswith(_FORMS):
        form = await multipart.read(request)
        given = str(form.get(FIELD) or "")
    if not hmac.compare_digest((given or "").encode(), form_token(secret).encode()):
        raise ProblemError(FOREIGN_FORM, "Open de pagina opnieuw en probeer het nog eens.")
