"""Tables of the terminal report: files, scores, interventions and signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table

from intake.pages.words import DOMAIN, KIND, MEASUREMENT, ROLE, SIGNATURE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from extractors.records import Document, Intervention, Measurement, ScoreSeries, Signature


def documents(rows: Sequence[Document]) -> Table:
    """Each file with the kinds of document that were found in it."""
    table = _table("Bestand", "Bladzijden", "Soort")
    for row in rows:
        kinds = [KIND[part.kind] + (f" (blz. {part.first_page})" if part.first_page > 1 else "") for part in row.parts]
        table.add_row(row.name, str(row.page_count), ", ".join(kinds) or "niet gelezen")
    return table


def series(one: ScoreSeries) -> Table:
    """The measurements of one test, oldest first."""
    table = _table("Moment", "Datum", "Meting", "Vaardigheids-\nscore", "Niveau", "Percentiel")
    table.title = f"{one.test} ({DOMAIN[one.domain].lower()})" + (
        f", uitgave {one.edition}" if one.edition and one.edition not in one.test else ""
    )
    table.title_justify = "left"
    for row in one.measurements:
        table.add_row(
            row.moment or row.label or "",
            _day(row.date) or row.school_year or "",
            MEASUREMENT[row.kind],
            _number(row.skill_score),
            _level(row),
            _number(row.percentile),
        )
    return table


def interventions(rows: Sequence[Intervention]) -> Table:
    """The periods of extra support, by start date."""
    table = _table("Nr", "Niveau", "Periode", "Weken", "Minuten per week", "Groep", "Door", "Methode")
    for place, row in enumerate(rows, start=1):
        who = ROLE.get(row.provider.role or "", "") or row.provider.name or ""
        table.add_row(
            str(place),
            _number(row.support_level),
            f"{_day(row.start)} –\n{_day(row.end)}",
            _number(row.weeks),
            _number(row.minutes_per_week),
            _number(row.group_size),
            who,
            row.method or "",
        )
    return table


def signatures(rows: Sequence[Signature]) -> Table:
    """Every box for a signature and what stands in it."""
    table = _table("Wie", "Stand", "Naam", "Datum")
    for row in rows:
        who = ROLE[row.role] if row.role else row.label
        table.add_row(who, SIGNATURE[row.state], row.name or "", _day(row.date))
    return table


def _table(*headings: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in headings:
        table.add_column(heading)
    return table


def _level(row: Measurement) -> str:
    roman = f"{row.level_roman}{row.level_sign or ''}" if row.level_roman else None
    if row.functioning_level and not (row.level_letter or roman):
        return row.functioning_level
    return " ".join(part for part in (row.level_letter, roman) if part)


def _day(day: dt.date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}".replace(".", ",")
