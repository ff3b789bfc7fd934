"""Tables drawn with lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout.tables import Table, continues, find_tables
from extractors.pages.model import Page, Ruling, Word
from tests.extractors.layout.drawing import across, down, grid, page, row, text

XS = [50.0, 120.0, 200.0, 280.0]
YS = [100.0, 120.0, 140.0, 160.0]
SCORES = [
    *row(105, (55, "Toets"), (125, "Datum"), (205, "Score"), bold=True),
    *row(125, (55, "DMT"), (125, "12-01-2024"), (205, "31")),
    *row(145, (55, "AVI"), (205, "M4")),
]


def only(page: Page) -> Table:
    (table,) = find_tables(page)
    return table


def test_a_full_grid_gives_its_cells_and_an_empty_cell_shifts_nothing():
    table = only(page(SCORES, grid(XS, YS)))
    assert table.rows() == [["Toets", "Datum", "Score"], ["DMT", "12-01-2024", "31"], ["AVI", "", "M4"]]
    assert table.ruled
    assert table.header_rows == 1
    assert [table.column_header(c) for c in range(3)] == ["Toets", "Datum", "Score"]


def dashes(ruling: Ruling) -> list[Ruling]:
    x0, top, x1, bottom = ruling.bbox
    if ruling.horizontal:
        return [Ruling((x, top, min(x + 4, x1), bottom)) for x in range(int(x0), int(x1), 7)]
    return [Ruling((x0, y, x1, min(y + 4, bottom))) for y in range(int(top), int(bottom), 7)]


def shortened(ruling: Ruling, by: float) -> Ruling:
    x0, top, x1, bottom = ruling.bbox
    return Ruling((x0 + by, top, x1 - by, bottom) if ruling.horizontal else (x0, top + by, x1, bottom - by))


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(lambda r: [Ruling((*r.bbox[:2], r.bbox[2] + 1, r.bbox[3] + 1))], id="thin rectangles"),
        pytest.param(lambda r: [r, Ruling(tuple(v + 1.5 for v in r.bbox))], id="doubled lines"),
        pytest.param(dashes, id="dashes"),
        pytest.param(lambda r: [shortened(r, 2)], id="gaps at corners"),
    ],
)
def test_lines_may_be_drawn_in_many_ways(pieces):
    rulings = [piece for ruling in grid(XS, YS) for piece in pieces(ruling)]
    assert only(page(SCORES, rulings)).rows()[1] == ["DMT", "12-01-2024", "31"]


def test_text_wraps_within_its_cell_even_inside_a_word():
    words = [*text(55, 101, "Vaardigh"), *text(55, 110, "eidsscore"), *text(125, 105, "Datum")]
    table = only(page(words, grid([50, 120, 200], [100, 120, 140])))
    cell = table.grid()[0][0]
    assert cell.text == "Vaardigh eidsscore"
    assert cell.joined == "Vaardigheidsscore"


def test_a_group_heading_spans_its_columns_and_heads_each_of_them():
    rulings = [across(y, 50, 280) for y in (100, 140, 160)] + [across(120, 120, 280)]
    rulings += [down(x, 100, 160) for x in (50, 120, 280)] + [down(200, 120, 160)]
    words = [
        *row(105, (125, "Niveau"), bold=True),
        *row(125, (55, "Toets"), (125, "letter"), (205, "cijfer"), bold=True),
    ]
    words += row(145, (55, "DMT"), (125, "E"), (205, "V"))
    table = only(page(words, rulings))
    assert (table.row_count, table.column_count, table.header_rows) == (3, 3, 2)
    assert [table.column_header(c) for c in range(3)] == ["Toets", "Niveau letter", "Niveau cijfer"]


def test_a_section_row_within_a_table_is_one_cell_and_no_header():
    rulings = [across(y, 50, 200) for y in (100, 120, 140, 160, 180)] + [down(x, 100, 180) for x in (50, 200)]
    rulings += [down(120, 100, 120), down(120, 140, 160)]
    words = [*row(105, (55, "Datum"), (125, "Score"), bold=True), *text(55, 125, "Spelling", bold=True)]
    words += [*row(145, (55, "12-01-2024"), (125, "31")), *text(55, 165, "Rekenen", bold=True)]
    table = only(page(words, rulings))
    assert table.header_rows == 1
    assert table.is_section_row(1)
    assert table.section_of(2) == "Spelling"
    assert table.column_header(0) == "Datum"


def test_columns_without_outer_lines_are_closed_by_the_ends_of_the_rows():
    rulings = [across(y, 50, 280) for y in YS] + [down(x, 100, 160) for x in (120, 200)]
    assert only(page(SCORES, rulings)).rows()[2] == ["AVI", "", "M4"]


def test_rows_that_no_line_parts_are_parted_by_their_values():
    words = row(105, (55, "Toets"), (125, "Datum"), (205, "Score"), bold=True)
    for i, y in enumerate((125, 140, 155)):
        words += row(y, (55, "DMT"), (125, f"1{i}-01-2024"), (205, f"3{i}"))
    table = only(page(words, grid(XS, [100, 120, 170])))
    assert table.rows()[1:] == [["DMT", f"1{i}-01-2024", f"3{i}"] for i in range(3)]


def test_headings_above_the_frame_are_its_header():
    words = row(88, (55, "Hoofdmeting"), (125, "Afname op"), (205, "Score"), bold=True)
    words += [
        *row(105, (55, "1"), (125, "12-01-2024"), (205, "31")),
        *row(125, (55, "2"), (125, "11-06-2024"), (205, "34")),
    ]
    table = only(page(words, grid(XS, [100, 120, 140])))
    assert table.header_rows == 1
    assert table.column_header(1) == "Afname op"


def test_the_title_of_a_part_close_above_the_headings_is_none_of_them():
    words = text(55, 71, "Drie hoofdmetingen", size=14, bold=True)
    words += row(88, (55, "Hoofdmeting"), (125, "Afname op"), (205, "Score"), bold=True)
    words += [
        *row(105, (55, "1"), (125, "12-01-2024"), (205, "31")),
        *row(125, (55, "2"), (125, "11-06-2024"), (205, "34")),
    ]
    table = only(page(words, grid(XS, [100, 120, 140])))
    assert [table.column_header(c) for c in range(3)] == ["Hoofdmeting", "Afname op", "Score"]


def test_labels_with_values_have_no_header():
    words = [
        *row(105, (55, "Leerling"), (125, "Jan")),
        *row(125, (55, "Groep"), (125, "5")),
        *row(145, (55, "Datum"), (125, "1-2-2024")),
    ]
    assert only(page(words, grid([50, 120, 280], YS))).header_rows == 0


def test_moments_across_head_a_turned_table():
    words = [*row(105, (55, "DMT"), (125, "M3"), (205, "E3")), *row(125, (55, "Score"), (125, "12"), (205, "31"))]
    words += row(145, (55, "Niveau"), (125, "E"), (205, "D"))
    assert only(page(words, grid(XS, YS))).header_rows == 1


def test_one_box_is_no_table():
    assert find_tables(page(text(60, 110, "Handtekening"), grid([50, 200], [100, 160]))) == []


def test_a_table_in_a_box_is_the_inner_one_alone():
    table = only(page(SCORES, grid(XS, YS) + grid([30, 400], [80, 300])))
    assert table.column_count == 3


def test_a_table_goes_on_when_its_columns_do():
    first = only(page(SCORES, grid(XS, YS)))
    more = only(page(row(45, (55, "DMT"), (125, "12-06-2024"), (205, "40")), grid(XS, [40, 60])))
    other = only(page(SCORES, grid([50, 150, 200, 280], YS)))
    assert continues(first, more)
    assert continues(first, first)
    assert not continues(first, other)


words_in_grid = st.lists(st.sampled_from(["", "DMT", "12-01-2024", "E", "31", "Rekenen"]), min_size=6, max_size=6)


@given(words_in_grid, st.floats(-40, 150), st.floats(-40, 300))
def test_shifting_the_page_shifts_the_cells_and_no_word_is_lost(texts, dx, dy):
    words: list[Word] = []
    for index, content in enumerate(texts):
        words += text(XS[index % 3] + 5 + dx, YS[index // 3] + 5 + dy, content)
    rulings = [Ruling((b[0] + dx, b[1] + dy, b[2] + dx, b[3] + dy)) for b in (r.bbox for r in grid(XS, YS[:3]))]
    table = only(page(words, rulings))
    assert [text for line in table.rows() for text in line] == texts
    assert sum(len(cell.words) for cell in table.cells) == len(words)
    assert table.cells[0].bbox[:2] == pytest.approx((XS[0] + dx, YS[0] + dy))


def test_the_heading_of_a_part_above_half_its_table_is_no_header():
    title = [
        Word("Gegevens", (50.0, 84.0, 112.0, 97.0), size=13),
        Word("leerling", (118.0, 84.0, 170.0, 97.0), size=13),  # wider than a space, not as wide as between columns
    ]
    facts = [
        *row(105, (55, "Naam"), (125, "Noor"), (205, "Datum"), (285, "12-01-2015")),
        *row(125, (55, "School"), (125, "Kofschip"), (205, "Groep"), (285, "5")),
    ]
    table = only(page([*title, *facts], grid([50.0, 120.0, 200.0, 280.0, 360.0], YS[:3])))
    assert table.rows()[0][0] == "Naam"
    assert table.header_rows == 0
