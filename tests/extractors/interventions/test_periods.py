import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.interventions.misread_days import as_meant, whole_weeks
from extractors.interventions.phrases.periods import find_period

START, END = dt.date(2023, 9, 4), dt.date(2023, 11, 10)


@pytest.mark.parametrize(
    "text",
    [
        "04-09-2023 - 10- 11-2023",
        "Van 4 september 2023 tot en met 10 november 2023 (10 weken)",
        "4 sept. t/m 10 nov. 2023",
        "4 september 2023 tot 10 november",
        "2023-09-04 2023-11-10",
        "start: 4-9-2023, einde: 10-11-2023",
        "week 36 t/m 45 2023",
    ],
)
def test_forms_of_a_period(text):
    period = find_period(text)
    assert (period.start, period.end) == (START, END)


def test_week_numbers_are_worked_out():
    assert find_period("week 36 t/m 45 2023").derived
    assert find_period("week 36 t/m 45") is None


def test_weeks_of_a_school_year_are_those_of_its_own_half():
    autumn, spring = find_period("week 36 t/m 45, schooljaar 2023-2024"), find_period("wk 3 t/m 14 (2023/24)")
    assert (autumn.start, autumn.end) == (START, END)
    assert (spring.start, spring.end) == (dt.date(2024, 1, 15), dt.date(2024, 4, 5))


def test_one_day_is_one_side():
    assert find_period("vanaf 4 september 2023").end is None
    assert find_period("tot 10 november 2023").start is None


def test_months_without_days_state_no_period():
    assert find_period("september t/m november 2023") is None


@given(weeks=st.integers(1, 40), short=st.integers(0, 1))
def test_weeks_run_from_monday_to_friday(weeks, short):
    end = START + dt.timedelta(days=7 * weeks - 3 - short)
    assert whole_weeks(START, end) == weeks
    assert whole_weeks(START, START + dt.timedelta(days=7 * weeks - 1)) == weeks


@pytest.mark.parametrize(
    ("start", "end", "weeks", "meant"),
    [
        ("2021-02-06", "2021-11-26", 12, ("2021-09-06", "2021-11-26")),  # a 9 that reads as a 2
        ("2022-09-04", "2023-11-24", 12, ("2023-09-04", "2023-11-24")),
        ("2025-03-10", "2025-05-14", 10, ("2025-03-10", "2025-05-16")),  # a Wednesday
        ("2025-03-10", "2025-05-16", 11, None),
        ("2021-02-07", "2021-11-26", 12, None),  # no one figure makes a Monday of it
    ],
)
def test_a_misread_day_is_the_one_that_the_weeks_tell(start, end, weeks, meant):
    found = as_meant(dt.date.fromisoformat(start), dt.date.fromisoformat(end), weeks)
    assert (found and tuple(day.isoformat() for day in found)) == meant


@given(weeks=st.integers(8, 20), day=st.dates(dt.date(2019, 1, 1), dt.date(2025, 12, 31)))
def test_what_was_meant_is_one_figure_away_and_as_many_weeks(weeks, day):
    found = as_meant(day, END, weeks)
    if found:
        assert whole_weeks(*found) == weeks
        assert sum(a != b for a, b in zip(f"{day}{END}", f"{found[0]}{found[1]}", strict=True)) == 1
