"""What a picture of a page gives: the words of its tables, whichever way it lies, and an end within limits."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from extractors.errors import FileError
from extractors.layout.reading import layout_of
from extractors.pages import open_pages
from extractors.pages.scan import read_scan
from extractors.reading import read_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from extractors.pages.model import Page

    Drawn = Callable[..., Image.Image]

ROWS = [
    ["Datum", "Moment", "Kaarten", "Score", "A-E", "I-V"],
    ["16-01-2023", "M4", "1+2+3", "37", "E", "V-"],
    ["31-05-2023", "E4", "1+2+3", "48", "D", "V+"],
    ["22-01-2024", "M5", "2+3", "71", "C", "III"],
    ["03-06-2024", "E5", "1+2+3", "8", "B", "II"],
]
DPI = 200


def _read(picture: Image.Image) -> Page:
    return read_scan(np.asarray(picture), DPI, 1)


def _texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


def test_every_level_of_a_table_is_read_and_sure(drawn: Drawn) -> None:
    page = _read(drawn(ROWS))
    (table,) = layout_of(page).tables
    assert [[cell.text if cell else "" for cell in row] for row in table.grid()] == ROWS
    levels = [w.confidence for w in page.words if w.text in ("E", "V-", "D", "V+", "C", "III", "B", "II")]
    assert len(levels) == 8
    assert min(levels) >= 0.9


@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270])
def test_a_page_on_its_head_or_side_is_read_upright_and_shown_as_it_came(drawn: Drawn, turn: Image.Transpose) -> None:
    picture = drawn(ROWS, text=["Dit verslag gaat over de leesontwikkeling van een leerling."])
    page = _read(picture.transpose(turn))
    assert {"E", "V-", "III"} <= set(_texts(page))
    title = next(word for word in page.words if word.text == "Leerlingrapport")
    assert title.top < page.height / 5
    x0, top, _, _ = page.displayed(title.bbox)
    corner = {
        Image.Transpose.ROTATE_180: (False, False),
        Image.Transpose.ROTATE_90: (True, False),
        Image.Transpose.ROTATE_270: (False, True),
    }[turn]
    shown = (x0 < page.width / 2, top < page.height / 2)
    assert shown == corner


def test_a_crooked_page_is_straightened(drawn: Drawn) -> None:
    page = _read(drawn(ROWS).rotate(3, fillcolor=250))
    assert len(layout_of(page).tables) == 1
    assert {"M4", "V-", "III", "1+2+3"} <= set(_texts(page))


def test_a_photo_on_a_dark_desk_is_cut_out(drawn: Drawn) -> None:
    desk = Image.new("L", (2100, 2900), 60)
    desk.paste(drawn(ROWS), (260, 230))
    page = _read(desk.rotate(2, fillcolor=60))
    assert page.width == pytest.approx(595, abs=8)
    assert {"M4", "V-", "III"} <= set(_texts(page))


def test_a_signature_in_ink_is_a_drawing_where_it_stands(drawn: Drawn) -> None:
    page = _read(drawn(text=["Handtekening directeur:", "", "", "Naam: A. de Boer"], pen=[(560, 530)]))
    assert any(d.bbox[0] > 180 and d.segments > 0 and d.stroked for d in page.drawings)


def test_a_blank_page_and_noise_hold_no_words() -> None:
    assert _read(Image.new("L", (1654, 2339), 252)).words == []
    noise = np.random.default_rng(7).integers(0, 255, (1170, 827)).astype(np.uint8)
    assert _read(Image.fromarray(noise)).words == []


def test_one_pixel_is_a_file_without_anything_in_it(tmp_path: Path) -> None:
    Image.new("L", (1, 1), 0).save(tmp_path / "stip.png")
    problems = read_file(tmp_path / "stip.png", "stip.png").problems
    assert [p.code for p in problems] == ["document.unreadable"]


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    (tmp_path / "groot.png").write_bytes(png + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT")))
    with pytest.raises(FileError):
        list(open_pages(tmp_path / "groot.png"))


def test_a_level_in_running_text_is_no_box(drawn: Drawn) -> None:
    """The paper within a 'D' or an '8' is as large as that within a small box; taken for one, it would be wiped out."""
    lines = [f"vaardigheid 12{n} percentiel 8 DLE {n} niveau D of V" for n in range(5, 9)]
    words = [w.text for w in _read(drawn(text=lines)).words]
    assert words.count("D") == len(lines)
    assert words.count("8") >= len(lines)
