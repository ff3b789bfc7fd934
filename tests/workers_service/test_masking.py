"""No report and no picture shows a citizen service number."""

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from extractors.pages.cutout import DPI, cut_out
from extractors.reading import read_file
from intake.masking import masked
from validators.report import DossierHead, Report
from workers.check import Options, check

BSN = "123456782"
HEAD = DossierHead(reference="r", received_on="2026-05-01", profile="passenderwijs", profile_version="1")


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A page that says whose it is, with the number at (100, 92) from the top left."""
    texts = {(100, 800): "Aanmeldformulier dyslexie", (60, 750): "BSN", (100, 750): BSN, (60, 720): "Naam: Noor Jansen"}
    lines = [f"BT /F1 12 Tf {x} {y} Td ({text}) Tj ET" for (x, y), text in texts.items()]
    path = tmp_path / f"Noor {BSN}.pdf"
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = document.make_stream("\n".join(lines).encode())
        document.save(path)
    return path


def darkness(picture: bytes) -> float:
    """Share of pixels as dark as what covers."""
    grey = np.asarray(Image.open(io.BytesIO(picture)).convert("L"))
    return float((grey < 100).mean())


def test_reading_tells_where_it_stands_but_not_what_it_is(form: Path) -> None:
    records = read_file(form, form.name)
    (place,) = {(p.page, tuple(round(edge) for edge in p.bbox)) for p in records.private_places}
    assert place[0] == 1
    assert 100 in range(place[1][0] - 3, place[1][0] + 3)
    assert "private_places" in records.model_dump()
    assert all(BSN not in str(p.model_dump()) for p in records.private_places)


def test_no_picture_shows_it(form: Path) -> None:
    hidden = [p.bbox for p in read_file(form, form.name).private_places]
    box = (60.0, 80.0, 160.0, 95.0)
    plain, covered = cut_out(form, 1, box), cut_out(form, 1, box, hidden)
    assert darkness(covered) > darkness(plain) + 0.005
    with Image.open(io.BytesIO(covered)) as picture:
        # The cut-out begins 36 points above the place; in the middle of the number nothing but the cover is left.
        x0, top, x1, bottom = (edge * DPI / 72 for edge in hidden[0])
        above = (box[1] - 36) * DPI / 72
        piece = np.asarray(picture.convert("L"))[
            int(top - above) + 2 : int(bottom - above) - 2, int(x0) + 2 : int(x1) - 2
        ]
    assert piece.max() < 100


def test_no_report_says_it(form: Path) -> None:
    report = check([form], Options("passenderwijs", HEAD.received_on))
    assert BSN not in report.model_dump_json()


def test_every_text_of_a_report_is_masked_and_nothing_else_changes() -> None:
    plain = Report(dossier=HEAD, status="complete")
    assert masked(plain) == plain
    told = plain.model_copy(update={"dossier": HEAD.model_copy(update={"reference": f"kind {BSN}"})})
    assert masked(told).dossier.reference == "kind xxxxxxxxx"
