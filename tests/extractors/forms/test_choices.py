"""Care provider, custody, mentions of reports and disorders, and norms."""

import pytest

from extractors.forms import read_form
from extractors.forms.custody import custody_in
from extractors.forms.fields import fields_of
from extractors.forms.questions import questions_of
from extractors.layout.reading import layout_of
from extractors.pages.model import Drawing, Page, Ruling, Word
from extractors.records import Part


def read(layouts, kind="application_form"):
    return read_form(Part(kind=kind, first_page=1, last_page=len(layouts), confidence=1), layouts)


def chosen(reading, question):
    return [c.option for c in reading.choices if c.question == question and c.checked]


def test_ticked_options(typeset):
    text = """
# Aanmeldformulier
Gezag: ☒ beide ouders ☐ een van de ouders
*Keuze zorgaanbieder (kruis er één aan)
☐ Leestalent
☒ RID
☐ Braams & Partners
"""
    reading = read(typeset(text))
    assert chosen(reading, "care_provider") == ["RID"]
    assert [c.option for c in reading.choices if c.question == "care_provider"] == [
        "Leestalent",
        "RID",
        "Braams & Partners",
    ]
    assert chosen(reading, "custody") == ["both"]


def test_a_written_provider(typeset):
    reading = read(typeset("# Aanvraag\nGekozen zorgaanbieder: Timpaan Onderwijs"))
    assert [(a.field, a.text) for a in reading.answers] == [("care_provider", "Timpaan Onderwijs")]


def test_a_provider_named_in_a_letter(typeset):
    reading = read(
        typeset("# Aanmelding\nAls zorgaanbieder kiezen wij voor Braams & Partners. Wij hebben samen het gezag.")
    )
    assert [(a.field, a.text) for a in reading.answers] == [("care_provider", "Braams & Partners")]
    assert chosen(reading, "custody") == ["both"]


def test_options_struck_out(typeset):
    layouts = typeset("# Machtiging\nWij kiezen als zorgaanbieder: IWAL / RID / BTSW")
    for word in layouts[0].page.words:
        if word.text in ("IWAL", "BTSW"):
            layouts[0].page.rulings.append(Ruling((word.x0, word.middle - 0.3, word.x1, word.middle + 0.3)))
    assert chosen(read(layouts), "care_provider") == ["RID"]


def test_an_option_circled(typeset):
    layouts = typeset("# Aanmelding\nHebben beide ouders het gezag?   ja / nee")
    assert chosen(read(layouts), "custody") == []
    (word,) = [w for w in layouts[0].page.words if w.text == "nee"]
    ring = (word.x0 - 6, word.top - 3, word.x1 + 6, word.bottom + 3)
    layouts[0].page.drawings.append(Drawing(ring, 8, 8, closed=True, filled=False, stroked=True, rectangle=False))
    assert chosen(read(layouts), "custody") == ["one"]


def test_what_stands_beside_a_ringed_option_is_another_one(typeset):
    layouts = typeset("# Aanmelding\nHebben beide ouders het gezag? ja nee")
    (word,) = [w for w in layouts[0].page.words if w.text == "ja"]
    ring = (word.x0 - 6, word.top - 3, word.x1 + 2, word.bottom + 3)
    layouts[0].page.drawings.append(Drawing(ring, 0, 4, closed=True, filled=False, stroked=True, rectangle=False))
    assert [(c.option, c.checked) for c in read(layouts).choices] == [("both", True), ("one", False)]


def test_an_option_struck_by_pen(typeset):
    layouts = typeset("# Aanmelding\nHebben beide ouders het gezag? ja / nee")
    (word,) = [w for w in layouts[0].page.words if w.text == "ja"]
    line = (word.x0 - 3, word.middle - 1, word.x1 + 3, word.middle + 1)
    layouts[0].page.drawings.append(Drawing(line, 1, 0, closed=False, filled=False, stroked=True, rectangle=False))
    assert chosen(read(layouts), "custody") == ["one"]


def of_picture(typeset, text):
    """The same page as a picture shows it."""
    layouts = typeset(text)
    for layout in layouts:
        layout.page.reading = "ocr"
    return [layout_of(layout.page) for layout in layouts]


