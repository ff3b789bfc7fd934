"""Worn pages: the same on every run, as bad as their level says, and files that can be opened."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from fixtures.degraded import pen, wear
from fixtures.degraded.by_hand import taken_out
from fixtures.degraded.output import as_image, as_pdf, bad_layers
from fixtures.degraded.scanner import LEVELS, Picture, Scan, pictures

# the generator needs packages that only the making of fixtures does: setup/install all
all_worn = pytest.importorskip("fixtures.degraded.catalogue").all_worn
VARIANTS = Path(__file__).parent.parent / "fixtures" / "variants" / "dossiers"
FORM = (VARIANTS / "V05-gedraaid" / "bijlage 2.pdf").read_bytes()


def draw(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def taken(scan: Scan) -> list[Picture]:
    return pictures(FORM, scan, draw(), (), ("Pip Voorbeeld", "Jo Voorbeeld"))


@pytest.mark.parametrize("scan", [Scan("fair"), Scan("hard", photo=True)], ids=["glass", "photo"])
def test_the_same_seed_gives_the_same_picture(scan: Scan) -> None:
    assert np.array_equal(taken(scan)[0].grey, taken(scan)[0].grey)


def test_turning_turns_the_page() -> None:
    upright, turned = taken(Scan("clean"))[0].grey, taken(Scan("clean", turned=((1, 90),)))[0].grey
    assert np.array_equal(np.rot90(upright, -1), turned)


def test_drawn_signatures_and_crosses_leave_the_page() -> None:
    with pdfium.PdfDocument(FORM) as document:
        page = document[0]
        work = taken_out(page, ["Handtekening ouder A"])
        again = taken_out(page, [])
    assert (len(work.signatures), len(work.ticks), len(work.texts)) == (2, 2, 1)
    assert not again.signatures
    assert not again.ticks


def test_a_pen_leaves_ink_where_it_writes() -> None:
    sheet = np.full((400, 800), 255, np.uint8)
    pen.inked(sheet, pen.signature("Pip Voorbeeld", (200, 100, 500, 200), draw()), 3, 60, draw())
    rows, columns = np.nonzero(sheet < 128)
    assert 100 < columns.mean() < 600
    assert 50 < rows.mean() < 250


def test_wear_keeps_size_and_leaves_paper_light() -> None:
    sheet = np.full((900, 700), 255, np.uint8)
    sheet[100:110, 100:600] = 0
    for worn in (
        wear.skewed(sheet, 3),
        wear.shaded(sheet, draw(), 0.3),
        wear.noisy(sheet, draw(), 6, 10),
        wear.copied(sheet, draw()),
        wear.folded(sheet, draw()),
        wear.bled_through(sheet, sheet, draw(), 0.1),
    ):
        assert worn.shape == sheet.shape
        assert np.median(worn) > 150
        assert worn.min() < 128


def test_every_kind_of_file_opens_with_its_pages() -> None:
    page = Picture(np.full((300, 200), 240, np.uint8), 100, 60)
    with pdfium.PdfDocument(as_pdf([page, page], ())) as document:
        assert [tuple(p.get_size()) for p in document] == [(144, 216)] * 2
    assert Image.open(BytesIO(as_image([page, page], "tiff"))).n_frames == 2  # type: ignore[attr-defined]
    assert Image.open(BytesIO(as_image([page], "jpg"))).size == (200, 300)
    with pytest.raises(ValueError, match="one page"):
        as_image([page, page], "jpg")


def test_a_bad_layer_is_hidden_text_with_errors() -> None:
    with pdfium.PdfDocument(FORM) as document:
        right = document[0].get_textpage().get_text_bounded()
    with pdfium.PdfDocument(as_pdf(taken(Scan("clean")), bad_layers(FORM, draw()))) as document:
        hidden = document[0].get_textpage().get_text_bounded()
    assert len(hidden) > 0.7 * len(right)
    assert hidden != right


def test_the_catalogue_names_files_that_are_there_and_reaches_every_level() -> None:
    catalogue = all_worn()
    assert len({worn.recipe.reference for worn in catalogue}) == len(catalogue)
    assert all(set(worn.scans) <= set(worn.recipe.files) for worn in catalogue)
    assert {scan.level for worn in catalogue for scan in worn.scans.values()} == set(LEVELS)
