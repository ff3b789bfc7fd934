"""Places cut out of files of each kind, and files that can't be drawn."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from extractors.errors import FileError
from extractors.pages.cutout import AROUND, DPI, WIDEST, cut_out
from extractors.pages.picture.raster import A4_WIDTH_INCH
from intake.cutouts import CutOuts, places
from intake.store.blobs import FolderBlobs
from validators.report import Report
from workers import cutouts
from workers.sandbox import digest

FIXTURES = Path(__file__).parents[2] / "fixtures"
FORM = FIXTURES / "tour" / "three-defects" / "Aanmeldformulier.pdf"
BOX = (57.0, 515.0, 114.0, 564.0)


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture))


def redness(image: Image.Image) -> int:
    red, green, blue = np.asarray(image).transpose(2, 0, 1)
    return int(((red > 140) & (green < 90) & (blue < 90)).sum())


def test_a_place_in_a_pdf_with_its_surroundings_and_a_mark() -> None:
    piece = opened(cut_out(FORM, 1, BOX))
    assert abs(piece.width - 595 * DPI / 72) <= 2
    assert abs(piece.height - (49 + 2 * AROUND[1]) * DPI / 72) <= 2
    assert redness(piece) > 100


def test_a_place_at_the_edge_and_a_very_wide_one() -> None:
    assert redness(opened(cut_out(FORM, 1, (0, 0, 5, 5)))) > 10
    assert opened(cut_out(FORM, 1, (0, 0, 5000, 20))).width <= WIDEST


def test_a_place_in_a_photo(tmp_path: Path) -> None:
    photo = tmp_path / "foto.png"
    Image.new("L", (827, 1170), 255).save(photo)
    piece = opened(cut_out(photo, 1, (100, 100, 200, 150)))
    assert abs(piece.width - A4_WIDTH_INCH * DPI) <= 2
    assert redness(piece) > 100


@pytest.mark.parametrize(("page", "bbox"), [(9, BOX), (0, BOX), (1, (5000.0, 5000.0, 5001.0, 5001.0))])
def test_a_place_that_is_not_there(page: int, bbox: tuple[float, float, float, float]) -> None:
    with pytest.raises(FileError):
        cut_out(FORM, page, bbox)


def report(*files: Path) -> Report:
    finding = {
        "code": "form.field_empty",
        "severity": "blocking",
        "subject": "",
        "message": "",
        "action": "",
        "source": "",
    }
    content = {
        "dossier": {"reference": None, "received_on": "2025-01-01", "profile": "p", "profile_version": "1"},
        "status": "incomplete",
        "documents": [
            {"name": file.name, "sha256": digest(file), "page_count": 1, "reading": "text", "parts": []}
            for file in files
        ],
        "findings": [
            finding | {"id": f"{n}", "evidence": [{"document": n, "page": 1, "bbox": BOX, "text": "Ouder 2"}]}
            for n in range(len(files))
        ],
    }
    return Report.model_validate_json(json.dumps(content))


def test_a_file_that_cannot_be_drawn_costs_its_own_pictures_alone(tmp_path: Path) -> None:
    broken = tmp_path / "kapot.pdf"
    broken.write_bytes(b"%PDF-1.7 kapot")
    made, kept = report(broken, FORM), CutOuts(FolderBlobs(tmp_path / "cutouts"))
    cutouts.make(made, [(broken, "kapot.pdf"), (FORM, FORM.name)], kept)
    found = places(made.model_dump())
    assert kept.get(found["0"][0]) is None
    assert opened(kept.get(found["1"][0]) or b"").format == "JPEG"


def test_a_picture_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, kept = report(FORM), CutOuts(FolderBlobs(tmp_path))
    cutouts.make(made, [(FORM, FORM.name)], kept)
    monkeypatch.setattr(cutouts, "_cut", lambda *_: pytest.fail("made again"))
    cutouts.make(made, [(FORM, FORM.name)], kept)
