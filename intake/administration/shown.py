"""What every page of administration has: its words, and the way to the others."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import HTMLResponse

from intake.access import Action
from intake.administration import words
from intake.pages.format import day
from intake.pages.site import page

ZONE = ZoneInfo("Europe/Amsterdam")
PLACES = (
    ("Overzicht", "/beheer", Action.SEE_WORK),
    ("Rondes", "/beheer/rondes", Action.REPROCESS),
    ("Wachtrij", "/beheer/wachtrij", Action.SEE_WORK),
    ("Mislukt", "/beheer/mislukt", Action.SEE_WORK),
    ("Scholen", "/beheer/scholen", Action.MANAGE_PEOPLE),
    ("Sleutels", "/beheer/sleutels", Action.MANAGE_PEOPLE),
    ("Mensen", "/beheer/mensen", Action.MANAGE_PEOPLE),
    ("Profielen", "/beheer/profielen", Action.MANAGE_PROFILES),
    ("Bewaren", "/beheer/bewaren", Action.MANAGE_PROFILES),
    ("Logboek", "/beheer/logboek", Action.SEE_AUDIT),
)


def shown(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The page made from a template of `administration/`."""
    path = request.url.path
    within = [address for _, address, _ in PLACES if path == address or path.startswith(f"{address}/")]
    given: dict[str, Any] = {
        "said": words,
        "places": [(name, address) for name, address, action in PLACES if request.state.asker.may(action)],
        "place": max(within, key=len, default=""),
        "moment": moment,
        "ago": ago,
    }
    return page(request, f"administration/{template}", status=status, **(given | values))


def moment(value: dt.datetime | None) -> str:
    """'3 mei 2026, 14:05', in Dutch time."""
    if value is None:
        return "–"
    local = value.astimezone(ZONE)
    return f"{day(local.date())}, {local:%H:%M}"


def ago(seconds: float | None) -> str:
    """A length of time in one rounded word or two."""
    if seconds is None:
        return "–"
    if seconds < 90:
        return f"{seconds:.0f} seconden"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} minuten"
    return f"{seconds / 3600:.0f} uur"
