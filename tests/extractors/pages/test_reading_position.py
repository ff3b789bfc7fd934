"""Pages are read upright, whatever way they were turned, and evidence points at the page as displayed."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.pages.model import Page
from extractors.pages.pdf.file import open_pdf, read_pages
from extractors.pages.pdf.placing import Placing

DOSSIERS = Path(__file__).parents[3] / "fixtures" / "variants" / "dossiers"
# How text is set so that it reads upright once the page is turned clockwise by /Rotate.
UPRIGHT = {0: "1 0 0 1 50 700", 90: "0 1 -1 0 142 50", 180: "-1 0 0 -1 545 142", 270: "0 -1 1 0 453 792"}


def page_with(path: Path, matrix: str, rotate: int) -> Page:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    pdf.pages[0].Contents = pdf.make_stream(f"BT /F1 12 Tf {matrix} Tm (Toets Moment) Tj ET".encode())
    pdf.pages[0].Rotate = rotate
    pdf.save(path)
    with closing(open_pdf(path)) as document:
        return next(read_pages(document))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_reads_like_an_upright_one(tmp_path, rotate):
    page = page_with(tmp_path / "a.pdf", UPRIGHT[rotate], rotate)
    assert [w.text for w in page.words] == ["Toets", "Moment"]
    first, second = page.words
    assert first.bbox[0] == pytest.approx(50, abs=3)
    assert first.bbox[3] == pytest.approx(142, abs=6)
    assert second.bbox[0] > first.bbox[2]
    assert page.turn == 0
    assert (page.width > page.height) == (rotate in (90, 270))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_that_lies_on_its_side_is_turned_and_evidence_turned_back(tmp_path, turn):
    page = page_with(tmp_path / "a.pdf", UPRIGHT[turn], 0)
    assert [w.text for w in page.words] == ["Toets", "Moment"]
    assert page.turn == turn
    assert page.words[1].bbox[0] > page.words[0].bbox[2]
    x0, top, x1, bottom = page.displayed(page.words[0].bbox)
    assert 0 <= x0 < x1 <= 595
    assert 0 <= top < bottom <= 842
    if turn != 180:
        assert bottom - top > x1 - x0  # on the displayed page the word stands upright on its side


coordinates = st.floats(10, 500)


@given(x=coordinates, y=coordinates, turn=st.sampled_from([0, 90, 180, 270]), rotate=st.sampled_from([0, 90, 180, 270]))
def test_displayed_undoes_the_turn(x, y, turn, rotate):
    reading = Placing(0, 0, 595, 842, turn)
    shown = Placing(0, 0, 595, 842, rotate)
    page = Page(1, reading.width, reading.height, rotation=rotate, turn=(turn - rotate) % 360)
    box = page.displayed(reading.box(x, y, x + 20, y + 10))
    assert box == pytest.approx(shown.box(x, y, x + 20, y + 10))


@pytest.mark.parametrize(("size", "rise", "seen"), [(7, 4, "Niveau"), (12, 0, "Niveau2"), (12, 4, "Niveau2")])
def test_a_small_raised_figure_points_to_a_note(tmp_path, size, rise, seen):
    assert words_set(tmp_path / "a.pdf", f"(Niveau) Tj /F1 {size} Tf {rise} Ts (2) Tj") == [seen]


def test_a_figure_behind_a_bracket_is_no_note():
    with closing(open_pdf(DOSSIERS / "V10-zinnen" / "school.pdf")) as document:
        words = [w.text for page in read_pages(document) for w in page.words]
    assert "(19" in words


def words_set(path: Path, content: str) -> list[str]:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    pdf.pages[0].Contents = pdf.make_stream(f"BT /F1 12 Tf 50 700 Td {content} ET".encode())
    pdf.save(path)
    with closing(open_pdf(path)) as document:
        return [w.text for w in next(read_pages(document)).words]
