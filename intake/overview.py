"""What a list tells of a report: the points that stand in the way, and how sure the weakest reading is."""

import datetime as dt
import re
from typing import Any

from validators.profile import NotInForce, UnknownProfile, load_profile

MOST_POINTS = 3
LONGEST = 200  # letters of a point in a list
# Where we looked, and what stands between brackets, is for the report itself.
_PLACE = re.compile(r" We keken [^.]*(\"[^\"]*\")?\.$")
_ASIDE = re.compile(r" \((?:[^()]|\([^()]*\))*\)")


def bare(message: str) -> str:
    """The message of a finding without where we looked."""
    return _ASIDE.sub("", _PLACE.sub("", message))


def points(report: dict[str, Any]) -> list[str]:
    """What blocks; where nothing does, what a person must look at."""
    if report["status"] == "incomplete":
        chosen = [f for f in report["findings"] if f["severity"] == "blocking"]
    else:
        unclear = {i for r in report["requirements"] if r["state"] == "unclear" for i in r["finding_ids"]}
        chosen = [f for f in report["findings"] if f["id"] in unclear]
    return [bare(f["message"]) for f in chosen]


def in_short(report: dict[str, Any]) -> dict[str, Any]:
    """The first few points, none of them long, and how many there are."""
    told = points(report)
    cut = [f"{point[: LONGEST - 1]}…" if len(point) > LONGEST else point for point in told[:MOST_POINTS]]
    return {"points": cut, "point_count": len(told)}


def lowest(report: dict[str, Any]) -> float | None:
    """The confidence of the weakest reading that decides something; None where nothing of that kind was read.

    Counted are the measurements in the domains of which the profile asks a series, but those between two main ones;
    every intervention; every place to sign.
    """
    asked = _domains(report["dossier"])
    series = [s for s in report["score_series"] if asked is None or s["domain"] in asked]
    rows = [m for s in series for m in s["measurements"] if m["kind"] != "intermediate"]
    return min((row["confidence"] for row in [*rows, *report["interventions"], *report["signatures"]]), default=None)


def _domains(head: dict[str, Any]) -> set[str] | None:
    """The domains of the series that the profile asks for; None, so all, when that profile is no longer there."""
    try:
        profile = load_profile(head["profile"], dt.date.fromisoformat(head["received_on"]))
    except (UnknownProfile, NotInForce):
        return None
    asks = [requirement.ask for requirement in profile.requirements]
    return {c.domain for ask in asks if ask.rule == "series" for route in ask.routes for c in route}
