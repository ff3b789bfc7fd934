"""The series of main measurements: each finding raised, just not raised, and not raised by a neighbouring cause."""

import datetime as dt

import pytest
from build import claim, dossier, low_rows, report, row, state, told, words

from extractors.records import OtherReading

SPELLING = [
    row("M4", "2023-01-30", skill_score=170),
    row("E4", "2023-05-29", skill_score=190),
    row("M5", "2024-01-25", skill_score=210),
]


def with_rows(rows, claims=None, profile="passenderwijs"):
    records = dossier(profile)
    records.score_series[0] = words(rows)
    records.claims = [claim(r) for r in rows] if claims is None else claims
    return records


def with_spelling(records, rows):
    records.score_series.append(words(rows, "Spelling 3.0").model_copy(update={"domain": "spelling"}))
    return records


def changed(index, **fields):
    rows = low_rows()
    rows[index] = rows[index].model_copy(update=fields)
    return rows


def test_three_consecutive_main_measurements_at_e_hold():
    assert told(dossier()) == set()
    assert state(dossier(), "series") == "met"


def test_two_are_too_few():
    assert told(with_rows(low_rows()[1:])) == {("measurement.too_few", "word_reading")}


def test_a_measurement_after_the_day_of_receipt_does_not_count():
    records = with_rows([*low_rows()[1:], row("E5", "2024-05-28")], claims=[])
    assert told(records) == {("measurement.too_few", "word_reading")}


def test_an_avi_row_fills_no_word_reading_moment():
    records = with_rows(low_rows()[1:])
    records.score_series.append(words([low_rows()[0]], "AVI").model_copy(update={"domain": "text_reading"}))
    assert told(records) == {("measurement.too_few", "word_reading")}


def test_boom_word_reading_fills_a_moment():
    records = with_rows(low_rows()[1:], [claim(r) for r in low_rows()])
    records.score_series.append(words([low_rows()[0]], "Technisch Lezen Woorden"))
    assert told(records) == set()


def test_a_printout_of_which_nothing_was_read_is_left_to_a_person():
    records = dossier()
    records.score_series, records.claims = [], []
    assert told(records) == {("reading.uncertain", "lvs_printout")}
    assert report(records).status == "review"


def test_a_skipped_moment_is_named():
    rows = [row("M4", "2023-01-30"), row("E4", "2023-05-29"), row("E5", "2024-05-30")]
    found = told(with_rows(rows), received=dt.date(2024, 6, 20))
    assert found == {("measurement.not_consecutive", "word_reading/M5")}


@pytest.mark.parametrize(
    ("codes", "found"), [("M4 E4 M5", set()), ("M4 E4 E5", {("measurement.not_consecutive", "word_reading/M5")})]
)
def test_codes_alone_tell_the_order_where_nothing_else_does(codes, found):
    records = with_rows([row(code, None) for code in reversed(codes.split())])
    records.score_series, records.pupil.group = records.score_series[:1], None
    assert told(records) == found


def test_an_older_gap_does_not_matter():
    assert told(with_rows([row("M3", "2022-01-20"), *low_rows()])) == set()


def test_the_same_moment_in_a_repeated_year_is_consecutive():
    rows = [row("M4", "2022-01-30"), row("E4", "2022-05-29"), row("M4", "2023-01-25"), row("E4", "2023-05-25")]
    rows.append(row("M5", "2024-01-25"))
    assert {code for code, _ in told(with_rows(rows))} == {"repeat.norm_group"}


def test_an_intermediate_measurement_that_is_claimed():
    between = row(None, "2023-11-14", kind="intermediate", skill_score=28)
    rows = [*low_rows()[:2], between, low_rows()[2]]
    claims = [claim(r) for r in rows[1:]]
    assert told(with_rows(rows, claims)) == {("measurement.intermediate_counted", "word_reading/2023-11-14")}


def test_an_intermediate_measurement_that_nobody_counts_breaks_nothing():
    between = row(None, "2023-11-14", "C", kind="intermediate")
    rows = [*low_rows()[:2], between, low_rows()[2]]
    assert told(with_rows(rows, [claim(r) for r in low_rows()])) == set()


