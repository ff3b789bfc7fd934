"""Group overviews show names or hide them; reports of others have a subject."""

import pytest

from extractors.externals import read_external
from extractors.overviews import read_overview
from extractors.records import Part

HEAD = "# Groepsoverzicht lezen\nToetsmoment: M5\n| *Leerling | *DMT vs | *DMT niveau |\n"


def overview(typeset, cells):
    rows = "\n".join(f"| {cell} | {20 + n} | C |" for n, cell in enumerate(cells))
    return read_overview(
        Part(kind="group_overview", first_page=1, last_page=1, confidence=1),
        typeset(HEAD + rows + "\n| Gemiddelde | 40 | B |"),
    )


@pytest.mark.parametrize(
    "cells",
    [
        [f"leerling {n}" for n in range(1, 9)],
        [f"Ll. {n}" for n in range(1, 9)],
        [str(n) for n in range(1, 9)],
        ["A.B.", "C. D.", "EF", "G.", "H.I.", "J.K.", "L.M.", "N.O."],
        [*(f"Leerling {n}" for n in range(1, 8)), "Britt L."],
    ],
)
def test_hidden_names(typeset, cells):
    found = overview(typeset, cells)
    assert (found.names, found.row_count, found.moment) == ([], 8, "M5")


@pytest.mark.parametrize(
    "cells",
    [
        ["Noa Vos", "Luuk de Vries", "Evi Blom", "Sem Bos", "Gijs Königs", "Aïsha Gül"],
        ["Vos, Noa", "Vries, Luuk de", "Blom, Evi", "Bos, Sem", "Königs, Gijs", "Gül, Aïsha"],
        ["Noa", "Luuk", "Evi", "Sem", "Gijs", "Aïsha"],
        ["N. Vos", "L. de Vries", "E. Blom", "S. Bos", "G. Königs", "A. Gül"],
    ],
)
def test_names_shown(typeset, cells):
    found = overview(typeset, cells)
    assert (found.names, found.confidence > 0.9) == (cells, True)


def test_a_page_without_rows_is_no_overview(typeset):
    part = Part(kind="group_overview", first_page=1, last_page=1, confidence=1)
    assert read_overview(part, typeset("# Groepsoverzicht")) is None


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("# Eindverslag logopedie\nDe articulatie is goed.", "speech_therapy"),
        ("# Psychologisch onderzoek\nWISC-V: totaal IQ 98", "examination"),
        ("# Brief\nOp de polikliniek zagen wij dit kind. De kinderarts", "medical"),
        ("# Verslag\nWij spraken over paardrijden.", "other"),
    ],
)
def test_subject_of_a_report(typeset, text, subject):
    part = Part(kind="external_report", first_page=1, last_page=1, confidence=1)
    assert read_external(part, typeset(text)).subject == subject
