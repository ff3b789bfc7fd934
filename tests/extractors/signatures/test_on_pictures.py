"""Signatures on pages read from pictures: misprinted labels, what is doubted, and what ink on a page is a pen's."""

from __future__ import annotations

import math
from pathlib import Path

import cv2
import numpy as np
import pytest

from extractors.layout.reading import layout_of
from extractors.pages.ink.pen import not_of_pen, pen_strokes
from extractors.pages.ink.unread import faint_places
from extractors.pages.model import Drawing, Page, Ruling, Word
from extractors.records import Part
from extractors.signatures import read_signatures
from extractors.signatures.roles import find_roles, plain

PART = Part(kind="application_form", first_page=1, last_page=1, confidence=1)
DPI = 200


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ouderl/verzorger 2", "parent_2"),
        ("Ouderlverzorger 1", "parent_1"),
        ("0uder II", "parent_2"),
        ("Handtekenlng directle", "director"),
        ("1B'er", "internal_supervisor"),
        ("onder 2", None),
    ],
)
def test_a_misprinted_label_keeps_its_role(text, role):
    assert next((r for r, _, _ in find_roles(text)), None) == role


def test_other_words_stay_as_they_are():
    assert plain("Naarn: Vera van Oudernaarde, ouderling") == "naam: vera van oudernaarde, ouderling"


def _words(text, x, top, confidence=0.96):
    out = []
    for token in text.split(" "):
        out.append(Word(token, (x, top, x + 5.5 * len(token), top + 9), confidence, 9))
        x += 5.5 * len(token) + 3
    return out


def _read(*, drawings=(), unread=(), more=()):
    texts = [("Ondertekening", 60, 300), ("Ouder/verzorger 1", 60, 330), ("Naam:", 60, 400), ("Datum:", 60, 414)]
    words = [w for text in (*texts, *more) for w in _words(*text)]
    page = Page(1, 595, 842, reading="ocr", words=words, drawings=list(drawings), unread=list(unread))
    (found,) = read_signatures(PART, [layout_of(page)], Path("none.pdf"))
    return found


def _pen(bbox, confidence=1.0):
    return Drawing(bbox, 300, 0, closed=False, filled=False, stroked=True, rectangle=False, confidence=confidence)


def test_an_empty_place_is_fairly_sure_and_one_with_unread_ink_is_not():
    assert _read().confidence == pytest.approx(0.9)
    doubted = _read(unread=[(80, 350, 140, 370)])
    assert (doubted.state, doubted.confidence < 0.6) == ("absent", True)


def test_a_doubted_stroke_is_a_doubted_signature():
    found = _read(drawings=[_pen((80, 350, 160, 385), 0.6)])
    assert (found.state, found.confidence < 0.6) == ("ink", True)


def test_a_name_in_a_hand_behind_its_label_is_no_signature():
    assert _read(drawings=[_pen((95, 398, 200, 412), 0.6)]).state == "absent"


def test_a_date_that_cannot_be_read_is_there():
    found = _read(drawings=[_pen((80, 350, 160, 385))], unread=[(100, 413, 150, 424)])
    assert (found.state, found.date, found.dated) == ("ink", None, True)


@pytest.mark.parametrize(
    ("more", "unread", "dated"),
    [
        ((), [(70, 400, 190, 412)], True),  # a name and day in a hand
        ((("lsa Hoeve, 6 ten 2024", 60, 400, 0.5),), [], True),
        ((("Isa Hoeve", 60, 400),), [], False),
    ],
)
def test_where_no_place_asks_for_a_day_it_may_stand_by_the_signature(more, unread, dated):
    words = [w for text in (("Handtekening ouder 1", 60, 330), *more) for w in _words(*text)]
    pen = [_pen((80, 345, 160, 385))]
    page = Page(1, 595, 842, reading="ocr", words=words, drawings=pen, unread=unread)
    (found,) = read_signatures(PART, [layout_of(page)], Path("none.pdf"))
    assert (found.state, found.date, found.dated) == ("ink", None, dated)


def test_a_name_and_day_in_a_hand_that_run_on_behind_the_signature_may_be_a_date():
    page = Page(1, 595, 842, reading="ocr", words=_words("Handtekening ouder 1", 60, 330))
    page.drawings, page.unread = [_pen((80, 345, 160, 400))], [(78, 385, 210, 402)]
    (found,) = read_signatures(PART, [layout_of(page)], Path("none.pdf"))
    assert (found.state, found.dated) == ("ink", True)


