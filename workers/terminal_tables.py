"""Tables of the terminal report: files, scores, interventions and signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table

from workers.dutch import DOMAINS, KINDS, MEASURED, ROLES, SIGNED, number, short_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.records import Document, Intervention, Measurement, ScoreSeries, Signature


def documents(rows: Sequence[Document]) -> Table:
    """Each file with the kinds of document that were found in it."""
    table = _table("Bestand", "Bladzijden", "Soort")
    for row in rows:
        kinds = [KINDS[part.kind] + (f" (blz. {part.first_page})" if part.first_page > 1 else "") for part in row.parts]
        table.add_row(row.name, str(row.page_count), ", ".join(kinds) or "niet gelezen")
    return table


def series(one: ScoreSeries) -> Table:
    """The measurements of one test, oldest first."""
    table = _table("Moment", "Datum", "Meting", "Vaardigheidsscore", "Niveau", "Percentiel")
    table.title = f"{one.test} ({DOMAINS[one.domain]})" + (f", uitgave {one.edition}" if one.edition else "")
    table.title_justify = "left"
    for row in one.measurements:
        table.add_row(
            row.moment or row.label or "",
            short_date(row.date) or row.school_year or "",
            MEASURED[row.kind],
            number(row.skill_score),
            _level(row),
            number(row.percentile),
        )
    return table


def interventions(rows: Sequence[Intervention]) -> Table:
    """The periods of extra support, by start date."""
    table = _table("Nr", "Niveau", "Periode", "Weken", "Minuten per week", "Groep", "Door", "Methode")
    for place, row in enumerate(rows, start=1):
        who = ROLES.get(row.provider.role or "", "") or row.provider.name or ""
        table.add_row(
            str(place),
            number(row.support_level),
            f"{short_date(row.start)} – {short_date(row.end)}",
            number(row.weeks),
            number(row.minutes_per_week),
            number(row.group_size),
            who,
            row.method or "",
        )
    return table


def signatures(rows: Sequence[Signature]) -> Table:
    """Every box for a signature and what stands in it."""
    table = _table("Wie", "Stand", "Naam", "Datum")
    for row in rows:
        who = ROLES[row.role] if row.role else row.label
        table.add_row(who, SIGNED[row.state], row.name or "", short_date(row.date))
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
