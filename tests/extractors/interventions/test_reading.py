import datetime as dt

import pytest

from extractors.interventions import read_interventions

HEADS = "| Niveau | Periode | Weken | Keer p/w | Min. per keer | Groep | Door wie | Methode | Doel | Evaluatie |"
FIRST = (
    "| 2 | 04-09-2023 / - 10-11-2023 | 10 | 3 | 25 | groepje / van 4 | Anna Bos / (leerkracht) "
    "| Karakter | Vlot / lezen | Vooruitgang / van 9 / woorden |"
)
SECOND = "| 3 | 04-03-2024 / - 24-05-2024 | 12 | 3 | 20 | 1 | Piet Smit / (RT) | RALFI |  | - |"


def test_a_table_with_a_row_for_each_period(typeset):
    first, second = read_interventions(typeset(f"# Overzicht\n{HEADS}\n{FIRST}\n{SECOND}"))
    assert (first.start, first.end, first.weeks) == (dt.date(2023, 9, 4), dt.date(2023, 11, 10), 10)
    assert (first.support_level, first.sessions_per_week, first.minutes_per_session, first.group_size) == (2, 3, 25, 4)
    assert (first.provider.role, first.provider.name) == ("teacher", "Anna Bos")
    assert (first.method, first.goal, first.evaluation) == ("Karakter", "Vlot lezen", "Vooruitgang van 9 woorden")
    assert (first.minutes_per_week, first.derived) == (75, ["minutes_per_week"])
    assert (second.goal, second.evaluation, second.group_size) == (None, None, 1)


def test_a_row_goes_on_after_the_page_break(typeset):
    rest = "|  |  |  |  |  |  |  |  | van / woorden | en minder / fouten |"
    first, second = read_interventions(typeset(f"{HEADS}\n{FIRST}", f"{HEADS}\n{rest}\n{SECOND}"))
    assert (first.goal, first.evaluation) == ("Vlot lezen van woorden", "Vooruitgang van 9 woorden en minder fouten")
    assert second.method == "RALFI"
    assert {e.page for e in first.evidence} == {1, 2}


TURNED = """# Hulp
|  | Periode 1 | Periode 2 |
| Ondersteuningsniveau | 2 | 3 |
| Van | 4 sept. 2023 | 4 mrt. 2024 |
| Tot en met | 17 nov. 2023 | 24 mei 2024 |
| Keer per week | 3 | 4 |
| Minuten per keer | 20 | 15 |
| Groepsgrootte | 5 | 1 |
| Opbrengst | 17 woorden |  |
"""


def test_a_column_for_each_period(typeset):
    first, second = read_interventions(typeset(TURNED))
    assert (first.support_level, first.start, first.end) == (2, dt.date(2023, 9, 4), dt.date(2023, 11, 17))
    assert (second.sessions_per_week, second.minutes_per_week, second.evaluation) == (4, 60, None)
    assert first.derived == ["minutes_per_week", "weeks"]


def test_a_turned_table_goes_on_after_the_page_break(typeset):
    first, second = read_interventions(
        typeset(TURNED, "| Methode | Estafette | RALFI |\n| Doel | Vlot lezen | Clusters |")
    )
    assert (first.method, second.goal) == ("Estafette", "Clusters")


BLOCK = """## Interventieperiode {n} (niveau {level})
| *Startdatum | {start} |
| *Einddatum | {end} |
| *Frequentie | 4 x per week 15 minuten |
| *Organisatievorm | individueel |
| *Begeleider | Tess Blom (onderwijsassistent) |
| *Onder supervisie van | Noor Smit (intern begeleider) |
| *Doelstelling | {goal} |
"""


def test_a_block_for_each_period_with_the_level_in_its_heading(typeset):
    pages = [
        BLOCK.format(n=1, level=2, start="04.09.2023", end="17.11.2023", goal="Vlot lezen"),
        BLOCK.format(n=2, level=3, start="04.03.2024", end="24.05.2024", goal=""),
    ]
    first, second = read_interventions(typeset("# Leerlingdossier\n" + "\n".join(pages)))
    assert (first.support_level, first.goal, first.supervised_by) == (2, "Vlot lezen", "Noor Smit (intern begeleider)")
    assert (second.support_level, second.goal) == (3, None)


