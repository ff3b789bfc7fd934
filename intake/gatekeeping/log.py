"""The log of a dossier ('Loket'): who saw and did what, in words."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake.gatekeeping import fields
from intake.judging import ZONE
from intake.store import audit
from intake.store.audit import AuditFilter
from intake.store.audit_table import AuditEvent
from intake.store.names import names

LOOKS = frozenset({"dossier_seen", "report_seen", "file_seen"})
EVENTS = {
    "dossier_sent": "stuurde het dossier in",
    "documents_added": "voegde documenten toe",
    "dossier_seen": "bekeek het dossier",
    "report_seen": "bekeek het rapport",
    "file_seen": "bekeek een document",
    "refused": "vroeg iets wat niet mag",
    "value_corrected": "verbeterde een waarde",
    "correction_withdrawn": "trok een verbetering in",
    "deviation_accepted": "accepteerde een punt met een reden",
    "acceptance_withdrawn": "trok een acceptatie in",
    "school_asked": "stelde de school een vraag",
    "marked_complete": "markeerde het dossier als compleet",
    "mark_withdrawn": "trok de markering ‘compleet’ in",
    "report_replaced": "verving het rapport na opnieuw lezen",
    "report_rolled_back": "zette het vorige rapport terug",
    "pupil_exported": "haalde alle gegevens van de leerling op",
    "dossier_erased": "verwijderde het dossier",
}
WHO = {"system": "Het systeem", "nobody": "Iemand die niet was ingelogd", "key": "Een sleutel", "person": "Iemand"}


@dataclass(frozen=True)
class Line:
    """One thing that somebody did; `look` when they only looked."""

    at: dt.datetime
    who: str
    what: str
    look: bool


def lines(
    session: Session, dossier_id: str, before: int | None = None, size: int = 100
) -> tuple[list[Line], int | None]:
    """What was done with a dossier, newest first, and where an older page goes on."""
    events = audit.events(session, AuditFilter(dossier_id=dossier_id), before, size + 1)
    known = names(session, {event.actor_id for event in events if event.actor_id})
    found = [_line(event, known) for event in events[:size]]
    return found, events[size - 1].id if len(events) > size else None


def _line(event: AuditEvent, known: dict[str, str]) -> Line:
    who = known.get(event.actor_id or "") or WHO.get(event.actor_kind, event.actor_kind)
    what = EVENTS.get(event.event, event.event.replace("_", " "))
    return Line(event.at.astimezone(ZONE), who, f"{what}{_more(event)}", event.event in LOOKS)


def _more(event: AuditEvent) -> str:
    """What the codes of a detail say to people."""
    detail = event.detail or ""
    if event.event == "value_corrected":
        kind, _, field = detail.partition(" ")
        if field in fields.LABELS.get(kind, {}):
            return f": {fields.of(kind, field).inline}"
    version = re.match(r"version (\d+)", detail)
    return f" (versie {version[1]})" if version else ""


def without_looks(found: Sequence[Line]) -> list[Line]:
    """What was done, rather than looked at."""
    return [line for line in found if not line.look]
