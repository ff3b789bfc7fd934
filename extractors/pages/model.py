"""One page model, whatever the page came from.

A text layer and OCR both produce it, and nothing downstream asks which.
Boxes are `(x0, top, x1, bottom)` in PDF points from the top left of the page as a reader would hold it: upright.
`Page.turn` tells how that reading position relates to the page as displayed; `Page.displayed` maps a box back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

BBox = tuple[float, float, float, float]
Turn = Literal[0, 90, 180, 270]
FieldKind = Literal["text", "check", "radio", "combo", "list", "signature", "button"]


@dataclass(slots=True)
class Word:
    """A run of characters without white space. `size` is the type size in points; `bold` as the font says.

    `others`: what a hand may have written here as well, with its likelihood as a share of that of the best reading.
    """

    text: str
    bbox: BBox
    confidence: float = 1.0
    size: float = 0.0
    bold: bool = False
    others: tuple[tuple[str, float], ...] = ()

    @property
    def x0(self) -> float:
        return self.bbox[0]

    @property
    def top(self) -> float:
        return self.bbox[1]

    @property
    def x1(self) -> float:
        return self.bbox[2]

    @property
    def bottom(self) -> float:
        return self.bbox[3]

    @property
    def middle(self) -> float:
        """Vertical middle, in points."""
        return (self.bbox[1] + self.bbox[3]) / 2


@dataclass(slots=True, frozen=True)
class Ruling:
    """A straight horizontal or vertical line (also a thin filled rectangle, or one side of a drawn box)."""

    bbox: BBox

    @property
    def horizontal(self) -> bool:
        return self.bbox[2] - self.bbox[0] >= self.bbox[3] - self.bbox[1]


@dataclass(slots=True, frozen=True)
class Drawing:
    """A vector shape that is no ruling. `segments` and `curves` count its pieces.

    A signature in vector ink is a drawing of many curves or short segments; a tick box is a closed square;
    shading is a filled rectangle. `confidence` tells how surely ink on a picture is what a pen drew.
    """

    bbox: BBox
    segments: int
    curves: int
    closed: bool
    filled: bool
    stroked: bool
    rectangle: bool
    fill: tuple[int, int, int, int] | None = None
    stroke: tuple[int, int, int, int] | None = None
    confidence: float = 1.0


@dataclass(slots=True, frozen=True)
class Image:
    """A placed raster image. `ink` is the share of dark pixels, None when it was not looked at."""

    bbox: BBox
    width_px: int
    height_px: int
    ink: float | None = None


@dataclass(slots=True, frozen=True)
class FormField:
    """An AcroForm field: `value` is its text, or the chosen export value; `checked` for check boxes and radios."""

    name: str
    kind: FieldKind
    bbox: BBox
    value: str | None = None
    checked: bool | None = None
    label: str | None = None


@dataclass(slots=True, frozen=True)
class Annotation:
    """An annotation that is no form field: `kind` is the PDF subtype in lower case ('ink', 'stamp', 'freetext')."""

    kind: str
    bbox: BBox
    text: str = ""


@dataclass(slots=True)
class Page:
    """One page in reading position. `width` and `height` in points; `number` counts from 1."""

    number: int
    width: float
    height: float
    rotation: int = 0
    turn: Turn = 0
    reading: Literal["text", "ocr", "none"] = "none"
    words: list[Word] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    fields: list[FormField] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    unread: list[BBox] = field(default_factory=list)
    """Of a page read from a picture: where ink stands that no reader could read, so that nothing there is empty."""
    faint: list[BBox] = field(default_factory=list)
    """Of a page read from a picture: where something pale stands, as a pencil leaves: too little to call it ink."""
    shown: tuple[float, ...] | None = None
    """Of a page read from a picture: the 3 × 3 matrix, row by row, from its points to those of the page displayed."""

    def displayed(self, bbox: BBox) -> BBox:
        """The box on the page as it is displayed, for evidence."""
        x0, top, x1, bottom = bbox
        if self.shown:
            corners = [self._shown_at(x, y) for x in (x0, x1) for y in (top, bottom)]
            across, down = [x for x, _ in corners], [y for _, y in corners]
            return (min(across), min(down), max(across), max(down))
        if self.turn == 90:
            return (top, self.width - x1, bottom, self.width - x0)
        if self.turn == 180:
            return (self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        if self.turn == 270:
            return (self.height - bottom, x0, self.height - top, x1)
        return bbox

    def _shown_at(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f, g, h, i = self.shown or (1, 0, 0, 0, 1, 0, 0, 0, 1)
        depth = g * x + h * y + i
        return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth


def union(boxes: list[BBox]) -> BBox:
    """The smallest box around all boxes; raises ValueError when there are none."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return (min(x0), min(top), max(x1), max(bottom))
