"""What the values of a field look like, and how well the cells of a column fit it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from extractors.scores.tables.headings import NUMBERS
from extractors.scores.worn.lost_separators import is_spoiled
from extractors.scores.worn.misread import digit_width, mended
from extractors.values.dates import parse_date
from extractors.values.levels import find_avi, parse_avi, parse_level
from extractors.values.moments import kind_named, parse_moment
from extractors.values.numbers import find_group, parse_cards, parse_group, parse_number, parse_school_year
from extractors.vocabulary import load

if TYPE_CHECKING:
    from extractors.scores.tables.sheet import Sheet

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
    **dict.fromkeys((*NUMBERS, "card_1", "card_2", "card_3"), _not_none(parse_number)),
}
# What looks like a value without a heading that says so: a bare figure does not.
BARE_LOOKS: dict[str, Looks] = {
    "date": _not_none(parse_date),
    "group": _not_none(find_group),
    "functioning_level": _not_none(find_avi),
}
# What cells may show without any heading: enough of them, and nothing else looks like it.
BY_LOOK = ("date", "school_year", "group", "functioning_level", "moment", "level", "test")
ONE_VALUE = ("date", "moment", "school_year", "group", "cards", "level", "functioning_level", "raw_score")
SEVERAL = 3  # cells: of fewer, as in a form, moments may stand for groups
FIT = 0.6  # share of the cells from which a column can hold a field


def fits_one_field(texts: Sequence[str]) -> bool:
    """Whether most cells are one value of a single kind."""
    return any(sum(LOOKS[name](t) for t in texts) >= FIT * len(texts) for name in ONE_VALUE)


def fit(name: str, texts: Sequence[str]) -> float:
    """Share of the cells that can be such a value; cells that state a reading level instead of a number don't count."""
    looks = LOOKS[name]
    if name in NUMBERS or name == "level":
        texts = [t for t in texts if parse_avi(t) is None or (name == "level" and parse_level(t))]
    return sum(looks(t) for t in texts) / len(texts) if texts else 1.0


def fit_of(name: str, sheet: Sheet, column: int) -> float:
    """As `fit`; on a scan a cell counts too that can be such a value once it is mended."""
    return fit(name, as_meant(name, sheet, column))


def as_meant(name: str, sheet: Sheet, column: int) -> list[str]:
    """The texts of a column, on a scan mended as far as they can be such values; of a spoiled day nothing is known."""
    cells = [row.cells[column] for row in sheet.rows if row.cells[column].text]
    if not sheet.scanned:
        return [c.text for c in cells]
    width = digit_width(cells)
    if name == "date":
        cells = [c for c in cells if not is_spoiled(c.text)]
    return [c.text if LOOKS[name](c.text) else mended(name, c, width) or c.text for c in cells]


def _in_words(text: str) -> bool:
    """Whether a text tells a moment by its group: 'midden gr. 3'."""
    moment = parse_moment(text)
    return moment is not None and moment.half is not None and find_group(text) is not None


def look_weight(name: str, texts: Sequence[str]) -> float:
    """The weight with which cells alone show what they are; 0 when too few do, or when something else looks like it."""
    if name == "test":
        share = sum(bool((m := load("tests").best(t)) and m.score > 0.6 and not parse_avi(t)) for t in texts) / len(
            texts
        )
        return 0.5 if share >= 0.8 else 0
    looks = BARE_LOOKS.get(name, LOOKS[name])
    if sum(looks(t) for t in texts) < 0.8 * len(texts):
        return 0
    if name in ("group", "moment") and len(texts) >= SEVERAL and any(map(_in_words, texts)):
        return 0.5 if name == "moment" else 0
    if name == "moment" and sum(len(t) == 1 for t in texts) > 0 and not any(t == "M" for t in texts):
        return 0
    if name == "level" and all(t in ("E", "M") for t in texts) and "M" in texts:
        return 0
    return {"date": 0.6, "group": 0.5, "school_year": 0.5, "functioning_level": 0.5, "moment": 0.45, "level": 0.4}[name]
