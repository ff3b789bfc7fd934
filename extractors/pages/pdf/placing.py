"""From PDF user space (origin bottom left, unrotated) to the reading position of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.pages.model import BBox


@dataclass(frozen=True, slots=True)
class Placing:
    """Turns user-space boxes upright: `turn` degrees clockwise, then measured from the top left.

    `left`, `bottom`, `right`, `top` are the visible page box in user space.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def width(self) -> float:
        """Width of the page in this position, in points."""
        return self.top - self.bottom if self.turn in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the page in this position, in points."""
        return self.right - self.left if self.turn in (90, 270) else self.top - self.bottom

    def box(self, x0: float, y0: float, x1: float, y1: float) -> BBox:
        """A user-space box (y upwards) as `(x0, top, x1, bottom)` in this position."""
        match self.turn:
            case 90:
                return (y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left)
            case 180:
                return (self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom)
            case 270:
                return (self.top - y1, self.right - x1, self.top - y0, self.right - x0)
            case _:
                return (x0 - self.left, self.top - y1, x1 - self.left, self.top - y0)
