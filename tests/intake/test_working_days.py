"""profiles.md: deadlines are counted in working days, Dutch public holidays excluded."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.working_days import after, until

days = st.dates(dt.date(2015, 1, 1), dt.date(2040, 12, 31))
terms = st.integers(0, 30)


def works(day: dt.date) -> bool:
    """Whether a term of one day that begins the day before ends on this day."""
    return after(day - dt.timedelta(days=1), 1) == day


@pytest.mark.parametrize(
    ("start", "working_days", "end"),
    [
        ("2024-03-11", 10, "2024-03-25"),
        ("2024-03-08", 1, "2024-03-11"),  # over a weekend
        ("2024-03-29", 1, "2024-04-02"),  # over Easter Monday
        ("2024-05-08", 1, "2024-05-10"),  # over Ascension Day
        ("2024-05-17", 1, "2024-05-21"),  # over Whit Monday
        ("2025-04-25", 1, "2025-04-28"),  # King's Day is held on Saturday
        ("2026-04-24", 1, "2026-04-28"),  # and here on Monday
        ("2024-12-24", 3, "2024-12-31"),
        ("2024-05-08", 0, "2024-05-08"),
    ],
)
def test_a_term_ends(start: str, working_days: int, end: str) -> None:
    assert after(dt.date.fromisoformat(start), working_days) == dt.date.fromisoformat(end)


@given(days, terms, terms)
def test_two_terms_after_each_other_are_one_term(start: dt.date, one: int, other: int) -> None:
    assert after(after(start, one), other) == after(start, one + other)


@given(days, st.integers(1, 15))
def test_a_term_ends_on_a_working_day_with_so_many_in_it(start: dt.date, term: int) -> None:
    end = after(start, term)
    assert end.weekday() < 5
    between = (start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert sum(map(works, between)) == term


@given(days, days, terms)
def test_who_starts_later_never_ends_earlier(one: dt.date, other: dt.date, term: int) -> None:
    first, second = sorted((one, other))
    assert after(first, term) <= after(second, term)


@given(days, terms)
def test_what_is_left_of_a_term_is_the_term(start: dt.date, term: int) -> None:
    assert until(start, after(start, term)) == term
    assert until(after(start, term), start) == -term


@given(days, days, days)
def test_what_is_left_adds_up(one: dt.date, other: dt.date, third: dt.date) -> None:
    assert until(one, other) + until(other, third) == until(one, third)
