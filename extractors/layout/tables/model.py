"""A table is a grid of cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.layout.lines import lines_of

if TYPE_CHECKING:
    from extractors.pages.model import BBox, Word


@dataclass(slots=True)
class Cell:
    """A cell at `row`, `column` (from 0) covering `row_span` × `column_span` places.

    `bbox` is the room of the cell in points, not the extent of its text.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    bbox: BBox
    words: list[Word] = field(default_factory=list)
    header: bool = False
    shaded: bool = False
    text: str = ""

    def put(self, words: list[Word]) -> None:
        """Fill the cell: words in reading order, the lines of the text joined by a space."""
        if len(words) < 2:
            self.words, self.text = words, words[0].text if words else ""
            return
        lines = lines_of(words)
        self.words = [word for line in lines for word in line.words]
        self.text = " ".join(line.text for line in lines)

    @property
    def joined(self) -> str:
        """The text without any space: for matching words that a narrow column has broken."""
        return "".join(w.text for w in self.words)

    @property
    def bold(self) -> bool:
        """Whether all of its words are bold."""
        return bool(self.words) and all(w.bold for w in self.words)


@dataclass(slots=True)
class Table:
    """Cells in rows and columns on one page, in points. `ruled` tells that lines parted its columns."""

    page_number: int
    bbox: BBox
    row_count: int
    column_count: int
    cells: list[Cell]
    ruled: bool
    header_rows: int = 0

    def grid(self) -> list[list[Cell | None]]:
        """Rows of cells; a cell that spans several places stands at each of them."""
        places: list[list[Cell | None]] = [[None] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    places[row][column] = cell
        return places

    def rows(self) -> list[list[str]]:
        """Texts row by row, for reading tests and logs; a spanning cell repeats its text."""
        return [[cell.text if cell else "" for cell in row] for row in self.grid()]

    def header_cells(self, column: int) -> list[Cell]:
        """Header cells above the column, top-down; a title across the whole table heads no column."""
        found: list[Cell] = []
        for row in self.grid()[: self.header_rows]:
            cell = row[column]
            if cell and cell.text and cell not in found and not self._is_title(cell):
                found.append(cell)
        return found

    def column_header(self, column: int) -> str:
        """The header of the column, its header rows joined top-down; empty when there is none."""
        return " ".join(cell.text for cell in self.header_cells(column))

    def section_of(self, row: int) -> str:
        """The text of the nearest row above that is one cell across ('Spelling'), or empty."""
        for cell in sorted(self.cells, key=lambda c: c.row, reverse=True):
            if cell.row < row and self._is_title(cell) and cell.text:
                return cell.text
        return ""

    def is_section_row(self, row: int) -> bool:
        """Whether one cell takes the whole row."""
        return any(cell.row == row and self._is_title(cell) for cell in self.cells)

    def _is_title(self, cell: Cell) -> bool:
        return self.column_count > 1 and cell.column_span == self.column_count
