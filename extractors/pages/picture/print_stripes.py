"""What passes for a line across a page and is print: heavy or blurred letters run together at one height."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.pages.ocr import Box
    from extractors.pages.picture.raster import Grey

INCH_LONGEST = 2.0  # of words that run together
INCH_BANDS = (0.005, 0.025, 0.05)  # from a line: where its own edge ends, and two bands beside it
BOTH_SIDES = 0.2  # share of ink beside a stripe through the middle of letters
ONE_SIDE = (0.3, 0.25)  # in the nearer and the farther band, of a stripe along their feet or tops


def is_print(ink: Grey, box: Box, dpi: float) -> bool:
    """Whether letters go on above or below a long patch of ink; beside a ruling or a stroke of a pen lies paper."""
    x0, top, x1, bottom = box
    if x1 - x0 > INCH_LONGEST * dpi:
        return False
    edge, near, far = (round(inches * dpi) for inches in INCH_BANDS)

    def share(first: int, last: int) -> float:
        band = ink[max(0, first) : max(0, last), x0:x1]
        return float((band > 0).mean()) if band.size else 0.0

    above, below = share(top - near, top - edge), share(bottom + edge, bottom + near)
    if min(above, below) >= BOTH_SIDES:
        return True
    heavy, heavy_farther = ONE_SIDE
    if above >= heavy and share(top - far, top - near) >= heavy_farther:
        return True
    return below >= heavy and share(bottom + near, bottom + far) >= heavy_farther
