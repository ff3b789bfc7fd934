"""What a page says, piece by piece in reading order: headings, labels with their text, running text and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.interventions.places.facts import Piece
    from extractors.layout.tables import Table
    from extractors.pages.model import Page

LOWEST = 9  # level of a line that is a heading by what it says alone


@dataclass(slots=True)
class Head:
    """A heading; `level` counts from 1, the largest of the page first."""

    piece: Piece
    level: int


@dataclass(slots=True)
class Labelled:
    """A label with the value in its place, which may be empty. `closed` values have a room of their own."""

    label: str
    piece: Piece
    closed: bool


@dataclass(slots=True)
class Text:
    """A line of running text; `opens` where a paragraph or an item of a list begins, `far` beneath much white."""

    piece: Piece
    opens: bool
    far: bool = False


@dataclass(slots=True)
class Grid:
    """A table."""

    page: Page
    table: Table


Item = Head | Labelled | Text | Grid
