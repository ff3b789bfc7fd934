"""Dates whose characters touch, read as a whole day. The pictures are drawn by the test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from extractors.pages.model import Word
from extractors.pages.second.spoiled_dates import dates_again

if TYPE_CHECKING:
    from extractors.pages.picture.raster import Grey

SIZE, CLOSER, LEFT, TOP = 26, 2, 60, 40
DIGITS = Word("2408", (300.0, 40.0, 356.0, 62.0), 0.99)  # tells how wide a digit is


def crowded(text: str) -> tuple[Grey, float]:
    """A blurred line of print whose characters run into each other, and where it ends."""
    page, font, x = Image.new("L", (600, 100), 255), ImageFont.load_default(SIZE), float(LEFT)
    pen = ImageDraw.Draw(page)
    for character in text:
        pen.text((x, TOP), character, font=font, fill=20)
        x += font.getlength(character) - CLOSER
    return np.asarray(page.filter(ImageFilter.GaussianBlur(1.2))), x + CLOSER


@pytest.mark.parametrize(
    ("printed", "read"),
    [("19.1.2024", "912024"), ("22.5.2023", "2252023"), ("4.2.2022", "422022"), ("13-01-2025", "B012025")],
)
def test_a_spoiled_date_is_the_day_that_fits_its_ink(printed: str, read: str) -> None:
    picture, right = crowded(printed)
    word = Word(read, (float(LEFT), TOP + 2.0, right, TOP + 26.0), 0.5)
    first, _ = dates_again(picture, [word, DIGITS])
    assert [int(n) for n in first.text.replace("-", ".").split(".")] == [
        int(n) for n in printed.replace("-", ".").split(".")
    ]
    assert first.confidence < 0.9


def test_figures_before_a_piece_of_a_date_belong_to_it() -> None:
    picture, right = crowded("30-03-2023")
    pieces = [Word("20", (61.0, 42.0, 85.0, 66.0), 0.9), Word("03-2023", (100.0, 42.0, right, 66.0), 0.9), DIGITS]
    assert [w.text for w in dates_again(picture, pieces)] == ["30-03-2023", "2408"]


@pytest.mark.parametrize("text", ["2021/2022", "2021-2022", "03-2023", "DMT2018", "19.1.2024"])
def test_what_is_no_spoiled_date_stays(text: str) -> None:
    picture, right = crowded(text)
    word = Word(text, (float(LEFT), TOP + 2.0, right, TOP + 26.0), 0.96)
    assert dates_again(picture, [word, DIGITS]) == [word, DIGITS]
