"""Score tables read from pictures: headings spoiled, cells misread, moments lost."""

import pytest
from typed_pages import page_of, stated

from extractors.layout.reading import layout_of
from extractors.scores import read_scores

SURE = 0.9


def scanned(text, number=1, unsure=()):
    """A page read from a picture; `unsure` are words that readers doubted."""
    page = page_of(text, number)
    page.reading = "ocr"
    for word in page.words:
        word.confidence = 0.6 if word.text in unsure else 0.99
    return page


def rows(*pages):
    return {s.domain: s.measurements for s in read_scores([layout_of(page) for page in pages])}


HEADED = """
#Toets       Moment   Afnamedatum   Ruwe score   Vaardigheidsscore   Niveau   DLE   FN
DMT 2018     M3       18-01-2022    11           14                  E        2     M3
DMT 2018     E3       07-06-2022    35           21                  E        4     M3
DMT 2018     M4       17-01-2023    48           27                  E        7     M3
DMT 2018     E4       06-06-2023    60           34                  E        9     E3
"""


def test_misprinted_headings_name_their_columns():
    spoiled = HEADED.replace("Vaardigheidsscore", "Vaardigheidsscare").replace("Afnamedatum", "Afnamedatun")
    (read,) = rows(scanned(spoiled.replace("FN", "EN"))).values()
    assert [m.skill_score for m in read] == [14, 21, 27, 34]
    assert [m.functioning_level for m in read] == ["M3", "M3", "M3", "E3"]
    assert all(m.date for m in read)


def test_print_makes_no_misprints():
    plain = page_of(HEADED.replace("Ruwe score", "Rvwe scare").replace("Vaardigheidsscore", "Landelijk gem.   "))
    (read,) = rows(plain).values()
    assert all(m.raw_score is None for m in read)


SPOILED = """
#Toets       Moment   Afnamedatum   Ruwe score   Vaardigheidsscore   Niveau   DLE   FN
Spelling 3   M3       20-01-2022    12           114                 E        2     M3
Spelling 3   E3       09-06-2022    15           138                 E        4     M3
Spelling 3   M4       19-01-2023    16           189                 E        7     M3
""".replace("Ruwe score   Vaardigheidsscore", "~~~~ ~~~~~   ~~~~~~~~~~~~~~~~~").replace("DLE", "~~~")


def test_spoiled_headings_are_those_of_a_table_alike():
    read = rows(scanned(HEADED), scanned(SPOILED, 2))
    assert [(m.raw_score, m.skill_score, m.dle) for m in read["spelling"]] == [(12, 114, 2), (15, 138, 4), (16, 189, 7)]
    assert all(m.confidence < 0.95 for m in read["spelling"])


def test_a_table_goes_on_over_the_page_without_headings():
    more = "\n".join(SPOILED.strip().splitlines()[1:])
    read = rows(scanned(HEADED), scanned(more, 2))
    assert [(m.raw_score, m.skill_score) for m in read["spelling"]] == [(12, 114), (15, 138), (16, 189)]


def test_a_column_at_the_same_place_that_cannot_hold_such_numbers_is_not_named():
    other = HEADED.replace("DLE", "DL ").replace("   2     M3", "   5     M3").replace("   4     M3", "   10    M3")
    other = other.replace("   7     M3", "   15    M3").replace("   9     E3", "   20    E3")
    read = rows(scanned(other), scanned(SPOILED, 2))
    assert [m.didactic_age for m in read["word_reading"]] == [5, 10, 15, 20]
    assert all(m.didactic_age is None for m in read["spelling"])


@pytest.mark.parametrize(
    ("seen", "said", "field", "value"),
    [
        ("   11           14 ", "   II           14 ", "raw_score", 11),
        ("18-01-2022", "18.01 2022", "date", "2022-01-18"),
        ("M3       18-01", "Má3      18-01", "moment", "M3"),
        ("18-01-2022", "18012022  ", "date", "2022-01-18"),
    ],
)
def test_a_misread_cell_is_mended_where_one_value_is_left(seen, said, field, value):
    (read,) = rows(scanned(HEADED.replace(seen, said))).values()
    first = stated(read[0])
    assert first[field] == value
    assert read[0].confidence < SURE


