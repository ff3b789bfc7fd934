"""What every geometry becomes before its values are named: columns with headings, rows with cells and context."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.pages.model import Page, Word
    from extractors.scores.tables.lattice import Lattice


@dataclass(slots=True)
class Cell:
    """A text with the words that it was read from."""

    text: str = ""
    words: list[Word] = field(default_factory=list)
    doubtful: bool = False  # whether a misreading was mended, or digits may be missing


EMPTY = Cell()


@dataclass(slots=True)
class Row:
    """Cells by column. `context` are the texts that hold for the row (section, title), nearest first."""

    page: Page
    cells: list[Cell]
    context: tuple[str, ...] = ()


@dataclass(slots=True)
class Sheet:
    """Headings per column (top-down, as many as the column has) and the rows beneath them.

    `before` are the texts that named the test of the last row on the page before: a cell may go on over the page.
    `last` are those of this sheet's last row, `doubts` counts columns and cells that nothing explained, `lattice` are
    the named columns with their places: these are filled in when the sheet is read.
    """

    heads: list[tuple[str, ...]]
    rows: list[Row]
    before: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    doubts: int = 0
    lattice: Lattice = ()

    @property
    def scanned(self) -> bool:
        """Whether the rows were read from a picture."""
        return any(row.page.reading == "ocr" for row in self.rows)

    def column(self, index: int) -> list[str]:
        """The texts of a column that are not empty."""
        return [row.cells[index].text for row in self.rows if row.cells[index].text]
