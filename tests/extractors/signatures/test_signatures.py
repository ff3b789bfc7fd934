"""Signatures on drawn pages: whose mark is whose, and what is no signature."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from extractors.layout.reading import layout_of
from extractors.pages.model import Annotation, Drawing, Image, Page, Ruling, Word
from extractors.records import Part
from extractors.signatures import read_signatures

PART = Part(kind="application_form", first_page=1, last_page=1, confidence=1)


def words(text, x, top, size=10):
    out = []
    for token in text.split(" "):
        width = 5.5 * len(token)
        out.append(Word(token, (x, top, x + width, top + size), size=size))
        x += width + 3
    return out


def pen(x0, top, x1, bottom, segments=60):
    return Drawing((x0, top, x1, bottom), segments, curves=0, closed=False, filled=False, stroked=True, rectangle=False)


def signatures(*, texts=(), **drawn):
    page = Page(1, 595, 842, reading="text", words=[w for args in texts for w in words(*args)])
    for name, value in drawn.items():
        setattr(page, name, value)
    return read_signatures(PART, [layout_of(page)], Path("none.pdf"))


TWO_PARENTS = [
    ("Ondertekening", 50, 600),
    ("Ouder/verzorger 1", 50, 630),
    ("Ouder/verzorger 2", 300, 630),
    ("Naam: Britt de Vries", 50, 700),
    ("Datum: 12-03-2024", 50, 714),
    ("Naam: Siebe Kuipers", 300, 700),
    ("Datum:", 300, 714),
]


def states(found):
    return [(s.role, s.state) for s in found]


def test_ink_belongs_to_the_label_above_it():
    found = signatures(texts=TWO_PARENTS, drawings=[pen(330, 640, 420, 690)])
    assert states(found) == [("parent_1", "absent"), ("parent_2", "ink")]
    assert [s.name for s in found] == ["Britt de Vries", "Siebe Kuipers"]
    assert [s.date for s in found] == [dt.date(2024, 3, 12), None]


def test_ink_over_the_label_and_out_of_the_box_still_has_its_owner():
    found = signatures(texts=TWO_PARENTS, drawings=[pen(20, 622, 200, 712), pen(310, 655, 400, 690)])
    assert states(found) == [("parent_1", "ink"), ("parent_2", "ink")]


@pytest.mark.parametrize(
    "mark",
    [
        {"images": [Image((60, 645, 190, 690), 520, 190, ink=0.05)]},
        {"annotations": [Annotation("ink", (60, 645, 190, 690))]},
        {"drawings": [pen(60, 645, 190, 690)]},
    ],
    ids=["picture", "annotation", "strokes"],
)
def test_each_kind_of_ink(mark):
    assert states(signatures(texts=TWO_PARENTS, **mark))[0] == ("parent_1", "ink")


@pytest.mark.parametrize(
    "mark",
    [
        {"images": [Image((60, 645, 190, 690), 520, 190, ink=0.0)]},  # an empty picture
        {"images": [Image((60, 645, 190, 690), 520, 190, ink=0.8)]},  # a photo
        {"images": [Image((40, 20, 90, 60), 160, 160, ink=0.3)]},  # the logo at the top of the page
        {"drawings": [pen(60, 655, 70, 665, segments=4)]},  # a cross
        {"rulings": [Ruling((50, 690, 240, 690.5))]},  # the line to sign on
        {
            "drawings": [
                Drawing((50, 640, 240, 695), 9, curves=4, closed=True, filled=False, stroked=True, rectangle=False)
            ]
        },  # a box with round corners
    ],
    ids=["blank", "photo", "logo", "cross", "line", "box"],
)
def test_what_is_no_signature(mark):
    assert states(signatures(texts=TWO_PARENTS, **mark))[0] == ("parent_1", "absent")


def test_a_typed_name_in_the_box_is_typed():
    found = signatures(texts=[*TWO_PARENTS, ("Britt de Vries", 70, 665)])
    assert states(found) == [("parent_1", "typed"), ("parent_2", "absent")]


def test_signing_above_the_label():
    texts = [
        ("Ondertekening", 50, 500),
        ("Handtekening directeur", 50, 600),
        ("Handtekening intern begeleider", 300, 600),
        ("Naam: Tijn Dekker", 50, 614),
    ]
    found = signatures(texts=texts, drawings=[pen(60, 540, 160, 592), pen(310, 545, 420, 590)])
    assert states(found) == [("director", "ink"), ("internal_supervisor", "ink")]


def test_a_role_without_a_place_to_sign_is_no_signature():
    texts = [("Gegevens ouders", 50, 100), ("Ouder/verzorger 1", 50, 120), ("Britt de Vries", 200, 120)]
    assert signatures(texts=texts) == []


def test_a_sentence_about_signing_is_no_place_to_sign():
    texts = [("Ondergetekende ouders geven toestemming voor het delen van het dossier met de poortwachter.", 50, 100)]
    assert signatures(texts=texts) == []


def test_director_or_internal_supervisor_in_one_box():
    texts = [("Ondertekening", 50, 500), ("Handtekening directeur of intern begeleider", 50, 520)]
    found = signatures(texts=texts, drawings=[pen(60, 540, 160, 580)])
    assert found[0].role == "director"
    assert found[0].signs == ["director", "internal_supervisor"]


def table(rows):
    """A ruled table with rows of 50 points at x = 50, 150, 300, 400."""
    xs, top = [50, 150, 300, 400, 540], 400
    texts = [(text, xs[c] + 4, top + 50 * r + 18) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
    lines = [Ruling((x, top, x, top + 50 * len(rows))) for x in xs]
    lines += [Ruling((50, top + 50 * r, 540, top + 50 * r)) for r in range(len(rows) + 1)]
    return texts, lines


def test_a_table_with_a_column_to_sign_in():
    texts, lines = table(
        [
            ["", "Naam", "Datum", "Handtekening"],
            ["Ouder 1", "Britt de Vries", "12-03-2024", ""],
            ["Ouder 2", "Siebe Kuipers", "13-03-2024", ""],
        ]
    )
    # both strokes run into each other's row
    found = signatures(texts=texts, rulings=lines, drawings=[pen(410, 455, 500, 504), pen(410, 490, 510, 545)])
    assert states(found) == [("parent_1", "ink"), ("parent_2", "ink")]
    assert [s.name for s in found] == ["Britt de Vries", "Siebe Kuipers"]
    assert found[1].date == dt.date(2024, 3, 13)


def test_a_name_typed_in_the_cell_to_sign_in_is_no_signature():
    texts, lines = table(
        [["", "Naam", "Datum", "Handtekening"], ["Ouder 1", "Britt de Vries", "12-03-2024", "Britt de Vries"]]
    )
    assert states(signatures(texts=texts, rulings=lines)) == [("parent_1", "typed")]


def test_rows_that_each_ask_for_themselves():
    texts, lines = table(
        [
            ["Ouder 1", "Naam: Britt de Vries", "Datum: 12-3-2024", "Handtekening:"],
            ["Ouder 2", "Naam: Siebe Kuipers", "Datum: 13-3-2024", "Handtekening:"],
        ]
    )
    found = signatures(texts=texts, rulings=lines, drawings=[pen(410, 425, 500, 446), pen(410, 475, 510, 496)])
    assert [(s.role, s.state, s.date) for s in found] == [
        ("parent_1", "ink", dt.date(2024, 3, 12)),
        ("parent_2", "ink", dt.date(2024, 3, 13)),
    ]
    assert [s.name for s in found] == ["Britt de Vries", "Siebe Kuipers"]


def test_rows_whose_headings_stand_on_the_page_before():
    texts, lines = table(
        [["Directeur", "Britt de Vries", "12-03-2024", ""], ["Intern begeleider", "Siebe Kuipers", "", ""]]
    )
    found = signatures(texts=texts, rulings=lines, drawings=[pen(410, 405, 500, 440)])
    assert [(s.role, s.state, s.name) for s in found] == [
        ("director", "ink", "Britt de Vries"),
        ("internal_supervisor", "absent", "Siebe Kuipers"),
    ]


def pages(*drawn):
    """A place to sign at the foot of a page, and a page after it with what is drawn at its head."""
    foot = [("Ondertekening", 50, 700), ("Directeur", 50, 730), ("Naam: Tijn Dekker", 50, 744), ("Datum:", 50, 758)]
    first = Page(1, 595, 842, reading="text", words=[w for args in foot for w in words(*args)])
    second = Page(2, 595, 842, reading="text", drawings=list(drawn))
    return read_signatures(PART, [layout_of(first), layout_of(second)], Path("none.pdf"))


def test_a_signature_that_went_over_to_the_next_page_is_for_a_person():
    (signed,) = pages(pen(60, 60, 160, 95))
    assert (signed.state, [e.page for e in signed.evidence]) == ("ink", [1, 2])
    assert signed.confidence < 0.6
    assert states(pages()) == [("director", "absent")]
    assert states(pages(pen(60, 500, 160, 540))) == [("director", "absent")]


def test_a_signature_beneath_its_own_word_is_not_that_of_the_label_beneath_it():
    texts = [
        ("Ondertekening", 50, 280),
        *(
            (text, 50, top + n * 12)
            for role, top in (("Intern begeleider", 300), ("Directeur", 400))
            for n, text in enumerate((role, "Naam: Britt de Vries", "Datum:", "Handtekening:"))
        ),
    ]
    found = signatures(texts=texts, drawings=[pen(60, 355, 140, 380)])
    assert states(found) == [("internal_supervisor", "ink"), ("director", "absent")]
    assert found[0].confidence >= 0.8


def test_a_turned_table_to_sign_in():
    texts, lines = table(
        [
            ["", "Ouder 1", "Leerkracht", "Intern begeleider"],
            ["Naam", "Britt de Vries", "Hakan Nijland", "Noa Coenen"],
            ["Handtekening", "", "", ""],
        ]
    )
    found = signatures(texts=texts, rulings=lines, drawings=[pen(170, 505, 250, 540), pen(420, 505, 500, 540)])
    assert states(found) == [("parent_1", "ink"), ("teacher", "absent"), ("internal_supervisor", "ink")]


def test_labels_right_of_their_boxes():
    texts = [
        ("Handtekening ouder/verzorger I", 230, 400),
        ("Leila El Idrissi", 230, 412),
        ("27-01-2024", 230, 424),
        ("Handtekening ouder/verzorger II", 230, 470),
        ("Tarik Oosterhof", 230, 482),
    ]
    found = signatures(texts=texts, drawings=[pen(60, 395, 140, 430)])
    assert states(found) == [("parent_1", "ink"), ("parent_2", "absent")]
    assert [s.name for s in found] == ["Leila El Idrissi", "Tarik Oosterhof"]


@pytest.mark.parametrize(
    ("name", "state"),
    [(("Leila El Idrissi", 230, 400), "typed"), (("Leila El Idrissi", 50, 412), "absent")],
    ids=["beside the label", "printed under the label"],
)
def test_the_only_name(name, state):
    found = signatures(texts=[("Handtekening ouder/verzorger 1", 50, 400), name])
    assert states(found) == [("parent_1", state)]


def test_a_mark_without_heading_names_its_label():
    texts = [("Ouder", 60, 440), ("Leerkracht", 180, 440), ("Mirjam Kooijman", 60, 505), ("Esther de Wit", 180, 505)]
    found = signatures(texts=texts, drawings=[pen(60, 455, 145, 500), pen(181, 455, 265, 500)])
    assert states(found) == [("parent_1", "ink"), ("teacher", "ink")]
    assert [s.name for s in found] == ["Mirjam Kooijman", "Esther de Wit"]


NAMES_UNDER_A_LINE = [
    ("Aldus ondertekend:", 50, 600),
    ("Britt de Vries (ouder 1)", 50, 670),
    ("Siebe Kuipers (ouder 2)", 300, 670),
    ("Datum 12-03-2024", 50, 684),
    ("Datum", 300, 684),
]


def test_a_name_with_its_role_under_a_line_is_a_place_to_sign_above_it():
    found = signatures(texts=NAMES_UNDER_A_LINE, drawings=[pen(60, 625, 160, 660)])
    assert states(found) == [("parent_1", "ink"), ("parent_2", "absent")]
    assert [s.name for s in found] == ["Britt de Vries", "Siebe Kuipers"]
    assert [s.date for s in found] == [dt.date(2024, 3, 12), None]


def test_the_same_name_typed_above_it_is_no_signature():
    found = signatures(texts=[*NAMES_UNDER_A_LINE, ("Siebe Kuipers", 300, 645)])
    assert states(found) == [("parent_1", "absent"), ("parent_2", "typed")]
