"""Dates and periods as Dutch schools write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.dates import find_dates, find_periods, parse_date

JAN_12 = dt.date(2024, 1, 12)


@pytest.mark.parametrize(
    "text",
    [
        "12-01-2024", "12.01.2024", "12/1/24", "12 jan. 2024", "12 januari 2024", "2024-01-12", "12 - 01 - 2024",
        "12–1–2024", "vr 12 jan 2024", "vrijdag 12 januari 2024", "12-jan-24", "12 JAN '24", "12 01 2024", "2024/01/12",
    ],
)  # fmt: skip
def test_ways_of_writing_a_date(text):
    assert parse_date(text) == JAN_12


@pytest.mark.parametrize("text", ["2023-2024", "31-02-2024", "1+2+3", "3.0", "12-18", "06-12345678", "2023/2024", ""])
def test_what_is_no_date(text):
    assert find_dates(text) == []


@pytest.mark.parametrize("text", ["I2-O1-2024", "12.01 2024", "12 januarl 2024", "12 janvari 2024"])
def test_a_date_as_a_scan_prints_it_is_never_certain(text):
    (match,) = find_dates(text)
    assert match.date == JAN_12
    assert match.confidence < 0.8


def test_a_border_before_a_date_is_no_digit():
    assert [m.date for m in find_dates("|2-1-2024")] == [dt.date(2024, 1, 2)]


@pytest.mark.parametrize("text", ["12 woorden 2024", "3 junl 2024"])
def test_a_word_that_may_be_two_months_or_none_is_no_month(text):
    assert find_dates(text) == []


def test_several_dates_with_their_places():
    text = "Op 12-01-2024 (M4) en 3 juni 2024."
    assert [(m.date, text[slice(*m.span)]) for m in find_dates(text)] == [
        (JAN_12, "12-01-2024"),
        (dt.date(2024, 6, 3), "3 juni 2024"),
    ]


def test_a_text_with_more_than_a_date_is_no_date():
    assert parse_date("geboren 12-01-2024") is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("van 12-01-2024 tot en met 14-03-2024", JAN_12, dt.date(2024, 3, 14)),
        ("12 januari t/m 14 maart 2024", JAN_12, dt.date(2024, 3, 14)),
        ("12 t/m 14 januari 2024", JAN_12, dt.date(2024, 1, 14)),
        ("12-01 t/m 14-03-2024", JAN_12, dt.date(2024, 3, 14)),
        ("13 november - 2 februari 2024", dt.date(2023, 11, 13), dt.date(2024, 2, 2)),
        ("12-01-2024 – 14-03-2024", JAN_12, dt.date(2024, 3, 14)),
    ],
)
def test_periods(text, start, end):
    assert [(p.start, p.end) for p in find_periods(text)] == [(start, end)]


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2068, 12, 31)),
    st.sampled_from(["%d-%m-%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y"]),
)
def test_every_day_comes_back(day, form):
    assert parse_date(day.strftime(form)) == day
