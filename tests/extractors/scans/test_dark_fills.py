"""White print on dark cells, as heads of tables have it. The pages are drawn by the test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import ImageDraw, ImageFont

from extractors.pages.picture.dark_fills import without_dark_fills
from extractors.pages.scan import read_scan

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

DPI = 200.0
HEADS = ("Moment", "Datum", "Niveau")


def test_white_on_dark_is_read_as_well_as_dark_on_white(drawn: Callable[..., Image.Image]) -> None:
    page = drawn(text=["", "", "", "Cito toetsen van de leerling"])
    pen = ImageDraw.Draw(page)
    pen.rectangle((120, 300, 1320, 370), fill=40)
    for n, head in enumerate(HEADS):
        pen.text((140 + 400 * n, 315), head, font=ImageFont.load_default(30), fill=250)
    words = [w.text for w in read_scan(np.asarray(page), DPI, 1).words]
    assert set(HEADS) <= set(words)
    assert "leerling" in words


def test_a_page_without_dark_cells_stays_as_it_is(drawn: Callable[..., Image.Image]) -> None:
    page = np.asarray(drawn(text=["Cito toetsen van de leerling"]))
    assert np.array_equal(without_dark_fills(page, DPI), page)


def test_heavy_print_is_no_dark_cell(drawn: Callable[..., Image.Image]) -> None:
    page = drawn()
    pen = ImageDraw.Draw(page)
    for n in range(3):  # lines whose letters have run together, close above each other
        pen.rectangle((140, 300 + 26 * n, 420, 310 + 26 * n), fill=20)
    heavy = np.asarray(page)
    assert np.array_equal(without_dark_fills(heavy, DPI), heavy)
