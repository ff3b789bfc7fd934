"""The report in one paragraph of plain text, which a gatekeeper or a school pastes into a mail."""

import re
from typing import Any

from intake.pages.format import day
from validators import messages

MOST = 5  # points named one by one; a longer paragraph is not read
# Where we looked, and what stands between brackets, is for the report itself.
_PLACE = re.compile(r" We keken [^.]*(\"[^\"]*\")?\.$")
_ASIDE = re.compile(r" \((?:[^()]|\([^()]*\))*\)")


def summary(report: dict[str, Any], profile: str) -> str:
    """What the outcome is and what is still needed; `profile` is the title of the profile."""
    texts = messages.texts()["summary"]
    head, status = report["dossier"], report["status"]
    opening = texts["opening"].format(
        reference=head["reference"] or "", profile=profile, received=day(head["received_on"])
    )
    points = _points(report) if status != "complete" else []
    told = [f"({number}) {point}" for number, point in enumerate(points[:MOST], 1)]
    if told:
        told.insert(0, texts["needed" if status == "incomplete" else "doubtful"])
    if len(points) > MOST:
        told.append(texts["more"].format(count=len(points) - MOST))
    told += _accepted(report, texts["accepted"])
    return " ".join(" ".join([opening, texts[status], *told, texts["closing"]]).split())


def _points(report: dict[str, Any]) -> list[str]:
    """What blocks; where nothing does, what a person must look at."""
    if report["status"] == "incomplete":
        chosen = [f for f in report["findings"] if f["severity"] == "blocking"]
    else:
        unclear = {i for r in report["requirements"] if r["state"] == "unclear" for i in r["finding_ids"]}
        chosen = [f for f in report["findings"] if f["id"] in unclear]
    return [_bare(f["message"]) for f in chosen]


def _accepted(report: dict[str, Any], opening: str) -> list[str]:
    """What was set aside with a reason: whoever reads that a dossier is complete must read this as well."""
    chosen = [f for f in report["findings"] if f.get("accepted")]
    return (
        [opening, *(f"{_bare(f['message'])} Reden: {_ended(f['accepted']['reason'])}" for f in chosen)]
        if chosen
        else []
    )


def _bare(message: str) -> str:
    return _ASIDE.sub("", _PLACE.sub("", message))


def _ended(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."
