"""Recent enough, the right cards and edition, the right norm group."""

import datetime as dt

import pytest
from build import NormNote, claim, dossier, low_rows, ref, row, told, words


def with_rows(rows, profile="passenderwijs", test="DMT 2018"):
    records = dossier(profile)
    records.score_series[0] = words(rows, test)
    records.claims = [claim(r) for r in rows[-3:]]
    return records


@pytest.mark.parametrize(("received", "outdated"), [("2024-08-14", False), ("2024-08-15", True), ("2025-01-20", True)])
def test_a_window_that_closed_more_than_45_days_ago(received, outdated):
    found = told(dossier(), received=dt.date.fromisoformat(received))
    assert (("measurement.outdated", "word_reading") in found) is outdated


def test_after_june_the_next_is_january():
    rows = [*low_rows(), row("E5", "2024-05-30")]
    assert told(with_rows(rows), received=dt.date(2025, 2, 20)) == set()


def test_there_is_no_e8():
    rows = [row("M7", "2023-01-30"), row("E7", "2023-05-30"), row("M8", "2024-01-30")]
    records = with_rows(rows)
    records.score_series = records.score_series[:1]
    records.pupil.group = 8
    records.pupil.birth_date = dt.date(2012, 9, 1)
    assert told(records, received=dt.date(2024, 8, 20)) == set()


def test_newer_spelling_makes_nothing_outdated():
    records = dossier()
    newer = words([row("E5", "2024-05-30")], "Spelling").model_copy(update={"domain": "spelling"})
    records.score_series.append(newer)
    assert told(records, received=dt.date(2024, 6, 10)) == set()


@pytest.mark.parametrize(
    ("index", "cards", "wrong"),
    [
        (0, [1, 2], True),
        (1, [1, 2], True),
        (2, [2, 3], False),
        (2, [1, 2], True),
        (0, [1, 2, 3], False),
        (0, None, False),
    ],
)
def test_cards_that_the_moment_requires(index, cards, wrong):
    rows = low_rows()
    rows[index] = rows[index].model_copy(update={"cards": cards})
    assert told(with_rows(rows)) == ({("dmt.cards", rows[index].moment)} if wrong else set())


def test_cards_matter_for_the_dmt_alone():
    rows = low_rows()
    rows[0] = rows[0].model_copy(update={"cards": [1, 2]})
    assert told(with_rows(rows, test="Technisch Lezen Woorden")) == set()


def test_cards_outside_the_series_do_not_matter():
    assert told(with_rows([row("E3", "2022-05-30", cards=[1, 2]), *low_rows()])) == set()


GROUP_3 = [("M3", "2023-01-20", [1, 2]), ("E3", "2023-05-22", [1, 2, 3]), ("M3", "2024-01-22", [1, 2])]


def test_m3_takes_two_cards_and_in_a_repeated_year_all_three():
    rows = [row(moment, date, cards=cards) for moment, date, cards in GROUP_3]
    records = with_rows(rows)
    records.pupil.group = 3
    assert ("dmt.cards", "M3") in told(records)
    rows[2] = rows[2].model_copy(update={"cards": [1, 2, 3]})
    records = with_rows(rows)
    records.pupil.group = 3
    assert ("dmt.cards", "M3") not in told(records)


@pytest.mark.parametrize(
    ("test", "old"),
    [
        ("DMT 2009", True),
        ("Drie-Minuten-Toets 2009", True),
        ("DMT 2018", False),
        ("DMT", False),
        ("DMT afgenomen in 2016", False),
    ],
)
def test_an_older_edition_of_the_dmt(test, old):
    expected = {("dmt.edition", r.moment) for r in low_rows()} if old else set()
    assert told(with_rows(low_rows(), test=test)) == expected


def test_the_edition_may_stand_apart_from_the_name():
    records = with_rows(low_rows(), test="DMT")
    records.score_series[0].edition = "2009"
    assert ("dmt.edition", "M5") in told(records)


REPEATED = [
    row("M4", "2022-01-30"),
    row("E4", "2022-05-29"),
    row("M4", "2023-01-25"),
    row("E4", "2023-05-25"),
    row("M5", "2024-01-25"),
]


def repeated(*, note=None, norms=None):
    rows = [r.model_copy() for r in REPEATED]
    for r, norm in zip(rows[2:], norms or [None] * 3, strict=True):
        r.norm_moment = norm
    records = with_rows(rows, "capelle")
    records.pupil.repeated_groups = [4]
    if note is not None:
        records.norm_notes = [NormNote(part=ref(records, "school_form"), by_didactic_age=note, text="normtabel")]
    return records


ALL = {("repeat.norm_group", f"word_reading/{moment}") for moment in ("M4", "E4", "M5")}


@pytest.mark.parametrize(
    ("dossier_of", "found"),
    [
        ({}, ALL),
        ({"note": True}, set()),
        ({"note": False}, ALL),
        ({"norms": ["M5", "E5", "M6"]}, set()),
        ({"norms": ["M5", "E4", "M6"], "note": True}, {("repeat.norm_group", "word_reading/E4")}),
    ],
)
def test_the_norm_group_after_a_repeated_year(dossier_of, found):
    assert told(repeated(**dossier_of), "capelle") == found


def test_a_repeated_kindergarten_year_does_not_count():
    records = dossier("capelle")
    records.pupil.repeated_groups = [2]
    assert told(records, "capelle") == set()


def test_a_repeated_year_before_the_printout_shifts_all_of_it():
    records = dossier("capelle")
    records.pupil.repeated_groups = [3]
    assert {code for code, _ in told(records, "capelle")} == {"repeat.norm_group"}


def test_measurements_before_the_repeated_year_keep_their_norm():
    records = repeated(norms=["M5", "E5", "M6"])
    records.score_series[0].measurements.pop()
    records.claims = [claim(r) for r in REPEATED[1:4]]
    records.pupil.group = 4
    assert told(records, "capelle", dt.date(2023, 6, 20)) == set()


def test_a_wider_overview_is_a_wish():
    records = dossier()
    records.score_series = records.score_series[:1]
    wishes = {("overview.narrow", what) for what in ("reading_comprehension", "arithmetic", "kindergarten")}
    assert told(records) == set()
    assert told(records, notes=True) == wishes


def over_the_years(*years, group=5):
    """A dossier of which no form tells a repeated year: rows by school year and group alone."""
    rows = [
        row(f"{letter}{place}", f"{year + 1}-{month}-20")
        for year, place in years
        for letter, month in (("M", "01"), ("E", "05"))
        if (year, letter) != (2023, "E")
    ]
    records = with_rows(rows, "capelle")
    records.score_series = records.score_series[:1]
    records.pupil.group, records.pupil.repeated_groups = group, None
    return records


@pytest.mark.parametrize(
    ("years", "repeated_year"),
    [
        ([(2021, 3), (2022, 4), (2023, 5)], False),
        ([(2021, 4), (2022, 4), (2023, 5)], True),
        ([(2020, 3), (2022, 4), (2023, 5)], True),  # a year without rows: four years for three groups
        ([(2020, 2), (2021, 3), (2022, 4), (2023, 5)], False),
        ([(2020, 1), (2021, 3), (2022, 4), (2023, 5)], False),  # kindergarten
    ],
)
def test_a_repeated_year_follows_from_groups_and_school_years(years, repeated_year):
    found = {code for code, _ in told(over_the_years(*years), "capelle")}
    assert ("repeat.norm_group" in found) is repeated_year
