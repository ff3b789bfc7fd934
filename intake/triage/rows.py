"""A line of the list in words."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from intake import working_days
from intake.access import Action, Principal
from intake.store.triage import Line

Tone = Literal["good", "bad", "care", "info", "neutral"]
SOON = 3  # working days
SURE, FAIR = 0.9, 0.6  # of what was read with 0.9, nine in ten are right; below 0.6 profiles let nothing be decided


@dataclass(frozen=True)
class Told:
    """Some words and how they look."""

    text: str
    tone: Tone = "neutral"


@dataclass(frozen=True)
class Row:
    """A dossier as the list shows it."""

    line: Line
    address: str
    profile: str
    term: Told | None
    stand: Told
    sure: Told | None


def row(line: Line, asker: Principal, today: dt.date, profiles: dict[str, str]) -> Row:
    """The line for whoever looks; `profiles` are the titles of profiles by id."""
    on = "/beoordeling" if asker.may(Action.ACCEPT_DEVIATION) else ""
    return Row(
        line=line,
        address=f"/dossiers/{line.id}{on}",
        profile=profiles.get(line.profile, line.profile),
        term=_term(line, today),
        stand=_stand(line, asker),
        sure=_sure(line.confidence),
    )


def _term(line: Line, today: dt.date) -> Told | None:
    if line.due_on is None or line.phase == "completed":
        return None
    left = working_days.until(today, line.due_on)
    days = "1 werkdag" if abs(left) == 1 else f"{abs(left)} werkdagen"
    if left < 0 or line.due_on < today:
        return Told(f"{days} te laat" if left else "net te laat", "bad")
    return Told(f"nog {days}" if left else "vandaag", "care" if left <= SOON else "neutral")


def _stand(line: Line, asker: Principal) -> Told:
    match line.phase:
        case "reading":
            far = f": {line.files_done} van {line.files_total}" if line.state == "processing" else ""
            return Told(f"Wordt gelezen{far}", "info")
        case "failed":
            return Told("Lezen mislukt", "bad")
        case "completed":
            return Told("Afgehandeld", "good")
        case "asked":
            return Told("Vraag aan u" if asker.role == "school" else "Vraag aan de school", "info")
    return Told("Te doen")


def _sure(confidence: float | None) -> Told | None:
    if confidence is None:
        return None
    percent = f"{int(confidence * 100)}\N{NO-BREAK SPACE}%"  # never rounded up: it must not look surer than it is
    if confidence >= SURE:
        return Told(f"zeker ({percent})", "good")
    return Told(f"redelijk ({percent})", "neutral") if confidence >= FAIR else Told(f"onzeker ({percent})", "care")
