"""The report in one paragraph of plain text, which a gatekeeper or a school pastes into a mail."""

from typing import Any

from intake.overview import bare
from intake.overview import points as points_of
from intake.pages.format import day
from validators import messages

MOST = 5  # points named one by one; a longer paragraph is not read


def summary(report: dict[str, Any], profile: str) -> str:
    """What the outcome is and what is still needed; `profile` is the title of the profile."""
    texts = messages.texts()["summary"]
    head, status = report["dossier"], report["status"]
    opening = texts["opening"].format(
        reference=head["reference"] or "", profile=profile, received=day(head["received_on"])
    )
    points = points_of(report) if status != "complete" else []
    told = [f"({number}) {point}" for number, point in enumerate(points[:MOST], 1)]
    if told:
        told.insert(0, texts["needed" if status == "incomplete" else "doubtful"])
    if len(points) > MOST:
        told.append(texts["more"].format(count=len(points) - MOST))
    told += _accepted(report, texts["accepted"])
    return " ".join(" ".join([opening, texts[status], *told, texts["closing"]]).split())


def _accepted(report: dict[str, Any], opening: str) -> list[str]:
    """What was set aside with a reason: whoever reads that a dossier is complete must read this as well."""
    chosen = [f for f in report["findings"] if f.get("accepted")]
    return (
        [opening, *(f"{bare(f['message'])} Reden: {_ended(f['accepted']['reason'])}" for f in chosen)] if chosen else []
    )


def _ended(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."
