"""What the words of a hand may say as well, as values of the row that they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractors.records import OtherReading
from extractors.values.dates import parse_date
from extractors.values.levels import parse_level
from extractors.values.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extractors.scores.tables.sheet import Cell

SCORES = ("raw_score", "skill_score", "percentile")


def other_readings(cells: Mapping[str, Sequence[Cell]], values: Mapping[str, Any]) -> list[OtherReading]:
    """The other values that the cells of a row, by the field of their column, may hold."""
    found: dict[tuple[str, str], float] = {}
    for column, own in cells.items():
        for cell in own:
            for text, share in _texts(cell):
                for field, value in _values(column, text):
                    if value is not None and value != _told(values.get(field)):
                        found[field, value] = max(share, found.get((field, value), 0.0))
    return [OtherReading(field=field, value=value, share=share) for (field, value), share in found.items()]


def _texts(cell: Cell) -> Iterator[tuple[str, float]]:
    """The text of a cell with one of its words read otherwise."""
    for at, word in enumerate(cell.words):
        for text, share in word.others:
            yield " ".join(text if n == at else w.text for n, w in enumerate(cell.words)), share


def _values(column: str, text: str) -> Iterator[tuple[str, str | None]]:
    if column in SCORES:
        yield column, _told(parse_number(text))
    elif column == "date":
        yield column, _told(parse_date(text))
    elif column == "level" and (level := parse_level(text)):
        yield "level_letter", level.letter


def _told(value: Any) -> str | None:
    """A value as text: of a date its ISO form."""
    return None if value is None else f"{value:g}" if isinstance(value, int | float) else str(value)