def test_a_value_above_the_page_break_belongs_to_the_label_below_it(typeset):
    top = "## Interventieperiode 1\n| *Periode | 04-09-2023 t/m 17-11-2023 |\n| *Methode | Lijn 3 |\n|  | Vlot lezen |"
    (one,) = read_interventions(typeset(top, "| *Doelstelling |  |\n| *Nulmeting | 14 woorden |"))
    assert (one.method, one.goal, one.baseline) == ("Lijn 3", "Vlot lezen", "14 woorden")


PROSE = """# Handelingsplan Jurre Smit
Geboren op 18 juli 2015, groep 5.
## Interventieperiode 1
Van 29 augustus 2022 tot en met 4 november 2022 (10 weken) kreeg Jurre op ondersteuningsniveau 3
vijf keer per week 15 minuten in een groepje van 3 leerlingen begeleiding van leesspecialist
Femke in 't Veld. De begeleiding was gericht op lezen en spelling. Er is gewerkt met Bouw!
### Doel
19 woorden per minuut op DMT kaart 2
### Evaluatie
Na 10 weken 33 woorden per minuut; doel niet gehaald
## Ondertekening
Datum: 3-4-2023
"""


def test_running_text_with_headed_answers(typeset):
    (one,) = read_interventions(typeset(PROSE))
    assert (one.start, one.end, one.weeks) == (dt.date(2022, 8, 29), dt.date(2022, 11, 4), 10)
    assert (one.sessions_per_week, one.minutes_per_session, one.group_size, one.support_level) == (5, 15, 3, 3)
    assert (one.provider.role, one.provider.name) == ("reading_specialist", "Femke in 't Veld")
    assert (one.skills, one.method) == (["reading", "spelling"], "Bouw!")
    assert one.goal == "19 woorden per minuut op DMT kaart 2"
    assert one.evaluation == "Na 10 weken 33 woorden per minuut; doel niet gehaald"
    assert one.baseline is None


def test_two_periods_in_one_text(typeset):
    text = """# Geboden hulp
Van 5 september 2022 tot en met 18 november 2022 kreeg Jan drie keer per week 20 minuten hulp van
leerkracht Anna Bos. Doel: clusters lezen. Evaluatie: 21 woorden.
Van 9 januari 2023 tot en met 24 maart 2023 kreeg hij vier keer per week een kwartier individuele
begeleiding van remedial teacher Piet Smit. Doel: AVI-M4. Evaluatie: doel niet behaald.
"""
    first, second = read_interventions(typeset(text))
    assert (first.goal, first.evaluation) == ("clusters lezen.", "21 woorden.")
    assert (second.minutes_per_session, second.goal, second.provider.name) == (15, "AVI-M4.", "Piet Smit")


def test_question_words_are_told_apart_by_their_answers(typeset):
    text = """# Begeleiding na meetmoment 1
| Wanneer? | 4 september t/m 17 november 2023 |
| Hoe vaak? | 3 keer per week |
| Hoe lang? | 20 minuten |
| Hoe? | individueel |
| Wie? | Anna Bos, leerkracht |
| Wat? | Estafette |
| Waarom? | Om het tempo te verhogen |
"""
    (one,) = read_interventions(typeset(text))
    assert (one.group_size, one.method, one.goal) == (1, "Estafette", "Om het tempo te verhogen")
    assert (one.sessions_per_week, one.minutes_per_session, one.provider.role) == (3, 20, "teacher")


def test_of_options_only_the_ticked_ones_count(typeset):
    text = """## Interventie 1
| Ondersteuningsniveau | ☐ 2 ☒ 3 |
| Periode | 04-09-2023 t/m 17-11-2023 |
| Organisatie | ☒ individueel ☐ groepje van 4 |
| Door | ☐ leerkracht ☒ leesspecialist |
"""
    (one,) = read_interventions(typeset(text))
    assert (one.support_level, one.group_size, one.provider.role) == (3, 1, "reading_specialist")