def test_a_series_that_only_holds_with_an_intermediate_measurement():
    rows = [low_rows()[1], row(None, "2023-11-14", kind="intermediate"), low_rows()[2]]
    assert told(with_rows(rows, claims=[])) == {("measurement.intermediate_counted", "word_reading/2023-11-14")}


def test_an_intermediate_measurement_above_the_level_makes_no_series():
    rows = [low_rows()[1], row(None, "2023-11-14", "D", kind="intermediate"), low_rows()[2]]
    assert told(with_rows(rows, claims=[])) == {("measurement.too_few", "word_reading")}


def test_a_main_code_in_november_is_intermediate_and_says_so():
    rows = [*low_rows()[:2], row("M5", "2023-11-14")]
    records = with_rows(rows)
    assert told(records) == {("measurement.intermediate_counted", "word_reading/2023-11-14")}
    finding = next(f for f in report(records).findings if f.code == "measurement.intermediate_counted")
    assert "heet een hoofdmeting" in finding.message


def test_a_row_with_a_date_alone_counts_by_its_date():
    rows = [row(None, r.date.isoformat(), group=g) for r, g in zip(low_rows(), (4, 4, 5), strict=True)]
    assert told(with_rows(rows)) == set()
    rows[2] = rows[2].model_copy(update={"level_letter": "C"})
    assert told(with_rows(rows)) == {("measurement.level_too_high", "word_reading/M5")}


def test_days_of_grace_count_with_a_note():
    rows = changed(2, date=dt.date(2024, 3, 4))
    assert told(with_rows(rows)) == set()
    assert ("measurement.grace", "word_reading/M5") in told(with_rows(rows), notes=True)


def test_autumn_2020_stands_in_for_june_2020():
    rows = [row("M4", "2020-01-20"), row("E4", "2020-09-21"), row("M5", "2021-01-25")]
    records = with_rows(rows, profile="capelle")
    records.pupil.birth_date = dt.date(2012, 9, 1)
    received = dt.date(2021, 3, 10)
    assert told(records, "capelle", received) == set()
    assert ("measurement.stand_in", "word_reading/E4") in told(records, "capelle", received, notes=True)


def test_autumn_of_another_year_stands_in_for_nothing():
    rows = [row("M4", "2023-01-30"), row("E4", "2023-09-21"), row("M5", "2024-01-25")]
    assert ("measurement.intermediate_counted", "word_reading/2023-09-21") in told(with_rows(rows))


def test_a_main_measurement_above_the_level():
    assert told(with_rows(changed(1, level_letter="D"))) == {("measurement.level_too_high", "word_reading/E4")}


def test_an_older_measurement_above_the_level_does_not_matter():
    assert told(with_rows([row("E3", "2022-05-30", "C"), *low_rows()])) == set()


def test_neither_moment_date_nor_label():
    rows = changed(0, moment=None, date=None, kind="unknown", school_year="2022-2023")
    records = with_rows(rows)
    assert told(records) == {("measurement.kind_unknown", "word_reading/2022-2023")}
    assert report(records).status == "review"


def test_an_unknown_row_that_the_series_can_do_without():
    loose = row(None, None, kind="unknown", year="2021-2022")
    assert told(with_rows([loose, *low_rows()], [claim(r) for r in low_rows()])) == set()


def test_a_code_without_a_date_is_enough():
    rows = changed(0, date=None, school_year="2022-2023")
    assert told(with_rows(rows)) == set()


@pytest.mark.parametrize("change", [{"date": dt.date(2023, 5, 22)}, {"skill_score": 99}, {"level_letter": "C"}])
def test_the_form_and_the_printout_disagree(change):
    rows = low_rows()
    claims = [claim(rows[0]), claim(rows[1], **change), claim(rows[2])]
    records = with_rows(rows, claims)
    assert told(records) == {("measurement.claim_differs", "word_reading/E4")}
    assert report(records).status == "review"


