"""Lay-outs that schools make themselves: side by side, with bars, in cells and boxes, with labels nobody knows."""

import datetime as dt

import pytest

from extractors.interventions import read_interventions
from extractors.interventions.labels import field_of, is_nothing
from extractors.interventions.phrases.amounts import find_amounts
from extractors.interventions.phrases.broken import mended
from extractors.interventions.phrases.within import outcome_within, start_within
from extractors.values.dates import find_periods


def test_bars_between_answers(typeset):
    text = """# Logboek
PERIODE 1 | 04-09-2023 t/m 17-11-2023 | niveau 2
Uitvoering: juf Anne (leerkracht) | 3 x 20 min per week | groepje van 4
Materiaal: Flits | Doel: 36 woorden op kaart 2
Start: 27 woorden | Eind: 33 woorden
PERIODE 2 | 08-01-2024 t/m 29-03-2024 | niveau 3
Materiaal: RALFI | Doel: teksten vlot lezen
"""
    first, second = read_interventions(typeset(text))
    assert (first.support_level, first.provider.name, first.minutes_per_week) == (2, "Anne", 60)
    assert (first.method, first.goal) == ("Flits", "36 woorden op kaart 2")
    assert (first.group_size, first.baseline, first.evaluation) == (4, "27 woorden", "33 woorden")
    assert (second.start, second.support_level, second.method) == (dt.date(2024, 1, 8), 3, "RALFI")


def test_periods_side_by_side_with_the_same_labels(typeset):
    text = """# Plan
*Najaar (niveau 2)   *Voorjaar (niveau 3)
Begindatum   Begindatum
4 september 2023   8 januari 2024
Einddatum   Einddatum
17 november 2023   29 maart 2024
Materiaal   Materiaal
Estafette   Connect
"""
    first, second = read_interventions(typeset(text))
    assert (first.support_level, first.end, first.method) == (2, dt.date(2023, 11, 17), "Estafette")
    assert (second.support_level, second.end, second.method) == (3, dt.date(2024, 3, 29), "Connect")


def test_the_label_above_the_answer_in_each_cell(typeset):
    text = """# Blok najaar
| Niveau / 2 | Startdatum / 02-10-2023 | Einddatum / 22-12-2023 |
| Keer per week / 3 | Minuten per keer / 20 | Aantal leerlingen / 4 |
| Begeleider / Pim Bos (leerkracht) | Materiaal / Estafette | Bijzonderheden / week 7 ziek |
"""
    (one,) = read_interventions(typeset(text))
    assert (one.support_level, one.start, one.end) == (2, dt.date(2023, 10, 2), dt.date(2023, 12, 22))
    assert (one.sessions_per_week, one.minutes_per_session, one.group_size) == (3, 20, 4)
    assert (one.provider.name, one.method) == ("Pim Bos", "Estafette")


def test_what_an_unknown_label_asks_is_no_part_of_the_answer_above(typeset):
    text = """# Interventieperiode 1
Periode: 04-09-2023 t/m 17-11-2023
Materiaal: Karakter
Leesmaatje: Tim uit groep 8
Frequentie ........ 3 x 20 minuten
"""
    (one,) = read_interventions(typeset(text))
    assert (one.method, one.sessions_per_week) == ("Karakter", 3)


def test_an_empty_form_tells_no_period(typeset):
    rows = (
        "| Niveau | 2 / 3 |\n| Startdatum | dd-mm-jjjj |\n| Frequentie | bijv. 3 keer per week |\n| Groepsgrootte | 5 |"
    )
    assert read_interventions(typeset("# Handelingsplan\n" + rows)) == []


def test_a_footer_with_a_version_and_its_day_is_no_period():
    assert find_periods("versie 2 - 17 april 2024") == []
    assert find_periods("groep 5 - 12 februari 2024") == []
    assert len(find_periods("van 2 - 17 april 2024")) == 1
    assert len(find_periods("Periode: 4 sept. t/m 17 nov. 2023")) == 1


@pytest.mark.parametrize(
    ("goal", "start", "outcome"),
    [
        ("40 woorden per minuut (start: 31 woorden; bereikt: 38 woorden).", "31 woorden", "38 woorden"),
        ("van 26 woorden (nulmeting kaart 2) naar 35 woorden per minuut", "26 woorden", None),
        ("42 woorden lezen. Nu zijn dat er 30.", "Nu zijn dat er 30.", None),
        ("van 3 naar 4 keer per week", None, None),
        ("Gewenst resultaat: 40 woorden", None, None),
    ],
)
def test_start_and_outcome_inside_a_goal(goal, start, outcome):
    assert (start_within(goal, goal=True), outcome_within(goal)) == (start, outcome)


def test_what_an_outcome_compares_with_is_no_start():
    assert start_within("Nauwkeurigheid beter (van 9 naar 4 fouten)", goal=False) is None


def test_days_on_end_are_counted():
    assert find_amounts("maandag t/m donderdag, steeds 25 minuten").sessions_per_week == 4
    assert find_amounts("met z'n drieën").group_size == 3
    assert find_amounts("bladzijde 7 week 38").weeks is None


def test_labels_and_answers_of_one_word():
    assert field_of("Wat is het doel van deze periode?") == "goal"
    assert field_of("Wat kon Ties bij de start?") == "baseline"
    assert field_of("Vier.") is None
    assert is_nothing("dd-mm-jjjj")


def test_words_that_a_narrow_cell_broke():
    assert mended("L. Vermeer (l eesspecialist)") == "L. Vermeer (leesspecialist)"
    assert mended("in een klein groepje") == "in een klein groepje"


def test_two_labels_in_one_line_with_loose_colons(typeset):
    text = """# Interventieperiode 1
Van : 03-10-2022 Tot : 16-12-2022
Aantal keer per week : 3 Minuten per keer : 20
"""
    (one,) = read_interventions(typeset(text))
    assert (one.start, one.end) == (dt.date(2022, 10, 3), dt.date(2022, 12, 16))
    assert (one.sessions_per_week, one.minutes_per_session) == (3, 20)
