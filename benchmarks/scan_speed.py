"""What a scanned page costs beside one bare Tesseract call on the same picture: processor seconds, one process.

    .venv/bin/python benchmarks/scan_speed.py [FILE.pdf ...]

Without files it takes one scan of each level of ../shared/corpus. Memory is the process's highest.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import tesserocr

from extractors.pages.ocr import LANGUAGE, data_folder
from extractors.pages.scan import TARGET_DPI, read_scan

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "scans"
PAGES_EACH = 3


def main() -> None:
    """A line a page, and the whole."""
    files = [Path(name) for name in sys.argv[1:]] or _samples()
    engine = tesserocr.PyTessBaseAPI(path=data_folder(), lang=LANGUAGE, psm=tesserocr.PSM.AUTO)
    ours = bare = 0.0
    for file in files:
        with pdfium.PdfDocument(file) as document:
            for index in range(min(PAGES_EACH, len(document))):
                bitmap = document[index].render(scale=TARGET_DPI / 72, grayscale=True)
                picture = np.ascontiguousarray(bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width])
                start = time.process_time()
                engine.SetImageBytes(picture.tobytes(), picture.shape[1], picture.shape[0], 1, picture.shape[1])
                engine.SetSourceResolution(round(TARGET_DPI))
                engine.Recognize()
                between = time.process_time()
                words = len(read_scan(picture, TARGET_DPI, index + 1).words)
                end = time.process_time()
                ours, bare = ours + end - between, bare + between - start
                own, other = end - between, between - start
                times = f"{own:5.2f} s, bare {other:5.2f} s, {own / other:4.2f} ×"
                print(f"{file.name[:30]:30} page {index + 1}: {words:4} words {times}")
    print(f"all: {ours:.2f} s, bare {bare:.2f} s, {ours / bare:.2f} ×")
    print(f"highest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _samples() -> list[Path]:
    found: dict[str, Path] = {}
    for answer in sorted((CORPUS / "truth").glob("*.json")):
        truth = json.loads(answer.read_text())
        scans = [d["name"] for d in truth["documents"] if d["reading"] == "ocr" and d["name"].endswith(".pdf")]
        if scans:
            found.setdefault(truth["tags"]["scan_level"], CORPUS / "dossiers" / answer.stem / scans[-1])
    return list(found.values())


if __name__ == "__main__":
    main()
