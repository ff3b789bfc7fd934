"""Pages for people who sign in. A template extends `site.html`; `page` gives it who looks and the field for its forms.

Every form that posts holds `{{ csrf }}`. Nothing but the one style sheet stands in a page itself; scripts come from
`/static/`, and every page must do its work without them.
"""

from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from intake.access import Action
from intake.pages.render import environment, style_source
from intake.people.cookies import form_token
from intake.people.forms import FIELD

POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {style_source}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def page(
    request: Request, template: str, *, status: int = 200, form_secret: str | None = None, **values: Any
) -> HTMLResponse:
    """The page made from this template. Its forms are tied to the session, or to `form_secret` before there is one."""
    secret = form_secret or getattr(request.state, "session", None)
    given = {
        "Action": Action,
        "asker": getattr(request.state, "asker", None),
        "csrf": _field(secret) if secret else "",
        **values,
    }
    return HTMLResponse(environment.get_template(template).render(given), status, {"Content-Security-Policy": POLICY})


def _field(secret: str) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, form_token(secret))
