import datetime as dt

import pytest

from extractors.evaluations import read_evaluation
from extractors.evaluations.parties import hours_in, present_in

MIDTERM = """# Tussenevaluatie preventief dyslexietraject
| Naam | Luuk Coenen |
| Geboortedatum | 19-01-2017 |

| Periode | 1: 08-01-2024 t/m 01-03-2024 |
| Behandelaar | Lotte Huisman |
| Aanwezig bij de evaluatie | ouder(s), leerkracht, dyslexiebehandelaar |
## Bijeenkomsten
| Nr. | Datum | Duur | Inhoud |
| 1 | 09-01-2024 | 60 min. | Letters automatiseren |
| 2 | 16-01-2024 | 60 min. | Racelezen en dictee |
| 3 | 23-01-2024 |  | vervallen, ziek |
## Urenverantwoording
| Betrokkene | Uren |
| Dyslexiebehandelaar | 28 |
| Intern begeleider | 12,5 |
## Ondertekening
Naam: Tess de Vries
Datum: 05-03-2024
"""


def test_an_evaluation_is_read_whole(typeset):
    evaluation = read_evaluation(typeset(MIDTERM))
    assert evaluation.which == "midterm"
    assert (evaluation.start, evaluation.end) == (dt.date(2024, 1, 8), dt.date(2024, 3, 1))
    assert evaluation.sessions == [dt.date(2024, 1, 9), dt.date(2024, 1, 16)]
    assert evaluation.parties == ["parent_1", "teacher", "practitioner"]
    assert [(h.role, h.hours) for h in evaluation.hours] == [("practitioner", 28), ("internal_supervisor", 12.5)]


def test_the_number_of_the_period_tells_which_where_no_title_does(typeset):
    evaluation = read_evaluation(typeset("# Evaluatie\nPeriode 2: 25-03-2024 t/m 17-05-2024"))
    assert evaluation.which == "final"
    assert evaluation.parties is None
    assert evaluation.session_count is None


@pytest.mark.parametrize("number", ["8", "acht, wekelijks een uur"])
def test_a_stated_number_of_sessions_counts(typeset, number):
    text = f"# Eindevaluatie\nPeriode: 25-03-2024 t/m 17-05-2024\nAantal bijeenkomsten: {number}"
    assert read_evaluation(typeset(text)).session_count == 8


def test_a_page_that_evaluates_nothing_gives_nothing(typeset):
    assert read_evaluation(typeset("# Brief\nGeachte ouders,")) is None


def test_who_was_there_may_be_told_in_a_sentence(typeset):
    told = "Periode 2: 17-03-2025 tot 09-05-2025. Besproken met ouder, leerkracht en\ndyslexiebehandelaar."
    text = f"# Eindevaluatie\n{told}"
    assert read_evaluation(typeset(text)).parties == ["parent_1", "teacher", "practitioner"]


def test_dates_beside_signatures_are_no_sessions(typeset):
    rows = "Keer   Datum   Gedaan\n1   18-03-2025   Bouw!\n2   25-03-2025   Bouw!"
    signed = "Ouder   Leerkracht\nMirjam Vos   Erik Bos\n08-05-2025   08-05-2025\n09-05-2025"
    evaluation = read_evaluation(typeset(f"# Eindevaluatie\nPeriode: 17-03-2025 tot 09-05-2025\n{rows}\n{signed}"))
    assert evaluation.sessions == [dt.date(2025, 3, 18), dt.date(2025, 3, 25)]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("ouder(s), leerkracht, intern begeleider", ["parent_1", "teacher", "internal_supervisor"]),
        ("leerkracht en IB'er; afwezig: ouders", ["teacher", "internal_supervisor"]),
        ("moeder en tutor", ["parent_1"]),
    ],
)
def test_who_was_present(text, roles):
    assert present_in(text) == roles


def test_hours_need_their_heading_or_their_unit():
    assert hours_in("Leerkracht 18", headed=True) == ("teacher", 18)
    assert hours_in("Leerkracht 18", headed=False) is None
    assert hours_in("leerkracht: 18,5 uur", headed=False) == ("teacher", 18.5)