@pytest.mark.parametrize(
    "unseen",
    [
        "*Keuze zorgaanbieder\n☐ IWAL\nX Marant\n☐ RID\n☐ BTSW",
        "*Keuze zorgaanbieder\n☐ IWAL ☐ RID ® BTSW",
        "*Keuze zorgaanbieder\n☐ IWAL\nMarant of een ander",
    ],
)
def test_where_a_box_may_be_unseen_nobody_is_told_that_none_was_chosen(typeset, unseen):
    options = read(of_picture(typeset, f"# Aanmelding\n{unseen}")).choices
    assert {c.checked for c in options} == {None}


def test_the_round_letter_of_a_heading_is_no_option(typeset):
    text = "# Aanmelding\n*Keuze zorgaanbieder\n☐ IWAL\n☒ RID\n☒ ndertekening\n☐ anders, namelijk"
    options = [c.option for c in read(of_picture(typeset, text)).choices if c.question == "care_provider"]
    assert options == ["IWAL", "RID", "anders, namelijk"]


def test_a_picture_on_which_none_was_chosen(typeset):
    options = read(of_picture(typeset, "# Aanmelding\n*Keuze zorgaanbieder\n☐ IWAL\n☐ RID\n☐ BTSW\n")).choices
    assert {c.checked for c in options} == {False}


def test_the_hole_of_a_punch_beside_an_option_parts_no_question(typeset):
    layouts = of_picture(typeset, "# Aanmelding\n*Keuze zorgaanbieder\n☐ IWAL\n☐ RID\n☒ BTSW\n")
    page = layouts[0].page
    (last,) = [w for w in page.words if w.text == "BTSW"]
    page.words.append(Word("0", (15, last.top + 1, 30, last.bottom + 4), 0.6))
    options = read([layout_of(page)]).choices
    assert [(c.option, c.checked) for c in options] == [("IWAL", False), ("RID", False), ("BTSW", True)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("beide ouders hebben gezag", "both"),
        ("gezamenlijk gezag", "both"),
        ("eenhoofdig gezag", "one"),
        ("één ouder heeft het gezag", "one"),
        ("alleen de moeder", "one"),
        ("een van beide ouders", "one"),
        ("gezamenlijk / eenhoofdig", None),
        ("telefoon", None),
    ],
)
def test_custody_in_words(text, who):
    assert custody_in(text) == who


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        ("Hebben beide ouders het ouderlijk gezag? Nee, alleen moeder", "one"),
        ("Gezagdragend:   ☒ moeder ☒ vader", "both"),
        ("Heeft ouder 1 gezag?   ☒ ja ☐ nee\nHeeft ouder 2 gezag?   ☐ ja ☒ nee", "one"),
        ("Hebben beide ouders gezag?   ☐ ja ☒ nee", "one"),
    ],
)
def test_custody_asked_in_other_ways(typeset, lines, who):
    reading = read(typeset(f"# Aanmeldformulier\nNaam kind: Roza Nijland\n{lines}"))
    assert chosen(reading, "custody") == [who]


def mentions(typeset, text, kind="parent_form"):
    return {m.what: m for m in read(typeset(text), kind).mentions}


def test_speech_therapy_had(typeset):
    text = "# Vragenlijst ouders\n*Heeft uw kind logopedie gehad?   {}\n*Is er eerder onderzoek gedaan?   Nee"
    assert set(mentions(typeset, text.format("Ja, het eindverslag is bijgevoegd"))) == {"speech_therapy"}
    assert mentions(typeset, text.format("Nee")) == {}


def test_the_no_of_the_next_question_denies_nothing(typeset):
    told = "In 2023 is er een intelligentieonderzoek gedaan."
    text = f"# Vragenlijst\n| *Is uw kind eerder onderzocht? | {told} |\n| *Zijn er andere stoornissen bekend? | Nee |"
    assert {m.what: m.text for m in read(typeset(text), "parent_form").mentions} == {"earlier_examination": told}


@pytest.mark.parametrize("read_as", ["Mee", "nce", "hee", "geer"])
def test_a_no_in_a_hand_is_no_mention(typeset, read_as):
    text = f"# Vragenlijst ouders\nIs uw kind eerder onderzocht?   {read_as}"
    assert read(of_picture(typeset, text), "parent_form").mentions == []


