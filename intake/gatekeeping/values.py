"""The values of a dossier as the page shows them: by group, each record with what was read, what stands, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractors.records import Document, Measurement
from intake.gatekeeping import fields
from intake.pages import words
from intake.pages.format import day
from validators import messages
from validators.placed import FIELDS, Placed, Spot

# What a table of measurements shows, in this order, as far as any row has it.
COLUMNS = (
    "moment", "date", "school_year", "level_letter", "level_roman", "level_sign", "percentile", "functioning_level",
    "kind", "raw_score", "skill_score", "cards", "dle", "didactic_age", "norm_moment",
)  # fmt: skip
OPTIONS = {"both": "beide ouders", "one": "één ouder"}


@dataclass(frozen=True)
class Cell:
    """One value: as it stands, and as it was read where somebody corrected it."""

    field: str
    label: str
    shown: str
    read: str | None = None


@dataclass(frozen=True)
class Row:
    """One record. `page` is (index of the document, page) where it stands; `sure` unless it was read with doubt."""

    id: str
    name: str
    title: str
    cells: dict[str, Cell]
    spots: tuple[Spot, ...]
    page: tuple[int, int] | None
    sure: bool

    @property
    def corrected(self) -> bool:
        """Whether any of its values was corrected."""
        return any(cell.read is not None for cell in self.cells.values())


@dataclass(frozen=True)
class Group:
    """Records under one heading; `columns` are (field, label) where they make a table."""

    id: str
    title: str
    rows: list[Row]
    columns: list[tuple[str, str]]
    empty: str


def rows(read: Sequence[Placed], now: Sequence[Placed], documents: Sequence[Document], doubt: float) -> list[Row]:
    """A row for each record; the two sequences are the same records in the same order."""
    order = _numbers(now)
    return [
        _row(number, old, new, documents, doubt, order.get(new.name, 0))
        for number, (old, new) in enumerate(zip(read, now, strict=True), 1)
    ]


def groups(found: Sequence[Row], tests: Sequence[tuple[str, str, int]]) -> list[Group]:
    """The rows under headings; `tests` are (domain, test, number of measurements) of the series in order."""
    by_kind: dict[str, list[Row]] = {kind: [] for kind in FIELDS}
    for row in found:
        by_kind[row.name.partition(":")[0]].append(row)
    made = [Group("leerling", "De leerling", by_kind["pupil"], [], "")]
    taken = 0
    for place, (domain, test, count) in enumerate(tests, 1):
        chosen = by_kind["measurement"][taken : taken + count]
        taken += count
        name = words.DOMAIN[domain]
        made.append(_table(f"reeks-{place}", test if test.startswith(name) else f"{name}: {test}", chosen))
    if not tests:
        made.append(Group("reeks-1", "Metingen", [], [], "We vonden geen metingen."))
    made.append(_table("opgave", "Wat de school als hoofdmetingen opgeeft", by_kind["claim"]))
    made.append(
        Group("begeleiding", "Extra begeleiding", by_kind["intervention"], [], "We vonden geen extra begeleiding.")
    )
    made.append(_table("handtekeningen", "Handtekeningen", by_kind["signature"]))
    made.append(_table("antwoorden", "Antwoorden op formulieren", by_kind["answer"]))
    made.append(_table("keuzes", "Keuzes op formulieren", by_kind["choice"]))
    made.append(_table("documenten", "Soorten documenten", by_kind["part"]))
    return [group for group in made if group.rows or group.empty]


def _table(group_id: str, title: str, chosen: list[Row]) -> Group:
    shown = [field for field in (chosen[0].cells if chosen else ()) if any(_says(row.cells[field]) for row in chosen)]
    if chosen and chosen[0].name.startswith(("measurement", "claim")):
        shown = [field for field in COLUMNS if field in shown]
    return Group(group_id, title, chosen, [(field, chosen[0].cells[field].label) for field in shown], "")


def _says(cell: Cell) -> bool:
    return bool(cell.shown or cell.read)


def _row(  # noqa: PLR0913, PLR0917 - what a row is made of
    number: int, old: Placed, new: Placed, documents: Sequence[Document], doubt: float, place: int
) -> Row:
    cells = {}
    for field in FIELDS[new.kind]:
        before, after = (fields.shown(each.name, field, each.get(field)) for each in (old, new))
        read = (before or "niets") if before != after else None
        cells[field] = Cell(field, fields.of(new.name, field).label, after, read)
    confidence = getattr(new.record, "confidence", 1.0)
    return Row(
        id=f"waarde-{number}",
        name=new.name,
        title=title(new, documents, place),
        cells=cells,
        spots=new.spots,
        page=_page(new.name, new.spots, documents),
        sure=confidence >= doubt,
    )


def title(placed: Placed, documents: Sequence[Document], place: int = 0) -> str:
    """What a record is called. `place` is that of a period by its start."""
    kind, _, rest = placed.name.partition(":")
    record: Any = placed.record
    match kind:
        case "measurement":
            named = measured(record, rest.partition(":")[0])
        case "claim":
            named = f"{measured(record, rest.partition(':')[0])} (opgave van de school)"
        case "intervention":
            named = f"Periode {place or rest}"
        case "signature":
            named = (words.ROLE.get(record.role) or record.label or "niet duidelijk wie").capitalize()
        case "answer":
            named = messages.name(record.field).capitalize()
        case "choice":
            question = "Gezag" if record.question == "custody" else "Zorgaanbieder"
            named = f"{question}: {OPTIONS.get(record.option, record.option)}"
        case "part":
            file = next((file.name for file in documents if file.sha256.startswith(rest[:12])), "")
            first, last = record.first_page, record.last_page
            named = f"{file}, bladzijde {first}{f'–{last}' if last != first else ''}"
        case _:
            named = "Leerling"
    return named


def measured(row: Measurement, domain: str) -> str:
    """'Woordlezen M4, 24 januari 2024'."""
    when = day(row.date) or row.school_year or "zonder datum"
    return f"{words.DOMAIN.get(domain, domain)}{f' {row.moment}' if row.moment else ''}, {when}"


def _page(name: str, spots: Sequence[Spot], documents: Sequence[Document]) -> tuple[int, int] | None:
    found = [(file, number) for number, file in enumerate(documents)]
    if name.startswith("part:"):
        _, sha256, first = name.partition("~")[0].split(":")
        return next(((number, int(first)) for file, number in found if file.sha256.startswith(sha256)), None)
    spot = next(iter(spots), None)
    if spot is None:
        return None
    return next(((number, spot.page) for file, number in found if file.sha256 == spot.sha256), None)


def _numbers(now: Sequence[Placed]) -> dict[str, int]:
    """The place of each period by its start, as findings count them, by its name."""
    periods: list[Any] = [placed for placed in now if placed.kind == "intervention"]
    periods.sort(key=lambda p: (p.record.start is None, p.record.start.toordinal() if p.record.start else 0))
    return {placed.name: number for number, placed in enumerate(periods, 1)}
