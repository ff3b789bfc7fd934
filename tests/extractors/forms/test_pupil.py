"""Whom a form is about, whatever way it says so."""

import datetime as dt

import pytest

from extractors.forms import read_form
from extractors.forms.person.pupil_values import group_in, months_in, name_in, place_in, repeated_in, school_in
from extractors.layout.reading import layout_of
from extractors.pages.model import Page, Word
from extractors.records import Part

BIRTH = dt.date(2014, 2, 2)


def read(typeset, *texts, kind="school_form"):
    layouts = typeset(*texts)
    return read_form(Part(kind=kind, first_page=1, last_page=len(layouts), confidence=1), layouts)


def facts(reading):
    return {f.field: f.value for f in reading.facts}


@pytest.mark.parametrize(
    "text",
    [
        "# Vragenlijst\nNaam leerling: Roza van der Zwaag\nGeboortedatum: 02-02-2014",
        "# Vragenlijst\n*Leerling   Zwaag, Roza van der\n*Geb. datum   2 februari 2014",
        "# Vragenlijst\n| *Leerling | Roza van der Zwaag |\n| *Geboortedatum leerling | 2-2-2014 |",
        "# Aanmelding\nOns kind heet   Roza van der Zwaag\n\nen is geboren op   2 februari 2014",
        "# Plan van aanpak\nRoza van der Zwaag | 02-02-2014 | groep 5 | CBS Het Kompas",
        "# Scores\nLeerling: Roza van der Zwaag / geboren: 02-02-2014 / groep: 4",
        "# Plan van aanpak lezen Roza van der Zwaag\nGeboren op 2 februari 2014, groep 5, Het Palet.",
        "# Verslag\nBetreft: Roza van der Zwaag, geboren 2 februari 2014",
        "# Aanmelding\nHierbij melden wij ons kind Roza van der Zwaag, geboren op 2 februari 2014, aan voor zorg.",
    ],
)
def test_name_and_birth_date(typeset, text):
    (identity,) = read(typeset, text).identities
    assert (identity.name, identity.birth_date) == ("Roza van der Zwaag", BIRTH)
    assert identity.evidence


def test_names_of_parents_and_teachers_are_not_the_pupils(typeset):
    text = "# Aanmelding\n## Gegevens ouders\nNaam: Petra Nijland\n## Ondertekening\nNaam: Rogier Brouns"
    assert read(typeset, text, kind="application_form").identities == []


def test_facts_of_a_form(typeset):
    text = """
# Vragenlijst school
Naam leerling: Roza Nijland
Geboortedatum: 02-02-2014
Groep: 5
Woonplaats / gemeente: Breukelen / Stichtse Vecht
School: CBS Het Kompas
Gedoubleerd: ja, groep 3
Aantal maanden leesonderwijs: 29
"""
    assert facts(read(typeset, text)) == {
        "group": 5,
        "municipality": "Stichtse Vecht",
        "school": "CBS Het Kompas",
        "repeated_groups": [3],
        "months_of_reading_education": 29,
    }


def test_facts_in_a_letter(typeset):
    text = """
# Aanmelding en toestemming
Hierbij melden wij ons kind Tijn Hoogland, geboren op 7 maart 2014, aan voor dyslexiezorg.
Tijn zit in groep 5 van OBS De Vlinder en woont in de gemeente De Ronde Venen.
"""
    found = facts(read(typeset, text, kind="application_form"))
    assert found == {"group": 5, "school": "OBS De Vlinder", "municipality": "De Ronde Venen"}


def test_the_municipality_is_never_guessed_from_the_place(typeset):
    text = "# Aanmelding\nNaam kind: Roza Nijland\nPostcode en woonplaats: 3621 AB Breukelen"
    assert "municipality" not in facts(read(typeset, text, kind="application_form"))


def test_a_repeated_year_told_in_a_sentence(typeset):
    text = "# Vragenlijst school\n## Toelichting\nDoublure in groep 4; de niveaus zijn omgerekend."
    assert facts(read(typeset, text))["repeated_groups"] == [4]


def test_a_group_beside_a_denied_repeat_is_not_repeated(typeset):
    text = "Sara de Vos zit in groep 5 van De Hoeksteen, gedoubleerd nee, en leest spellend."
    assert facts(read(typeset, text))["repeated_groups"] == []


def test_a_class_overview_is_about_nobody(typeset):
    reading = read(typeset, "# Groepsoverzicht\nGroep: 5\nLeerling: 3", kind="group_overview")
    assert (reading.identities, reading.facts) == ([], [])


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("nee", []),
        ("n.v.t.", []),
        ("Geen doublure", []),
        ("ja, groep 3", [3]),
        ("ja: 4", [4]),
        ("groep 2 en groep 4", [2, 4]),
        ("ja", None),
        ("Ja, in groep 3 (2019-2020)", [3]),
    ],
)
def test_repeated_groups(text, groups):
    assert repeated_in(text) == groups


@pytest.mark.parametrize(
    ("text", "group"),
    [("5", 5), ("groep 5b", 5), ("Groep 5", 5), ("4/5", None), ("2014", None), ("1. Waarom denkt u?", None)],
)
def test_group(text, group):
    assert group_in(text) == group


def test_other_values():
    assert months_in("3 29", "Aantal maanden leesonderwijs vanaf groep") == 29
    assert months_in("2. Gegevens school") is None
    assert place_in("gemeente Woerden") == "Woerden"
    assert school_in("De Regenboog, groep 4") == "De Regenboog"
    assert name_in("Imran Özkan Geb. 02/07/2014") == "Imran Özkan"


def test_a_label_over_three_lines_of_a_picture(typeset):
    """A picture shows no bold; the lines ask for something only together."""
    text = "# Schoolformulier\nNaam leerling   Roza Nijland\nHeeft de leerling   nee\neen groep\novergedaan?"
    (layout,) = typeset(text)
    layout.page.reading = "ocr"
    facts = read_form(Part(kind="school_form", first_page=1, last_page=1, confidence=1), [layout_of(layout.page)]).facts
    assert [(f.field, f.value) for f in facts] == [("repeated_groups", [])]


def by_hand(*lines):
    """The form of a scan: words at their left edge, each with its confidence."""
    words = [
        Word(text, (x, 100 + 20 * row, x + 5.0 * len(text), 110 + 20 * row), confidence, 10)
        for row, line in enumerate(lines)
        for text, x, confidence in line
    ]
    layouts = [layout_of(Page(1, 595, 842, reading="ocr", words=words))]
    return read_form(Part(kind="school_form", first_page=1, last_page=1, confidence=1), layouts)


def test_words_of_a_hand_that_lie_far_apart_are_one_value():
    reading = by_hand(
        [("School", 60, 0.9), ("De", 180, 0.78), ("Wingerd", 198.5, 0.78)],
        [("Gemeente", 60, 0.9), ("De", 180, 0.78), ("Ronde", 199.5, 0.78), ("Venen", 233.5, 0.78)],
        [("Groep", 60, 0.9), ("5", 180, 0.8)],
    )
    assert facts(reading) == {"school": "De Wingerd", "municipality": "De Ronde Venen", "group": 5}


def test_a_fact_is_as_sure_as_its_least_sure_word():
    reading = by_hand(
        [("School", 60, 0.9), ("De", 180, 0.9), ("Wingerd", 198.5, 0.9)], [("Gemeente", 60, 0.9), ("GAS", 180, 0.52)]
    )
    assert {f.field: f.confidence for f in reading.facts}["municipality"] == pytest.approx(0.52)
