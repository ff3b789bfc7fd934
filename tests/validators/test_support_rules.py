"""Interventions and preventive trajectories."""

import datetime as dt

import pytest
from build import Hours, dossier, evidence, period, ref, report, signed, told

from extractors.records import Intervention, Provider
from validators.case import School
from validators.numbering import numbered
from validators.rules.interventions import minutes_of, weeks_of


def changed(profile, number, **fields):
    """The complete dossier with one period (by its number) changed."""
    records = dossier(profile)
    records.interventions[number - 1] = records.interventions[number - 1].model_copy(update=fields)
    return records


def of_levels(profile, *levels):
    records = dossier(profile)
    starts = [("2022-09-05", "2022-11-18"), ("2023-02-27", "2023-05-12"), ("2023-09-04", "2023-11-24")]
    records.interventions = [period(level, *dates) for level, dates in zip(levels, starts, strict=False)]
    return records


@pytest.mark.parametrize(
    ("profile", "levels", "short"),
    [
        ("passenderwijs", (2, 3), None),
        ("passenderwijs", (2, 2), "3"),
        ("passenderwijs", (3, 3), "2"),
        ("passenderwijs", (), "3"),
        ("capelle", (3,), "2"),
        ("voorwaarden", (3, 3), None),
        ("voorwaarden", (2, 2, 3), "3"),
        ("van-a-tot-lezen", (2, 3), None),
        ("van-a-tot-lezen", (2, 2), None),
        ("van-a-tot-lezen", (2,), "3"),
    ],
)
def test_enough_periods_at_each_level(profile, levels, short):
    found = {pair for pair in told(of_levels(profile, *levels), profile) if pair[0] == "intervention.too_few"}
    assert found == ({("intervention.too_few", short)} if short else set())


def test_passenderwijs_wants_the_periods_in_the_school_form():
    found = {("intervention.too_few", "3")}
    for profile, expected in (("passenderwijs", found), ("capelle", set())):
        records = dossier(profile)
        for support in records.interventions:
            if support.support_level == 3:
                support.evidence = evidence(document=3)
        records.documents.append(records.documents[0].model_copy(update={"name": "x", "sha256": "x"}))
        records.documents.append(records.documents[0].model_copy(update={"name": "y", "sha256": "y", "parts": []}))
        assert told(records, profile) == expected


def test_a_tutor_at_home_is_no_level_3():
    records = changed("passenderwijs", 2, provider=Provider(role="tutor"))
    records.interventions.pop()
    assert ("intervention.too_few", "3") in told(records)


def test_what_a_form_that_is_hard_to_read_does_not_tell_is_left_to_a_person():
    records = of_levels("passenderwijs", 2)
    next(p for d in records.documents for p in d.parts if p.kind == "school_form").legible = 0.8
    assert told(records) == {("reading.uncertain", "interventions")}


def test_a_period_whose_level_cannot_be_read_may_be_the_one_that_is_missing():
    records = of_levels("passenderwijs", 2, 3)
    records.interventions[1].support_level = None
    assert told(records) == {("reading.uncertain", "interventions")}


@pytest.mark.parametrize(
    ("start", "end", "weeks"),
    [
        ("2021-08-30", "2021-11-19", 12),
        ("2022-08-29", "2022-09-30", 5),
        ("2023-03-06", "2023-03-06", 1),
        ("2023-03-12", "2023-03-13", 2),
    ],
)
def test_weeks_are_calendar_weeks_both_included(start, end, weeks):
    assert weeks_of(period(3, start, end)) == weeks


def test_a_stated_number_of_weeks_or_minutes_wins():
    assert weeks_of(period(3, "2023-03-06", "2023-05-26", weeks=9)) == 9
    assert weeks_of(Intervention()) is None
    assert minutes_of(Intervention(sessions_per_week=3, minutes_per_session=20)) == 60
    assert minutes_of(Intervention(sessions_per_week=3, minutes_per_session=20, minutes_per_week=45)) == 45
    assert minutes_of(Intervention(sessions_per_week=3)) is None


@pytest.mark.parametrize(("weeks", "short"), [(9, True), (10, False), (12, False), (20, False)])
@pytest.mark.parametrize("number", [1, 2])
def test_ten_weeks_is_long_enough_and_longer_is_fine(weeks, short, number):
    found = {("intervention.too_short", str(number))} if short else set()
    assert told(changed("passenderwijs", number, weeks=weeks)) == found


@pytest.mark.parametrize(
    ("start", "end", "noted"),
    [
        ("2024-01-29", "2024-04-12", True),  # after the last measurement
        ("2024-01-22", "2024-04-12", False),
        ("2022-04-04", "2022-06-17", True),  # long before the first
        ("2022-09-05", "2022-11-18", False),
    ],
)
def test_a_period_outside_the_series_is_noted(start, end, noted):
    dates = {"start": dt.date.fromisoformat(start), "end": dt.date.fromisoformat(end)}
    records = changed("passenderwijs", 1, **dates)
    received = dt.date(2024, 4, 15)
    codes = {code for code, _ in told(records, received=received, notes=True)}
    assert ("intervention.outside_series" in codes) is noted
    assert report(records, received=received).status == "complete"


