"""Which field each column of a sheet holds: by its heading, by what its cells look like, by what fits the series."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.scores.headings import NUMBERS, Legend, card_named, name_heading, name_misread
from extractors.scores.lattice import fields_by_place
from extractors.scores.misread import digit_width, mended
from extractors.scores.settle import settled
from extractors.values.dates import parse_date
from extractors.values.levels import parse_avi, parse_level
from extractors.values.moments import kind_named, parse_moment
from extractors.values.numbers import find_group, parse_cards, parse_group, parse_number, parse_school_year
from extractors.vocabulary import load

if TYPE_CHECKING:
    from extractors.scores.lattice import Lattice
    from extractors.scores.sheet import Sheet

Looks = Callable[[str], bool]


def _not_none(parse: Callable[[str], object]) -> Looks:
    return lambda text: parse(text) is not None


LOOKS: dict[str, Looks] = {
    "date": lambda t: parse_date(t) is not None or (t.isdigit() and 1 <= int(t) <= 31),
    "moment": _not_none(parse_moment),
    "school_year": _not_none(parse_school_year),
    "group": _not_none(parse_group),
    "cards": _not_none(parse_cards),
    "level": _not_none(parse_level),
    "functioning_level": lambda t: parse_avi(t) is not None or parse_number(t) is not None,
    "norm_moment": _not_none(parse_moment),
    "label": lambda t: kind_named(t) is not None,
    "kind_mark": lambda t: len(t) <= 20,
    "test": lambda t: any(c.isalpha() for c in t),
    "subject": lambda t: any(c.isalpha() for c in t),
    "edition": lambda t: any(c.isdigit() for c in t),
    **dict.fromkeys(NUMBERS, _not_none(parse_number)),
}
# What cells may show without any heading: enough of them, and nothing else looks like it.
BY_LOOK = ("date", "school_year", "group", "moment", "level", "test")
ONE_VALUE = ("date", "moment", "school_year", "group", "cards", "level", "functioning_level", "raw_score")
MANY = {"level", "test", "subject", "label", "moment"}
FIT = 0.6
SAME_PLACE = 0.6  # weight of a name taken from another table


@dataclass(frozen=True, slots=True)
class Naming:
    """The field of a column (None when nothing settles it), how sure that is, and whether it is known noise."""

    field: str | None
    weight: float
    noise: bool = False


def name_columns(
    sheet: Sheet, legend: Legend = (), mentions: Sequence[str] = (), lattices: Sequence[Lattice] = ()
) -> list[Naming]:
    """A field for every column; each field but levels and texts goes to the column it fits best.

    `mentions` are number fields that the text around the sheet names, in its order; `lattices` are tables of the same
    printout, whose columns may stand at the same places.
    """
    naming = name_misread if sheet.scanned else name_heading
    named = [naming(heads, legend) for heads in sheet.heads]
    options: list[tuple[float, int, str]] = []
    open_columns: dict[int, tuple[str, ...]] = {}
    by_look: set[int] = set()
    for i in range(len(sheet.heads)):
        texts = sheet.column(i)
        if not texts:
            continue
        if (card := card_named(sheet.heads[i])) and _fit("raw_score", texts) >= FIT:
            options.append((0.9, i, f"card_{card}"))
            continue
        fits = {name: _fit_of(name, sheet, i) for name in named[i].fields}
        fitting = {name: w * fits[name] for name, w in named[i].fields.items() if fits[name] >= FIT}
        numbers = [name for name in fitting if name in NUMBERS]
        if len(numbers) > 1 and len({fitting[n] for n in numbers}) == 1:
            open_columns[i] = tuple(numbers)
            fitting = {n: w for n, w in fitting.items() if n not in numbers}
        if not fitting and not named[i].noise:
            looks = {name: _as_meant(name, sheet, i) if name == "date" else texts for name in BY_LOOK}
            fitting = {name: weight for name, seen in looks.items() if (weight := _look_weight(name, seen)) > 0}
            by_look.update([i] if fitting else [])
            if not fitting and i not in open_columns and _fit("raw_score", texts) >= FIT and not any(named[i].fields):
                open_columns[i] = (*NUMBERS, "group")
        options += [(weight, i, name) for name, weight in fitting.items()]
    chosen: dict[int, tuple[str, float]] = {}
    taken: set[str] = set()
    for weight, i, name in sorted(options, key=lambda o: (-o[0], o[1])):
        if i not in chosen and (name not in taken or name in MANY):
            chosen[i] = (name, weight)
            taken.add(name)
    noise = {i for i, n in enumerate(named) if n.noise}
    _by_place(sheet, chosen, by_look, noise, lattices)
    _settle(sheet, chosen, open_columns, mentions)
    return [Naming(*chosen[i]) if i in chosen else Naming(None, 0, i in noise) for i in range(len(sheet.heads))]


def _by_place(
    sheet: Sheet,
    chosen: dict[int, tuple[str, float]],
    by_look: set[int],
    noise: set[int],
    lattices: Sequence[Lattice],
) -> None:
    """Names columns that no heading names after a table with columns at the same places; `by_look` is but likely."""
    fields = [chosen[i][0] if i in chosen else None for i in range(len(sheet.heads))]
    for i, name in fields_by_place(sheet, fields, by_look, lattices).items():
        free = name in MANY or name not in {field for n, (field, _) in chosen.items() if n != i}
        if name != fields[i] and free and i not in noise and sheet.column(i) and _fit_of(name, sheet, i) >= FIT:
            chosen[i] = (name, SAME_PLACE)


def fits_one_field(texts: Sequence[str]) -> bool:
    """Whether most cells are one value of a single kind."""
    return any(sum(LOOKS[name](t) for t in texts) >= FIT * len(texts) for name in ONE_VALUE)


def _settle(
    sheet: Sheet,
    chosen: dict[int, tuple[str, float]],
    open_columns: dict[int, tuple[str, ...]],
    mentions: Sequence[str],
) -> None:
    """Names the open number columns: what only one field fits; then, in order, what the text around mentions."""
    for i, options in sorted(open_columns.items(), key=lambda item: len(item[1])):
        fields = [chosen[n][0] if n in chosen else None for n in range(len(sheet.heads))]
        if i not in chosen and (name := settled(sheet, fields, i, options, mentions)):
            chosen[i] = (name, 0.5)
    left = [i for i in sorted(open_columns) if i not in chosen]
    taken = {name for name, _ in chosen.values()}
    names = [m for m in mentions if m not in taken]
    if left and len(left) == len(names):
        for i, name in zip(left, names, strict=True):
            chosen[i] = (name, 0.4)


def _fit(name: str, texts: Sequence[str]) -> float:
    """Share of the cells that can be such a value; cells that state a reading level instead of a number don't count."""
    looks = LOOKS[name]
    if name in NUMBERS or name == "level":
        texts = [t for t in texts if parse_avi(t) is None or (name == "level" and parse_level(t))]
    return sum(looks(t) for t in texts) / len(texts) if texts else 1.0