def test_a_row_beneath_a_period_belongs_to_it(typeset):
    text = """| Niveau | Wat is er gedaan? | Resultaat |
| 2 | Periode: 04-09-2023 t/m 17-11-2023 / Frequentie: 3 x 20 minuten / Methode: Estafette | 17 woorden |
| 3 | Periode: 08-01-2024 t/m 22-03-2024 / Frequentie: 4 x 15 minuten / Methode: RALFI | 19 woorden |
"""
    first, second = read_interventions(typeset(text))
    assert (first.support_level, first.method, first.evaluation) == (2, "Estafette", "17 woorden")
    assert (second.support_level, second.minutes_per_week, second.evaluation) == (3, 60, "19 woorden")


def test_periods_side_by_side_are_read_apart(typeset):
    text = """# Geboden hulp
Interventie 1   Interventie 2
Zorgniveau: 2   Zorgniveau: 3
Periode: 04-09-2023 t/m 17-11-2023   Periode: 08-01-2024 t/m 22-03-2024
Door: leerkracht   Door: leesspecialist
Doel: vlot lezen   Doel: clusters lezen
"""
    first, second = read_interventions(typeset(text))
    assert (first.support_level, first.provider.role, first.goal) == (2, "teacher", "vlot lezen")
    assert (second.support_level, second.provider.role, second.goal) == (3, "reading_specialist", "clusters lezen")


def test_a_period_that_contradicts_itself_is_doubted(typeset):
    text = "## Periode 1\n| *Periode | 04-09-2023 t/m 17-11-2023 |\n| *Weken | {} |\n| *Frequentie | {} |"
    sure, minutes, weeks = (
        read_interventions(typeset(text.format(*told)))[0].confidence
        for told in (
            ("10", "3 keer 20 minuten (60 minuten per week)"),
            ("11", "3 keer 20 minuten (80 minuten per week)"),
            ("21", "3 keer 20 minuten"),
        )
    )
    assert sure > 0.9
    assert (minutes, weeks) == (0.6, 0.6)


def test_a_line_that_can_only_be_a_heading_is_one(typeset):
    text = """## Interventieperiode 1
| *Zorgniveau | 2 |
| *Periode | 04-09-2023 t/m 17-11-2023 |
| *Evaluatie | 17 woorden |

Interventies op ondersteuningsniveau 3
Foutenanalyse
Veel omkeringen.
"""
    (one,) = read_interventions(typeset(text))
    assert (one.support_level, one.evaluation) == (2, "17 woorden")


def test_what_is_no_extra_help_is_left_out(typeset):
    claims = "# Hoofdmetingen\n| Meting | Toets | Moment | Datum | Niveau |\n| 1 | DMT | M4 | 18-01-2022 | E |"
    basic = "## Onderwijsaanbod (niveau 1)\nVan 4-9-2023 tot 10-11-2023 dagelijks 60 minuten door leerkracht Anna Bos."
    empty = "## Interventieperiode 1\n| *Periode |  |\n| *Doel |  |"
    assert read_interventions(typeset(f"{claims}\n\n{basic}\n{empty}")) == []


TWO_PAIRS = """| Interventie 1 – zorgniveau 2 |  |  |  |
| Van | 4 september 2023 | Tot en met | 17 november 2023 |
| Aantal weken | 11 | Frequentie | 3 keer per week 20 minuten |
| Begeleider | Anna Bos, leerkracht | Supervisie | - |
| Groepsgrootte | 4 | Vakgebied | technisch lezen |"""


def test_a_form_with_two_pairs_of_labels_a_row_is_one_period_beneath_its_title(typeset):
    (period,) = read_interventions(typeset(TWO_PAIRS))
    assert (period.start, period.end) == (dt.date(2023, 9, 4), dt.date(2023, 11, 17))
    assert (period.sessions_per_week, period.minutes_per_session, period.group_size) == (3, 20, 4)


