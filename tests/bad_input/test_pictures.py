"""Pictures that hold nothing to read, or far too much: each ends within its limits, with a finding."""

from __future__ import annotations

import datetime as dt
import resource
from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image

from fixtures.degraded.pen import inked, signature
from workers.check import Options, check

OPTIONS = Options("passenderwijs", dt.date(2025, 6, 23))
A4, A5 = (1754, 1240), (1240, 877)  # pixels at 150 dpi
MOST_MEMORY = 2048  # MB, the limit of a child


def png(picture: np.ndarray) -> bytes:
    return cv2.imencode(".png", picture)[1].tobytes()


def signed_sheet() -> bytes:
    """Nothing but ink."""
    sheet, draw = np.full(A4, 250, np.uint8), np.random.default_rng(5)
    for n, who in enumerate(("Pip Voorbeeld", "Jo Voorbeeld")):
        inked(sheet, signature(who, (200.0, 300.0 + 400 * n, 700.0, 450.0 + 400 * n), draw), 4, 50, draw)
    return png(sheet)


def noise(size: tuple[int, int]) -> bytes:
    return png(np.random.default_rng(5).integers(0, 256, size, dtype=np.uint8))


def huge(kind: str) -> bytes:
    """20,000 by 20,000 pixels of one bit each, in some kilobytes."""
    out = BytesIO()
    how = {"compression": "group4"} if kind == "TIFF" else {}
    Image.new("1", (20_000, 20_000), 1).save(out, kind, **how)
    return out.getvalue()


def one_pixel(kind: str) -> bytes:
    out = BytesIO()
    Image.new("L", (1, 1), 0).save(out, kind)
    return out.getvalue()


PICTURES = {
    "inkt.png": (signed_sheet, "document.unreadable"),
    "ruis.png": (lambda: noise(A4), "document.unreadable"),
    "grove ruis.png": (lambda: noise(A5), "document.unreadable"),
    "reus.png": (lambda: huge("PNG"), "document.unsupported"),
    "reus.tif": (lambda: huge("TIFF"), "document.unsupported"),
    "stip.png": (lambda: one_pixel("PNG"), "document.unreadable"),
    "stip.jpg": (lambda: one_pixel("JPEG"), "document.unreadable"),
    "stip.tif": (lambda: one_pixel("TIFF"), "document.unreadable"),
    "stip.pdf": (lambda: one_pixel("PDF"), "document.unreadable"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_without_anything_to_read_is_a_finding(name, tmp_path):
    make, code = PICTURES[name]
    (tmp_path / name).write_bytes(make())
    report = check([tmp_path], OPTIONS)
    assert (code, name) in {(f.code, f.subject) for f in report.findings}
    assert report.status == "incomplete"
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 < MOST_MEMORY
