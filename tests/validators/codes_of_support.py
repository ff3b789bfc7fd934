"""Examples for the codes about extra support and preventive trajectories; see every_code.py."""

import datetime as dt

from build import Hours, dossier, ref, signed, told
from test_form_rules import without
from test_support_rules import WEST, changed, of_levels

from extractors.records import Provider
from validators.case import School


def found(records, profile="voorwaarden", **fields):
    """The codes that are found."""
    return {code for code, _ in told(records, profile, notes=True, **fields)}


def second(**fields):
    """The codes where the second period, at level 3, is changed."""
    return found(changed("voorwaarden", 2, **fields))


def first(**fields):
    """The codes where the first period, at level 2, is changed."""
    return found(changed("voorwaarden", 1, **fields))


def analysis(**fields):
    records = dossier()
    records.answers[-1] = records.answers[-1].model_copy(update=fields)
    return found(records, "passenderwijs")


def evaluation(**fields):
    """The codes where the final evaluation is changed."""
    records = dossier(WEST)
    records.evaluations[1] = records.evaluations[1].model_copy(update=fields)
    return found(records, WEST)


def unnamed(keep):
    """Evaluations that do not say which they are."""
    records = dossier(WEST)
    records.evaluations = [e.model_copy(update={"which": None}) for e in records.evaluations[:keep]]
    return found(records, WEST)


def teacher(state):
    records = dossier(WEST)
    part = ref(records, "preventive_evaluation", 1)
    next(p for p in records.signed_parts if p.part == part).signatures[1] = signed("teacher", state)
    return found(records, WEST)


def weekly(count):
    return [dt.date(2024, 1, 1) + dt.timedelta(weeks=n) for n in range(count)]


def pupils(number):
    return found(dossier(WEST), WEST, school=School(pupils_this_year=number))


ASSISTANT, SPECIALIST = Provider(role="assistant"), Provider(role="remedial_teacher")

EXAMPLES = {
    "intervention.too_few": (
        ("one period at level 3", lambda: found(of_levels("voorwaarden", 2, 3))),
        ("two periods at level 3", lambda: found(of_levels("voorwaarden", 3, 3))),
        ("no school form at all", lambda: found(without("school_form"), "passenderwijs")),
    ),
    "intervention.too_short": (
        ("9 weeks", lambda: second(weeks=9)),
        ("10 weeks", lambda: second(weeks=10)),
        ("6 weeks at level 2, of which none are asked", lambda: first(weeks=6)),
    ),
    "intervention.too_little_time": (
        ("59 minutes a week", lambda: second(minutes_per_week=59)),
        ("60 minutes a week", lambda: second(minutes_per_week=60)),
        ("30 minutes at level 2", lambda: first(minutes_per_week=30)),
    ),
    "intervention.group_too_large": (
        ("five pupils", lambda: second(group_size=5, group_reason="x")),
        ("four pupils", lambda: second(group_size=4, group_reason="x")),
        ("six pupils at level 2", lambda: first(group_size=6)),
    ),
    "intervention.group_unexplained": (
        ("three pupils without a reason", lambda: second(group_size=3)),
        ("three pupils with a reason", lambda: second(group_size=3, group_reason="samen lezen")),
        ("five pupils, which is too many", lambda: second(group_size=5)),
    ),
    "intervention.unsupervised": (
        ("an assistant alone", lambda: second(provider=ASSISTANT)),
        ("an assistant under supervision", lambda: second(provider=ASSISTANT, supervised_by="intern begeleider")),
        ("a remedial teacher alone", lambda: second(provider=SPECIALIST)),
    ),
    "intervention.no_goal": (
        ("no goal", lambda: second(goal=None)),
        ("a goal of a word", lambda: second(goal="vlotter")),
        ("no goal at level 2", lambda: first(goal=None)),
    ),
    "intervention.no_method": (
        ("no method", lambda: second(method=None)),
        ("a method of a word", lambda: second(method="Ralfi")),
        ("no method at level 2", lambda: first(method=None)),
    ),
    "intervention.no_provider": (
        ("nobody named", lambda: second(provider=Provider())),
        ("a name without a role", lambda: second(provider=Provider(name="Kim"))),
        ("an assistant alone", lambda: second(provider=ASSISTANT)),
    ),
    "intervention.no_evaluation": (
        ("no evaluation", lambda: second(evaluation=None)),
        ("an evaluation of a word", lambda: second(evaluation="groei")),
        ("no evaluation at level 2", lambda: first(evaluation=None)),
    ),
    "intervention.no_baseline": (
        ("no measurement before", lambda: second(baseline=None)),
        ("a measurement before", lambda: second(baseline="AVI M3")),
        ("no measurement before, at level 2", lambda: first(baseline=None)),
    ),
    "intervention.outside_series": (
        ("a period after the last measurement", lambda: second(start=dt.date(2024, 1, 29), end=dt.date(2024, 4, 12))),
        ("a period that ends in the week of a measurement", lambda: second(end=dt.date(2023, 6, 2))),
        ("a period without dates", lambda: second(start=None, end=None, weeks=12)),
    ),
    "intervention.no_error_analysis": (
        ("an empty error analysis", lambda: analysis(text=None)),
        ("an error analysis of a word", lambda: analysis(text="klinkers")),
        ("an error analysis that was hardly read", lambda: analysis(text=None, confidence=0.3)),
    ),
    "preventive.too_few_sessions": (
        ("7 sessions", lambda: evaluation(sessions=weekly(7), session_count=7)),
        ("8 sessions", lambda: evaluation(sessions=weekly(8))),
        ("sessions that nobody counted", lambda: evaluation(session_count=None)),
    ),
    "preventive.evaluation_missing": (
        ("one evaluation", lambda: unnamed(1)),
        ("two evaluations that do not say which they are", lambda: unnamed(2)),
        (
            "an evaluation without the parent",
            lambda: evaluation(parties=["teacher", "internal_supervisor", "practitioner"]),
        ),
    ),
    "preventive.party_missing": (
        ("the teacher did not sign", lambda: teacher("absent")),
        ("the teacher signed", lambda: teacher("ink")),
        ("the teacher's name is typed", lambda: teacher("typed")),
    ),
    "preventive.hours_exceeded": (
        ("26 hours of the teacher", lambda: evaluation(hours=[Hours(role="teacher", hours=26)])),
        ("25 hours of the teacher", lambda: evaluation(hours=[Hours(role="teacher", hours=25)])),
        ("26 hours of the practitioner, who has 30", lambda: evaluation(hours=[Hours(role="practitioner", hours=26)])),
    ),
    "preventive.quota": (
        ("a third pupil of the school this year", lambda: pupils(3)),
        ("a second pupil of the school this year", lambda: pupils(2)),
        ("nobody knows how many", lambda: pupils(None)),
    ),
}