def test_a_line_with_a_date_that_is_no_measurement_claims_nothing():
    other = row(None, "2023-11-06", None, raw_score=3, skill_score=11, derived=["kind"], kind="intermediate")
    assert told(with_rows(low_rows(), [*map(claim, low_rows()), claim(other)])) == set()


def test_a_kind_that_the_reader_worked_out_is_no_label():
    rows = changed(2, kind="intermediate", derived=["kind"])
    assert told(with_rows(rows)) == set()


def test_a_number_that_the_form_calls_another_score_is_no_difference():
    rows = [r.model_copy(update={"raw_score": 60 + n}) for n, r in enumerate(low_rows())]
    claims = [claim(r, raw_score=r.skill_score, skill_score=None) for r in rows]
    assert told(with_rows(rows, claims)) == set()


def test_a_form_that_names_fewer_measurements_than_the_series_has():
    for claims in ([], [claim(low_rows()[2])]):
        records = with_rows(low_rows(), claims)
        assert told(records) == {("reading.uncertain", "claims")}
        assert report(records).status == "review"


def test_another_way_to_write_the_same_level_is_no_difference():
    rows = [r.model_copy(update={"level_letter": None, "level_roman": "V", "level_sign": "-"}) for r in low_rows()]
    assert told(with_rows(rows, [claim(r) for r in low_rows()])) == set()


def test_a_claim_that_the_printout_does_not_show():
    claims = [*map(claim, low_rows()), claim(row("E3", "2022-05-29"))]
    assert told(with_rows(low_rows(), claims)) == {("measurement.claim_differs", "word_reading/E3")}


def test_a_claim_that_was_read_badly_is_left_to_a_person():
    rows = low_rows()
    claims = [claim(rows[0]), claim(rows[1], skill_score=99, confidence=0.2), claim(rows[2])]
    assert told(with_rows(rows, claims)) == {("reading.uncertain", "word_reading/E4")}


def scanned(records):
    """The form is a scan."""
    records.documents[0].reading = "ocr"
    return records


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({"skill_score": 29}, False),  # 24, one sign apart
        ({"skill_score": 2}, False),  # a sign lost
        ({"skill_score": 91}, True),
        ({"level_letter": "C"}, False),
        ({"date": dt.date(2023, 6, 29)}, False),
        ({"date": dt.date(2023, 6, 12)}, True),
        ({"skill_score": 29, "level_letter": "C"}, True),
    ],
)
def test_what_one_misread_sign_explains_is_no_difference_on_a_scan(change, differs):
    rows = low_rows()
    records = with_rows(rows, [claim(rows[0]), claim(rows[1], **change), claim(rows[2])])
    assert told(records) == {("measurement.claim_differs", "word_reading/E4")}
    code = "measurement.claim_differs" if differs else "reading.uncertain"
    assert told(scanned(records)) == {(code, "word_reading/E4")}


@pytest.mark.parametrize(
    ("change", "slip"),
    [
        ({"level_letter": "C"}, True),
        ({"skill_score": 29}, False),  # the school may have written it
        ({"date": dt.date(2023, 5, 27)}, False),
        ({"skill_score": 29, "level_letter": "C"}, False),
        ({"level_letter": "D"}, False),
        ({"skill_score": 91}, False),
        ({"skill_score": 29, "date": dt.date(2023, 5, 27)}, False),
        ({"skill_score": None, "date": None, "level_letter": "C"}, False),  # nothing beside it is the same
    ],
)
def test_an_e_of_a_hand_that_reads_as_a_c_is_told_in_a_note(change, slip):
    rows = low_rows()
    records = scanned(with_rows(rows, [claim(rows[0]), claim(rows[1], **change, confidence=0.7), claim(rows[2])]))
    note = {("measurement.claim_by_hand", "word_reading/E4")}
    assert (told(records, notes=True) & note == note) is slip
    assert (told(records) == set()) is slip
    assert state(records, "series") == ("met" if slip else "unclear")
    records.documents[0].reading = "text"
    assert told(records, notes=True) & note == set()


