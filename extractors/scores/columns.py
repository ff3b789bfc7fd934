"""Which field each column of a sheet holds: by its heading, by what its cells look like, and by what fits the series."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.scores.headings import NUMBERS, Legend, name_heading
from extractors.values.dates import parse_date
from extractors.values.levels import parse_avi, parse_level
from extractors.values.moments import kind_named, parse_moment
from extractors.values.numbers import parse_cards, parse_group, parse_number, parse_school_year
from extractors.vocabulary import load

if TYPE_CHECKING:
    from extractors.scores.sheet import Sheet

Looks = Callable[[str], bool]


def _not_none(parse: Callable[[str], object]) -> Looks:
    return lambda text: parse(text) is not None


LOOKS: dict[str, Looks] = {
    "date": _not_none(parse_date),
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
BY_LOOK = ("date", "school_year", "moment", "level", "test")
MANY = {"level", "test", "subject", "label", "moment"}
FIT = 0.6


@dataclass(frozen=True, slots=True)
class Naming:
    """The field of a column (None when nothing settles it), how sure that is, and whether it is known noise."""

    field: str | None
    weight: float
    noise: bool = False


def name_columns(sheet: Sheet, legend: Legend = ()) -> list[Naming]:
    """A field for every column; each field but levels and texts goes to the column it fits best."""
    options: list[tuple[float, int, str]] = []
    noise = [False] * len(sheet.heads)
    for i, heads in enumerate(sheet.heads):
        texts = sheet.column(i)
        if not texts:
            continue
        named = name_heading(heads, legend)
        noise[i] = named.noise
        for name, weight in named.fields.items():
            if (fit := _fit(name, texts)) >= FIT:
                options.append((weight * fit, i, name))
        if not named.noise and not any(_fit(n, texts) >= FIT for n in named.fields):
            options += [(weight, i, name) for name in BY_LOOK if (weight := _look_weight(name, texts)) > 0]
    chosen: dict[int, tuple[str, float]] = {}
    taken: set[str] = set()
    for weight, i, name in sorted(options, key=lambda o: (-o[0], o[1])):
        if i not in chosen and (name not in taken or name in MANY):
            chosen[i] = (name, weight)
            taken.add(name)
    return [Naming(*chosen[i]) if i in chosen else Naming(None, 0, noise[i]) for i in range(len(sheet.heads))]


def _fit(name: str, texts: list[str]) -> float:
    """Share of the cells that can be such a value; cells that state a reading level instead of a number don't count."""
    looks = LOOKS[name]
    if name in NUMBERS or name == "level":
        texts = [t for t in texts if parse_avi(t) is None or (name == "level" and parse_level(t))]
    return sum(looks(t) for t in texts) / len(texts) if texts else 1.0


def _look_weight(name: str, texts: list[str]) -> float:
    if name == "test":
        share = sum(bool((m := load("tests").best(t)) and m.score > 0.6) for t in texts) / len(texts)
        return 0.5 if share >= 0.8 else 0
    share = sum(LOOKS[name](t) for t in texts) / len(texts)
    if share < 0.8:
        return 0
    if name == "moment" and sum(len(t) == 1 for t in texts) > 0 and not any(t == "M" for t in texts):
        return 0
    if name == "level" and all(t in ("E", "M") for t in texts) and "M" in texts:
        return 0
    return {"date": 0.6, "school_year": 0.5, "moment": 0.45, "level": 0.4}[name]
