"""Which way up a page lies, as its letters say. The test draws the pages with the letters that Pillow carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from extractors.pages.picture.letter_turns import quarters_to_turn, surely_upright
from extractors.pages.picture.smaller import half_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

DPI = 200.0
TEXT = ["De leerling leest langzaam en raadt veel woorden.", "Er is drie keer per week geoefend met de leerkracht."]


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_letters_say_how_to_turn_a_page(drawn: Callable[..., Image.Image], quarters: int) -> None:
    upright = np.asarray(drawn(text=TEXT))
    lying = np.ascontiguousarray(np.rot90(upright, quarters))
    assert quarters_to_turn(half_of(lying), DPI) == quarters
    assert surely_upright(half_of(lying), DPI) == (quarters == 0)


def test_a_page_without_letters_stays_as_it_is() -> None:
    empty = half_of(np.full((2339, 1654), 250, np.uint8))
    assert quarters_to_turn(empty, DPI) == 0
    assert not surely_upright(empty, DPI)
