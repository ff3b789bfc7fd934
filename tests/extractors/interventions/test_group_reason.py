"""A reason for the group, written at the end of another text (profiles.md: 'A group needs its reason')."""

from __future__ import annotations

from extractors.interventions.group_reason import part_group_reason


def test_a_reason_behind_its_own_label_is_taken_out():
    texts = {
        "evaluation": "Nog steeds E-niveau (25 woorden) Groep: De kinderen motiveren elkaar.",
        "goal": "Vlot lezen",
    }
    assert part_group_reason(texts) == {
        "evaluation": "Nog steeds E-niveau (25 woorden)",
        "goal": "Vlot lezen",
        "group_reason": "De kinderen motiveren elkaar.",
    }


def test_a_size_is_no_reason():
    texts = {"evaluation": "Groep: 4"}
    assert part_group_reason(texts) == texts


def test_a_word_about_the_group_is_no_label():
    texts = {"evaluation": "Hij leest in de groep: dat gaat beter dan thuis"}
    assert part_group_reason(texts) == texts


def test_a_stated_reason_stays():
    texts = {"group_reason": "Samen lezen", "evaluation": "Groep: ze lezen samen in koor"}
    assert part_group_reason(texts) == texts
