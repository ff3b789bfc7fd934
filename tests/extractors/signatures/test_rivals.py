"""Ink near two places to sign, one of them empty: doubted for both, and never for two who signed close together."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.layout.reading import layout_of
from extractors.pages.model import Drawing, Page, Ruling, Word
from extractors.records import Part
from extractors.signatures import read_signatures

PART = Part(kind="application_form", first_page=1, last_page=1, confidence=1)
ABREAST = [("Handtekening ouder 1", 65, 310), ("Handtekening ouder 2", 305, 310)]
SURE = 0.6


def _words(text, x, top):
    out = []
    for token in text.split(" "):
        out.append(Word(token, (x, top, x + 5.5 * len(token), top + 9), 0.96, 9))
        x += 5.5 * len(token) + 3
    return out


def _pen(bbox):
    return Drawing(bbox, 300, 0, closed=False, filled=False, stroked=True, rectangle=False)


def _grid(columns, rows):
    across = [Ruling((columns[0], y, columns[-1], y)) for y in rows]
    return across + [Ruling((x, rows[0], x, rows[-1])) for x in columns]


def _read(texts, pens, rulings=()):
    words = [word for text in texts for word in _words(*text)]
    page = Page(1, 595, 842, reading="ocr", words=words, drawings=[_pen(p) for p in pens], rulings=list(rulings))
    return [(s.role, s.state, s.confidence >= SURE) for s in read_signatures(PART, [layout_of(page)], Path("none.pdf"))]


CELLS = _grid((60, 300, 540), (300, 380))
TWO_ROWS = _grid((60, 250, 540), (300, 340, 380))


@pytest.mark.parametrize(
    "pen",
    [
        (220, 325, 340, 370),  # begins in the first cell, its middle in it
        (250, 325, 380, 370),  # begins in the first cell, its middle in the second
        (90, 325, 520, 370),  # over both, too wide for one
    ],
)
def test_ink_in_two_cells_is_nobodys_surely(pen):
    assert not any(sure for _, _, sure in _read(ABREAST, [pen], CELLS))


def test_a_signature_in_its_own_cell_is_sure_and_the_other_is_empty():
    found = _read(ABREAST, [(90, 325, 220, 370)], CELLS)
    assert found == [("parent_1", "ink", True), ("parent_2", "absent", True)]


def test_two_signatures_close_together_are_both_sure():
    found = _read(ABREAST, [(120, 325, 296, 370), (304, 325, 430, 370)], CELLS)
    assert found == [("parent_1", "ink", True), ("parent_2", "ink", True)]


def test_ink_in_the_cell_of_another_than_who_wrote_name_and_day_is_doubted():
    rest = [("Naam: Petra Visser", 65, 350), ("Datum: 12-06-2024", 65, 364), ("Naam:", 305, 350), ("Datum:", 305, 364)]
    cells = _grid((60, 300, 540), (300, 380))
    elsewhere = _read([*ABREAST, *rest], [(330, 322, 450, 348)], cells)
    assert not any(sure for _, _, sure in elsewhere)
    own = _read([*ABREAST, *rest], [(90, 322, 210, 348)], cells)
    assert own == [("parent_1", "ink", True), ("parent_2", "absent", True)]


def test_a_signature_over_the_edge_of_its_row_is_its_own_as_far_as_most_of_it_stands_there():
    rows = [("Handtekening ouder 1", 65, 312), ("Handtekening ouder 2", 65, 352)]
    within = _read(rows, [(280, 305, 400, 346)], TWO_ROWS)
    assert within == [("parent_1", "ink", True), ("parent_2", "absent", True)]
    assert not any(sure for _, _, sure in _read(rows, [(280, 325, 400, 372)], TWO_ROWS))


def test_the_end_of_a_signature_in_two_pieces_is_not_the_neighbours():
    head = [("Rol", 65, 305), ("Naam", 210, 305), ("Handtekening", 365, 305)]
    rows = [("Moeder", 65, 325), ("Petra Visser", 210, 325), ("Vader", 65, 359)]
    table = _grid((60, 200, 360, 540), (300, 320, 354, 388))
    found = {
        role: (state, sure)
        for role, state, sure in _read([*head, *rows], [(366, 328, 412, 358), (420, 332, 483, 352)], table)
    }
    assert found["parent_1"] == ("ink", True)
    assert found["parent_2"][1] is False


def test_a_row_of_name_and_signature_is_who_it_names():
    rows = [(f"Naam ouder {n}: {who}", 60, top) for n, who, top in ((1, "Petra Visser", 300), (2, "", 348))]
    texts = [(text.strip(), x, top) for text, x, top in rows]
    texts += [("Handtekening:", 260, 300), ("Handtekening:", 260, 348), ("Plaats en datum: 12-06-2024", 60, 396)]
    found = _read(texts, [(340, 290, 450, 318)])
    assert found == [("parent_1", "ink", True), ("parent_2", "absent", True)]
    assert not any(sure for _, _, sure in _read(texts, [(340, 338, 450, 366)]))


def test_a_day_asked_once_is_that_of_all_who_sign():
    texts = [("Naam ouder 1:", 60, 300), ("Handtekening:", 260, 300), ("Naam ouder 2:", 60, 348)]
    texts += [("Handtekening:", 260, 348), ("Plaats en datum: 12-06-2024", 60, 396)]
    words = [word for text in texts for word in _words(*text)]
    page = Page(1, 595, 842, words=words, drawings=[_pen((340, 290, 450, 318)), _pen((340, 338, 450, 366))])
    found = read_signatures(PART, [layout_of(page)], Path("none.pdf"))
    assert [(s.role, s.state, s.date and s.date.isoformat()) for s in found] == [
        ("parent_1", "ink", "2024-06-12"),
        ("parent_2", "ink", "2024-06-12"),
    ]