def test_a_hand_that_differs_in_one_sign_of_each_value_is_asked_about():
    rows = low_rows()
    written = claim(rows[1], skill_score=29, level_letter="C", confidence=0.7)
    records = scanned(with_rows(rows, [claim(rows[0]), written, claim(rows[2])]))
    assert told(records) == {("reading.uncertain", "word_reading/E4")}


def may_be(field, value, share):
    return OtherReading(field=field, value=value, share=share)


@pytest.mark.parametrize(
    ("change", "others", "settled"),
    [
        ({"skill_score": 29}, [may_be("skill_score", "24", 0.4)], True),
        ({"skill_score": 29}, [may_be("skill_score", "24", 0.19)], False),  # the ink says 29
        ({"skill_score": 29}, [may_be("skill_score", "28", 0.9)], False),  # it may be another, not what is printed
        ({"skill_score": 29}, [may_be("raw_score", "24", 0.9)], False),
        ({"date": dt.date(2023, 5, 27)}, [may_be("date", "2023-05-29", 1.0)], True),
        (
            {"skill_score": 29, "date": dt.date(2023, 5, 27)},  # nothing says the same
            [may_be("skill_score", "24", 1.0), may_be("date", "2023-05-29", 1.0)],
            False,
        ),
        ({"skill_score": 29, "level_letter": "C"}, [may_be("skill_score", "24", 0.4)], True),
        ({"level_letter": "D"}, [may_be("level_letter", "E", 0.3)], True),
        ({"level_letter": "D", "skill_score": 29}, [may_be("level_letter", "E", 0.3)], False),
        (
            {"level_letter": "D", "skill_score": 29},  # a third of a third is too little
            [may_be("level_letter", "E", 0.3), may_be("skill_score", "24", 0.3)],
            False,
        ),
    ],
)
def test_what_the_ink_says_as_well_settles_what_the_printout_says(change, others, settled):
    rows = low_rows()
    written = claim(rows[1], **change, others=others, confidence=0.7)
    records = scanned(with_rows(rows, [claim(rows[0]), written, claim(rows[2])]))
    note = {("measurement.claim_by_hand", "word_reading/E4")}
    assert (told(records, notes=True) & note == note) is settled
    assert (told(records) == set()) is settled


def test_an_intermediate_claim_that_no_printout_shows_may_be_misread():
    other = claim(row(None, "2023-11-02", kind="intermediate"))
    records = with_rows(low_rows(), [*map(claim, low_rows()), other])
    assert told(records) == {("measurement.intermediate_counted", "word_reading/2023-11-02")}
    assert told(scanned(records)) == {("reading.uncertain", "word_reading/2023-11-02")}


def test_a_row_that_was_read_badly_is_left_to_a_person():
    records = with_rows(changed(1, level_letter="C", confidence=0.2))
    assert told(records) == {("reading.uncertain", "word_reading/E4")}
    assert state(records, "series") == "unclear"


BARE = {"level_letter": None, "level_roman": "V"}


@pytest.mark.parametrize(("profile", "status"), [("passenderwijs", "incomplete"), ("capelle", "review")])
def test_a_bare_v_weighs_as_the_profile_says(profile, status):
    records = with_rows(changed(2, **BARE), profile=profile)
    assert told(records, profile) == {("level.roman_only", "word_reading/M5")}
    assert report(records, profile).status == status


def test_on_a_scan_the_sign_of_a_v_may_be_lost():
    rows = changed(2, **BARE)
    records = with_rows(rows, [claim(rows[2], level_letter="E")])
    assert told(records) == {("level.roman_only", "word_reading/M5")}
    records.documents[1].reading = "ocr"
    assert told(records) == {("reading.uncertain", "word_reading/M5")}


@pytest.mark.parametrize("fields", [{"level_sign": "-"}, {"percentile": 10}, {"level_letter": "E"}])
def test_a_v_with_something_beside_it_proves_e(fields):
    assert told(with_rows(changed(2, **{**BARE, **fields}))) == set()


