"""What a scanned page costs beside one bare Tesseract call on the same picture, and how many pages two cores read.

    .venv/bin/python benchmarks/scan_speed.py [FILE.pdf ...]

Without files it takes scans of every level from ../shared/corpus. Each picture is read at the resolution it was
scanned at, between 200 and 300 dots per inch, by both: processor seconds, in turn, in one process, with one thread as
in a worker. Ours is from picture to page, everything included. Memory is the process's highest.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import tesserocr

from extractors.pages.ocr import LANGUAGE, data_folder
from extractors.pages.scan import read_scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.pages.picture.raster import Grey

CORPORA = Path(__file__).parents[2] / "shared" / "corpus"
EACH = 3  # files of a level, and pages of a file
LOWEST, HIGHEST = 200.0, 300.0
CORES = 2
ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}  # read when the libraries are loaded


def main() -> None:
    """A line a page, and the whole."""
    files = [Path(name) for name in sys.argv[1:]] or list(_samples())
    engine = tesserocr.PyTessBaseAPI(path=data_folder(), lang=LANGUAGE, psm=tesserocr.PSM.AUTO)
    ours = bare = 0.0
    for file, index, picture, dpi in _pictures(files):
        start = time.process_time()
        engine.SetImageBytes(picture.tobytes(), picture.shape[1], picture.shape[0], 1, picture.shape[1])
        engine.SetSourceResolution(round(dpi))
        engine.Recognize()
        between = time.process_time()
        words = len(read_scan(picture, dpi, index + 1).words)
        end = time.process_time()
        own, other = end - between, between - start
        ours, bare = ours + own, bare + other
        times = f"{own:5.2f} s, bare {other:5.2f} s, {own / other:4.2f} ×"
        print(f"{file.name[:30]:30} page {index + 1} at {dpi:3.0f} dpi: {words:4} words {times}")
    print(f"all: {ours:.2f} s, bare {bare:.2f} s, {ours / bare:.2f} ×")
    print(f"highest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, with both engines")
    start = time.monotonic()
    with ProcessPoolExecutor(CORES) as pool:
        pages, memory = (list(v) for v in zip(*pool.map(_read_all, files), strict=True))
    rate = sum(pages) / (time.monotonic() - start)
    print(f"{CORES} processes: {sum(pages)} pages, {rate:.2f} a second; highest memory of one {max(memory):.0f} MB")


def _read_all(file: Path) -> tuple[int, float]:
    """How many pages it read of a file, rendering included, and the highest memory of this process so far in MB."""
    count = len([read_scan(picture, dpi, index + 1) for _, index, picture, dpi in _pictures([file])])
    return count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _pictures(files: list[Path]) -> Iterator[tuple[Path, int, Grey, float]]:
    for file in files:
        with pdfium.PdfDocument(file) as document:
            for index in range(min(EACH, len(document))):
                page = document[index]
                dpi = _own_dpi(page)
                bitmap = page.render(scale=dpi / 72, grayscale=True)
                rows = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]
                yield file, index, np.ascontiguousarray(rows), dpi


def _own_dpi(page: pdfium.PdfPage) -> float:
    images = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE])
    widest = max((max(image.get_px_size()) for image in images), default=0)
    return float(min(HIGHEST, max(LOWEST, widest * 72 / max(page.get_size()))))


def _samples() -> Iterator[Path]:
    taken: dict[str, int] = {}
    for answer in sorted(CORPORA.glob("*/truth/*.json")):
        truth = json.loads(answer.read_text())
        level = truth["tags"]["scan_level"]
        scans = [d["name"] for d in truth["documents"] if d["reading"] == "ocr" and d["name"].endswith(".pdf")]
        if scans and taken.setdefault(level, 0) < EACH:
            taken[level] += 1
            yield answer.parents[1] / "dossiers" / answer.stem / scans[-1]


if __name__ == "__main__":
    if not ONE_THREAD.items() <= os.environ.items():
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | ONE_THREAD)  # noqa: S606 - itself, again
    main()
