"""docs/rules.md tells of every code of the contract, and says what the code does."""

import importlib.util
from pathlib import Path

import pytest

from validators.findings import CODES, Draft, Outcome
from validators.rules import RULES
from validators.rules.registry import Rule, rule

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("rules_page", ROOT / "setup" / "rules.py")
rules_page = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(rules_page)

CONTRACT = set(
    """
    document.missing document.unreadable document.password document.unsupported document.duplicate
    document.other_pupil document.not_anonymised document.attachment_missing
    form.field_empty form.provider_not_single
    signature.missing signature.typed_only signature.invalid signature.date_missing
    pupil.age pupil.region pupil.school_outside_region pupil.reading_education
    measurement.too_few measurement.intermediate_counted measurement.not_consecutive measurement.level_too_high
    measurement.kind_unknown measurement.claim_differs measurement.outdated
    level.roman_only level.v_is_d level.inconsistent dmt.cards dmt.edition repeat.norm_group spelling.only
    intervention.too_few intervention.too_short intervention.too_little_time intervention.group_too_large
    intervention.group_unexplained intervention.unsupervised intervention.no_goal intervention.no_method
    intervention.no_provider intervention.no_evaluation intervention.no_baseline intervention.no_error_analysis
    comorbidity.undocumented preventive.too_few_sessions preventive.evaluation_missing preventive.party_missing
    preventive.hours_exceeded preventive.quota reading.uncertain
    """.split()  # noqa: SIM905 - a list of this length reads best as the contract prints it
)


def test_the_page_is_as_the_code_makes_it():
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_page.page()


def test_beside_the_codes_of_the_contract_there_are_notes_alone():
    assert set(CODES) >= CONTRACT
    assert {CODES[code] for code in set(CODES) - CONTRACT} == {"note"}


def test_every_code_has_a_rule_that_a_profile_asks_for_and_a_test():
    profiles = [rules_page.read_profile(rules_page.FOLDER / f"{name}.toml") for name in rules_page.profile_ids()]
    asked = {r.ask.rule for profile in profiles for r in profile.requirements}
    assert {code for name in asked for code in RULES[name].raises} == set(CODES)
    assert [code for code, tests in rules_page.tests_by_code().items() if not tests] == []


def test_every_rule_says_what_it_asks():
    assert all(registered.weigh.__doc__ for registered in RULES.values())


def test_a_rule_raises_what_it_declares_alone():
    tattle = Rule(lambda *_: Outcome([Draft("pupil.age")]), ("pupil.region",))
    with pytest.raises(ValueError, match=r"pupil\.age"):
        tattle(None, None)
    with pytest.raises(ValueError, match=r"pupil\.length"):
        rule("length", "pupil.length")
    assert "length" not in RULES
