"""Values as people write them."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from intake.pages import words

Measurement = dict[str, Any]


def number(value: float | None) -> str:
    """With a decimal comma, and no more digits than there are."""
    return "" if value is None else f"{value:g}".replace(".", ",")


def day(value: str | dt.date | None) -> str:
    """A day with its month in full."""
    if value is None:
        return ""
    date = dt.date.fromisoformat(value) if isinstance(value, str) else value
    return f"{date.day} {words.MONTHS[date.month - 1]} {date.year}"


def moment(value: dt.datetime) -> str:
    """A day and a time, as the clock in the Netherlands shows them."""
    here = value.astimezone(ZoneInfo("Europe/Amsterdam"))
    return f"{day(here.date())}, {here:%H:%M}"


def level(measurement: Measurement) -> str:
    """The level as it was printed: letter, Roman numeral with its sign, or both; AVI has levels of its own."""
    roman = measurement["level_roman"] and measurement["level_roman"] + (measurement["level_sign"] or "")
    return " / ".join(filter(None, (measurement["level_letter"], roman))) or measurement["functioning_level"] or ""


def places(evidence: list[dict[str, Any]]) -> list[tuple[int, list[int]]]:
    """Each document once, with its pages in order."""
    pages: dict[int, set[int]] = {}
    for place in evidence:
        pages.setdefault(place["document"], set()).add(place["page"])
    return [(document, sorted(numbers)) for document, numbers in sorted(pages.items())]


def series_title(series: dict[str, Any]) -> str:
    """What was measured, and with which test; a printout may say the one in the other: 'Spelling (Spelling 3.0)'."""
    domain, test = words.DOMAIN[series["domain"]], series["test"].strip()
    while test.casefold().startswith(domain.casefold()):
        rest = test[len(domain) :].lstrip(" -–—:,(")
        if not rest.casefold().startswith(domain.casefold()):
            break
        test = rest
    if test.count(")") > test.count("("):
        test = test.rstrip(")")
    edition = series["edition"]
    told = test if test.casefold().startswith(domain.casefold()) else f"{domain}: {test}"
    return f"{told} ({edition})" if edition and edition not in test else told


def counted(counts: dict[str, int], accepted: int = 0) -> str:
    """How many findings of each weight, as far as there are: '3 keer ‘moet nog’, 1 keer ‘ter informatie’'."""
    found = [*((counts[weight], name) for weight, name in words.COUNTED.items()), (accepted, words.COUNTED_ACCEPTED)]
    return ", ".join(f"{times} keer ‘{name}’" for times, name in found if times)


COLUMNS: dict[str, Callable[[Measurement], str]] = {
    "Moment": lambda m: m["moment"] or m["label"] or "–",
    "Datum": lambda m: day(m["date"]) or m["school_year"] or "",
    "Soort": lambda m: words.MEASUREMENT[m["kind"]],
    "Kaarten": lambda m: ", ".join(str(card) for card in m["cards"] or ()),
    "Ruwe score": lambda m: number(m["raw_score"]),
    "Vaardigheidsscore": lambda m: number(m["skill_score"]),
    "Niveau": level,
    "Percentiel": lambda m: number(m["percentile"]),
    "DLE": lambda m: number(m["dle"]),
    "DL": lambda m: number(m["didactic_age"]),
}


def table(series: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    """Titles and rows of a series; a column without a value is left out."""
    columns = {title: [show(m) for m in series["measurements"]] for title, show in COLUMNS.items()}
    filled = {title: cells for title, cells in columns.items() if any(cells) or title == "Moment"}
    return list(filled), [list(row) for row in zip(*filled.values(), strict=True)]
