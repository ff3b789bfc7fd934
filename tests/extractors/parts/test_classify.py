"""Which kind of document each page is, and where one ends and the next begins."""

import pytest

from extractors.parts import classify

SCHOOL = """
# Vragenlijst voor de school
Naam leerling: Roza Nijland
Geboortedatum: 02-02-2014
## 1. Waarom denkt u aan dyslexie?
Zij leest spellend en raakt snel vermoeid.
## 2. Foutenanalyse
Vooral omkeringen.
"""
MORE_OF_SCHOOL = """
## 3. Interventies op ondersteuningsniveau 3
Doelstelling: vlot lezen
Nulmeting: 20 woorden
Handtekening directeur
"""
PARENTS = """
# Formulier ouders
Naam kind: Roza Nijland
Geboortedatum: 02-02-2014
*Heeft uw kind logopedie gehad?
Nee
*Komen leesproblemen in de familie voor?
Ja
"""
APPLICATION = """
# Verzoek om vergoede dyslexiezorg
Naam kind: Roza Nijland
Geboortedatum: 02-02-2014
Gezag: beide ouders
Wij geven toestemming om het dossier te delen met de poortwachter.
Handtekening ouder 1
"""
PRINTOUT = """
# Toetsoverzicht
Leerling: Roza Nijland
Geboortedatum: 02-02-2014
| *Toets | *Moment | *Datum afname | *Vaardigheidsscore | *Niveau |
| DMT 2018 | M3 | 20-01-2021 | 4 | E |
| DMT 2018 | E3 | 04-06-2021 | 9 | E |
| DMT 2018 | M4 | 24-01-2022 | 13 | E |
"""
CLASS = """
# Overzicht van groep 5
| *Leerling | *DMT vs | *DMT niveau |
""" + "\n".join(f"| leerling {n} | {20 + 3 * n} | C |" for n in range(1, 13))
LETTER = """
Beste collega,
Hierbij stuur ik het leerlingdossier, het groepsoverzicht en de uitdraai van het volgsysteem.
Met vriendelijke groet,
"""


def kinds(parts):
    return [(p.kind, p.first_page, p.last_page) for p in parts]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SCHOOL, "school_form"),
        (PARENTS, "parent_form"),
        (APPLICATION, "application_form"),
        (PRINTOUT, "lvs_printout"),
        (CLASS, "group_overview"),
        ("# Handelingsplan technisch lezen\n*Doel\nVlot lezen\n*Evaluatie\nBehaald", "action_plan"),
        ("# Onderwijskundig rapport\n## Onderwijsaanbod\nDagelijks lezen.", "education_report"),
        ("# Eindverslag logopedie\nPraktijk voor logopedie\n## Behandeling\nWekelijks.", "external_report"),
        ("# Tussenevaluatie preventieve dyslexiezorg\n## Bijeenkomsten\nAanwezig: ouders", "preventive_evaluation"),
        (
            "Polikliniek\nBetreft: Roza Nijland\nGeachte collega,\nPatient is gezien.\ndr. X, kinderarts",
            "external_report",
        ),
        (LETTER, "unknown"),
    ],
)
def test_one_document(typeset, text, kind):
    (part,) = classify(typeset(text))
    assert (part.kind, part.confidence > 0.5) == (kind, True)


def test_documents_in_one_file_without_page_numbers(typeset):
    parts = classify(typeset(PARENTS, SCHOOL, MORE_OF_SCHOOL, PRINTOUT, CLASS, APPLICATION))
    assert kinds(parts) == [
        ("parent_form", 1, 1),
        ("school_form", 2, 3),
        ("lvs_printout", 4, 4),
        ("group_overview", 5, 5),
        ("application_form", 6, 6),
    ]


def test_two_plans_of_one_kind_each_name_the_pupil(typeset):
    plan = "# Handelingsplan lezen\nLeerling: Roza Nijland\nGeboren: 02-02-2014\n*Doel\nLezen\n*Nulmeting\n{}"
    assert kinds(classify(typeset(plan.format("12"), plan.format("20")))) == [
        ("action_plan", 1, 1),
        ("action_plan", 2, 2),
    ]


def test_a_printout_that_repeats_its_head_on_every_page_is_one(typeset):
    assert kinds(classify(typeset(PRINTOUT, PRINTOUT, PRINTOUT))) == [("lvs_printout", 1, 3)]


def test_misprints_of_a_scan_do_not_matter(typeset):
    text = PARENTS.replace("Formulier", "Forrnulier").replace("logopedie", "logapedie").replace("familie", "famille")
    assert classify(typeset(text))[0].kind == "parent_form"


def test_blank_pages_alone_have_no_parts(typeset):
    assert classify(typeset("", "")) == []


def test_every_page_belongs_to_one_part(typeset):
    parts = classify(typeset(LETTER, "", SCHOOL, "", PRINTOUT))
    covered = [page for p in parts for page in range(p.first_page, p.last_page + 1)]
    assert covered == [1, 2, 3, 4, 5]
