"""Levels, moments, numbers and cards as printed."""

import datetime as dt

import pytest

from extractors.values.levels import Level, find_level, parse_avi, parse_level
from extractors.values.moments import kind_named, parse_moment
from extractors.values.numbers import find_cards, parse_cards, parse_group, parse_number, parse_school_year
from extractors.values.school_time import didactic_age, half_of_date, school_year_of


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("V-", Level(None, "V", "-")),
        ("Vmin", Level(None, "V", "-")),
        ("V-min", Level(None, "V", "-")),
        ("V min", Level(None, "V", "-")),
        ("V–", Level(None, "V", "-")),
        ("V+", Level(None, "V", "+")),
        ("V", Level(None, "V", None)),
        ("E (V-)", Level("E", "V", "-")),
        ("D/IV", Level("D", "IV", None)),
        ("niveau E", Level("E")),
        ("E (laagste 10%)", Level("E")),
        ("A-E", None),
        ("I t/m V", None),
        ("13", None),
    ],
)
def test_levels(text, level):
    assert parse_level(text) == level


def test_a_hyphen_to_the_next_word_is_no_sign():
    assert find_level("een V-score") == Level(None, "V", None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("M4", "M4"),
        ("medio groep 4", "M4"),
        ("Midden 4", "M4"),
        ("groep 4 (eind)", "E4"),
        ("E-3", "E3"),
        ("4M", "M4"),
        ("T", None),
        ("B4", None),
        ("1+2", None),
    ],
)
def test_moments(text, code):
    moment = parse_moment(text)
    assert (moment.code if moment else None) == code


def test_words_for_kinds_of_moments():
    assert kind_named("Tussenmeting") == "intermediate"
    assert kind_named("Hoofdmeting 1") == "main"
    assert kind_named("M4") is None
    assert parse_moment("B4").kind == "intermediate"


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("1+2", [1, 2]),
        ("1, 2 en 3", [1, 2, 3]),
        ("1 t/m 3", [1, 2, 3]),
        ("kaart 2", [2]),
        ("3+1", None),
        ("12-18", None),
    ],
)
def test_cards(text, cards):
    assert parse_cards(text) == cards


def test_cards_in_a_sentence():
    assert find_cards("met de kaarten 1+2. Er waren 6 goed") == [1, 2]
    assert find_cards("2 + 3,5") is None


@pytest.mark.parametrize(
    ("text", "number"), [("57", 57), ("73,5", 73.5), ("12 %", 12), ("> 60", 60), ("12-18", None), ("M4", None)]
)
def test_numbers(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021/2022", "2021-2022"),
        ("21-22", "2021-2022"),
        ("schooljaar 2021 - 2022", "2021-2022"),
        ("12-01-2024", None),
        ("2021-2023", None),
    ],
)
def test_school_years(text, years):
    assert parse_school_year(text) == years


def test_groups_and_avi_levels():
    assert [parse_group(t) for t in ("4", "4b", "groep 4", "4/5")] == [4, 4, 4, None]
    assert [parse_avi(t) for t in ("AVI-E3", "m4", "Plus", "12")] == ["E3", "M4", "Plus", None]


def test_the_school_calendar():
    assert half_of_date(dt.date(2024, 1, 20)) == "M"
    assert half_of_date(dt.date(2024, 7, 5)) == "E"
    assert half_of_date(dt.date(2024, 11, 5)) is None
    assert school_year_of(dt.date(2024, 7, 5)) == "2023-2024"
    assert [didactic_age(m) for m in ("M3", "E3", "M5")] == [5, 10, 25]
