"""Which field each column of a sheet holds: by its heading, by what its cells look like, by what fits the series."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.scores.settle import is_didactic_age, possible, settled, settled_code
from extractors.scores.tables.headings import NUMBERS, card_named, name_heading, name_misread
from extractors.scores.tables.lattice import fields_by_place
from extractors.scores.tables.looks import BY_LOOK, FIT, as_meant, fit, fit_of, look_weight
from extractors.values.moments import find_moment
from extractors.values.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.scores.tables.headings import Legend, Named
    from extractors.scores.tables.lattice import Lattice
    from extractors.scores.tables.sheet import Sheet

EITHER = {"functioning_level"}  # a code, or a number of the same name
TELLING = {"test", "label"}
MANY = {"level", "test", "subject", "label", "moment"}
_YEAR = re.compile(r"(?:19|20)\d\d")  # the edition of a test beside its name
SAME_PLACE = 0.6  # weight of a name taken from another table


@dataclass(frozen=True, slots=True)
class Naming:
    """The field of a column (None when nothing settles it), how sure that is, and whether it is known noise."""

    field: str | None
    weight: float
    noise: bool = False


@dataclass(slots=True)
class _Options:
    """What each column can be: weighted fields, and for columns of numbers the fields among which nothing decides.

    `by_look` are the columns that no heading names.
    """

    sheet: Sheet
    weighted: list[tuple[float, int, str]] = field(default_factory=list)
    open: dict[int, tuple[str, ...]] = field(default_factory=dict)
    by_look: set[int] = field(default_factory=set)

    def add(self, column: int, named: Named) -> None:
        """Take in what the heading of a column says, as far as its cells can be that; else what its cells look like."""
        texts = self.sheet.column(column)
        if not texts:
            return
        if (card := card_named(self.sheet.heads[column])) and fit("raw_score", texts) >= FIT:
            self.weighted.append((0.9, column, f"card_{card}"))
            return
        fitting = self._by_heading(column, named, texts)
        if not fitting and not named.noise:
            fitting = self._by_look(column, texts, headed=any(named.fields))
        self.weighted += [(weight, column, name) for name, weight in fitting.items()]

    def _by_heading(self, column: int, named: Named, texts: list[str]) -> dict[str, float]:
        fits = {name: fit_of(name, self.sheet, column) for name in named.fields}
        fitting = {name: w * fits[name] for name, w in named.fields.items() if fits[name] >= FIT}
        numbers = [name for name in fitting if name in NUMBERS]
        if len(numbers) < 2 or len({fitting[n] for n in numbers}) > 1:
            return fitting
        others = {n: w for n, w in fitting.items() if n not in numbers}
        if all(parse_number(t) is None for t in texts):  # beneath 'Didactisch' may stand codes as well
            return others
        self.open[column] = tuple(numbers)
        return {n: w for n, w in others.items() if n not in EITHER}

    def _by_look(self, column: int, texts: list[str], *, headed: bool) -> dict[str, float]:
        looks = {name: as_meant(name, self.sheet, column) if name == "date" else texts for name in BY_LOOK}
        fitting = {name: weight for name, seen in looks.items() if (weight := look_weight(name, seen)) > 0}
        if fitting:
            self.by_look.add(column)
        elif column not in self.open and not headed and _are_numbers(texts):
            self.open[column] = (*NUMBERS, "group")
        return fitting


def _are_numbers(texts: list[str]) -> bool:
    return fit("raw_score", texts) >= FIT and not all(map(_YEAR.fullmatch, texts))


def name_columns(
    sheet: Sheet, legend: Legend = (), mentions: Sequence[str] = (), lattices: Sequence[Lattice] = ()
) -> list[Naming]:
    """A field for every column; each field but levels and texts goes to the column it fits best.

    `mentions` are number fields that the text around the sheet names, in its order; `lattices` are tables of the same
    printout, whose columns may stand at the same places.
    """
    naming = name_misread if sheet.scanned else name_heading
    named = [naming(heads, legend) for heads in sheet.heads]
    options = _Options(sheet)
    for i, heading in enumerate(named):
        options.add(i, heading)
    chosen: dict[int, tuple[str, float]] = {}
    taken: set[str] = set()
    for weight, i, name in sorted(options.weighted, key=lambda o: (-o[0], o[1])):
        if i not in chosen and (name not in taken or name in MANY):
            chosen[i] = (name, weight)
            taken.add(name)
    noise = {i for i, n in enumerate(named) if n.noise}
    _by_place(sheet, chosen, options.by_look, noise, lattices)
    _settle(sheet, chosen, options.open, mentions)
    if sheet.scanned:
        _settle_months(sheet, chosen)
        _settle_codes(sheet, chosen, options.by_look)
    return [Naming(*chosen[i]) if i in chosen else Naming(None, 0, i in noise) for i in range(len(sheet.heads))]


def _settle_months(sheet: Sheet, chosen: dict[int, tuple[str, float]]) -> None:
    """A column with the very months of the moments holds no equivalent, whatever its heading was read as."""
    fields = [chosen[i][0] if i in chosen else None for i in range(len(sheet.heads))]
    if "dle" in fields and "didactic_age" not in fields and is_didactic_age(sheet, fields, fields.index("dle")):
        chosen[fields.index("dle")] = ("didactic_age", SAME_PLACE)


def _settle_codes(sheet: Sheet, chosen: dict[int, tuple[str, float]], by_look: set[int]) -> None:
    """Columns that look like moments beside the column of moments: what they can only be, if anything."""
    named = [i for i, (name, _) in chosen.items() if name == "moment"]
    first = min(named, key=lambda i: (i in by_look, i), default=None)
    if first in by_look and (told := _telling(sheet, chosen)) is not None:
        first = told
    for i in named:
        if i == first or i not in by_look:
            continue
        fields = [chosen[n][0] if n in chosen and n != i else None for n in range(len(sheet.heads))]
        name = settled_code(sheet, ["moment" if n == first else field for n, field in enumerate(fields)], i)
        if name and name not in fields:
            chosen[i] = (name, 0.4)
        else:
            del chosen[i]


def _telling(sheet: Sheet, chosen: dict[int, tuple[str, float]]) -> int | None:
    """The column of tests or labels of which several cells tell the moment as well ('DMT 2018 E3')."""
    for i, (name, _) in chosen.items():
        codes = {m.code for t in sheet.column(i) if (m := find_moment(t)) and m.code} if name in TELLING else set()
        if len(codes) > 1:
            return i
    return None


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
        fit = i not in noise and sheet.column(i) and fit_of(name, sheet, i) >= FIT
        if name != fields[i] and free and fit and possible(sheet, fields, i, name):
            chosen[i] = (name, SAME_PLACE)


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
        fields = [chosen[n][0] if n in chosen else None for n in range(len(sheet.heads))]
        for i, name in zip(left, names, strict=True):
            if possible(sheet, fields, i, name):
                chosen[i] = (name, 0.4)
