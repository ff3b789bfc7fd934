"""Tables whose columns no line parts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.layout.tables import Table, find_tables
from extractors.pages.model import Page, Word
from tests.extractors.layout.drawing import CHARACTER, across, page, rectangle, row, text

HEAD = row(100, (50, "Toets"), (150, "Moment"), (220, "Datum"), (310, "Score"), bold=True)
BLUE = (220, 230, 250, 255)


def only(page: Page) -> Table:
    (table,) = find_tables(page)
    return table


def body(top: float = 115, step: float = 15) -> list[Word]:
    words = []
    for i, (moment, score) in enumerate([("M3", "8"), ("E3", "15"), ("M4", "123")]):
        y = top + i * step
        words += row(y, (50, "DMT 2018"), (150, moment), (220, f"1{i}-01-2024"), (335 - len(score) * CHARACTER, score))
    return words


def test_columns_come_from_the_whole_block_whatever_their_alignment():
    table = only(page(HEAD + body()))
    assert table.rows()[0] == ["Toets", "Moment", "Datum", "Score"]
    assert table.rows()[3] == ["DMT 2018", "M4", "12-01-2024", "123"]
    assert not table.ruled
    assert table.header_rows == 1


def test_an_empty_value_or_column_shifts_nothing():
    head = HEAD + text(380, 100, "Opmerking", bold=True)
    rows = row(115, (50, "AVI"), (150, "M3"), (310, "E3")) + body(130)
    assert only(page(head + rows)).rows()[1] == ["AVI", "M3", "", "E3", ""]


def test_a_second_line_that_fills_few_columns_belongs_to_the_row_above():
    rows = [*row(115, (50, "Begrijpend"), (150, "M3"), (220, "12-01-2024"), (320, "88")), *text(50, 125, "lezen 3.0")]
    rows += row(140, (50, "Spelling"), (150, "M3"), (220, "13-01-2024"), (320, "91"))
    assert only(page(HEAD + rows)).rows()[1:] == [
        ["Begrijpend lezen 3.0", "M3", "12-01-2024", "88"],
        ["Spelling", "M3", "13-01-2024", "91"],
    ]


def test_cells_centred_to_another_height_are_one_row():
    rows = [
        *text(50, 115, "Begrijpend"),
        *row(120, (150, "M3"), (220, "12-01-2024"), (320, "88")),
        *text(50, 125, "lezen 3.0"),
    ]
    rows += row(150, (50, "Spelling"), (150, "M3"), (220, "13-01-2024"), (320, "91"))
    assert only(page(HEAD + rows)).rows()[1] == ["Begrijpend lezen 3.0", "M3", "12-01-2024", "88"]


def test_a_taller_cell_begins_above_its_row_even_at_an_even_pitch():
    rows = row(115, (50, "Begrijpend lezen"), (150, "M3"), (220, "12-01-2024"), (320, "88"))
    rows += [*text(50, 125, "Technisch lezen"), *row(130, (150, "M4"), (220, "13-01-2024"), (320, "91"))]
    rows += [*text(50, 135, "(woorden)"), *row(145, (50, "Spelling"), (150, "M4"), (220, "14-01-2024"), (320, "97"))]
    names = [r[0] for r in only(page(HEAD + rows)).rows()]
    assert names == ["Toets", "Begrijpend lezen", "Technisch lezen (woorden)", "Spelling"]


def test_lines_or_shades_part_rows_of_several_lines():
    rows = [*row(115, (50, "Begrijpend"), (150, "M3"), (220, "12-01-2024"), (320, "88")), *text(50, 126, "lezen")]
    rows += [*row(145, (50, "Spelling"), (150, "M3"), (220, "13-01-2024"), (320, "91")), *text(50, 156, "3.0")]
    rows += row(175, (50, "DMT"), (150, "M3"), (220, "13-01-2024"), (320, "8"))
    lines = only(page(HEAD + rows, rulings=[across(y, 45, 360) for y in (112, 140, 170, 190)]))
    shades = only(page(HEAD + rows, drawings=[rectangle((45, 140, 360, 170), BLUE)]))
    assert (
        [r[0] for r in lines.rows()]
        == [r[0] for r in shades.rows()]
        == ["Toets", "Begrijpend lezen", "Spelling 3.0", "DMT"]
    )


def test_a_shade_behind_some_rows_joins_no_others():
    words = HEAD + body() + body(160) + body(205)
    stripes = [rectangle((45, y, 360, y + 13), BLUE) for y in (128, 173, 218)]
    assert only(page(words, drawings=stripes)).row_count == 10


def test_headers_of_two_lines():
    upper = row(85, (150, "Afname"), (310, "Vaardigh."), bold=True)
    table = only(page(upper + HEAD + body()))
    assert table.header_rows == 2
    assert table.column_header(1) == "Afname Moment"
    assert table.column_header(3) == "Vaardigh. Score"


def test_a_title_between_the_rows_is_a_section():
    words = HEAD + body() + text(50, 160, "Spelling 3.0", bold=True) + body(175)
    table = only(page(words))
    assert table.section_of(5) == "Spelling 3.0"
    assert table.row_count == 8


def test_a_header_that_comes_back_starts_a_new_table():
    again = [Word(w.text, (w.x0, w.top + 100, w.x1, w.bottom + 100), bold=True) for w in HEAD]
    tables = find_tables(page(HEAD + body() + text(50, 175, "Spelling", bold=True) + again + body(215)))
    assert [t.row_count for t in tables] == [4, 4]


def test_tables_side_by_side_are_two():
    words = []
    for x in (40, 320):
        words += row(100, (x + 40, "Datum"), (x + 110, "Score"), (x + 150, "Niveau"), bold=True)
        for i, y in enumerate((115, 130, 145)):
            words += row(y, (x, f"M{i + 3}"), (x + 40, f"1{i}-01-2024"), (x + 110, f"3{i}"), (x + 150, "E"))
    left, right = find_tables(page(words))
    assert left.rows()[1:] == right.rows()[1:]
    assert left.rows()[1] == ["M3", "10-01-2024", "30", "E"]


def test_a_legend_beneath_is_not_part_of_the_table():
    words = (
        HEAD + body() + text(50, 160, "A = 25% hoogst scorende leerlingen, B = 25% boven het gemiddelde, E = laagst")
    )
    assert only(page(words)).row_count == 4


def test_typed_lines_part_header_and_legend():
    words = (
        HEAD
        + text(50, 112, "-" * 56)
        + body(125)
        + text(50, 170, "-" * 56)
        + row(182, (50, "VS = score"), (220, "NIV = niveau"))
    )
    assert only(page(words)).row_count == 4


def test_upright_headings_stand_above_their_columns():
    heads = [
        Word(t, (x, 60, x + 9, 98), bold=True)
        for x, t in ((55, "toetsnaam"), (152, "moment"), (230, "datum"), (318, "score"))
    ]
    table = only(page(heads + body(105)))
    assert [table.column_header(c) for c in range(4)] == ["toetsnaam", "moment", "datum", "score"]


def test_labels_with_values_and_prose_are_no_table():
    pairs = row(100, (50, "Leerling"), (150, "Jan"), (300, "Geboren"), (380, "12-01-2014"))
    pairs += row(115, (50, "Groep"), (150, "5"), (300, "School"), (380, "De Bron"))
    prose = [w for i in range(6) for w in text(50, 200 + 12 * i, "Het lezen van losse woorden is traag en vaak radend")]
    assert find_tables(page(pairs + prose)) == []


@given(st.floats(-30, 150), st.floats(-60, 300))
def test_shifting_the_page_changes_nothing(dx, dy):
    moved = [Word(w.text, (w.x0 + dx, w.top + dy, w.x1 + dx, w.bottom + dy), bold=w.bold) for w in HEAD + body()]
    assert only(page(moved)).rows() == only(page(HEAD + body())).rows()


def test_every_word_of_a_table_is_in_one_cell():
    words = HEAD + body()
    held = [id(w) for cell in only(page(words)).cells for w in cell.words]
    assert sorted(held) == sorted(id(w) for w in words)


def test_moments_in_bold_head_a_table_of_their_own():
    places = [(60, "Leerling"), (160, "Lotte")]
    words = row(60, *places[:1], bold=True) + row(60, *places[1:])
    for top, title, values in ((90, "Scores", ("2", "5", "9")), (150, "Niveaus", ("E", "E", "D"))):
        words += row(top, (60, title), bold=True)
        words += row(top + 14, (200, "M3"), (260, "E3"), (320, "M4"), bold=True)
        words += row(top + 28, (60, "Woorden"), (200, values[0]), (260, values[1]), (320, values[2]))
        words += row(top + 42, (60, "Spelling"), (200, values[0]), (260, values[1]), (320, values[2]))
    tables = [t.rows() for t in find_tables(page(words))]
    assert ["", "M3", "E3", "M4"] in tables[-1]
    assert ["Woorden", "E", "E", "D"] in tables[-1]
    assert any(["Woorden", "2", "5", "9"] in rows and ["Woorden", "E", "E", "D"] not in rows for rows in tables)