def test_a_cell_that_may_be_several_values_is_left_out():
    (read,) = rows(scanned(HEADED.replace("   11           14 ", "   ~~           14 "))).values()
    assert read[0].raw_score is None


def test_a_lost_moment_follows_from_the_day():
    (read,) = rows(scanned(HEADED.replace("M4       17-01", "~~       17-01"))).values()
    assert read[2].moment == "M4"
    assert "moment" in read[2].derived
    assert read[2].confidence < SURE


def test_a_moment_of_print_does_not_follow_from_the_day():
    (read,) = rows(page_of(HEADED.replace("M4       17-01", "         17-01"))).values()
    assert read[2].moment is None


def test_a_lost_moment_stays_lost_where_the_test_has_it_already():
    twice = HEADED.replace("E4       06-06-2023", "~~       16-02-2023")
    (read,) = rows(scanned(twice)).values()
    assert read[3].moment is None


def test_a_row_is_as_sure_as_its_level_was_read():
    (read,) = rows(scanned(HEADED.replace("27                  E ", "27                  D "), unsure=("D",))).values()
    assert [m.confidence <= 0.6 for m in read] == [False, False, True, False]


CONTRADICTED = """
#Toets       Moment   Afnamedatum   Vaardigheidsscore   Niveau   Percentiel
DMT 2018     M3       18-01-2022    14                  E        4
DMT 2018     E3       07-06-2022    21                  C        8
DMT 2018     M4       17-01-2023    27                  E        9
"""


def test_a_level_that_its_percentile_contradicts_is_for_a_person():
    (read,) = rows(scanned(CONTRADICTED)).values()
    assert [m.confidence < 0.6 for m in read] == [False, True, False]


def test_a_score_off_its_course_is_doubted():
    lost = SPOILED.replace("138", "13 ").replace("~~~~~~~~~~~~~~~~~", "Vaardigheidsscore")
    (read,) = rows(scanned(lost)).values()
    assert [m.confidence < SURE for m in read][1]


def test_a_legend_beneath_a_table_is_no_row():
    legend = "Niveaus: A 25%, B 25%, C 25%, D 15%, E 10%. I t/m V: vijf groepen van 20%."
    (read,) = rows(scanned(HEADED.rstrip() + "\n" + legend)).values()
    assert [m.raw_score for m in read] == [11, 35, 48, 60]


def test_months_of_the_moments_themselves_are_no_equivalent():
    months = HEADED.replace("E        2 ", "E        5 ").replace("E        4  ", "E        10 ")
    months = months.replace("E        7  ", "E        15 ").replace("E        9  ", "E        20 ")
    (read,) = rows(scanned(months)).values()
    assert [(m.dle, m.didactic_age) for m in read] == [(None, 5), (None, 10), (None, 15), (None, 20)]


CARDS_APART = """
# Woordlezen DMT 2018
#Moment   Datum        Kaart 1   Kaart 2   Kaart 3   Score   Niveau
M3        18-01-2022   12        8                   20      E
E3        07-06-2022   15        11        9         35      E
M4        17-01-2023   19        16        13        48      E
"""


def test_a_column_a_card_on_two_pages_of_a_scan():
    found = rows(scanned(CARDS_APART), scanned(CARDS_APART.replace("202", "201").replace("M4", "M5"), number=2))
    assert found["word_reading"][0].cards == [1, 2]


LABEL_LOST = """
# Spelling 3.0
#Moment   Datum        Vaardigheidsscore   Niveau
M3        27-01-2022   128                 D
E3        10-06-2022   166                 D


#Moment   Datum        Vaardigheidsscore   Niveau
M3        20-01-2022   119                 C
E3        24-05-2022   143                 C
"""


def test_rows_of_one_moment_on_two_days_are_not_sure():
    assert all(m.confidence < SURE for m in rows(scanned(LABEL_LOST))["spelling"])
