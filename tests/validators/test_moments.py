import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validators import moments

days = st.dates(dt.date(2010, 1, 1), dt.date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "half"),
    [
        ("2024-01-01", "M"),
        ("2024-02-29", "M"),
        ("2024-03-15", "M"),
        ("2024-03-16", None),
        ("2023-12-17", "M"),
        ("2023-12-16", None),
        ("2024-04-16", "E"),
        ("2024-04-15", None),
        ("2024-07-15", "E"),
        ("2024-07-16", None),
        ("2023-11-14", None),
    ],
)
def test_windows_with_fifteen_days_of_grace(day, half):
    expected = moments.half(half, 2023) if half else None
    assert moments.half_of(dt.date.fromisoformat(day)) == expected


@pytest.mark.parametrize(("day", "grace"), [("2024-03-04", True), ("2024-02-20", False), ("2024-11-04", False)])
def test_grace_days_are_told_apart(day, grace):
    assert moments.in_grace(dt.date.fromisoformat(day)) is grace


@given(days)
def test_a_main_day_lies_in_the_school_year_of_its_half_year(day):
    half = moments.half_of(day)
    if half is not None:
        assert half // 2 == moments.school_year(day)


@given(st.integers(3900, 4100))
def test_consecutive_half_years_alternate_between_m_and_e(half):
    assert {moments.letter_of(half), moments.letter_of(half + 1)} == {"M", "E"}
    assert moments.window(half)[1] < moments.window(half + 1)[0]


@given(days, st.integers(0, 200))
def test_the_newest_closed_window_closed_before_the_margin(day, margin):
    half = moments.newest_closed(day, dt.timedelta(days=margin))
    assert moments.window(half)[1] + dt.timedelta(days=margin) < day
    assert moments.window(half + 1)[1] + dt.timedelta(days=margin) >= day


def test_a_repeated_year_shifts_the_norm_by_a_year():
    assert moments.shifted("E4", 1) == "E5"
    assert moments.shifted("B4", 1) is None


@pytest.mark.parametrize(("text", "year"), [("2023-2024", 2023), ("2023/24", 2023), (None, None), ("groep 4", None)])
def test_school_years(text, year):
    assert moments.parse_school_year(text) == year


@pytest.mark.parametrize(
    ("code", "parsed"), [("M4", ("M", 4)), ("E8", ("E", 8)), ("B4", None), (None, None), ("M9", None)]
)
def test_codes(code, parsed):
    assert moments.parse_code(code) == parsed
