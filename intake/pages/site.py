"""Pages for people who sign in. A template extends `site.html`; `page` gives it who looks and the field for its forms.

Every form that posts holds `{{ csrf }}`. Neither style nor script stands in a page itself; they come from `/static/`,
and every page must do its work without scripts.
"""

from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from intake.access import Action
from intake.pages import flash
from intake.pages.navigation import places_for
from intake.pages.render import environment
from intake.people.cookies import form_token
from intake.people.forms import FIELD

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def page(
    request: Request, template: str, *, status: int = 200, form_secret: str | None = None, **values: Any
) -> HTMLResponse:
    """The page made from this template. Its forms are tied to the session, or to `form_secret` before there is one."""
    secret = form_secret or getattr(request.state, "session", None)
    # A script that asks for a part of the page throws the rest away, so a message would be lost.
    told = None if "hx-request" in request.headers else flash.read(request)
    given = {
        "Action": Action,
        "asker": getattr(request.state, "asker", None),
        "csrf": _field(secret) if secret else "",
        "flash": told,
        "here": request.url.path,
        "places_for": places_for,
        **values,
    }
    html = environment.get_template(template).render(given)
    response = HTMLResponse(html, status, {"Content-Security-Policy": POLICY})
    if told:
        flash.drop(request, response)
    return response


def _field(secret: str) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, form_token(secret))
