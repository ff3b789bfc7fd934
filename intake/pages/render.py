"""From data to pages. The style of a report stands in the page itself, so that one that was saved still looks right."""

import base64
import datetime as dt
import hashlib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from intake.cutouts import CutOuts, Place
from intake.cutouts import places as places_of
from intake.gatekeeping import fields
from intake.gatekeeping import names as corrected
from intake.pages import static, words
from intake.pages.chart import ROW, TOP, charts
from intake.pages.format import counted, day, moment, number, places, series_title, table
from intake.pages.summary import summary
from validators import messages
from validators.profile_model import Profile
from validators.report import Report

_HERE = Path(__file__).parent
_SHEETS = ("tokens.css", "base.css", "report.css", "saved.css")
_STYLE = "".join((static.FOLDER / name).read_text(encoding="utf-8") for name in _SHEETS)
_style_source = f"'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
CONTENT_SECURITY_POLICY = (
    f"default-src 'none'; style-src {_style_source}; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def report_page(
    report: dict[str, Any], cutouts: CutOuts, *, profile: Profile, version: int, made_at: dt.datetime
) -> str:
    """The report (as the contract gives it) as a page; `profile` is the one by which it was judged.

    A report that was kept by an older version lacks what came later; that is filled in as absent.
    """
    report = Report.model_validate(report).model_dump(mode="json")
    for finding in report["findings"]:
        finding.setdefault("accepted", None)
    return environment.get_template("report.html").render(
        report=report,
        profile=profile.title,
        summary=summary(report, profile.title),
        charts=charts(report, profile),
        pictures={finding: _pictures(chosen, cutouts) for finding, chosen in places_of(report).items()},
        version=version,
        made_at=made_at.astimezone(ZoneInfo("Europe/Amsterdam")),
        numbers={finding["id"]: number for number, finding in enumerate(report["findings"], 1)},
        accepted_ids=[finding["id"] for finding in report["findings"] if finding.get("accepted")],
        counts={severity: _count(report, severity) for severity in words.SEVERITY},
    )


def _pictures(chosen: list[Place], cutouts: CutOuts) -> list[tuple[Place, str]]:
    """The places of which there is a picture, each with its picture as an address that holds all of it."""
    found = ((place, cutouts.get(place)) for place in chosen)
    return [
        (place, f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}") for place, picture in found if picture
    ]


def _count(report: dict[str, Any], severity: str) -> int:
    return sum(finding["severity"] == severity and not finding.get("accepted") for finding in report["findings"])


environment = Environment(
    loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
environment.filters |= {
    "number": number,
    "day": day,
    "moment": moment,
    "table": table,
    "series_title": series_title,
    "counted": counted,
    "places": places,
    "skill": words.SKILL.__getitem__,
    "why": messages.why,
    "corrected_value": lambda one: corrected.value(one["record"], one["field"]),
    "as_read": lambda one: fields.shown(one["record"], one["field"], one["read"]) or "niets",
    "as_corrected": lambda one: fields.shown(one["record"], one["field"], one["value"]) or "leeg",
}
environment.globals |= {"words": words, "row": ROW, "top": TOP, "static": static.address}
environment.globals["style"] = Markup(_STYLE)  # noqa: S704 - our own files
environment.globals["ui"] = environment.get_template("macros.html").module
