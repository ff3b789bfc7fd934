"""Options on pictures: round and square boxes, marked in many ways, and words ringed or struck out.

The pictures are drawn by the tests themselves with the letters that Pillow carries, blurred and made grainy as a
scanner does; no real form is shown.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.pages.ink.option_boxes import OptionBox, stands_apart
from extractors.pages.ink.scan_boxes import Options, boxes_of, drawings_of, without_boxes
from extractors.pages.picture.ruled_lines import ink_of, line_masks

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.pages.model import Drawing
    from extractors.pages.picture.raster import Grey

    Box = tuple[float, float, float, float]
    Mark = Callable[[ImageDraw.ImageDraw, Box], None]

DPI = 200
TYPE = ImageFont.load_default(30)
SIDE = 24.0


def _scanned(page: Image.Image, dpi: int = DPI) -> Grey:
    grain = np.random.default_rng(5).normal(0, 5, (page.height, page.width))
    grainy = np.clip(np.asarray(page, np.float32) + grain, 0, 255).astype(np.uint8)
    size = (round(page.width * dpi / DPI), round(page.height * dpi / DPI))
    return cv2.resize(cv2.GaussianBlur(grainy, (0, 0), 0.8), size, interpolation=cv2.INTER_AREA).astype(np.uint8)


def _paper() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    page = Image.new("L", (1000, 400), 252)
    return page, ImageDraw.Draw(page)


def _tick(pen: ImageDraw.ImageDraw, box: Box) -> None:
    x0, top, x1, bottom = box
    pen.line([(x0 + 4, top + 10), (x0 + 10, bottom - 3), (x1 + 9, top - 9)], fill=70, width=4, joint="curve")


def _cross(pen: ImageDraw.ImageDraw, box: Box) -> None:
    x0, top, x1, bottom = box
    pen.line([(x0 - 4, top - 3), (x1 + 4, bottom + 4)], fill=70, width=4)
    pen.line([(x1 + 5, top - 4), (x0 - 3, bottom + 3)], fill=70, width=4)


def _scribble(pen: ImageDraw.ImageDraw, box: Box) -> None:
    x0, top, x1, bottom = box
    steps = [(x1 - 3 if n % 2 else x0 + 3, top + 3 + n * (bottom - top - 6) / 6) for n in range(7)]
    pen.line(steps, fill=70, width=4, joint="curve")


def _found(even: Grey, dpi: int = DPI) -> Options:
    ink = ink_of(even, dpi)
    return boxes_of(even, ink, line_masks(ink, dpi), dpi)


def _dot(pen: ImageDraw.ImageDraw, box: Box) -> None:
    x0, top, x1, bottom = box
    pen.ellipse((x0 + 7, top + 7, x1 - 7, bottom - 7), fill=20)


def _options(*, round_: bool, mark: Mark | None, dpi: int = DPI) -> list[tuple[bool, bool]]:
    """Roundness and mark of the boxes found among four options, of which the second is marked."""
    page, pen = _paper()
    pen.text((60, 30), "Welke zorgaanbieder kiest u? Ouders noteren 0 of O.", font=TYPE, fill=20)
    for n, name in enumerate(("Opdidakt", "Marant", "RID", "Braams & Partners")):
        box = (80.0, 90.0 + 60 * n, 80.0 + SIDE, 90.0 + 60 * n + SIDE)
        (pen.ellipse if round_ else pen.rectangle)(box, outline=60, width=3)
        pen.text((80 + SIDE + 14, 84 + 60 * n), name, font=TYPE, fill=20)
        if mark and n == 1:
            mark(pen, box)
    even = _scanned(page, dpi)
    drawn = drawings_of(even, _found(even, dpi), dpi)
    boxes = sorted((d for d in drawn if d.closed), key=lambda d: d.bbox[1])
    return [(not b.rectangle, any(_in(d, b) for d in drawn if not d.closed)) for b in boxes]


def _in(inner: Drawing, outer: Drawing) -> bool:
    return outer.bbox[0] < inner.bbox[0] and inner.bbox[3] < outer.bbox[3] and outer.bbox[1] < inner.bbox[1]


@pytest.mark.parametrize("round_", [True, False], ids=["round", "square"])
@pytest.mark.parametrize("mark", [None, _tick, _cross, _scribble, _dot])
@pytest.mark.parametrize("dpi", [150, 200])
def test_every_option_is_seen_and_the_marked_one_told(mark: Mark | None, dpi: int, *, round_: bool) -> None:
    assert _options(round_=round_, mark=mark, dpi=dpi) == [(round_, mark is not None and n == 1) for n in range(4)]


def test_a_black_disc_among_circles_is_chosen() -> None:
    assert _options(round_=True, mark=lambda pen, box: pen.ellipse(box, fill=20)) == [(True, n == 1) for n in range(4)]


def test_letters_and_figures_are_no_boxes() -> None:
    page, pen = _paper()
    for n, line in enumerate(("Niveau O, 0 fouten, 10 op 100 woorden", "Opdidakt & Ouders, niveau D, Q en 8")):
        pen.text((60, 40 + 70 * n), line, font=TYPE, fill=20)
    even = _scanned(page)
    assert _found(even).boxes == []


@pytest.mark.parametrize("size", [26, 30, 38])
def test_the_first_letters_of_headings_are_no_boxes(size: int) -> None:
    page, pen = _paper()
    for n, line in enumerate(("Ondertekening", "Omschrijving van de hulp", "Ouders en opvoeders", "Organisatie")):
        pen.text((60, 30 + 80 * n), line, font=ImageFont.load_default(size), fill=20)
    even = _scanned(page)
    assert _found(even).boxes == []


def test_options_may_stand_right_behind_square_boxes() -> None:
    page, pen = _paper()
    for n, name in enumerate(("ja", "nee", "IWAL")):
        pen.rectangle((80, 90 + 60 * n, 80 + SIDE, 90 + 60 * n + SIDE), outline=60, width=3)
        pen.text((80 + SIDE + 4, 84 + 60 * n), name, font=TYPE, fill=20)
    even = _scanned(page)
    assert len(_found(even).boxes) == 3


def _three_options(pen: ImageDraw.ImageDraw) -> None:
    for n, name in enumerate(("Marant", "RID", "IWAL")):
        pen.rectangle((80, 90 + 60 * n, 80 + SIDE, 90 + 60 * n + SIDE), outline=40, width=3)
        pen.text((80 + SIDE + 14, 84 + 60 * n), name, font=TYPE, fill=20)


def test_noise_of_a_copy_hides_no_box() -> None:
    page, pen = _paper()
    _three_options(pen)
    grey = np.array(page)
    draw = np.random.default_rng(5)
    grey[draw.random(grey.shape) < 0.03] = 150
    assert len(_found(_scanned(Image.fromarray(grey))).boxes) == 3


def test_a_crease_of_the_paper_hides_no_box() -> None:
    page, pen = _paper()
    pen.line([(0, 152), (page.width, 152)], fill=195, width=3)
    _three_options(pen)
    assert len(_found(_scanned(page)).boxes) == 3


def test_what_runs_out_of_a_box_is_out_of_the_readers_way() -> None:
    page, pen = _paper()
    _three_options(pen)
    pen.line([(72, 142), (116, 188)], fill=60, width=3)
    pen.line([(116, 142), (72, 188)], fill=60, width=3)
    cleaned = _scanned(page)
    without_boxes(cleaned, _found(cleaned))
    assert not (cleaned[140:190, 60:118] < 150).any()
    assert (cleaned[140:190, 118:200] < 150).any()  # its option is still there


def _words(mark: Callable[[ImageDraw.ImageDraw, Box], None]) -> tuple[Grey, list[Drawing], Grey]:
    """The picture of 'ja / nee' of which 'nee' is marked, what was found, and the picture without it."""
    page, pen = _paper()
    pen.text((60, 80), "Is er logopedie geweest?", font=TYPE, fill=20)
    pen.text((560, 80), "ja   /", font=TYPE, fill=20)
    pen.text((680, 80), "nee", font=TYPE, fill=20)
    mark(pen, tuple(float(v) for v in pen.textbbox((680, 80), "nee", font=TYPE)))  # type: ignore[arg-type]
    even = _scanned(page)
    found = _found(even)
    cleaned = even.copy()
    without_boxes(cleaned, found)
    return even, drawings_of(even, found, DPI), cleaned


def _ring(pen: ImageDraw.ImageDraw, box: Box) -> None:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    steps = [(x + 44 * math.cos(a), y + (26 + 2 * math.sin(3 * a)) * math.sin(a)) for a in np.linspace(0.3, 6.5, 40)]
    pen.line(steps, fill=70, width=4, joint="curve")


def _strike(pen: ImageDraw.ImageDraw, box: Box) -> None:
    y = (box[1] + box[3]) / 2
    pen.line([(box[0] - 9, y + 2), (box[2] + 8, y - 2)], fill=70, width=4)


@pytest.mark.parametrize(("mark", "pieces"), [(_ring, (0, 4)), (_strike, (1, 0))], ids=["ring", "strike"])
def test_a_word_ringed_or_struck_out_is_told_and_readable(mark: Mark, pieces: tuple[int, int]) -> None:
    even, (drawing,), cleaned = _words(mark)
    assert (drawing.segments, drawing.curves) == pieces
    assert drawing.bbox[0] < 680 * 72 / DPI < drawing.bbox[2]
    gone = int((even < 150).sum()) - int((cleaned < 150).sum())
    assert gone > 100  # the pen's line is out of the reader's way
    assert (cleaned[80:120, 680:740] < 150).sum() > 100  # the letters are not


def test_words_without_a_pen_are_left_alone() -> None:
    page, pen = _paper()
    for n, line in enumerate(
        ("Heeft de leerling een groep overgedaan?", "Het eerste verslag - met toelichting - volgt")
    ):
        pen.text((60, 40 + 70 * n), line, font=TYPE, fill=20, stroke_width=n)
    even = _scanned(page)
    assert _found(even).pen == []


@pytest.mark.parametrize("round_", [True, False])
def test_only_a_square_stands_as_close_before_its_option_as_a_letter_before_the_next(*, round_: bool) -> None:
    """The 'D' of 'DMT' in small, bold type is as heavy in its corners as a square."""
    ink = np.zeros((60, 80), np.uint8)
    ink[20:36, 20:36] = 255
    ink[25:31, 25:31] = 0
    ink[20:36, 40:60] = 255  # what follows, four pixels behind
    assert stands_apart(ink, OptionBox((20, 20, 36, 36), round=round_, line=5), DPI) is not round_
