"""Cells and headings as scans misread them, one by one."""

import pytest

from extractors.pages.model import Word
from extractors.scores.tables.sheet import Cell
from extractors.scores.worn.misprints import meant
from extractors.scores.worn.misread import digit_width, loses_digit, mended, rejoined

DIGIT = 5.0  # points


def cell(text, *, widths=None):
    """A cell with a word for each part of the text, a digit's room for each character."""
    words, x = [], 100.0
    for part, width in zip(text.split(), widths or [len(p) * DIGIT for p in text.split()], strict=True):
        words.append(Word(part, (x, 10, x + width, 18), 0.9))
        x += width + 2
    return Cell(text, words)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("raw_score", "II", "11"),
        ("raw_score", "l2", "12"),
        ("raw_score", "3O", "30"),
        ("raw_score", "‚26", "26"),
        ("raw_score", "Ek", None),
        ("raw_score", "€", None),
        ("moment", "Má4", "M4"),
        ("moment", "M; 3", "M3"),
        ("moment", "€3", "E3"),
        ("moment", "6", None),
        ("date", "22022019", "22-02-2019"),
        ("date", "1 7 02 202 3", "17-02-2023"),
        ("date", "20190222", "22-02-2019"),
        ("date", "220220", None),
        ("date", "99992019", None),
        ("cards", "1424 3", "1+2+3"),
        ("cards", "1203", "1+2+3"),
        ("cards", "128", None),
        ("cards", "len 2en 3", "1+2+3"),
        ("cards", "len 2", "1+2"),
        ("moment", "SM", "M5"),
        ("moment", "4E", "E4"),
        ("level", "CIV", "C IV"),
        ("level", "EV-", "E V-"),
        ("level", "EN-", "E V-"),
        ("level", "DAV", "D"),
        ("level", "N", "IV"),
        ("level", "Vv", "V"),
        ("level", "%", None),
        ("functioning_level", "AVIES", "AVI-E5"),
        ("functioning_level", "E", None),
    ],
)
def test_a_cell_is_mended_by_what_its_column_holds(field, text, value):
    assert mended(field, cell(text), DIGIT if field == "raw_score" else None) == value


@pytest.mark.parametrize(("width", "value"), [(8.0, "11"), (13.0, "111")])
def test_strokes_are_as_many_ones_as_have_room(width, value):
    assert mended("raw_score", cell("u", widths=[width]), DIGIT) == value


def test_digits_read_apart_are_one_number_unless_far_apart():
    assert rejoined(cell("22 7")).text == "227"
    assert rejoined(cell("1+2- +3")).text == "1+2+3"
    far = cell("3 10")
    far.words[1].bbox = (160, 10, 170, 18)
    assert rejoined(far).text == "3 10"


def test_ink_for_more_digits_than_were_read():
    width = digit_width([cell("114"), cell("138"), cell("189")])
    assert loses_digit(cell("14", widths=[13.0]), width)
    assert not loses_digit(cell("14"), width)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Vaardigheidsscare", "vaardigheidsscore"),
        ("vaardigheidssc ore", "vaardigheidsscore"),
        ("Afnamedatun", "afnamedatum"),
        ("EN", "FN"),
        ("OLE", "DLE"),
        ("tv", "I-V"),
        ("nt", None),
        ("Begrijpend lezen", None),
    ],
)
def test_headings_are_known_through_a_misprint(text, phrase):
    assert meant(text) == phrase
