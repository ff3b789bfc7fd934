"""Scans that lost or spoiled the name of a test, and pages set in columns: values are never another test's."""

import pytest
from test_scanned_tables import rows, scanned
from typed_pages import page_of

from extractors.layout.reading import layout_of
from extractors.pages.model import Word
from extractors.scores import read_scores
from extractors.scores.worn.misread_names import as_named

MATRIX = """
                             #Midden 3      Eind 3        Midden 4
Technisch lezen - woorden    2              6             9
   afgenomen op              20/01/2022     07/06/2022    30/01/2023
{name}                       124            160           191
   afgenomen op              14/01/2022     20/05/2022    20/01/2023
Rekenen                      128            154           178
   afgenomen op              25/01/2022     07/06/2022    30/01/2023
"""

TWO_TABLES = """
DMT 2018
Afname        Moment    Score   Vaardigheid   Niveau
20-01-2022    M3        9       3             E
07-06-2022    E3        16      6             E

{name}
Afname        Moment    Score   Vaardigheid   Niveau
14-01-2022    M3        14      124           D
20-05-2022    E3        18      160           D
"""

NEWSPAPER = """
Score = aantal goed, Vaard. = vaardigheidsscore, alle toetsen van dit schooljaar en van de vorige jaren

                                                  Afname       Moment   Score   Vaard.   Niveau
#DMT 2018                                         20-05-2022   E3       18      160      D
Afname       Moment   Score   Vaard.   Niveau
20-01-2022   M3       9       3        E          #Rekenen
07-06-2022   E3       16      6        E          Afname       Moment   Score   Vaard.   Niveau
30-01-2023   M4       28      9        E          25-01-2022   M3       15      128      B
                                                  07-06-2022   E3       19      154      B
#Spelling                                         30-01-2023   M4       22      178      B
Afname       Moment   Score   Vaard.   Niveau
14-01-2022   M3       14      124      D
"""
TITLE_AT_FOOT = """
DMT 2018
Afname        Moment    Score   Vaardigheid   Niveau
20-01-2022    M3        9       3             E
07-06-2022    E3        16      6             E

Spelling
"""
OVER_THE_PAGE = """
14-01-2022    M3        14      124           D
20-05-2022    E3        18      160           D
"""


@pytest.mark.parametrize(
    ("read", "confidence", "meant"),
    [
        ("Speling", 0.95, "Spelling"),
        ("Speting", 0.6, "Spelling"),
        ("Rekemen", 0.7, "Rekenen"),
        ("Tekenen", 0.95, "Tekenen"),
        ("worden", 0.95, "worden"),
        ("Speelgoed", 0.5, "Speelgoed"),
    ],
)
def test_names_of_tests_with_a_letter_wrong(read, confidence, meant):
    assert as_named(Word(read, (0, 0, 40, 10), confidence)).text == meant


def test_a_row_of_a_matrix_without_its_name_is_nobodys():
    assert {"spelling", "arithmetic"} <= rows(scanned(MATRIX.format(name="Spelling"))).keys()
    read = rows(scanned(MATRIX.format(name="©...    ")))
    assert {d: [m.skill_score for m in own] for d, own in read.items()} == {"arithmetic": [128, 154, 178]}


def test_rows_beneath_a_title_that_was_lost_are_not_of_the_test_above():
    assert rows(scanned(TWO_TABLES.format(name="Spelling"))).keys() == {"word_reading", "spelling"}
    read = rows(scanned(TWO_TABLES.format(name="Sjwelim8")))
    assert {d: [m.skill_score for m in own] for d, own in read.items()} == {"word_reading": [3, 6]}


@pytest.mark.parametrize("make", [page_of, scanned])
def test_tables_that_go_on_in_the_next_column_of_a_page(make):
    read = read_scores([layout_of(make(NEWSPAPER))])
    assert {s.domain: [m.skill_score for m in s.measurements] for s in read} == {
        "word_reading": [3, 6, 9],
        "spelling": [124, 160],
        "arithmetic": [128, 154, 178],
    }


def test_a_title_at_the_foot_of_a_page_is_that_of_the_rows_overleaf():
    read = read_scores([layout_of(page_of(TITLE_AT_FOOT)), layout_of(page_of(OVER_THE_PAGE, 2))])
    own = {s.domain: [m.skill_score for m in s.measurements] for s in read}
    assert own == {"word_reading": [3, 6], "spelling": [124, 160]}
