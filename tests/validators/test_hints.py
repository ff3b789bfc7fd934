"""What a school can look at by itself, from the parameters of a profile."""

import datetime as dt
import re

import pytest

from validators import messages
from validators.parameters import Condition, InterventionQuality, Series
from validators.profile import FOLDER, load_profile, profile_ids
from validators.rules import RULES

DAY = dt.date(2026, 1, 1)
ASKS = messages.texts()["asks"]


def test_only_rules_have_hints_and_every_rule_has_one() -> None:
    assert set(ASKS) == set(RULES)


@pytest.mark.parametrize("profile_id", profile_ids())
def test_every_requirement_of_every_profile_is_explained(profile_id: str) -> None:
    assert (FOLDER / f"{profile_id}.toml").exists()
    for requirement in load_profile(profile_id, DAY).requirements:
        told = messages.hints(requirement.ask.rule, requirement.ask)
        assert told, requirement.id
        assert all(hint.rstrip()[-1] in ".?:" and "{" not in hint for hint in told)
        assert all(len(sentence.split()) <= 30 for hint in told for sentence in re.split(r"[.?:] ", hint))


def test_another_number_in_the_profile_is_another_sentence() -> None:
    few, many = (
        InterventionQuality(rule="intervention_quality", levels=(3,), minutes_per_week=minutes) for minutes in (40, 90)
    )
    assert "ten minste 40 minuten per week." in messages.hints("intervention_quality", few)
    assert "ten minste 90 minuten per week." in messages.hints("intervention_quality", many)
    assert len(messages.hints("intervention_quality", few)) == 2


def test_routes_of_a_series_are_told_apart() -> None:
    reading = Condition(domain="word_reading", level="e")
    spelling = Condition(domain="spelling", level="low_d", percentile=16)
    hints = messages.hints("series", Series(rule="series", count=3, routes=((reading,), (spelling, reading))))
    assert hints[-1] == (
        "Nodig: woordlezen op niveau E of V-min (laagste 10%), "
        "of spelling bij de laagste 16% en woordlezen op niveau E of V-min (laagste 10%)."
    )