def test_a_heading_with_level_and_days_opens_the_period_that_the_paragraph_tells_again(typeset):
    period = "van 4 september 2023 tot en met 17 november 2023 (11 weken) kreeg Noor 3 keer per week 20 minuten hulp."
    (told,) = read_interventions(
        typeset(f"# Zorgniveau 2: 4 september 2023 – 17 november 2023\nIn de periode {period}")
    )
    assert (told.support_level, told.weeks, told.sessions_per_week) == (2, 11, 3)
    (bare,) = read_interventions(typeset("# Zorgniveau 3: 4 maart 2024 – 24 mei 2024\nMethode: RALFI"))
    assert (bare.support_level, bare.start, bare.end) == (3, dt.date(2024, 3, 4), dt.date(2024, 5, 24))


def test_a_second_table_tells_more_of_the_same_numbers(typeset):
    when = "| Periode | Van | Tot en met | Niveau | Keer p.w. | Min. |\n| 1 | 28-08-2023 | 10-11-2023 | 2 | 3 | 20 |"
    what = "| Periode | Methode | Doel | Evaluatie |\n| 1 | Karakter | 20 woorden | 15 woorden |"
    (period,) = read_interventions(typeset(f"# Plan\n{when}\n## Doelen\n{what}"))
    assert (period.start, period.method, period.evaluation) == (dt.date(2023, 8, 28), "Karakter", "15 woorden")


def test_the_outcome_stands_behind_a_log(typeset):
    log = "| Week | Ma | Wo | Opmerking |\n| 36 | 20 | 20 | tekst 1 |\n| 37 | 20 | - | ziek |"
    told = "Periode: 04-09-2023 t/m 10-11-2023\nNiveau: 3\nFrequentie: 3 x per week 20 minuten"
    (period,) = read_interventions(typeset(f"# Logboek\n{told}\n{log}\nEvaluatie: 27 woorden, doel niet behaald"))
    assert period.evaluation == "27 woorden, doel niet behaald"


SHORTHAND = """## Ondersteuningsniveau 3
4 sept. 2023 – 10 nov. 2023 | 10 wkn | 4x 15 min p/w | individueel | R. Pals (leesspecialist) | Lees maar door | lezen
doel: Woorden met twee medeklinkers verklanken
begin: AVI-M3 op frustratieniveau, 14 woorden
eind: Doel niet behaald: 22 woorden
4 mrt. 2024 – 24 mei 2024 | 12 wkn | 3x 25 min p/w | individueel | Joke Terpstra (leesspecialist) | Bouw! | spelling
doel: Instructieniveau AVI-E3
begin: 16 goed in een minuut
eind: Nauwkeurigheid beter, tempo niet
"""


def test_periods_in_shorthand_beneath_one_another_keep_their_start_and_outcome(typeset):
    first, second = read_interventions(typeset(SHORTHAND))
    assert (first.method, first.skills, first.support_level) == ("Lees maar door", ["reading"], 3)
    assert (first.baseline, first.evaluation) == (
        "AVI-M3 op frustratieniveau, 14 woorden",
        "Doel niet behaald: 22 woorden",
    )
    assert (second.method, second.skills, second.minutes_per_week) == ("Bouw!", ["spelling"], 75)
    assert (second.baseline, second.evaluation) == ("16 goed in een minuut", "Nauwkeurigheid beter, tempo niet")


WRAPPED = """## Ondersteuningsniveau 3
In de periode van 2 sept. 2024 tot en met 15 nov. 2024 kreeg Sam vier keer per week 20 minuten individueel
hulp van Joke Terpstra (leesspecialist). Beginsituatie: Fluency-woorden van het vierde blok, dat is dus van
blok 4: 16 goed in een minuut. Evaluatie: Doel behaald.
"""


def test_a_sentence_that_goes_on_with_a_number_opens_no_period(typeset):
    (period,) = read_interventions(typeset(WRAPPED))
    assert period.baseline == "Fluency-woorden van het vierde blok, dat is dus van blok 4: 16 goed in een minuut."
    assert period.evaluation == "Doel behaald."


def test_answers_in_a_table_beneath_the_days(typeset):
    told = (
        "## Zorgniveau 3: 8 januari 2024 t/m 22 maart 2024\n4 maal per week 15 minuten, door leesspecialist Tom Peters"
    )
    table = "| Beginsituatie | Doel | Middelen | Evaluatie |\n| 19 woorden | 28 woorden | Ralfi | 21 woorden |"
    (period,) = read_interventions(typeset(f"{told}\n{table}"))
    assert (period.baseline, period.goal, period.method, period.evaluation) == (
        "19 woorden",
        "28 woorden",
        "Ralfi",
        "21 woorden",
    )