def _fit_of(name: str, sheet: Sheet, column: int) -> float:
    """As `_fit`; on a scan a cell counts too that can be such a value once it is mended."""
    return _fit(name, _as_meant(name, sheet, column))


def _as_meant(name: str, sheet: Sheet, column: int) -> list[str]:
    """The texts of a column, on a scan mended as far as they can be such values."""
    cells = [row.cells[column] for row in sheet.rows if row.cells[column].text]
    if not sheet.scanned:
        return [c.text for c in cells]
    width = digit_width(cells)
    return [c.text if LOOKS[name](c.text) else mended(name, c, width) or c.text for c in cells]


def _look_weight(name: str, texts: list[str]) -> float:
    if name == "test":
        share = sum(bool((m := load("tests").best(t)) and m.score > 0.6 and not parse_avi(t)) for t in texts) / len(
            texts
        )
        return 0.5 if share >= 0.8 else 0
    looks = {"date": _not_none(parse_date), "group": _not_none(find_group)}.get(name, LOOKS[name])
    if sum(looks(t) for t in texts) < 0.8 * len(texts):
        return 0
    if name == "moment" and sum(len(t) == 1 for t in texts) > 0 and not any(t == "M" for t in texts):
        return 0
    if name == "level" and all(t in ("E", "M") for t in texts) and "M" in texts:
        return 0
    return {"date": 0.6, "group": 0.5, "school_year": 0.5, "moment": 0.45, "level": 0.4}[name]