def test_the_short_period_is_named_by_its_place_in_time():
    records = changed("passenderwijs", 1, weeks=6)
    records.interventions.reverse()
    assert told(records) == {("intervention.too_short", "1")}
    assert report(records).interventions[0].weeks == 6


def test_voorwaarden_asks_ten_weeks_of_level_3_alone():
    assert told(changed("voorwaarden", 1, weeks=6), "voorwaarden") == set()


def test_a_period_of_which_nothing_tells_the_length_is_left_to_a_person():
    records = changed("passenderwijs", 3, end=None)
    assert told(records) == {("reading.uncertain", "intervention/3")}


FAULTS = [
    ({"minutes_per_session": 19}, "intervention.too_little_time"),
    ({"minutes_per_session": 20}, None),
    ({"minutes_per_week": 59}, "intervention.too_little_time"),
    ({"group_size": 5, "group_reason": "samen"}, "intervention.group_too_large"),
    ({"group_size": 4, "group_reason": "samen"}, None),
    ({"group_size": 4}, "intervention.group_unexplained"),
    ({"provider": Provider(role="assistant")}, "intervention.unsupervised"),
    ({"provider": Provider(role="assistant"), "supervised_by": "Kim (leesspecialist)"}, None),
    ({"provider": Provider(role="remedial_teacher")}, None),
    ({"provider": Provider()}, "intervention.no_provider"),
    ({"goal": None}, "intervention.no_goal"),
    ({"method": None}, "intervention.no_method"),
    ({"evaluation": None}, "intervention.no_evaluation"),
    ({"baseline": None}, "intervention.no_baseline"),
]


@pytest.mark.parametrize(("fields", "fault"), FAULTS)
def test_the_rules_of_level_3_block_where_they_apply_in_full(fields, fault):
    expected = {(fault, "2")} if fault else set()
    records = changed("voorwaarden", 2, **fields)
    assert told(records, "voorwaarden") == expected
    blocks = fault not in (None, "intervention.group_unexplained", "intervention.no_baseline")
    assert report(records, "voorwaarden").status == ("incomplete" if blocks else "complete")


@pytest.mark.parametrize(("fields", "fault"), FAULTS)
def test_elsewhere_the_rules_of_level_3_warn(fields, fault):
    expected = {(fault, "2")} if fault else set()
    records = changed("passenderwijs", 2, **fields)
    assert told(records) == expected
    assert report(records).status == "complete"


@pytest.mark.parametrize(("fields", "_"), FAULTS)
def test_level_2_is_not_held_to_the_rules_of_level_3(fields, _):
    assert told(changed("voorwaarden", 1, **fields), "voorwaarden") == set()


@pytest.mark.parametrize("element", ["goal", "method"])
def test_the_old_scheme_wants_goal_content_and_person_of_each_period(element):
    records = changed("van-a-tot-lezen", 1, **{element: None})
    assert told(records, "van-a-tot-lezen") == {(f"intervention.no_{element}", "1")}
    assert report(records, "van-a-tot-lezen").status == "incomplete"


def test_a_period_that_was_read_badly_is_left_to_a_person():
    assert told(changed("passenderwijs", 2, weeks=4, confidence=0.2)) == {("reading.uncertain", "intervention/2")}


# ------------------------------------------------------------------ preventive trajectories

WEST = "westelijke-mijnstreek"


@pytest.mark.parametrize("which", ["midterm", "final"])
def test_an_absent_evaluation_is_the_only_finding(which):
    records = dossier(WEST)
    records.evaluations = [e for e in records.evaluations if e.which != which]
    assert told(records, WEST) == {("preventive.evaluation_missing", which)}


def test_two_evaluations_that_do_not_say_which_are_both():
    records = dossier(WEST)
    for evaluation in records.evaluations:
        evaluation.which = None
    assert told(records, WEST) == set()


@pytest.mark.parametrize(("held", "found"), [(7, {("preventive.too_few_sessions", "2")}), (8, set()), (9, set())])
def test_eight_sessions_in_each_period(held, found):
    records = dossier(WEST)
    records.evaluations[1].sessions = [dt.date(2024, 1, 1) + dt.timedelta(weeks=n) for n in range(held)]
    records.evaluations[1].session_count = held
    assert told(records, WEST) == found


@pytest.mark.parametrize(("listed", "stated"), [(7, 8), (8, 7)])
def test_sessions_of_which_list_and_number_differ_are_for_a_person(listed, stated):
    records = dossier(WEST)
    records.evaluations[1].sessions = [dt.date(2024, 1, 1) + dt.timedelta(weeks=n) for n in range(listed)]
    records.evaluations[1].session_count = stated
    assert told(records, WEST) == {("reading.uncertain", "sessions/2")}


def test_a_session_after_the_day_of_receipt_has_not_been_held():
    records = dossier(WEST)
    days = [dt.date(2024, 1, 23) + dt.timedelta(weeks=n) for n in range(8)]
    records.evaluations[1].sessions, records.evaluations[1].session_count = days, 8
    assert told(records, WEST) == {("preventive.too_few_sessions", "2")}