def test_the_frame_of_a_field_is_no_part_of_a_name():
    assert _read(more=[("|Yara Kuipers", 100, 400)]).name == "Yara Kuipers"


def test_a_parent_whose_number_the_pen_took_is_the_other_in_its_row():
    texts = [("Handtekeningen:", 60, 300), ("Ouder 1, datum: 10 juni 2025", 60, 400), ("Ouder", 330, 400)]
    pens = [_pen((80, 340, 160, 396)), _pen((340, 340, 430, 408))]
    page = Page(1, 595, 842, reading="ocr", words=[w for text in texts for w in _words(*text)], drawings=pens)
    found = read_signatures(PART, [layout_of(page)], Path("none.pdf"))
    assert [(s.role, s.state) for s in found] == [("parent_1", "ink"), ("parent_2", "ink")]


def test_a_name_in_a_hand_amid_a_sentence_is_no_signature_of_whom_it_names():
    spread = [(token, 60 + 60 * i, 300) for i, token in enumerate(("extra", "hulp", "van", "leerkracht"))]
    words = [Word(t, (x, y, x + 51, y + 9), 0.96, 9) for t, x, y in spread]
    page = Page(1, 595, 842, reading="ocr", words=words, drawings=[_pen((300, 290, 400, 315))])
    assert read_signatures(PART, [layout_of(page)], Path("none.pdf")) == []


def _sheet():
    return np.full((700, 1000), 250, np.uint8)


def _strokes(picture, words=()):
    empty = np.zeros_like(picture)
    return [round(d.confidence, 1) for d in pen_strokes(picture, list(words), DPI, (empty, empty))]


def _drawn(points, picture=None, thickness=3):
    picture = _sheet() if picture is None else picture
    cv2.polylines(picture, [np.array(points, np.int32)], isClosed=False, color=60, thickness=thickness)
    return picture


ZIGZAG = [(300 + 20 * i, 300 + 80 * (i % 2)) for i in range(12)]
RING = [(500 + 140 * math.cos(a / 30), 350 + 140 * math.sin(a / 30)) for a in range(190)]
FRAME = [(300, 250), (690, 310), (665, 450), (275, 390), (300, 250)]


def test_strokes_of_a_pen_are_sure():
    assert _strokes(_drawn(ZIGZAG)) == [1.0]


def test_strokes_that_were_read_as_letters_are_whole():
    letters = [Word("V", (108, 108, 116, 137), 0.99), Word("A", (130, 108, 138, 137), 0.85)]
    assert _strokes(_drawn(ZIGZAG), letters) == [1.0]


@pytest.mark.parametrize("shape", [RING, RING[20:90]], ids=["ring", "part of a ring"])
def test_the_ring_of_a_cup_is_no_pen(shape):
    assert _strokes(_drawn(shape)) == []


def test_the_frame_of_a_stamp_is_never_sure():
    assert all(sure < 0.7 for sure in _strokes(_drawn(FRAME)))


@pytest.mark.parametrize(("top", "sure"), [(148, 1.0), (128, 0.6)], ids=["a label under it", "an address in a stamp"])
def test_print_at_the_foot_of_a_stroke_is_a_label_that_was_signed_over(top, sure):
    tall = [(300 + x, 385 + 85 * math.sin(x / 9 + math.sin(x / 31)) * math.cos(x / 60)) for x in range(0, 260, 2)]
    places = [("Sanne", 115, top), ("Visser", 145, top), ("datum", 115, top + 10)]
    words = [Word(text, (x, y, x + 24, y + 7), 0.7) for text, x, y in places]
    assert _strokes(_drawn(tall), words) == [sure]


def test_a_signature_over_a_stamp_is_seen():
    assert len(_strokes(_drawn(ZIGZAG, _drawn(RING)))) == 1


def test_a_bar_is_no_pen():
    picture = _sheet()
    cv2.rectangle(picture, (300, 300), (600, 360), 60, -1)
    assert _strokes(picture) == []