@pytest.mark.parametrize("answer", ["Ja", "PPON", "in groep 2, zie bijlage"])
def test_what_says_something_else_on_a_picture_is_a_mention(typeset, answer):
    text = f"# Vragenlijst ouders\nIs uw kind eerder onderzocht?   {answer}"
    assert [m.text for m in read(of_picture(typeset, text), "parent_form").mentions] == [answer]


def test_the_ticked_answer_counts_not_the_printed_one(typeset):
    text = (
        "# Vragenlijst ouders\nHeeft uw kind logopedie gehad?   ☐ ja ☒ nee\nIs uw kind eerder onderzocht?   ☒ ja ☐ nee"
    )
    assert set(mentions(typeset, text)) == {"earlier_examination"}


def test_a_family_member_examined_is_no_examination_of_the_child(typeset):
    assert mentions(typeset, "# Vragenlijst ouders\nKomt dyslexie in de familie voor?   Ja, niet onderzocht") == {}


def test_another_disorder_and_whether_it_hinders(typeset):
    text = "# Leerlingdossier\n## Andere (leer)stoornissen\n{}\n## Slot\nX"
    said = "DCD. De stoornis is niet belemmerend voor de behandeling van dyslexie."
    assert mentions(typeset, text.format(said), "school_form")["other_disorder"].hinders_treatment is False
    assert mentions(typeset, text.format("ADHD"), "school_form")["other_disorder"].hinders_treatment is None
    assert mentions(typeset, text.format("Geen andere stoornissen bekend."), "school_form") == {}
    assert mentions(typeset, text.format("Niet bekend"), "school_form") == {}


@pytest.mark.parametrize(
    ("sentence", "by_age"),
    [
        ("Doublure in groep 3; niveaus bepaald met de normtabel die past bij de didactische leeftijd", [True]),
        ("De niveaus zijn bepaald op de norm van de eigen groep.", [False]),
        ("Genormeerd op het afnamemoment.", [False]),
        ("Niet de norm van de huidige groep is gebruikt, maar die van leeftijdgenoten.", [True]),
        ("Hij leest op zijn eigen niveau.", []),
    ],
)
def test_which_norm(typeset, sentence, by_age):
    reading = read(typeset(f"# Vragenlijst school\n{sentence}"), "school_form")
    assert [n.by_didactic_age for n in reading.norm_notes] == by_age


def test_a_cross_in_the_cell_beside_an_option(typeset):
    table = "| Zorgaanbieder | Onze keuze |\n| Leestalent |  |\n| RID | X |\n| Braams & Partners |  |"
    reading = read(typeset(f"# Aanmeldformulier\n{table}"))
    assert chosen(reading, "care_provider") == ["RID"]
    assert len(reading.choices) == 3


def test_a_question_with_an_instruction_behind_it(typeset):
    text = "# Aanmelding\n*Door welke zorgaanbieder wilt u geholpen worden? Kies er één.\n☐ Leestalent\n☒ RID"
    reading = read(typeset(text))
    assert chosen(reading, "care_provider") == ["RID"]


def test_an_instruction_is_no_provider(typeset):
    reading = read(typeset("# Aanmelding\n*Door welke zorgaanbieder wilt u geholpen worden? Kies er één."))
    assert all(a.text is None for a in reading.answers)


@pytest.mark.parametrize(("reading", "sure"), [("text", True), ("ocr", False)])
def test_several_options_that_a_scan_leaves_are_doubted(reading, sure):
    texts = [("Zorgaanbieder:", 60), ("RID", 150), ("/", 172), ("IWAL", 180), ("/", 206), ("BTSW", 214)]
    words = [Word(text, (x, 100, x + 5.5 * len(text), 109), 0.95, 9) for text, x in texts]
    line = Drawing((149, 104, 168, 105), 1, 0, closed=False, filled=False, stroked=True, rectangle=False)
    page = Page(1, 595, 842, reading=reading, words=words, drawings=[line])
    layouts = [layout_of(page)]
    (question,) = questions_of(layouts, fields_of(layouts))
    chosen = question.chosen()
    assert [box.label for box in chosen] == ["IWAL", "BTSW"]
    assert all((box.confidence >= 0.6) == sure for box in chosen)