@pytest.mark.parametrize(
    ("supervisor", "roles", "found"),
    [
        ("de groepsleerkracht", ["teacher"], True),
        ("een leesmoeder", ["tutor"], True),
        ("K. Vos", [], False),
        ("leerkracht en leesspecialist", ["teacher", "reading_specialist"], False),
    ],
)
def test_whoever_supervises_knows_of_reading(supervisor, roles, found):
    records = dossier("voorwaarden")
    period = records.interventions[-1]
    period.provider.role, period.supervised_by, period.supervisor_roles = "assistant", supervisor, roles
    codes = {code for code, _ in told(records, "voorwaarden")}
    assert ("intervention.unsupervised" in codes) is found


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("absent", {("preventive.party_missing", "teacher")}),
        ("typed", {("signature.typed_only", "teacher")}),
        ("ink", set()),
    ],
)
def test_each_party_signs_each_evaluation(state, found):
    records = dossier(WEST)
    part = ref(records, "preventive_evaluation", 1)
    boxes = next(p for p in records.signed_parts if p.part == part).signatures
    boxes[1] = signed("teacher", state)
    assert told(records, WEST) == found


def test_a_party_that_did_not_take_part():
    records = dossier(WEST)
    records.evaluations[0].parties = ["teacher", "internal_supervisor", "practitioner"]
    records.signed_parts[0].signatures.pop(0)
    assert told(records, WEST) == {("preventive.party_missing", "parent_1")}


@pytest.mark.parametrize(("hours", "found"), [(25, set()), (26, {("preventive.hours_exceeded", "teacher")})])
def test_hours_that_the_arrangement_pays_for(hours, found):
    records = dossier(WEST)
    records.evaluations[1].hours = [Hours(role="teacher", hours=hours)]
    assert told(records, WEST) == found
    assert report(records, WEST).status == "complete"


@pytest.mark.parametrize(("pupils", "found"), [(None, set()), (2, set()), (3, {("preventive.quota", "")})])
def test_two_pupils_of_a_school_in_a_year(pupils, found):
    assert told(dossier(WEST), WEST, school=School(pupils_this_year=pupils)) == found


def test_what_is_missing_from_a_form_that_is_hard_to_read_may_stand_there():
    records = changed("voorwaarden", 2, goal=None, evaluation=None)
    assert told(records, "voorwaarden") == {("intervention.no_goal", "2"), ("intervention.no_evaluation", "2")}
    for part in (p for d in records.documents for p in d.parts):
        part.legible = 0.8
    assert told(records, "voorwaarden") == {("reading.uncertain", "intervention/2")}


def at(top, start=None):
    place = evidence()[0].model_copy(update={"bbox": (50.0, float(top), 300.0, top + 10.0)})
    return Intervention(start=start and dt.date.fromisoformat(start), evidence=[place])


@pytest.mark.parametrize(
    ("tops", "starts", "order"),
    [
        ((100, 300), (None, "2022-08-29"), [100, 300]),  # told first, so given first
        ((100, 300), ("2021-08-30", None), [100, 300]),
        ((100, 300, 500), ("2023-01-09", None, "2021-08-30"), [500, 100, 300]),  # newest first: nobody knows
        ((100, 200, 300), (None, None, "2021-08-30"), [100, 200, 300]),
    ],
)
def test_a_period_of_which_the_start_cannot_be_read_keeps_its_place_in_the_document(tops, starts, order):
    printed = [at(top, start) for top, start in zip(tops, starts, strict=True)]
    assert [(n, i.evidence[0].bbox[1]) for n, i in numbered(printed)] == list(enumerate(order, 1))


@pytest.mark.parametrize(
    "untold",
    [
        {"minutes_per_week": None, "sessions_per_week": None, "minutes_per_session": None},
        {"group_size": None},
        {"provider": Provider(name="mw. Dekker")},
    ],
)
@pytest.mark.parametrize(("profile", "asked"), [("voorwaarden", True), ("passenderwijs", False)])
def test_what_nothing_tells_is_asked_where_the_rules_hold_in_full(profile, asked, untold):
    records = dossier(profile)
    for name, value in untold.items():
        setattr(records.interventions[-1], name, value)
    found = {code for code, _ in told(records, profile)}
    assert found == ({"reading.uncertain"} if asked else set())


@pytest.mark.parametrize(("begun", "found"), [(10, set()), (3, {("intervention.too_short", "3")})])
def test_weeks_after_the_day_of_receipt_have_not_been_given(begun, found):
    records = dossier("capelle")
    received = dt.date(2024, 3, 11)
    last = records.interventions[-1].model_copy()
    last.start, last.end = received - dt.timedelta(weeks=begun), received + dt.timedelta(weeks=9)
    last.weeks = None
    records.interventions.append(last)
    n = str(len(records.interventions))
    assert told(records, "capelle") == {(code, n) for code, _ in found}


def test_numbers_are_told_as_they_are_written_in_dutch():
    records = dossier(WEST)
    records.evaluations[1].hours = [Hours(role="practitioner", hours=30.5)]
    (found,) = report(records, WEST).findings
    assert "30,5 uren" in found.message
