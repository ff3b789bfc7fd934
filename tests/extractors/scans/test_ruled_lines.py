"""Lines on pictures: found where fields stand close together, and letters are left alone."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from extractors.pages.picture.ruled_lines import ink_of, line_masks, without_lines

DPI = 200
TYPE = ImageFont.load_default(28)


def test_the_sides_of_fields_close_above_each_other_are_taken_out():
    page = Image.new("L", (900, 400), 250)
    pen = ImageDraw.Draw(page)
    for top in (100, 152, 204):
        for left in (50, 303, 556):
            pen.rectangle((left, top, left + 248, top + 46), outline=60, width=2)
            pen.text((left + 8, top + 6), "M4", fill=30, font=TYPE)
    even = np.asarray(page)
    cleaned = without_lines(even, line_masks(ink_of(even, DPI), DPI))
    assert (cleaned[102:144, 296:306] > 200).all()
    assert (cleaned[102:144, 310:360] < 100).any()


def test_letters_that_run_together_are_no_line():
    page = Image.new("L", (900, 300), 250)
    pen = ImageDraw.Draw(page)
    x = 60.0
    for character in "woordenwoorden":
        pen.text((x, 100), character, fill=30, font=TYPE, stroke_width=2, stroke_fill=30)
        x += TYPE.getlength(character) - 1
    pen.line((60, 220, 500, 220), fill=60, width=2)
    across = line_masks(ink_of(np.asarray(page), DPI), DPI)[0]
    assert not across[90:150].any()
    assert across[216:224, 80:480].any(axis=0).all()
