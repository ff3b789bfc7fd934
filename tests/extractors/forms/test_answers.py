"""What forms ask in words of their own, and whether it was answered."""

import pytest

from extractors.forms import read_form
from extractors.forms.filling import filled_text, is_pending, polarity, read_polarity
from extractors.layout.reading import layout_of
from extractors.records import Part


def answers(typeset, *texts, kind="school_form"):
    layouts = typeset(*texts)
    reading = read_form(Part(kind=kind, first_page=1, last_page=len(layouts), confidence=1), layouts)
    return {a.field: a.text for a in reading.answers}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Waarom denkt u aan dyslexie?", "suspicion"),
        ("2. Argumentatie vermoeden ernstige dyslexie", "suspicion"),
        ("Vraag 1. Waarom wordt gedacht aan dyslexie?", "suspicion"),
        ("Omschrijving van het lees- en spellingprobleem", "reading_problem"),
        ("Vraag 2. Hoe ziet het lees-/spellingprobleem eruit?", "reading_problem"),
        ("Toenemende achterstand ten opzichte van de normgroep", "delay"),
        ("Foutenanalyse", "error_analysis"),
        ("Welke fouten maakt het kind? (foutenanalyse)", "error_analysis"),
        ("Andere (leer)stoornissen", "comorbidity"),
    ],
)
def test_headings_in_many_words(typeset, heading, field):
    text = f"# Vragenlijst school\n## {heading}\nHij leest traag en radend.\n## Welbevinden\nGoed."
    assert answers(typeset, text)[field] == "Hij leest traag en radend."


@pytest.mark.parametrize(
    "signed",
    [
        "| Namens het bevoegd gezag, directeur |\n|  |\n| Leila Bouazza, 27 januari 2024 |",
        "Namens het bevoegd gezag, directeur\n\nLeila Bouazza, 27 januari 2024",
        "Handtekening directeur:\n\nLeila Bouazza",
        "Ondertekening\nDatum: 3-3-2024   Naam: Leila",
        "Aldus naar waarheid ingevuld\nUtrecht, 3 maart 2024",
        "Utrecht, 3 maart 2024\nDirecteur",
        "Naam intern begeleider: Leila Bos\nDatum: 3-3-2024",
        "Voor akkoord:\nLeila Bos (ib)",
        "| Handtekening IB | Handtekening leerkracht |\n|  |  |",
    ],
)
def test_where_a_form_is_signed_no_question_is_answered(typeset, signed):
    form = "# Vragenlijst school\n## Foutenanalyse\nVooral omkeringen.\n## Waarom denkt u aan dyslexie?\n"
    assert answers(typeset, form + signed)["suspicion"] is None
    told = "Namens de school schrijf ik dat hij traag leest.\n"
    assert answers(typeset, form + told + signed)["suspicion"].startswith(told.strip())


def test_a_heading_followed_by_the_next_is_an_empty_place(typeset):
    text = "# Vragenlijst\n## Waarom denkt u aan dyslexie?\n## Foutenanalyse\nVooral omkeringen."
    assert answers(typeset, text) == {"suspicion": None, "error_analysis": "Vooral omkeringen."}


def test_an_empty_cell_is_an_empty_place(typeset):
    text = "# Vragenlijst\n| *Waarom denkt u aan dyslexie? | |\n| *Foutenanalyse | Vooral omkeringen. |"
    assert answers(typeset, text) == {"suspicion": None, "error_analysis": "Vooral omkeringen."}


def test_placeholders_are_empty(typeset):
    text = "# Vragenlijst\n## Foutenanalyse\nKlik hier om tekst in te voeren.\n## Welbevinden\nGoed."
    assert answers(typeset, text)["error_analysis"] is None


def test_a_heading_above_a_label_that_says_write_here(typeset):
    text = "# Vragenlijst\n## 3. Beschrijving van het leesprobleem\nBeschrijving: Leest traag.\n## Overig\nNiets."
    assert answers(typeset, text)["reading_problem"] == "Leest traag."


def test_a_heading_that_stands_in_gives_way_to_the_proper_one(typeset):
    text = (
        "# Vragenlijst\n## 2. Reden van aanmelding\n## Waarom denkt u aan dyslexie?\nOmdat lezen niet lukt.\n## Slot\nX"
    )
    assert answers(typeset, text)["suspicion"] == "Omdat lezen niet lukt."
    assert answers(typeset, "# Rapport\n## Reden van aanmelding\nLezen lukt niet.")["suspicion"] == "Lezen lukt niet."


def test_an_answer_runs_on_over_the_page(typeset):
    first = "# Vragenlijst\n## Foutenanalyse\nVooral omkeringen"
    assert (
        answers(typeset, first, "en weglatingen.\n## Slot\nX")["error_analysis"] == "Vooral omkeringen en weglatingen."
    )


def test_error_analysis_in_the_line_of_a_plan(typeset):
    text = "# Handelingsplan\nFoutenanalyse: leest radend, verwisselt b en d."
    assert answers(typeset, text, kind="action_plan")["error_analysis"] == "leest radend, verwisselt b en d."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "....................",
        "Klik of tik om tekst in te voeren.",
        "vul in",
        "Vul hier uw antwoord in",
        "___",
        "-",
        "?",
    ],
)
def test_nothing_was_filled_in(text):
    assert filled_text(text) is None


