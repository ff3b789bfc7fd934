"""Tick boxes of every make, with the options they belong to."""

from __future__ import annotations

import pytest

from extractors.layout.tickboxes import tick_boxes
from extractors.pages.model import Drawing, FormField, Word
from tests.extractors.layout.drawing import across, down, page, rectangle, text

BLACK = (0, 0, 0, 255)
SQUARE = (50.0, 100.0, 60.0, 110.0)


def seen(made):
    return [(box.checked, box.label) for box in tick_boxes(made)]


@pytest.mark.parametrize(
    ("empty", "ticked"), [("☐", "☒"), ("□", "■"), ("❏", "✔"), ("\uf0a8", "\uf0fe"), ("\uf06f", "\uf078"), ("○", "●")]
)
def test_glyphs(empty, ticked):
    words = text(50, 100, f"{ticked} één ouder   {empty} beide ouders")
    assert seen(page(words)) == [(True, "één ouder"), (False, "beide ouders")]


def test_a_glyph_glued_to_its_option():
    assert seen(page(text(50, 100, "☒Opdidakt   ☐RID"))) == [(True, "Opdidakt"), (False, "RID")]


def test_solid_bullets_are_no_boxes():
    assert seen(page(text(50, 100, "■ punt een") + text(50, 115, "■ punt twee"))) == []


@pytest.mark.parametrize("ticked", ["[x] ja", "[X] ja", "(x) ja", "[ x ] ja"])
def test_brackets(ticked):
    assert seen(page(text(50, 100, ticked) + text(150, 100, "[ ] nee"))) == [(True, "ja"), (False, "nee")]


CROSS = Drawing((51, 101, 59, 109), segments=4, curves=0, closed=False, filled=False, stroked=True, rectangle=False)
TICK = Drawing((50, 97, 63, 109), segments=3, curves=1, closed=False, filled=False, stroked=True, rectangle=False)


@pytest.mark.parametrize(
    ("inside", "checked"),
    [([], False), ([CROSS], True), ([TICK], True), ([rectangle((52, 102, 58, 108), BLACK)], True)],
)
def test_drawn_squares(inside, checked):
    made = page(text(65, 100, "beide ouders"), drawings=[rectangle(SQUARE), *inside])
    assert seen(made) == [(checked, "beide ouders")]


def test_a_letter_in_a_square_ticks_it():
    made = page([Word("X", (52, 100, 58, 110)), *text(65, 100, "ja")], drawings=[rectangle(SQUARE)])
    assert seen(made) == [(True, "ja")]


def test_a_wide_heading_above_a_box_on_a_picture_does_not_hold_it():
    made = page([Word("Dyslexiezorgaanbieder", (40, 84, 160, 96)), *text(65, 100, "ja")], drawings=[rectangle(SQUARE)])
    made.reading = "ocr"
    assert seen(made) == [(False, "ja")]


def test_a_capital_that_looks_like_a_box_on_a_picture_is_none():
    squares = [rectangle(SQUARE), rectangle((50.0, 130.0, 60.0, 140.0))]
    made = page([Word("ndertekening", (61.5, 100, 120, 110)), Word("ja", (61.5, 130, 70, 140))], drawings=squares)
    made.reading = "ocr"
    assert seen(made) == [(False, "ja")]


def test_an_option_that_was_read_with_what_is_left_of_its_mark():
    words = [*text(20, 100, "ja"), Word("„nee", (57, 100, 80, 110))]
    assert seen(page(words, drawings=[rectangle(SQUARE), CROSS])) == [(True, "„nee")]


WHITE, BLUE = (255, 255, 255, 255), (0, 117, 255, 255)
OUTLINE, GROUND = rectangle(SQUARE, curves=16), rectangle((49.8, 99.8, 60.2, 110.2), WHITE, curves=16)
DOT = rectangle((52, 102, 58, 108), BLUE, curves=16)
TICK_IN_IT = Drawing(
    (52, 102, 58, 107), segments=3, curves=0, closed=False, filled=False, stroked=True, rectangle=False
)


@pytest.mark.parametrize(
    ("drawn", "checked"),
    [
        ([GROUND, OUTLINE], False),
        ([GROUND, OUTLINE, DOT], True),
        ([GROUND, rectangle((49.7, 99.7, 60.3, 110.3), BLUE, curves=16), TICK_IN_IT], True),
    ],
)
def test_boxes_as_browsers_print_them_with_their_ground_apart(drawn, checked):
    assert seen(page(text(65, 100, "beide ouders"), drawings=drawn)) == [(checked, "beide ouders")]


def test_a_square_cell_of_a_table_is_no_box():
    lines = [across(100, 50, 200), across(110, 50, 200), down(50, 100, 110), down(60, 100, 110)]
    assert seen(page(text(65, 100, "ja"), lines, [rectangle(SQUARE)])) == []


def test_form_fields_win_from_what_is_printed_beneath():
    made = page(text(65, 100, "ja"), drawings=[rectangle(SQUARE)])
    made.fields = [FormField("a", "check", SQUARE, checked=True)]
    assert seen(made) == [(True, "ja")]


def test_an_option_before_its_box():
    assert seen(page(text(50, 100, "ja ☒"))) == [(True, "ja")]


@pytest.mark.parametrize("end", ["]", "}", "1", "J", " ]", " }"])
def test_brackets_of_a_picture_with_a_misread_end(end):
    made = page(text(50, 100, f"[{end} ja") + text(150, 101, "[x] nee"))
    made.reading = "ocr"
    assert seen(made) == [(False, "ja"), (True, "nee")]


def test_a_reference_in_brackets_is_no_box():
    made = page(text(50, 100, "zie [1] en [Jansen] en (nee)"))
    made.reading = "ocr"
    assert seen(made) == []


def test_brackets_with_ink_that_nobody_could_read_may_be_ticked():
    made = page(text(50, 100, "[ ] ja"))
    made.reading, made.unread = "ocr", [(50.0, 98.0, 60.0, 112.0)]
    assert seen(made) == [(None, "ja")]


def test_low_letters_behind_a_box_are_its_option_and_not_those_before_it():
    words = [Word("[ ]", (262, 259, 277, 268)), Word("ja", (285, 259, 297, 268))]
    made = page([*words, Word("[x]", (305, 259, 319, 268)), Word("nee", (328, 261, 345, 266))])
    assert seen(made) == [(False, "ja"), (True, "nee")]
