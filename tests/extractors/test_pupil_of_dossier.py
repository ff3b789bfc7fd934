"""The dossier's pupil is the one most of its documents are about."""

from __future__ import annotations

import datetime as dt

from extractors.pupil import agree_on_pupil, other_pupils
from extractors.records import Identity, PartRef, PupilFact

BORN = dt.date(2015, 3, 2)


def identity(name, born=BORN, kind="school_form", document=0):
    return Identity(part=PartRef(document=document, kind=kind, first_page=1), name=name, birth_date=born)


def strangers(*identities):
    return [i.name for i in other_pupils(list(identities)) if i.other_pupil]


def test_one_spelling_more_is_no_other_pupil():
    assert strangers(identity("Siebe Kuipers"), identity("Kuipers S.", None), identity("Siebe")) == []


def test_another_name_is_another_pupil():
    others = strangers(
        identity("Siebe Kuipers"),
        identity("Siebe Kuipers", kind="lvs_printout", document=1),
        identity("Isa de Boer", dt.date(2014, 1, 1), kind="action_plan", document=2),
    )
    assert others == ["Isa de Boer"]


def test_another_birth_date_is_another_pupil_though_the_name_agrees():
    others = other_pupils(
        [
            identity("Siebe Kuipers"),
            identity("Siebe Kuipers", kind="application_form"),
            identity("Siebe Kuipers", dt.date(2016, 3, 2), kind="action_plan"),
        ]
    )
    assert [i.other_pupil for i in others] == [False, False, True]


def test_a_double_surname_with_the_same_birth_date_is_the_same_pupil():
    assert strangers(identity("Siebe Kuipers"), identity("Siebe Bakker", kind="parent_form")) == []


def test_a_twin_is_another_pupil():
    assert strangers(identity("Siebe Kuipers"), identity("Siebe Kuipers"), identity("Saar Kuipers")) == ["Saar Kuipers"]


def test_a_single_word_is_nobody_else():
    assert strangers(identity("Siebe Kuipers"), identity("DMT", None, kind="unknown")) == []


def test_the_full_name_wins_from_the_initial_and_facts_from_the_forms():
    part = PartRef(document=0, kind="school_form", first_page=1)
    old = PartRef(document=1, kind="group_overview", first_page=1)
    pupil = agree_on_pupil(
        [identity("S. Kuipers"), identity("Siebe Kuipers", kind="lvs_printout")],
        [
            PupilFact(part=old, field="group", value=5),
            PupilFact(part=part, field="group", value=6),
            PupilFact(part=part, field="repeated_groups", value=[3]),
        ],
    )
    assert pupil.name == "Siebe Kuipers"
    assert pupil.birth_date == BORN
    assert pupil.group == 6
    assert pupil.repeated_groups == [3]
    assert pupil.municipality is None
