"""The dossier's pupil is the one most of its documents are about."""

from __future__ import annotations

import datetime as dt

import pytest

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


def told_apart(*identities):
    """Of the pupil's own (+), in doubt (?), another's (-); documents from 1 on were scanned."""
    told = other_pupils(list(identities), scanned=range(1, 9))
    return "".join("-" if i.other_pupil else "?" if i.in_doubt else "+" for i in told)


def badly_read(name, born=None, confidence=0.6, **more):
    return identity(name, born, document=1, **more).model_copy(update={"confidence": confidence})


PRINTOUT = identity("Hanna Nijland", kind="lvs_printout")


@pytest.mark.parametrize(
    ("other", "mark"),
    [
        (badly_read("Manna island"), "?"),
        (badly_read("Bonna GijlLand", confidence=0.0), "?"),
        (badly_read("ed Nijlard", confidence=0.0), "?"),
        (badly_read("Hana ke", BORN), "+"),
        (badly_read("Hanna Nijland", BORN.replace(month=8)), "?"),
        (badly_read("Elle He", BORN), "?"),
        (badly_read("Joas Rutgers"), "-"),
        (badly_read("Hanna Nijland", dt.date(2013, 11, 28)), "-"),
        (badly_read("Saar Nijland", BORN, confidence=0.95, kind="action_plan"), "-"),
        (badly_read("Hanna Nijland", BORN.replace(month=8), confidence=0.95, kind="action_plan"), "-"),
        (badly_read("beseierser"), "+"),
    ],
)
def test_a_name_or_date_misread_on_a_scan_makes_no_other_child(other, mark):
    """By hand or on a poor copy names are misread; what was read well and differs is another child there too."""
    assert told_apart(PRINTOUT, other) == f"+{mark}"


def test_many_names_misread_do_not_outvote_the_one_that_was_read():
    forms = [badly_read(name) for name in ("Manna island", "Bonna GijlLand")]
    assert told_apart(*forms, PRINTOUT) == "??+"


def test_a_doubtful_name_does_not_become_the_pupils():
    identities = other_pupils([PRINTOUT, badly_read("Manna Nijland van Hoog")], scanned={1})
    assert agree_on_pupil(identities, []).name == "Hanna Nijland"
