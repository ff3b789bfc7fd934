"""profiles.md: deadlines are counted in working days, Dutch public holidays excluded."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validators.working_days import due, easter, holidays, is_working_day

days = st.dates(dt.date(2015, 1, 1), dt.date(2040, 12, 31))
terms = st.integers(0, 30)


@pytest.mark.parametrize("day", ["2024-03-31", "2025-04-20", "2026-04-05", "2019-04-21", "2035-03-25", "2038-04-25"])
def test_easter(day):
    assert easter(int(day[:4])) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "day", ["2024-03-29", "2024-04-01", "2024-05-09", "2024-05-20", "2024-12-26", "2025-04-26", "2026-04-27"]
)
def test_public_holidays(day):
    assert dt.date.fromisoformat(day) in holidays(int(day[:4]))


def test_kings_day_on_a_sunday_is_held_a_day_earlier():
    assert dt.date(2025, 4, 27) not in holidays(2025)


@pytest.mark.parametrize(
    ("start", "working_days", "end"),
    [
        ("2024-03-11", 10, "2024-03-25"),
        ("2024-03-08", 1, "2024-03-11"),  # over a weekend
        ("2024-03-28", 3, "2024-04-04"),  # over Good Friday and Easter Monday
        ("2024-12-24", 3, "2024-12-31"),
        ("2024-05-08", 0, "2024-05-08"),
    ],
)
def test_a_term_ends(start, working_days, end):
    assert due(dt.date.fromisoformat(start), working_days) == dt.date.fromisoformat(end)


@given(days, terms, terms)
def test_two_terms_after_each_other_are_one_term(start, one, other):
    assert due(due(start, one), other) == due(start, one + other)


@given(days, st.integers(1, 30))
def test_a_term_ends_on_a_working_day_with_so_many_in_it(start, term):
    end = due(start, term)
    assert is_working_day(end)
    counted = (start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert sum(map(is_working_day, counted)) == term


@given(days, days, terms)
def test_who_starts_later_never_ends_earlier(one, other, term):
    first, second = sorted((one, other))
    assert due(first, term) <= due(second, term)
