"""'Is alles erbij?' follows the profile."""

import datetime as dt

import pytest

from intake.school.checklist import GROUPS, checklist
from validators.profile import load_profile, profile_ids
from validators.rules import RULES

DAY = dt.date(2026, 1, 1)


@pytest.mark.parametrize("profile_id", profile_ids())
def test_every_requirement_is_on_the_list(profile_id: str) -> None:
    profile = load_profile(profile_id, DAY)
    titles = [item.title for group in checklist(profile) for item in group.items]
    assert len(titles) == len(set(titles))
    assert {item.id for group in checklist(profile) for item in group.items} <= {r.id for r in profile.requirements}
    assert all(item.hints for group in checklist(profile) for item in group.items)


def test_documents_and_signatures_stand_first() -> None:
    groups = checklist(load_profile("passenderwijs", DAY))
    assert [group.first for group in groups[:3]] == [True, True, False]
    assert "Aanwezig: aanmeldformulier" in [item.title for item in groups[0].items]


def test_every_rule_has_its_place() -> None:
    assert sorted(rule for rules in GROUPS.values() for rule in rules) == sorted(RULES)
