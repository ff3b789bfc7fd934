"""Labels and their values, wherever the form puts them."""

from __future__ import annotations

from extractors.layout.labels import label_values
from extractors.layout.tables import find_tables
from extractors.pages.model import FormField, Page
from tests.extractors.layout.drawing import grid, page, rectangle, row, text


def pairs(made: Page) -> dict[str, str]:
    return {found.label: found.value for found in label_values(made, find_tables(made))}


def test_in_running_lines_with_a_colon():
    words = text(50, 100, "Naam leerling: Jan de Vries") + text(50, 115, "Geboren:  12-01-2014")
    assert pairs(page(words)) == {"Naam leerling": "Jan de Vries", "Geboren": "12-01-2014"}


def test_bold_before_plain():
    words = [*text(50, 100, "Naam leerling", bold=True), *text(125, 100, "Jan de Vries")]
    assert pairs(page(words)) == {"Naam leerling": "Jan de Vries"}


def test_plain_columns():
    words = row(100, (50, "Leerling"), (150, "Jan")) + row(115, (50, "Groep"), (150, "5"))
    assert pairs(page(words)) == {"Leerling": "Jan", "Groep": "5"}


def test_two_pairs_of_columns():
    words = row(100, (50, "Leerling"), (150, "Jan"), (300, "Geboren"), (380, "12-01-2014"))
    words += row(115, (50, "Groep"), (150, "5"), (300, "School"), (380, "De Bron"))
    assert pairs(page(words)) == {"Leerling": "Jan", "Geboren": "12-01-2014", "Groep": "5", "School": "De Bron"}


def test_a_label_above_its_text():
    words = text(50, 100, "1. Waarom denkt u aan dyslexie?", bold=True)
    words += text(50, 114, "Het lezen is traag.") + text(50, 126, "Er zijn veel fouten.")
    assert pairs(page(words)) == {"Waarom denkt u aan dyslexie?": "Het lezen is traag. Er zijn veel fouten."}


def test_a_label_of_two_lines_beside_its_value():
    words = [*text(50, 100, "Heeft de leerling een", bold=True), *text(50, 111, "groep overgedaan?", bold=True)]
    words += [*text(200, 105, "nee"), *text(50, 130, "Gemeente", bold=True), *text(200, 130, "Zaanstad")]
    assert pairs(page(words)) == {"Heeft de leerling een groep overgedaan?": "nee", "Gemeente": "Zaanstad"}


def test_answers_of_two_rows_stay_apart_beside_labels_of_two_columns():
    words = [*text(50, 100, "Gemeente", bold=True), *text(150, 100, "Capelle aan den IJssel")]
    words += [*text(301, 100, "Groep", bold=True), *text(400, 100, "4")]
    words += [*text(50, 114, "Is er een groep", bold=True), *text(150, 114, "nee")]
    words += [*text(300, 114, "Aantal maanden", bold=True), *text(400, 114, "19")]
    words += [*text(50, 126, "overgedaan?", bold=True), *text(300, 126, "leesonderwijs", bold=True)]
    found = pairs(page(words))
    assert found["Gemeente"] == "Capelle aan den IJssel"
    assert found["Groep"] == "4"


def test_a_value_of_two_lines():
    words = [*text(50, 100, "Doel", bold=True), *text(150, 100, "Vlot lezen van"), *text(150, 112, "woorden")]
    words += [*text(50, 130, "Methode", bold=True), *text(150, 130, "Ralfi")]
    assert pairs(page(words)) == {"Doel": "Vlot lezen van woorden", "Methode": "Ralfi"}


def test_cells_beside_each_other_and_an_empty_one():
    words = [*text(55, 105, "Doel", bold=True), *text(155, 105, "Vlot lezen"), *text(55, 125, "Evaluatie", bold=True)]
    made = page(words, grid([50, 150, 400], [100, 120, 140]))
    found = label_values(made, find_tables(made))
    assert [(v.label, v.value, v.filled) for v in found] == [("Doel", "Vlot lezen", True), ("Evaluatie", "", False)]
    assert found[1].bbox == (150, 120, 400, 140)


def test_one_cell_with_label_and_value():
    words = [*text(55, 102, "Naam", bold=True), *text(55, 114, "Jan"), *text(205, 105, "Groep: 5")]
    assert pairs(page(words, grid([50, 200, 400], [100, 130]))) == {"Naam": "Jan", "Groep": "5"}


def test_places_to_write_on_are_empty():
    assert pairs(page(text(50, 100, "Datum: ..........") + text(50, 120, "Plaats: ______"))) == {
        "Datum": "",
        "Plaats": "",
    }


def test_form_fields_beside_and_beneath_their_label():
    made = page([*text(50, 100, "Leerling"), *text(152, 101, "Jan"), *text(50, 130, "Toelichting")])
    made.fields = [
        FormField("f1", "text", (150, 98, 300, 113), value="Jan"),
        FormField("f2", "text", (50, 143, 300, 190)),
        FormField("f3", "combo", (50, 300, 300, 315), label="Keuze"),
    ]
    assert pairs(made) == {"Leerling": "Jan", "Toelichting": "", "Keuze": ""}


def test_cards_keep_their_own_lines():
    words = []
    for x in (50, 300):
        words += text(x + 5, 105, "DMT 2018", bold=True)
        for y, label, value in ((120, "Moment", f"M{x}"), (132, "Score", str(x)), (144, "Niveau", "E")):
            words += [*text(x + 5, y, label), *text(x + 120, y, value)]
    cards = [rectangle((x, 100, x + 240, 160)) for x in (50, 300)]
    found = [(v.label, v.value) for v in label_values(page(words, drawings=cards), [])]
    assert sorted(found) == sorted(
        [("Moment", f"M{x}") for x in (50, 300)] + [("Score", str(x)) for x in (50, 300)] + [("Niveau", "E")] * 2
    )
