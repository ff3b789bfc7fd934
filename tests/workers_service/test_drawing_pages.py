"""Pages drawn as pictures: of each kind of file, once, and nothing of what is private."""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from extractors.errors import FileError
from extractors.pages.drawing import COVER, THUMB_WIDTH, draw_pages
from extractors.records import PrivatePlace
from intake.page_images import Page, PageImages
from intake.store.blobs import FolderBlobs
from validators.report import Report
from workers import page_images
from workers.sandbox import digest

FIXTURES = Path(__file__).parents[2] / "fixtures"
PRINTOUT = FIXTURES / "tour" / "three-defects" / "LVS overzicht.pdf"
BOX = (100.0, 100.0, 200.0, 150.0)


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture))


def covered(picture: Image.Image, width: float) -> bool:
    """Whether all of BOX is of the colour of covers, as near as few colours come; the page is `width` points wide."""
    scale = picture.width / width
    piece = np.asarray(picture.convert("RGB").crop([round(value * scale) for value in BOX]), dtype=int)
    return bool(abs(piece - list(bytes.fromhex(COVER[1:]))).max() <= 2)


def test_pages_of_a_pdf_in_order_large_and_small() -> None:
    first, second = draw_pages(PRINTOUT, [2, 1], {})
    assert (first.number, second.number) == (1, 2)
    assert first.width > first.height  # as it is displayed
    large, small = opened(first.page), opened(first.thumb)
    assert (large.format, small.format) == ("PNG", "PNG")
    assert small.width <= THUMB_WIDTH < large.width
    assert large.width / large.height == pytest.approx(first.width / first.height, rel=0.01)
    assert len(first.page) < 150_000
    assert len(first.thumb) < 10_000


def test_pages_of_a_tiff_and_a_photo(tmp_path: Path) -> None:
    fax = tmp_path / "fax.tif"
    pages = [Image.new("L", (827, 1170), grey) for grey in (255, 128)]
    pages[0].save(fax, save_all=True, append_images=pages[1:])
    (second,) = draw_pages(fax, [2], {})
    assert np.asarray(opened(second.page).convert("L")).mean() == pytest.approx(128, abs=4)
    assert second.width == pytest.approx(8.27 * 72, abs=1)


def test_what_is_private_is_covered_in_both() -> None:
    (page,) = draw_pages(PRINTOUT, [1], {1: [BOX]})
    for picture in map(opened, (page.page, page.thumb)):
        assert covered(picture, page.width)


@pytest.mark.parametrize("numbers", [[0], [3]])
def test_a_page_that_is_not_there(numbers: list[int]) -> None:
    with pytest.raises(FileError):
        list(draw_pages(PRINTOUT, numbers, {}))


def report(*files: Path, pages: int = 2, **values: Any) -> Report:
    documents = [
        {"name": file.name, "sha256": digest(file), "page_count": pages, "reading": "text", "parts": []}
        for file in files
    ]
    head = {"reference": None, "received_on": "2025-01-01", "profile": "p", "profile_version": "1"}
    return Report.model_validate_json(
        json.dumps({"dossier": head, "status": "complete", "documents": documents} | values)
    )


def kept(tmp_path: Path) -> PageImages:
    return PageImages(FolderBlobs(tmp_path / "pictures"))


def test_every_page_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, images = report(PRINTOUT), kept(tmp_path)
    monkeypatch.setattr(page_images, "AT_ONCE", 1)
    page_images.make(made, [(PRINTOUT, PRINTOUT.name)], images)
    assert set(images.sizes(digest(PRINTOUT))) == {1, 2}
    assert opened(images.get(Page(digest(PRINTOUT), 2), "thumb") or b"").format == "PNG"
    monkeypatch.setattr(page_images, "_draw", lambda *_: pytest.fail("drawn again"))
    page_images.make(made, [(PRINTOUT, PRINTOUT.name)], images)


def test_a_file_that_cannot_be_drawn_costs_its_own_pictures_alone(tmp_path: Path) -> None:
    broken = tmp_path / "kapot.pdf"
    broken.write_bytes(b"%PDF-1.7 kapot")
    images = kept(tmp_path)
    page_images.make(report(broken, PRINTOUT), [(broken, broken.name), (PRINTOUT, PRINTOUT.name)], images)
    assert images.sizes(digest(broken)) == {}
    assert len(images.sizes(digest(PRINTOUT))) == 2


def test_fewer_pages_than_said_are_still_drawn(tmp_path: Path) -> None:
    images = kept(tmp_path)
    page_images.make(report(PRINTOUT, pages=5), [(PRINTOUT, PRINTOUT.name)], images)
    assert set(images.sizes(digest(PRINTOUT))) == {1, 2}


def test_pages_of_other_children_are_not_drawn_and_numbers_are_covered(tmp_path: Path) -> None:
    place = {"document": 0, "page": 2, "bbox": BOX, "text": ""}
    finding = dict.fromkeys(("id", "subject", "message", "action", "source"), "") | {"evidence": [place]}
    finding |= {"code": "document.other_pupil", "severity": "blocking"}
    images = kept(tmp_path)
    private = [PrivatePlace(document=0, page=1, bbox=BOX)]
    page_images.make(report(PRINTOUT, findings=[finding]), [(PRINTOUT, PRINTOUT.name)], images, private)
    assert set(images.sizes(digest(PRINTOUT))) == {1}
    width, _ = images.sizes(digest(PRINTOUT))[1]
    assert covered(opened(images.get(Page(digest(PRINTOUT), 1), "page") or b""), width)