NUMBERED = """## 5. Extra begeleiding op niveau 3
### 5.1 Eerste interventieperiode
*Wanneer is de begeleiding gestart en geëindigd?
18 september 2023 – 8 december 2023
*Wie gaf de begeleiding?
Yvonne Hendriks, leesspecialist
*Wat was het startpunt?
11 woorden per minuut
### 5.2 Tweede interventieperiode
*Wanneer is de begeleiding gestart en geëindigd?
29 januari 2024 – 19 april 2024
*Wie gaf de begeleiding?
Yvonne Hendriks, leesspecialist
*Wat was het startpunt?
14 woorden per minuut
"""


def test_questions_beneath_numbered_headings(typeset):
    first, second = read_interventions(typeset(NUMBERED))
    assert (first.start, first.provider.name, first.baseline) == (
        dt.date(2023, 9, 18),
        "Yvonne Hendriks",
        "11 woorden per minuut",
    )
    assert (second.end, second.support_level, second.baseline) == (dt.date(2024, 4, 19), 3, "14 woorden per minuut")


def test_columns_that_open_periods_give_their_level(typeset):
    table = (
        "| Onderdeel | Cyclus 1 (ON2) | Cyclus 2 (ON3) |\n| Data | wk 36 t/m wk 46 (2023) | wk 2 t/m 13 (2024) |\n"
        "| Nulsituatie | 12 woorden | 15 woorden |\n| Doel | 20 woorden | 22 woorden |\n| Eindstand | 15 | 17 woorden |"
    )
    first, second = read_interventions(typeset(f"# Plan\n{table}"))
    assert (first.support_level, first.start, first.baseline) == (2, dt.date(2023, 9, 4), "12 woorden")
    assert (second.support_level, second.end, second.evaluation) == (3, dt.date(2024, 3, 29), "17 woorden")


def test_where_he_stood_and_the_outcome_in_one_sentence(typeset):
    told = (
        "Van 4 september tot en met 24 november 2023 kreeg Daan op ondersteuningsniveau 3 drie keer per week 20 minuten"
        "\nhulp van leesspecialist Karin Mulder. We wilden bereiken dat Daan alle letters kent. Vooraf kende hij 26"
        "\nletters; na twaalf weken waren dat er 31."
    )
    (period,) = read_interventions(typeset(f"# Rapport\n## Extra ondersteuning\n{told}"))
    assert period.goal == "We wilden bereiken dat Daan alle letters kent."
    assert (period.baseline, period.evaluation) == ("Vooraf kende hij 26 letters", "na twaalf weken waren dat er 31.")


PLAN = """# Handelingsplan
## Interventieperiode 1 (niveau 3)
Periode: 4-9-2023 t/m 24-11-2023
Frequentie: 3 x per week 20 minuten
Methode: Ralfi
Doel: vlot lezen
Evaluatie:
"""
TABLE_PLAN = """# Handelingsplan
## Interventieperiode 1 (niveau 3)
| Periode | 4-9-2023 t/m 24-11-2023 |
| Frequentie | 3 x per week 20 minuten |
| Methode | Ralfi |
| Evaluatie |  |
"""


@pytest.mark.parametrize("plan", [PLAN, TABLE_PLAN])
@pytest.mark.parametrize(
    "behind",
    [
        "Utrecht, 3 maart 2024\nDirecteur",
        "Handtekening leerkracht:\n\nLeila Bos",
        "Namens het bevoegd gezag, directeur\n\nLeila Bouazza, 27 januari 2024",
        "Naam intern begeleider: Leila Bos\nDatum: 3-3-2024",
        "Voor akkoord:\nLeila Bos (ib)",
        "Vervolg: aanmelden",
        "Datum: 3-3-2024",
    ],
)
def test_what_stands_behind_an_empty_place_does_not_fill_it(typeset, plan, behind):
    (period,) = read_interventions(typeset(plan + behind))
    assert period.evaluation is None
