"""Corrections put into records, and what differs between two reports."""

import datetime as dt

import pytest
from build import RECEIVED, dossier, report, signed
from hypothesis import given
from hypothesis import strategies as st

from extractors.records import Evidence
from validators.corrections import Correction, NotCorrectableError, applied, checked
from validators.differences import differences
from validators.judge import judge
from validators.placed import FIELDS, of_records, of_report, together
from validators.profile import load_profile


def spread(profile="passenderwijs"):
    """A complete dossier in which every row stands in a line of its own."""
    records = dossier(profile)
    rows = [m for s in records.score_series for m in s.measurements]
    for number, record in enumerate([*rows, *records.interventions, *records.claims]):
        record.evidence = [Evidence(document=1, page=1, bbox=(50, 20 * number, 400, 20 * number + 12), text="x")]
    return records


def named(records, name):
    return next(place for place in of_records(records) if place.name == name)


def correction(records, name, field, value):
    return Correction(record=name, field=field, value=value, spots=list(named(records, name).spots))


PERIOD, ROW = "intervention:2", "measurement:word_reading:M5:2024-01-25"


def test_names_are_unique():
    records = spread()
    records.score_series.append(records.score_series[0].model_copy(deep=True))
    names = [place.name for place in of_records(records)]
    assert len(names) == len(set(names))


def test_a_corrected_value_changes_its_report_alone():
    records = spread()
    before = records.model_copy(deep=True)
    fresh = applied(records, [correction(records, PERIOD, "weeks", 6)])
    assert records == before
    assert fresh.unfit == frozenset()
    judged = report(fresh.records)
    assert "intervention.too_short:2" in [f.id for f in judged.findings]
    found = differences(report(records), judged)
    assert [(v.record, v.field, v.after) for v in found.values] == [(PERIOD, "weeks", 6)]
    assert (found.status_before, found.status_after) == ("complete", "incomplete")
    assert [(f.id, f.before, f.after) for f in found.findings] == [("intervention.too_short:2", None, "blocking")]
    assert [(r.before, r.after) for r in found.requirements] == [("met", "not_met")]


def test_what_was_worked_out_is_worked_out_anew():
    records = spread()
    records.interventions[1].weeks, records.interventions[1].derived = 11, ["weeks"]
    fresh = applied(records, [correction(records, PERIOD, "end", "2023-04-07")]).records
    assert fresh.interventions[1].weeks == 6
    row = records.score_series[0].measurements[2]
    row.derived = ["moment", "kind"]
    fresh = applied(records, [correction(records, ROW, "date", "2023-11-06")]).records
    moved = next(m for m in fresh.score_series[0].measurements if m.date == dt.date(2023, 11, 6))
    assert (moved.moment, moved.kind) == (None, "unknown")


def test_a_signature_that_a_person_saw_counts():
    records = spread()
    records.signed_parts[0].signatures[1] = signed("parent_2", "absent", date=None)
    assert report(records).status == "incomplete"
    name = next(p.name for p in of_records(records) if p.name.endswith("parent_2"))
    given = [correction(records, name, "state", "ink"), correction(records, name, "date", "2024-03-01")]
    assert report(applied(records, given).records).status == "complete"


def test_what_a_person_says_of_the_pupil_leaves_no_doubt():
    records = spread()
    given = [correction(records, "pupil", "municipality", "Rotterdam")]
    assert "pupil.region" in [f.code for f in report(applied(records, given).records).findings]


def test_a_document_of_another_kind_is_that_for_all_that_was_read_from_it():
    records = spread()
    name = next(p.name for p in of_records(records) if getattr(p.record, "kind", "") == "group_overview")
    fresh = applied(records, [correction(records, name, "kind", "unknown")]).records
    assert "document.missing:group_overview" in [f.id for f in report(fresh).findings]
    assert all(o.part.kind == "unknown" for o in fresh.group_overviews)


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        (PERIOD, "weeks", "zes"),
        (PERIOD, "weeks", 400),
        (PERIOD, "evidence", []),
        (ROW, "moment", "M9"),
        (ROW, "percentile", 101),
        (ROW, "level_letter", "F"),
        (ROW, "date", "31-01-2024"),
        (ROW, "cards", "1"),
        ("pupil", "name", "x" * 6000),
        ("pupil", "group", 9),
    ],
)
def test_what_a_value_can_not_be(name, field, value):
    with pytest.raises(NotCorrectableError):
        checked(named(spread(), name), field, value)


def test_a_place_is_found_again_although_its_name_changed():
    records = spread()
    given = correction(records, ROW, "level_letter", "D")
    again = records.model_copy(deep=True)
    again.score_series[0].measurements[2].date = dt.date(2024, 1, 26)
    again.score_series[0].measurements[2].evidence[0].bbox = (51, 41, 401, 52)
    fresh = applied(again, [given])
    assert fresh.unfit == frozenset()
    assert fresh.records.score_series[0].measurements[2].level_letter == "D"


def test_the_line_beside_it_is_another_place():
    records = spread()
    spots = [named(records, f"intervention:{n}").spots for n in (1, 2)]
    assert together(*spots) == 0
    given = correction(records, PERIOD, "weeks", 6)
    again = records.model_copy(deep=True)
    del again.interventions[1]
    assert applied(again, [given]).unfit == {0}


values = st.one_of(
    st.none(), st.text(max_size=9), st.integers(-5, 500), st.booleans(), st.lists(st.integers(), max_size=2)
)


@given(st.data(), values)
def test_whatever_is_accepted_as_a_value_can_be_judged_and_read_back(data, value):
    records = spread()
    place = data.draw(st.sampled_from(of_records(records)))
    field = data.draw(st.sampled_from(FIELDS[place.kind]))
    try:
        found = checked(place, field, value)
    except NotCorrectableError:
        return
    fresh = applied(records, [Correction(record=place.name, field=field, value=found, spots=list(place.spots))])
    assert next(p for p in fresh.placed if p.name == place.name).get(field) == found
    judge(fresh.records, load_profile("passenderwijs", RECEIVED), reference=None, received_on=RECEIVED)


def test_differences_of_a_report_with_itself_are_none_and_those_back_are_the_reverse():
    one, other = report(spread()), report(applied(spread(), [correction(spread(), PERIOD, "weeks", 6)]).records)
    assert not differences(one, one).found
    forth, back = differences(one, other), differences(other, one)
    assert [(v.record, v.before, v.after) for v in forth.values] == [(v.record, v.after, v.before) for v in back.values]
    assert {(f.id, f.before, f.after) for f in forth.findings} == {(f.id, f.after, f.before) for f in back.findings}


def test_a_row_that_came_or_went_is_one_difference():
    less = spread()
    del less.score_series[0].measurements[0]
    found = differences(report(spread()), report(less))
    assert [(v.field, v.before, v.after) for v in found.values if v.record.startswith("measurement")] == [
        ("", True, None)
    ]
    assert of_report(report(less))
