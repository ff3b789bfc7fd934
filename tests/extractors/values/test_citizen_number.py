"""Citizen service numbers are found, however they are written, and little else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout.lines import lines_of
from extractors.pages.model import FormField, Page, Word
from extractors.private import private_places
from extractors.values.citizen_number import find_numbers, mask, passes

BSN = "123456782"
MISREAD = "123456783"


def test_the_eleven_test() -> None:
    assert passes(BSN)
    assert not passes(MISREAD)
    assert not passes("000000000")
    assert passes("123456788")  # an education number


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (BSN, "xxxxxxxxx"),
        (f"Noor, {BSN}.", "Noor, xxxxxxxxx."),
        ("1234.56.782", "xxxx.xx.xxx"),
        ("123.456.782", "xxx.xxx.xxx"),
        ("123-456-782", "xxx-xxx-xxx"),
        ("12.34.56.782", "xx.xx.xx.xxx"),
        ("nummer 1234 56 782 van", "nummer xxxx xx xxx van"),
        ("123 456 782", "xxx xxx xxx"),
        ("1 2 3 4 5 6 7 8 2", "x x x x x x x x x"),
        (f"BSN: {MISREAD}", "BSN: xxxxxxxxx"),
        ("bsn leerling 123 456 783", "bsn leerling xxx xxx xxx"),
        ("Burgerservicenummer (BSN) 12345678", "Burgerservicenummer (BSN) xxxxxxxx"),
        ("Onderwijsnummer kind: 123456783", "Onderwijsnummer kind: xxxxxxxxx"),
        (f"{BSN} en {BSN}", "xxxxxxxxx en xxxxxxxxx"),
    ],
)
def test_it_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        MISREAD,
        "0612345678",
        f"06{BSN}",
        f"{BSN}0",
        "NL91ABNA0417164300",
        "12-03-2014",
        "BSN onbekend, geboren 12-03-2014",
        "BSN: 12-03-2014",
        "raw scores 123 456 782 of three cards",
        f"{BSN},5",
        f"a{BSN}",
        "M4 112 118 31",
        "",
    ],
)
def test_what_is_something_else_is_left(text: str) -> None:
    assert mask(text) == text


@given(st.text())
def test_masking_keeps_the_length_and_leaves_nothing_to_mask(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert find_numbers(masked) == []


@given(st.integers(min_value=10_000_000, max_value=99_999_999))
def test_every_number_that_passes_is_masked(eight: int) -> None:
    total = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), str(eight), strict=True))
    if total % 11 < 10:
        assert mask(f"{eight}{total % 11}") == "xxxxxxxxx"


def words(*texts: str) -> list[Word]:
    return [Word(text, (100 * place, 10, 100 * place + 60, 22)) for place, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("texts", "hidden"),
    [
        (("Noor", BSN, "Jansen"), {"1"}),
        (("BSN", "leerling:", MISREAD), {"2"}),
        (("123", "456", "782"), set()),
        (("BSN", "123", "456", "782"), {"1", "2", "3"}),
    ],
)
def test_the_place_on_the_page_is_known(texts: tuple[str, ...], hidden: set[str]) -> None:
    page = Page(1, 600, 800, words=words(*texts))
    assert len(lines_of(page.words)) == 1
    boxes = private_places(page)
    covered = {
        str(place)
        for place in range(len(texts))
        if any(b[0] <= 100 * place and b[2] >= 100 * place + 60 for b in boxes)
    }
    assert covered == hidden


def test_a_field_of_a_form_is_covered_whole_and_where_it_is_displayed() -> None:
    page = Page(1, 600, 800, turn=180, fields=[FormField("bsn", "text", (10, 20, 110, 40), BSN)])
    assert private_places(page) == [(490, 760, 590, 780)]
