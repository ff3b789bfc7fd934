"""What a form says its main measurements are."""

from dataclasses import replace

from extractors.layout.reading import layout_of
from extractors.records import Measurement
from extractors.scores import read_claims
from extractors.scores.claims import _heads, without_ordinals
from tests.extractors.scores.conftest import page_of

FORM = """
#Waarom denkt u aan dyslexie?
Het lezen blijft traag.

#Hoofdmetingen woordlezen
#Meting          Toets      Moment   Afnamedatum   Vaardigheidsscore   Niveau
Hoofdmeting 1    DMT 2018   E3       24-05-2022    13                  E
Hoofdmeting 2    DMT        M4       16-01-2023    15                  V-

#Interventies
#Periode                    Methode   Beginmeting         Evaluatie
04-09-2023 t/m 10-11-2023   RALFI     DMT 24 woorden      Niveau E
"""


def test_the_table_under_its_heading(claims):
    assert claims(FORM) == [
        {
            "domain": "word_reading",
            "moment": "E3",
            "kind": "main",
            "date": "2022-05-24",
            "skill_score": 13,
            "level_letter": "E",
        },
        {
            "domain": "word_reading",
            "moment": "M4",
            "kind": "main",
            "date": "2023-01-16",
            "skill_score": 15,
            "level_roman": "V",
            "level_sign": "-",
        },
    ]


def test_a_sentence_under_its_heading(claims):
    read = claims("""
#Hoofdmetingen
Wij gebruiken de metingen van de DMT: medio groep 5 (30 januari 2024): vaardigheidsscore 23, niveau E
en eind groep 5 (30 mei 2024): vaardigheidsscore 30, niveau E.

#Begeleiding op ondersteuningsniveau 2
In de periode van 4 maart 2024 tot en met 17 mei 2024 kreeg Liv vier keer per week 20 minuten hulp.
""")
    assert [(c["moment"], c["skill_score"]) for c in read] == [("M5", 23), ("E5", 30)]


def test_a_form_without_claims(claims):
    assert (
        claims("""
#Hoofdmetingen woordlezen
#Meting   Toets   Moment   Datum   Niveau
1
2
""")
        == []
    )


def test_headings_of_a_picture_end_the_claims_too():
    """A picture shows no bold: the words of a line say that another part begins."""
    page = page_of(FORM.replace("#", ""))
    page.reading = "ocr"
    read = read_claims([layout_of(page)])
    assert [(m.moment, m.skill_score) for m in read] == [("E3", 13), ("M4", 15)]


def test_the_heading_of_a_numbered_part_may_hold_a_colon():
    page = page_of(FORM.replace("#Hoofdmetingen woordlezen", "4. Signalering: drie hoofdmetingen").replace("#", ""))
    page.reading = "ocr"
    assert [m.moment for m in read_claims([layout_of(page)])] == ["E3", "M4"]
    assert _heads("4. Signalering: drie hoofdmetingen")
    assert not _heads("Signalering: drie hoofdmetingen")


def test_a_claim_tells_what_its_ink_may_say_as_well():
    page = page_of(FORM)
    page.reading = "ocr"
    others = {"13": (("18", 0.5),), "24-05-2022": (("29-05-2022", 0.3), ("99-05-2022", 0.4)), "E": (("E4", 0.9),)}
    page.words = [replace(w, others=others.get(w.text, ())) for w in page.words]
    told = [[(o.field, o.value, o.share) for o in m.others] for m in read_claims([layout_of(page)])]
    assert told == [[("date", "2022-05-29", 0.3), ("skill_score", "18", 0.5)], []]


def test_a_level_of_support_at_the_end_of_a_heading_is_no_value():
    form = FORM.replace("#Interventies", "Overzicht interventies ondersteuningsniveau 2 en 3")
    page = page_of(form.replace("04-09-2023 t/m 10-11-2023", "04-09-2023               ").replace("DMT 24", "24    "))
    page.reading = "ocr"
    assert [(m.moment, m.skill_score) for m in read_claims([layout_of(page)])] == [("E3", 13), ("M4", 15)]


def test_a_period_of_help_is_no_claim(claims):
    read = claims("""
#Hoofdmetingen woordlezen
#Toets   Moment   Afnamedatum                  Score   Niveau
DMT      E3       24-05-2022                   13      E
DMT      M4       04-09-2023 t/m 10-11-2023    24      E
""")
    assert [c["moment"] for c in read] == ["E3"]


def test_the_numbers_of_the_claims_are_no_scores():
    claims = [
        Measurement(moment=moment, raw_score=n, level_letter="E") for n, moment in enumerate(("E3", "M4", "E4"), 1)
    ]
    assert [m.raw_score for m in without_ordinals(claims)] == [None, None, None]
    assert without_ordinals(claims[1:]) == claims[1:]


def test_a_list_behind_a_label_in_a_table(typeset):
    rows = "medio groep 4, 23 januari 2024, score E / eind groep 4, 4 juni 2024, score E"
    layouts = typeset(f"# Vragenlijst school\n| *Vermoeden | Leest traag |\n| *De hoofdmeetmomenten | {rows} |")
    assert [(c.moment, c.level_letter) for c in read_claims(layouts)] == [("M4", "E"), ("E4", "E")]
