"""Dutch for what the records name in English: kinds of documents, domains, roles, states and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

KINDS = {
    "lvs_printout": "uitdraai leerlingvolgsysteem",
    "school_form": "formulier van de school",
    "parent_form": "vragenlijst ouders",
    "application_form": "aanmeldformulier",
    "education_report": "onderwijskundig rapport",
    "action_plan": "handelingsplan",
    "group_overview": "groepsoverzicht",
    "external_report": "verslag van een deskundige",
    "preventive_evaluation": "evaluatie preventief traject",
    "unknown": "onbekend",
}
DOMAINS = {
    "word_reading": "woordlezen",
    "text_reading": "tekstlezen",
    "spelling": "spelling",
    "reading_comprehension": "begrijpend lezen",
    "arithmetic": "rekenen",
    "vocabulary": "woordenschat",
    "language": "taal",
    "other": "overig",
}
ROLES = {
    "parent_1": "ouder 1",
    "parent_2": "ouder 2",
    "director": "directeur",
    "internal_supervisor": "intern begeleider",
    "teacher": "leerkracht",
    "reading_specialist": "leesspecialist",
    "remedial_teacher": "remedial teacher",
    "assistant": "onderwijsassistent",
    "tutor": "tutor",
    "practitioner": "behandelaar",
    "case_manager": "casemanager",
}
SIGNED = {"ink": "getekend", "digital": "digitaal ondertekend", "typed": "alleen een getypte naam", "absent": "leeg"}
MEASURED = {"main": "hoofdmeting", "intermediate": "tussenmeting", "unknown": "onduidelijk"}
STATUSES = {"complete": "COMPLEET", "incomplete": "NIET COMPLEET", "review": "IEMAND MOET MEEKIJKEN"}
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def date(day: dt.date | None) -> str:
    """The day as '12 januari 2024', or nothing."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def short_date(day: dt.date | None) -> str:
    """The day as '12-01-2024', or nothing."""
    return f"{day:%d-%m-%Y}" if day else ""


def number(value: float | None) -> str:
    """A number with a decimal comma, without needless zeros, or nothing."""
    return "" if value is None else f"{value:g}".replace(".", ",")
