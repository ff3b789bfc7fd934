"""Pictures of pages, drawn for a test with the letters that Pillow carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DPI = 200
SIZE = (1654, 2339)  # A4
LEFT, TOP, ROW, COLUMN = 120, 420, 64, 230
TYPE = 30  # pixels: about eleven points


@pytest.fixture
def drawn() -> Callable[..., Image.Image]:
    """A page with a title, rows of text as a ruled table, lines of text under it, and pen strokes in places given."""

    def draw(rows: Sequence[Sequence[str]] = (), text: Sequence[str] = (), pen: Sequence[Any] = ()) -> Image.Image:
        page = Image.new("L", SIZE, 250)
        ink = ImageDraw.Draw(page)
        font = ImageFont.load_default(TYPE)
        ink.text((LEFT, 200), "Leerlingrapport", font=ImageFont.load_default(48), fill=20)
        for r, cells in enumerate(rows):
            for c, cell in enumerate(cells):
                box = (LEFT + c * COLUMN, TOP + r * ROW, LEFT + (c + 1) * COLUMN, TOP + (r + 1) * ROW)
                ink.rectangle(box, outline=150, width=1)
                ink.text((box[0] + 14, box[1] + 14), cell, font=font, fill=30)
        for n, line in enumerate(text):
            ink.text((LEFT, TOP + (len(rows) + 1) * ROW + n * 48), line, font=font, fill=30)
        for x, y in pen:
            steps = np.linspace(0, 9, 60)
            wave = [(x + 26 * t, y + 34 * np.sin(2.1 * t) * np.cos(0.6 * t)) for t in steps]
            ink.line(wave, fill=60, width=4, joint="curve")
        return page

    return draw
