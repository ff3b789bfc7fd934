"""What wear does to score tables: values run together, names torn, lines of tables unseen, labels lost."""

import datetime as dt

import pytest
from test_scanned_tables import rows, scanned
from typed_pages import page_of

from extractors.layout.reading import layout_of
from extractors.layout.tables.model import Cell as TableCell
from extractors.layout.tables.model import Table
from extractors.pages.model import Ruling, Word
from extractors.scores import read_scores
from extractors.scores.tables.grid import grid_of
from extractors.scores.tables.sheet import Cell
from extractors.scores.worn.loose_heads import without_frames
from extractors.scores.worn.lost_separators import day_meant, days_in
from extractors.scores.worn.misjoined import as_printed
from extractors.scores.worn.unseen_walls import parted_columns

LEADERS = """
Achter de stippellijn: vaardigheidsscore en niveau.

#Technisch lezen - woorden (DMT 2018)
19 jan. 2021 - medio groep 3                 5E
31 mei 2021 - eind groep 3                   SE
4 feb. 2022 - medio groep 4                 16E
3 juni 2022 - eind groep 4                  2lE
18 jan. 2023 - medio groep 5                27E
"""


def test_a_score_and_its_level_run_together_are_two_values():
    (read,) = rows(scanned(LEADERS)).values()
    assert [(m.moment, m.skill_score, m.level_letter) for m in read] == [
        ("M3", 5, "E"),
        ("E3", 5, "E"),
        ("M4", 16, "E"),
        ("E4", 21, "E"),
        ("M5", 27, "E"),
    ]
    assert all(m.confidence <= 0.8 for m in read)


def printed(text):
    page = page_of(text)
    page.reading = "ocr"
    return as_printed(layout_of(page)).page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A VI 2018   M3", ["AVI", "2018", "M3"]),
        ("AVI2018   M3", ["AVI", "2018", "M3"]),
        ("groep 5A   groep 5B   groep 5C", ["groep", "5A", "groep", "5B", "groep", "5C"]),
        ("3M\n3E\n4M\n4E\n5M\n5E", ["3M", "3E", "4M", "4E", "5M", "5E"]),
        ("12E\n14D", ["12E", "14D"]),
        ("12E\n14D\n15C", ["12", "E", "14", "D", "15", "C"]),
    ],
)
def test_words_as_they_were_printed(text, words):
    assert [w.text for w in printed(text).words] == words


def test_print_is_left_as_it_is():
    layout = layout_of(page_of("12E\n14D\n15C"))
    assert as_printed(layout) is layout


def test_holes_specks_and_pieces_of_rulings_are_no_words():
    page = scanned("DMT 2018   M3   18-01-2022\nDMT 2018   E3   07-06-2022")
    page.words += [
        Word("0", (25, 60, 43, 78), 0.6),
        Word(".", (300, 45, 301, 46), 0.3),
        Word("I", (200, 38, 201.4, 62), 0.93),
        Word("eneennenerre", (40, 300, 400, 303), 0.1),
    ]
    assert {w.text for w in as_printed(layout_of(page)).page.words} == {
        "DMT",
        "2018",
        "M3",
        "E3",
        "18-01-2022",
        "07-06-2022",
    }


def test_a_one_wider_than_other_figures_is_eleven():
    page = scanned("3 juni 2022\n4 juni 2022\n5 juni 2022\n1 juni 2022\n1 mei 2022")
    wide, narrow = (w for w in page.words if w.text == "1")
    wide.bbox = (wide.x0, wide.top, wide.x0 + 8, wide.bottom)
    texts = {round(w.top): w.text for w in as_printed(layout_of(page)).page.words if w.x0 == wide.x0}
    assert (texts[round(wide.top)], texts[round(narrow.top)]) == ("11", "1")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("422022", ["2022-02-04"]),
        ("20.12023", ["2023-01-20"]),
        ("7,6.2024", ["2024-06-07"]),
        ("L6.2022", ["2022-06-01"]),
        ("3112025", ["2025-01-31", "2025-11-03"]),
        ("212022", []),  # 2-1-2022 is a Sunday
        ("012024", []),
        ("B.12025", []),
        ("2024", []),
    ],
)
def test_days_without_their_separators(text, days):
    assert [str(day) for day in days_in(text)] == days


def test_the_row_tells_which_of_two_days_is_meant():
    assert day_meant("3112025") is None
    assert day_meant("3112025", school_year="2024-2025") == dt.date(2025, 1, 31)
    assert day_meant("3112025", half="M") == dt.date(2025, 1, 31)
    assert day_meant("422022", school_year="2023-2024") is None


