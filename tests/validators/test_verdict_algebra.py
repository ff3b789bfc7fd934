"""What must hold of every verdict: what doesn't count changes nothing, and leaving out never helps."""

import datetime as dt

import pytest
from build import KINDS, claim, dossier, low_rows, report, row, words
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.records import DossierRecords
from validators import moments

RECEIVED = dt.date(2024, 3, 20)
halves = st.integers(2 * 2010, 2 * 2035)
levels = st.sampled_from(["D", "E"])


def series_of(records, received=RECEIVED):
    made = report(records, "capelle", received)
    requirement = next(r for r in made.requirements if r.id == "series")
    told = {f.id for f in made.findings if f.id in requirement.finding_ids and f.severity != "note"}
    return requirement.state, told


def with_rows(rows, claims=()):
    records = dossier("capelle")
    records.score_series[0] = words(sorted(rows, key=lambda r: r.date))
    records.claims = list(claims)
    return records


@st.composite
def between(draw):
    """A measurement that is none of the main ones: by its day, or by what it is called."""
    day = draw(st.dates(dt.date(2021, 8, 20), RECEIVED))
    called = "intermediate" if moments.half_of(day) is not None else draw(st.sampled_from(["intermediate", "unknown"]))
    level = draw(st.sampled_from(["A", "C", "D", "E", None]))
    return row(None, day.isoformat(), level, kind=called, skill_score=draw(st.integers(1, 99)))


@settings(max_examples=60, deadline=None)
@given(st.tuples(levels, levels, levels), st.lists(between(), max_size=4))
def test_intermediate_measurements_never_change_a_verdict_that_rests_on_main_ones(letters, extra):
    mains = [r.model_copy(update={"level_letter": letter}) for r, letter in zip(low_rows(), letters, strict=True)]
    claims = [claim(r) for r in mains]
    assert series_of(with_rows([*mains, *extra], claims)) == series_of(with_rows(mains, claims))


@settings(max_examples=60, deadline=None)
@given(halves, st.sets(st.integers(0, 5), min_size=3))
def test_a_series_is_consecutive_or_names_each_moment_that_is_skipped(newest, back):
    places = sorted(newest - b for b in back)
    rows = []
    for half in places:
        first, last = moments.window(half)
        group = 8 - (newest - half + 1) // 2
        rows.append(row(f"{moments.letter_of(half)}{group}", (first + (last - first) / 2).isoformat(), group=group))
    received = moments.window(newest)[1]
    records = with_rows(rows, [claim(r) for r in rows[-3:]])
    records.pupil.group, records.pupil.birth_date = None, received - dt.timedelta(days=9 * 365)
    made = report(records, "voorwaarden", max(received, dt.date(2022, 1, 1)))
    skipped = {f.subject for f in made.findings if f.code == "measurement.not_consecutive"}
    between_them = set(range(places[-3], places[-1])) - set(places)
    assert len(skipped) == len(between_them)


@given(st.sampled_from("ME"), st.integers(3, 5), st.integers(0, 3))
def test_a_repeated_year_adds_ten_months_to_the_didactic_age(letter, group, years):
    before, after = f"{letter}{group}", moments.shifted(f"{letter}{group}", years)
    assert moments.didactic_age(after) == moments.didactic_age(before) + 10 * years


@given(st.integers(2 * 3, 2 * 8))
def test_the_didactic_age_grows_by_five_months_a_moment(place):
    def code(half):
        return f"{moments.letter_of(half)}{half // 2}"

    assert moments.didactic_age(code(place + 1)) - moments.didactic_age(code(place)) == 5


@pytest.mark.parametrize(("moment", "months"), [("M3", 5), ("E3", 10), ("M4", 15), ("E4", 20), ("E5", 30)])
def test_the_didactic_age_of_a_moment(moment, months):
    assert moments.didactic_age(moment) == months


# ------------------------------------------------------------------ removing a document


def without(records: DossierRecords, index: int) -> DossierRecords:
    """What is read when this file is not sent: everything that stands in it is gone."""
    left = records.model_copy(deep=True)
    left.documents[index].parts = []
    for name in ("answers", "choices", "signed_parts", "identities", "group_overviews", "evaluations", "mentions"):
        setattr(left, name, [item for item in getattr(left, name) if item.part.document != index])
    for series in left.score_series:
        series.measurements = [m for m in series.measurements if _stays(m, index)]
    left.claims = [c for c in left.claims if _stays(c, index)]
    left.interventions = [i for i in left.interventions if _stays(i, index)]
    return left


def _stays(item, index):
    return all(e.document != index for e in item.evidence)


def _high(records):
    records.score_series[0].measurements[1].level_letter = "C"


def _short(records):
    records.interventions[1].weeks = 4


def _unsigned(records):
    for part in records.signed_parts:
        part.signatures = part.signatures[:-1]


def _empty(records):
    for answer in records.answers:
        answer.text = None


def _young(records):
    records.pupil.birth_date = dt.date(2019, 1, 1)


def _unchosen(records):
    for choice in records.choices:
        choice.checked = False


FAULTS = [_high, _short, _unsigned, _empty, _young, _unchosen]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.sets(st.sampled_from(FAULTS)), st.data())
def test_removing_a_required_document_never_turns_incomplete_into_complete(profile, faults, data):
    """Every file of these dossiers is one that the profile asks for.

    A file that nobody asks for may be the trouble itself (another child's, a damaged one): taking it out mends that.
    """
    records = dossier(profile)
    for fault in faults:
        if profile != "westelijke-mijnstreek" or fault is _unsigned:
            fault(records)
    gone = data.draw(st.sampled_from(range(len(records.documents))))
    assert report(without(records, gone), profile).status != "complete"
