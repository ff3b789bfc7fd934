"""A second reading of short values: what it may and what it may not change."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from extractors.pages.model import Word
from extractors.pages.second.second_reading import settle

DPI = 200


def _line_on_paper() -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Letters that touch run into one long dark shape."""
    paper = np.full((60, 200), 255, np.uint8)
    paper[22:34, 20:110] = 0
    return paper


def test_a_word_whose_letters_touch_is_no_dash() -> None:
    (word,) = settle(_line_on_paper(), [Word("lezen", (20, 22, 110, 34), 0.97)], DPI)
    assert (word.text, word.confidence) == ("lezen", 0.97)


def test_a_dash_read_as_a_letter_is_a_dash() -> None:
    paper = np.full((60, 200), 255, np.uint8)
    paper[26:29, 20:34] = 0
    (word,) = settle(paper, [Word("e", (20, 18, 34, 38), 0.4)], DPI)
    assert word.text == "-"


def test_the_stroke_between_letter_and_numeral_is_no_i() -> None:
    """'D / V' torn in two, so that '/V' is a word: read as IV it would turn a lowest level into a better one."""
    font = ImageFont.load_default(30)
    picture = Image.new("L", (120, 60), 250)
    ImageDraw.Draw(picture).text((20, 12), "/V", font=font, fill=20)
    x0, top, x1, bottom = ImageDraw.Draw(picture).textbbox((20, 12), "/V", font=font)
    (word,) = settle(np.asarray(picture), [Word("/V", (x0, top, x1, bottom), 0.8)], DPI)
    assert word.text == "/V"
