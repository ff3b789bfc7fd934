import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from extractors.interventions import merge_interventions
from extractors.records import Intervention, Provider

START = dt.date(2023, 9, 4)
periods = st.builds(
    Intervention,
    support_level=st.sampled_from([2, 3]),
    start=st.sampled_from([START, dt.date(2024, 1, 8), dt.date(2024, 3, 4)]),
    goal=st.none() | st.just("Vlot lezen"),
    weeks=st.none() | st.integers(8, 12),
    confidence=st.floats(0.1, 1),
)


def one(**fields) -> Intervention:
    return Intervention(support_level=3, start=START, end=dt.date(2023, 11, 10), **fields)


def test_fields_of_both_documents_make_one_period():
    form = one(method="RALFI", weeks=10, derived=["weeks"], provider=Provider(role="assistant"))
    plan = one(
        goal="Vlot lezen", weeks=10, provider=Provider(name="Joke Vos"), supervised_by="Anna Bos (leesspecialist)"
    )
    (both,) = merge_interventions([[form], [plan]])
    assert (both.method, both.goal, both.weeks, both.derived) == ("RALFI", "Vlot lezen", 10, [])
    assert both.provider == Provider(role="assistant", name="Joke Vos")
    assert both.confidence == 1


def test_the_fuller_text_wins():
    (both,) = merge_interventions([[one(goal="Vlot lezen")], [one(goal="Vlot lezen van clusters")]])
    assert both.goal == "Vlot lezen van clusters"


def test_contradictions_are_doubted():
    (both,) = merge_interventions(
        [[one(minutes_per_week=60, confidence=0.9)], [one(minutes_per_week=45, confidence=0.8)]]
    )
    assert (both.minutes_per_week, both.confidence) == (60, 0.54)


def test_another_level_is_another_period():
    assert len(merge_interventions([[one()], [one().model_copy(update={"support_level": 2})]])) == 2


def test_a_misread_start_does_not_make_two_periods():
    told = {"method": "Connect Woordherkenning", "goal": "Vlot lezen van clusters", "weeks": 10}
    (both,) = merge_interventions([[one(**told)], [one(**told).model_copy(update={"start": dt.date(2028, 9, 4)})]])
    assert both.start == START
    assert both.confidence == 0.6


def test_the_same_goal_in_another_period_is_another_period():
    told = {"method": "Connect Woordherkenning", "goal": "Vlot lezen van clusters"}
    later = {"start": dt.date(2024, 1, 8), "end": dt.date(2024, 3, 22), "weeks": 11}
    assert len(merge_interventions([[one(**told)], [one(**told).model_copy(update=later)]])) == 2


@given(periods=st.lists(periods, max_size=4))
def test_one_document_keeps_its_periods(periods):
    merged = merge_interventions([periods])
    assert len(merged) == len(periods)
    assert all(a.start <= b.start for a, b in itertools.pairwise(merged))


@given(periods=st.lists(periods, max_size=3, unique_by=lambda i: (i.support_level, i.start)))
def test_printed_twice_is_one(periods):
    assert merge_interventions([periods, periods, []]) == merge_interventions([periods, periods])
    assert len(merge_interventions([periods, periods])) == len(periods)


TOLD = {
    "method": "Estafette",
    "goal": "Automatiseren van de klank-tekenkoppeling",
    "evaluation": "Na 5 weken 29 woorden",
}
BY_HAND = {
    "method": "Estatette",
    "goal": "Automutiseren van de Klank-tekenkoppeing",
    "evaluation": "Na S weken 24 woorden",
}


def test_what_is_read_from_a_hand_may_be_the_period_that_another_document_prints():
    printed = one(**TOLD, weeks=5, minutes_per_week=75, derived=["minutes_per_week"], confidence=0.95)
    written = one(**BY_HAND, weeks=5, minutes_per_week=15, confidence=0.3)
    written.start, written.end = dt.date(2023, 11, 29), None
    (both,) = merge_interventions([[printed], [written]])
    assert (both.start, both.minutes_per_week, both.method, both.confidence) == (START, 75, "Estafette", 0.95)


def test_a_hand_of_another_length_is_another_period():
    written = one(**BY_HAND, weeks=12, confidence=0.3)
    written.start, written.end = dt.date(2024, 1, 29), None
    assert len(merge_interventions([[one(**TOLD, weeks=5, confidence=0.95)], [written]])) == 2