JOINED = """
#Technisch lezen - woorden, DMT 2018
#Schooljaar   Code   Toetsdag     Vaardigheidsscore   Niveau
2021/2022     3M     4.22022      5                   niveau E
2022/2023     SM     20.12023     18                  niveau E
2024/2025     6M     3112025      40                  niveau E
2025/2026     6E     5.6.2026     44                  niveau E
"""


def test_dates_and_codes_of_a_table_are_mended_by_their_row():
    (read,) = rows(scanned(JOINED)).values()
    assert [str(m.date) for m in read] == ["2022-02-04", "2023-01-20", "2025-01-31", "2026-06-05"]
    assert [m.moment for m in read] == ["M3", "M5", "M6", "E6"]
    assert max(m.confidence for m in read[:3]) <= 0.8


TYPED = """
#TOETS                       MOM   DATUM        GOED   VS    NIV
Begrijpend   lezen   3.0     E3    19-05-2023   14     95    D
Begrijpend   lezen   3.0     M4    02-02-2024   16     110   D
Spelling   3.0               M4    19-01-2024   21     195   D
"""


def test_names_of_tests_parted_by_wide_spaces_are_one_name():
    page = scanned(TYPED)
    for word in page.words:  # a typewriter's spaces: half as wide as they are written above
        if word.text in ("lezen", "3.0") and word.top > 50:
            word.bbox = (word.x0 - 3, word.top, word.x1 - 3, word.bottom)
    assert set(rows(page)) == {"reading_comprehension", "spelling"}


def cell(text, x):
    """A cell with words at the places given, five points for a letter."""
    return Cell(text, [Word(t, (a, 10, a + 5 * len(t), 18)) for t, a in zip(text.split(), x, strict=True)])


def test_columns_whose_wall_was_not_seen_are_parted():
    lines = [
        [cell("datum", [10]), cell("Groep 3", [100, 130])],
        [cell("datum", [10]), cell("3-2-22 31-5-22", [100, 150])],
        [cell("vs", [10]), cell("129 166", [100, 150])],
        [cell("vs", [10]), cell("106", [150])],
    ]
    texts = [[c.text for c in line] for line in parted_columns(lines)]
    assert texts == [
        ["datum", "Groep 3", "Groep 3"],
        ["datum", "3-2-22", "31-5-22"],
        ["vs", "129", "166"],
        ["vs", "", "106"],
    ]


@pytest.mark.parametrize("texts", [("3 februari 2022", "31 mei 2022"), ("Begrijpend lezen", "Technisch lezen")])
def test_one_value_in_words_is_not_parted(texts):
    lines = [[cell(text, [100 + 60 * n for n in range(len(text.split()))])] for text in texts]
    assert [[c.text for c in line] for line in parted_columns(lines)] == [[text] for text in texts]


def framed(*texts):
    """A layout with a frame around each row of texts."""
    layout = layout_of(scanned("Toets   Datum   Score"))
    cells = [
        TableCell(
            row, n, 1, 1, (n * 50.0, row * 20.0, n * 50.0 + 50, row * 20.0 + 20), layout.page.words[:1], text=text
        )
        for row, line in enumerate(texts)
        for n, text in enumerate(line)
    ]
    layout.tables = [Table(1, (0, 0, 150, 20.0 * len(texts)), len(texts), len(texts[0]), cells, ruled=True)]
    return layout


def test_a_frame_around_headings_alone_is_no_table():
    assert without_frames(framed(("Toets", "Datum", "Score"))).tables == []
    assert without_frames(framed(("Toets", "Datum", "Score"), ("DMT", "18-01-2022", "14"))).tables


LABELS = """
#Vakgebied      Moment   Datum        Vaardigheidsscore   Niveau
DMT 2018        M3       01-02-2022   4                   E
                E3       08-06-2022   9                   E
                M4       13-01-2023   17                  E
{}        M3       28-01-2022   120                 E
                E3       08-06-2022   154                 E
                M4       27-01-2023   183                 E
{}        E3       30-05-2022   100                 D
                M4       20-01-2023   116                 D
"""


def test_rows_whose_label_was_lost_are_not_those_of_the_label_above():
    read = rows(scanned(LABELS.format("Spelling", "Rekenen ")))
    assert {d: [m.skill_score for m in own] for d, own in read.items()} == {
        "word_reading": [4, 9, 17],
        "spelling": [120, 154, 183],
        "arithmetic": [100, 116],
    }
    read = rows(scanned(LABELS.format("        ", "Rekenen ")))
    assert {d: [m.skill_score for m in own] for d, own in read.items()} == {
        "word_reading": [4, 9, 17],
        "arithmetic": [100, 116],
    }


NO_DAY = """
#Onderdeel       Afname         Vaardigheid   Niveau
DMT 2018         25 jan. 2024   30            E
Spelling 3.0     2024           238           D
Rekenen 3.0      31 jan. 2024   217           B
"""


