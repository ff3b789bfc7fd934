"""Rows of a block without lines between them: which lines of text belong together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.layout.lines import phrases_of
from extractors.layout.tables.blocks import CLOSE
from extractors.layout.tables.columns import GUTTER, boundaries
from extractors.layout.typed import is_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractors.layout.lines import Line
    from extractors.layout.tables.columns import Column
    from extractors.pages.model import Word

SAME_SIDE = 3.0  # points


@dataclass(slots=True)
class Row:
    """The lines of one row: words per (first column, last column) that they take."""

    top: float
    bottom: float
    places: dict[tuple[int, int], list[Word]] = field(default_factory=dict)

    @property
    def columns(self) -> set[int]:
        """Columns that hold something."""
        return {c for first, last in self.places for c in range(first, last + 1)}

    def take(self, other: Row) -> None:
        """Add the words of another line to this row."""
        self.top, self.bottom = min(self.top, other.top), max(self.bottom, other.bottom)
        for place, words in other.places.items():
            self.places.setdefault(place, []).extend(words)


def row_of(line: Line, columns: Sequence[Column]) -> Row:
    """The line's words by the columns they stand in; a phrase across several columns takes them all."""
    row = Row(line.bbox[1], line.bbox[3])
    walls = boundaries(columns)
    for phrase in phrases_of(line, GUTTER):
        for words in _split(phrase.words, columns, walls):
            place = _place(words, columns, walls)
            row.places.setdefault(place, []).extend(words)
    return row


def _split(words: list[Word], columns: Sequence[Column], walls: Sequence[float]) -> list[list[Word]]:
    """Words with plain spaces between them are one run, unless each part fits in a column of its own."""
    parts: dict[int, list[Word]] = {}
    for word in words:
        parts.setdefault(_column_at((word.bbox[0] + word.bbox[2]) / 2, walls), []).append(word)
    if len(parts) == 1:
        return [words]
    fits = all(
        part[0].bbox[0] >= columns[c].x0 - 2 and part[-1].bbox[2] <= columns[c].x1 + 2 for c, part in parts.items()
    )
    return list(parts.values()) if fits or _begin_each(parts, columns) else [words]


def _begin_each(parts: Mapping[int, list[Word]], columns: Sequence[Column]) -> bool:
    """Whether each part begins where its column does and ends before the next: headings wider than the cells."""
    return all(
        abs(part[0].bbox[0] - columns[c].x0) <= SAME_SIDE
        and (c + 1 == len(columns) or part[-1].bbox[2] < columns[c + 1].x0)
        for c, part in parts.items()
    )


def _column_at(x: float, walls: Sequence[float]) -> int:
    return sum(x > wall for wall in walls)


def _place(words: list[Word], columns: Sequence[Column], walls: Sequence[float]) -> tuple[int, int]:
    x0, x1 = words[0].bbox[0], words[-1].bbox[2]
    touched = [i for i, c in enumerate(columns) if x0 < c.x1 and c.x0 < x1]
    if touched:
        return touched[0], touched[-1]
    column = _column_at((x0 + x1) / 2, walls)
    return column, column


def rows_of(lines: Sequence[Row], columns: Sequence[Column], separators: Sequence[float]) -> list[Row]:
    """Lines merged into rows: by separators where each row has its own, else by what wraps and what starts anew."""
    bands = _bands(lines, separators)
    trusted = _one_row_each(bands)
    rows = []
    for band in bands:
        if trusted and not _several(band):
            first, *others = band
            for other in others:
                first.take(other)
            rows.append(first)
        else:
            rows += _merged(band, columns)
    return rows


def _several(band: Sequence[Row]) -> bool:
    """Whether two lines hold a value in the same column: then a shade lies behind some rows only."""
    seen: set[tuple[int, int]] = set()
    for line in band:
        values = {place for place, words in line.places.items() if is_value(" ".join(w.text for w in words))}
        if len(values & seen) >= 2:
            return True
        seen |= values
    return False


def _bands(lines: Sequence[Row], separators: Sequence[float]) -> list[list[Row]]:
    bands: list[list[Row]] = []
    before = None
    for line in lines:
        band = sum(s < (line.top + line.bottom) / 2 for s in separators)
        if bands and band == before:
            bands[-1].append(line)
        else:
            bands.append([line])
        before = band
    return bands


def _one_row_each(bands: Sequence[Sequence[Row]]) -> bool:
    """Whether separators part the rows: no band has two lines that both fill most of the columns."""
    if len(bands) < 3:
        return False
    crowded = sum(sum(len(line.places) >= 2 and 0 in line.columns for line in band) > 1 for band in bands)
    return crowded <= len(bands) // 5


def _merged(lines: Sequence[Row], columns: Sequence[Column]) -> list[Row]:
    rows: list[Row] = []
    last: Row | None = None  # the last line put into the last row
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        if rows and last and (_beside(last, rows[-1], line) or _continues(rows[-1], last, line, after, columns)):
            rows[-1].take(Row(line.top, line.bottom, {k: list(v) for k, v in line.places.items()}))
        else:
            rows.append(Row(line.top, line.bottom, {k: list(v) for k, v in line.places.items()}))
        last = line
    return rows


def _beside(last: Row, row: Row, line: Row) -> bool:
    """Set at half a line's distance: cells of one row that are centred to different heights."""
    distance = abs((line.top + line.bottom) / 2 - (last.top + last.bottom) / 2)
    height = max(line.bottom - line.top, last.bottom - last.top)  # a line of few words may have none that hang lower
    return distance < CLOSE * height and not (row.columns & line.columns and last.columns & line.columns)


def _continues(row: Row, last: Row, line: Row, after: Row | None, columns: Sequence[Column]) -> bool:
    """Whether each text of the line was forced down from a full text above it.

    A line that stands halfway before the next is the first of a taller cell in that row.
    """
    if after and after.top - line.top < CLOSE * (line.bottom - line.top) < line.top - last.top:
        return False
    if not line.columns < row.columns or line.top - last.bottom > 0.6 * (line.bottom - line.top):
        return False
    return all(_forced(row.places.get(place), words, columns, place) for place, words in line.places.items())


def _forced(above: list[Word] | None, words: list[Word], columns: Sequence[Column], place: tuple[int, int]) -> bool:
    if not above or words[0].bold != above[-1].bold:
        return False
    room = columns[place[1]].x1 - columns[place[0]].x0
    last_line = [w for w in above if abs(w.middle - above[-1].middle) < 0.5 * (w.bottom - w.top)]
    used = last_line[-1].x1 - last_line[0].x0
    return used + (words[0].x1 - words[0].x0) > room - 1