def test_who_signed_far_out_of_a_cell_is_asked_about():
    texts = [("Naam", 150, 305), ("Handtekening", 360, 305), ("Ouder 1", 65, 340), ("Ouder 2", 65, 390)]
    across = [Ruling((60, y, 540, y)) for y in (300, 320, 370, 420)]
    down = [Ruling((x, 300, x, 420)) for x in (60, 140, 350, 540)]
    page = Page(1, 595, 842, reading="ocr", words=[w for text in texts for w in _words(*text)], rulings=across + down)
    page.drawings = [_pen((370, 360, 450, 470)), _pen((460, 372, 530, 415))]
    found = read_signatures(PART, [layout_of(page)], Path("none.pdf"))
    assert [(s.role, s.state, s.confidence < 0.6) for s in found] == [
        ("parent_1", "ink", True),
        ("parent_2", "ink", False),
    ]


def test_a_misread_label_and_a_name_in_a_hand_leave_an_empty_place_empty():
    texts = [("Handtekening vader/voogd", 60, 400), ("Naam: Veerle gare", 330, 394, 0.1), ("Datum:", 330, 410)]
    words = [w for text in texts for w in _words(*text)]
    page = Page(1, 595, 842, reading="ocr", words=words, unread=[(332, 393, 372, 404)])
    (found,) = read_signatures(PART, [layout_of(page)], Path("none.pdf"))
    assert (found.state, found.confidence) == ("absent", pytest.approx(0.9))


def test_a_label_that_was_signed_over_is_no_part_of_the_signature():
    words = [Word("Ouder", (108, 140, 130, 148), 0.2), *_words("11 juni 2025", 160, 139)]
    assert [w.text for w in not_of_pen(words, [_pen((100, 90, 150, 160))])] == ["Ouder", "11", "juni", "2025"]


def _two_parents(drawings=(), faint=()):
    texts = [("Handtekening ouder A", 60, 335), ("Handtekening ouder B", 60, 405)]
    page = Page(1, 595, 842, reading="ocr", words=[w for text in texts for w in _words(*text)])
    page.drawings, page.faint = list(drawings), list(faint)
    return [(s.role, s.state, s.confidence < 0.6) for s in read_signatures(PART, [layout_of(page)], Path("none.pdf"))]


def test_a_stamp_beside_a_signature_is_not_surely_that_of_the_other_parent():
    found = _two_parents([_pen((210, 329, 275, 372)), _pen((290, 336, 350, 372))])
    assert found == [("parent_1", "ink", False), ("parent_2", "ink", True)]


def test_pale_strokes_leave_a_place_in_doubt():
    assert _two_parents(faint=[(200, 400, 260, 418)])[1] == ("parent_2", "absent", True)


def test_a_signature_far_beneath_its_label_leaves_empty_places_in_doubt():
    found = _two_parents([_pen((80, 570, 165, 630))])
    assert found == [("parent_1", "absent", True), ("parent_2", "absent", True)]


def test_a_felt_tip_may_be_a_signature():
    loops = [(300 + 2 * x, 340 + 45 * math.sin(x / 9 + math.sin(x / 31))) for x in range(0, 160, 2)]
    assert _strokes(_drawn(loops, thickness=9)) == [0.6]


def test_a_pencil_is_seen_where_noise_is_not():
    picture = _sheet()
    for x in range(0, 240, 4):
        y = round(40 * math.sin(x / 11))
        cv2.line(picture, (300 + x, 300 + y), (304 + x, 300 + round(40 * math.sin((x + 4) / 11))), 190, 2)
    picture[::37, ::41] = 120
    (box,) = faint_places(picture, [], DPI)
    assert box[0] == pytest.approx(300 * 72 / DPI, abs=4)
    assert faint_places(_sheet(), [], DPI) == []


def test_a_signature_that_hides_the_other_parents_label_is_asked_about():
    words = _words("Handtekening ouder 1", 60, 330)
    page = Page(
        1, 595, 842, reading="ocr", words=words, drawings=[_pen((70, 345, 160, 390)), _pen((300, 320, 400, 385))]
    )
    found = read_signatures(PART, [layout_of(page)], Path("none.pdf"))
    assert [(s.role, s.state, s.confidence < 0.6) for s in found] == [
        ("parent_1", "ink", False),
        ("parent_2", "ink", True),
    ]