def test_days_that_cannot_be_told_leave_the_column_one_of_days():
    spoiled = JOINED.replace("20.12023 ", "012024   ").replace("4.22022", "212022 ")
    (read,) = rows(scanned(spoiled)).values()
    assert [str(m.date) for m in read] == ["None", "None", "2025-01-31", "2026-06-05"]


def test_a_half_without_its_group_is_the_moment_of_the_group_of_that_year():
    (read,) = rows(scanned(JOINED.replace("4.22022", "212022 ").replace("3M", "M ") + JOINED.splitlines()[3])).values()
    assert "M3" in [m.moment for m in read]


def test_a_heading_with_school_year_and_group_tells_them_of_the_rows_beneath():
    text = "Schooljaar 2023/2024 - groep 5\n" + NO_DAY.strip("\n").replace("2024           238", "26 jan. 2024   238")
    read = rows(scanned(text))
    assert {(m.school_year, m.group) for own in read.values() for m in own} == {("2023-2024", 5)}


TICKED = """
Spelling 3.0
afname           datum        goed    v.score   1     II    HI    IV    Vv
medio groep 3    17-01-2022   14      128                               Ed
eind groep 3     10-06-2022   18      164                         8
medio groep 4    27-01-2023   22      196                               Kd
eind groep 4     02-06-2023   24      220                               Kd
"""


def test_a_mark_in_a_column_of_levels_is_that_level_whatever_it_was_read_as():
    (read,) = rows(scanned(TICKED)).values()
    assert [m.level_roman for m in read] == ["V", "IV", "V", "V"]
    assert all(m.confidence <= 0.8 for m in read)


LEVEL_LOST = """
DMT 2018
Moment    Datum        Vaardigheid   Niveau
M3        20-01-2022   3             E
E3        07-06-2022   6
M4        30-01-2023   9             E
E4        03-06-2023   14            E
"""


def test_a_lost_level_and_a_test_at_the_weekend_are_doubted():
    (read,) = rows(scanned(LEVEL_LOST)).values()
    sure = {m.moment: m.confidence for m in read}
    assert sure["M3"] >= 0.85
    assert sure["E3"] <= 0.8
    assert sure["E4"] <= 0.6


CODE_BESIDE_TEST = """
Technisch lezen
Toets          Datum        Jaargroep   VS    Niveau   FEN
DMT 2018 M3    19-01-2022   3           2     E        M3
DMT 2018 E3    20-05-2022   3           7     E        M3
DMT 2018 M4    20-01-2023   4           11    E        M3
DMT 2018 E4    02-06-2023   4           16    E        E3
"""


def test_the_moment_that_a_test_tells_outranks_a_code_under_a_misread_heading():
    read = [m for series in read_scores([layout_of(scanned(CODE_BESIDE_TEST))]) for m in series.measurements]
    assert [m.moment for m in read] == ["M3", "E3", "M4", "E4"]
    assert [m.functioning_level for m in read] == ["M3", "M3", "M3", "E3"]


def test_headings_too_close_to_part_stand_over_their_own_columns():
    words = [Word("Toetsscore", (100, 10, 145, 18)), Word("Vaardigheidsscore", (148, 10, 220, 18))]
    cells = [TableCell(0, 0, 1, 2, (95, 8, 225, 20), words, text="Toetsscore Vaardigheidsscore")]
    cells += [TableCell(1, i, 1, 1, (95 + 65 * i, 20, 160 + 65 * i, 32), text="8") for i in range(2)]
    page = scanned("Toetsscore")
    (heads, _) = grid_of(page, [Table(1, (95, 8, 225, 32), 2, 2, cells, ruled=False)]).lines
    assert [c.text for c in heads] == ["Toetsscore", "Vaardigheidsscore"]


def test_a_row_of_whose_day_the_year_alone_is_left_is_a_row():
    page = scanned(
        "#Midden 5\nToets          Datum          Vaardigheid   Niveau\nSpelling 3.0   @               238           D"
    )
    year = next(w for w in page.words if w.text == "@")
    year.text, year.bbox = "2024", (year.x0, year.top, year.x0 + 50, year.bottom)
    (read,) = rows(page).values()
    assert [(m.moment, m.date, m.skill_score, m.level_letter) for m in read] == [("M5", None, 238, "D")]


def test_round_corners_of_boxes_are_no_words():
    page = scanned("DMT 2018   M3   18-01-2022")
    page.rulings += [Ruling((108, 100, 190, 100)), Ruling((100, 108, 100, 160))]
    page.words += [Word("N", (100, 100, 106, 107), 0.87), Word("N", (140, 120, 146, 127), 0.87)]
    assert [w.top for w in as_printed(layout_of(page)).page.words if w.text == "N"] == [120]