def test_an_instruction_before_an_answer_is_left_out():
    assert filled_text("Beschrijf kort het probleem. Zij leest traag.") == "Zij leest traag."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Ja, het verslag is bijgevoegd.", "yes"),
        ("Nee", "no"),
        ("Niet bekend", "no"),
        ("n.v.t.", "no"),
        ("Geen andere stoornissen bekend.", "no"),
        ("Er zijn geen aanwijzingen voor een stoornis", "no"),
        ("ADHD", None),
    ],
)
def test_yes_or_no(text, says):
    assert polarity(text) == says


def test_the_only_place_beneath_a_heading_answers_it_whatever_its_label_says(typeset):
    row = "| Wat zag u en wat hebt u daarmee gedaan? | Clusters en doffe e |"
    text = f"# Schoolformulier\n# E. Foutenanalyse\n{row}\n# F. Overig"
    assert answers(typeset, text)["error_analysis"] == "Clusters en doffe e"


def of_picture(typeset, text, unread=()):
    """The answers of the same page as a picture, which shows no bold and no larger type, with ink nobody could read."""
    (layout,) = typeset(text)
    page = layout.page
    page.reading = "ocr"
    for word in page.words:
        word.bold, word.size, word.bbox = False, 10.0, (word.x0, word.bottom - 10.0, word.x1, word.bottom)
    page.unread = list(unread)
    reading = read_form(Part(kind="school_form", first_page=1, last_page=1, confidence=1), [layout_of(page)])
    return {a.field: a for a in reading.answers}


FORM = "Vragenlijst school\n1. Gegevens\nNaam Ilse\n2. Reden\nWaarom denkt u aan dyslexie?\n{}\n3. Hoofdmetingen\nM4 E"


def test_on_a_picture_the_next_number_ends_an_answer(typeset):
    assert of_picture(typeset, FORM.format("Zij leest traag."))["suspicion"].text == "Zij leest traag."
    empty = of_picture(typeset, FORM.format(""))["suspicion"]
    assert (empty.text, empty.confidence) == (None, 0.9)


def test_the_point_behind_a_number_may_be_read_as_a_comma(typeset):
    form = "2, Argumentatie van het vermoeden\n\n3, Signalering: drie hoofdmetingen\n1 DMT M4 30-1-2023 18 E"
    assert of_picture(typeset, f"1, Gegevens leerling\nNaam Bo\n{form}")["suspicion"].text is None


def test_on_a_picture_a_short_line_that_asks_for_another_matter_ends_an_answer(typeset):
    seen = of_picture(typeset, "Foutenanalyse\n\nAndere (leer)stoornissen\nNiet bekend")
    assert (seen["error_analysis"].text, seen["comorbidity"].text) == (None, "Niet bekend")


def test_a_place_with_ink_that_could_not_be_read_is_hardly_empty(typeset):
    ink = (80.0, 148.0, 300.0, 158.0)
    empty = of_picture(typeset, FORM.format("\n"), [ink])["suspicion"]
    assert empty.text is None
    assert empty.confidence < 0.7


def test_a_cell_with_ink_that_could_not_be_read_is_hardly_empty(typeset):
    table = "| *Foutenanalyse | |\n| *Waarom denkt u aan dyslexie? | Traag |"
    bare, inked = (of_picture(typeset, table, unread) for unread in ([], [(400.0, 82.0, 500.0, 92.0)]))
    assert bare["error_analysis"].confidence > 0.7 > inked["error_analysis"].confidence


def test_a_lone_sign_on_a_picture_fills_no_place(typeset):
    assert of_picture(typeset, FORM.format("0"))["suspicion"].text is None


@pytest.mark.parametrize(
    ("text", "says"),
    [("Mee", "no"), ("een", None), ("Wiet bokend", "no"), ("Miet bekend Welbevinden", "no"), ("iets bekend", None)],
)
def test_a_denial_that_a_picture_spoiled_by_a_letter_a_word_is_one(text: str, says: str | None) -> None:
    assert read_polarity(text) == says


@pytest.mark.parametrize("nothing", ["n.v.t.", "Niet van toepassing", "Geen", "volgt nog", "Moet nog worden gedaan"])
def test_what_says_that_there_is_no_answer_is_none(typeset, nothing):
    assert answers(typeset, f"# Vragenlijst school\n## Foutenanalyse\n{nothing}")["error_analysis"] is None


@pytest.mark.parametrize(
    "outcome", ["volgt nog", "Evaluatie vindt plaats in juni", "wordt in mei geëvalueerd", "nog bezig"]
)
def test_an_outcome_that_has_yet_to_come(outcome):
    assert is_pending(outcome)


@pytest.mark.parametrize(
    "outcome", ["nog steeds een E", "Nog niet op niveau, wel groei", "Loopt achter op de groep", "groei van 8 woorden"]
)
def test_an_outcome_with_nog_in_it_is_one(outcome):
    assert not is_pending(outcome)