@pytest.mark.parametrize("fields", [{"level_letter": "D"}, {"percentile": 11}, {"level_sign": "+"}])
def test_a_v_that_is_a_d_and_is_counted(fields):
    rows = changed(2, **{**BARE, **fields})
    claims = [claim(rows[0]), claim(rows[1]), claim(rows[2], level_letter=None, level_sign=None, percentile=None)]
    assert told(with_rows(rows, claims)) == {("level.v_is_d", "word_reading/M5")}


def test_a_d_that_the_form_calls_a_d_is_too_high():
    rows = changed(2, level_letter="D", level_roman="V")
    assert told(with_rows(rows)) == {("measurement.level_too_high", "word_reading/M5")}


def test_levels_that_cannot_be_true_together():
    records = with_rows(changed(0, level_roman="III"))
    assert told(records) == {("level.inconsistent", "word_reading/M4")}
    assert report(records).status == "review"


def test_a_percentile_one_point_off_is_rounding():
    assert told(with_rows(changed(0, level_roman="V", percentile=11))) == set()


def test_low_on_spelling_alone():
    records = with_rows([r.model_copy(update={"level_letter": "B"}) for r in low_rows()])
    with_spelling(records, SPELLING).claims = [claim(r, domain="spelling") for r in SPELLING]
    assert told(records) == {("spelling.only", "")}


def test_spelling_that_is_low_beside_reading_is_no_finding():
    assert told(with_spelling(dossier(), SPELLING)) == set()


def test_one_reading_score_too_high_beside_low_spelling_is_about_reading():
    records = with_spelling(with_rows(changed(1, level_letter="D")), SPELLING)
    assert told(records) == {("measurement.level_too_high", "word_reading/E4")}


@pytest.mark.parametrize(
    ("profile", "received", "holds"),
    [("van-a-tot-lezen", dt.date(2024, 3, 11), True), ("capelle", dt.date(2024, 3, 11), False)],
)
def test_the_second_route_over_spelling(profile, received, holds):
    rows = [r.model_copy(update={"level_letter": "D", "level_roman": "V"}) for r in low_rows()]
    records = with_spelling(with_rows(rows, profile=profile), SPELLING)
    assert (told(records, profile, received) == set()) is holds


def test_capelle_held_the_second_route_until_2022():
    rows = [
        row(m, d, "D", level_roman="V") for m, d in (("E3", "2020-05-28"), ("M4", "2021-01-28"), ("E4", "2021-05-28"))
    ]
    spelling = [row(r.moment, r.date.isoformat()) for r in rows]
    records = with_spelling(with_rows(rows, profile="capelle"), spelling)
    records.pupil.birth_date = dt.date(2012, 9, 1)
    assert told(records, "capelle", dt.date(2021, 12, 31)) == set()
    assert told(records, "capelle", dt.date(2022, 1, 1)) != set()


@pytest.mark.parametrize("letters", ["DCD", "ECD"])
def test_of_two_routes_that_fail_the_nearest_is_told(letters):
    rows = [
        r.model_copy(update={"level_letter": letter, "level_roman": "IV" if letter == "C" else "V"})
        for r, letter in zip(low_rows(), letters, strict=True)
    ]
    records = with_spelling(with_rows(rows, profile="van-a-tot-lezen"), SPELLING)
    assert told(records, "van-a-tot-lezen") == {("measurement.level_too_high", "word_reading/E4")}


def test_a_d_alone_on_the_second_route_is_left_to_a_person():
    rows = [r.model_copy(update={"level_letter": "D"}) for r in low_rows()]
    records = with_spelling(with_rows(rows, profile="van-a-tot-lezen"), SPELLING)
    assert report(records, "van-a-tot-lezen").status == "review"


def test_a_claim_whose_year_was_mistyped_differs_from_its_moment():
    records = dossier()
    newest = records.claims[-1]
    newest.date = newest.date.replace(year=newest.date.year - 1)
    assert ("measurement.claim_differs", f"word_reading/{newest.moment}") in told(records)
