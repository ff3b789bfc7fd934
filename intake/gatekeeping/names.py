"""A corrected value in words, from its name alone: the record may no longer be there, or be read otherwise."""

import re

from intake.gatekeeping import fields
from intake.pages import words
from intake.pages.format import day
from validators import messages


def record(name: str) -> str:
    """'Woordlezen M4, 24 januari 2024' for measurement:word_reading:M4:2024-01-24."""
    kind, _, rest = name.partition("~")[0].partition(":")
    first, _, last = rest.partition(":")
    match kind:
        case "measurement" | "claim":
            moment, _, when = last.partition(":")
            date = day(when) if re.fullmatch(r"\d{4}-\d\d-\d\d", when) else when or "zonder datum"
            said = f"{words.DOMAIN.get(first, first)}{f' {moment}' if moment else ''}, {date}"
            return said if kind == "measurement" else f"{said} (opgave van de school)"
        case "intervention":
            return f"Periode {first}"
        case "signature":
            return f"Handtekening {words.ROLE.get(last, last)}"
        case "answer":
            return messages.name(last).capitalize()
    return {"choice": f"Keuze {last}", "part": "Document"}.get(kind, "Leerling")


def value(name: str, field: str) -> str:
    """The record with the name of the value: 'Periode 2: weken'."""
    return f"{record(name)}: {fields.of(name, field).inline}"
