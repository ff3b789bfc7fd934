"""Lines, phrases, headings and sections."""

from __future__ import annotations

from extractors.layout.headings import headings_of, sections_of
from extractors.layout.lines import lines_of, phrases_of
from extractors.layout.reading import layout_of
from tests.extractors.layout.drawing import grid, page, row, text

WORDS = [
    *text(50, 40, "Aanmeldformulier", bold=True, size=16),
    *text(50, 80, "A. Gegevens", bold=True, size=12),
    *text(50, 100, "De leerling zit in groep 5 en leest traag."),
    *text(50, 120, "B. Reden", bold=True, size=12),
    *text(50, 140, "Het lezen gaat moeizaam en kost veel tijd."),
]


def test_lines_from_top_to_bottom_and_words_from_left_to_right():
    words = [*text(200, 101, "rechts"), *text(50, 120, "onder"), *text(50, 100, "links", size=12)]
    assert [line.text for line in lines_of(words)] == ["links rechts", "onder"]


def test_wide_spaces_part_phrases():
    (line,) = lines_of(row(100, (50, "Naam leerling"), (200, "Jan de Vries")))
    assert [phrase.text for phrase in phrases_of(line)] == ["Naam leerling", "Jan de Vries"]


def test_headings_by_size_and_weight():
    found = headings_of(page(WORDS))
    assert [(h.level, h.text) for h in found] == [(1, "Aanmeldformulier"), (2, "A. Gegevens"), (2, "B. Reden")]


def test_a_bold_label_beside_its_answer_is_no_heading():
    words = [
        *text(50, 100, "Heeft de leerling", bold=True),
        *text(50, 111, "gedoubleerd?", bold=True),
        *text(200, 105, "nee"),
    ]
    assert headings_of(page(words)) == []


def test_sections_run_on_over_pages():
    first, second = page(WORDS), page(text(50, 50, "Er is ook hulp geboden."))
    second.number = 2
    sections = sections_of([(p, headings_of(p)) for p in (first, second)])
    assert [s.heading.text for s in sections if s.heading] == ["Aanmeldformulier", "A. Gegevens", "B. Reden"]
    assert sections[-1].text.splitlines()[-1] == "Er is ook hulp geboden."
    assert (sections[-1].first_page, sections[-1].last_page) == (1, 2)


def test_a_page_is_laid_out_once_for_all_readers():
    words = [*WORDS, *row(205, (55, "Doel"), (155, "Vlot lezen")), *text(50, 300, "☒ ja")]
    layout = layout_of(page(words, grid([50, 150, 400], [200, 220])))
    assert (len(layout.tables), len(layout.tick_boxes), len(layout.headings)) == (1, 1, 3)
    assert "Doel" in {v.label for v in layout.label_values}


def test_an_empty_page_has_nothing():
    layout = layout_of(page([]))
    assert [layout.lines, layout.tables, layout.label_values, layout.tick_boxes, layout.headings] == [[]] * 5
