"""A text layer that does not say what the page shows is not believed."""

import pytest

from extractors.pages.model import Drawing, Page, Word
from extractors.pages.pdf.trust import is_believed

TEXT = (
    "Leerling Noor Bakker Geboortedatum Groep Schooljaar Toets Periode Datum Kaart Goed Niveau Percentiel "
    "Technisch lezen woorden afgenomen in januari en juni, met de norm van het moment van afname door de school gemaakt"
)


def page(text, drawings=()):
    words = [Word(t, (40.0, 40.0, 60.0, 50.0)) for t in text.split()]
    return Page(1, 595, 842, reading="text", words=words, drawings=list(drawings))


def shapes(count):
    one = Drawing((40, 40, 46, 50), 9, curves=4, closed=True, filled=True, stroked=False, rectangle=False)
    return [one] * count


@pytest.mark.parametrize("text", [TEXT, "M4 23-01-2024 E", "☒ ja ☐ nee", "Vooral omkeringen, laat letters weg"])
def test_what_a_page_says_is_believed(text):
    assert is_believed(page(text))


@pytest.mark.parametrize(
    "broken",
    [
        "".join(chr(ord(c) + 1) if c != " " else c for c in TEXT),
        "".join(chr(0xE000 + ord(c)) if c != " " else c for c in TEXT),
        "".join(chr(0x0400 + ord(c)) if c != " " else c for c in TEXT),
    ],
    ids=["shifted", "private use", "another alphabet"],
)
def test_letters_of_a_broken_font_are_not(broken):
    assert not is_believed(page(broken))


def test_letters_drawn_as_shapes_are_read_as_a_picture():
    assert not is_believed(page("", shapes(400)))
    assert is_believed(page("", shapes(3)))
