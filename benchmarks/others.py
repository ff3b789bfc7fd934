"""What the same pages cost other readers, in milliseconds of processor time; they know words and tables alone."""

from __future__ import annotations

import time
import warnings
from typing import TYPE_CHECKING

import camelot
import pdfplumber
import pypdfium2 as pdfium

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def pdfium_boxes(path: Path) -> int:
    """Text with the box of every character."""
    with pdfium.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            for index in range(text.count_chars()):
                text.get_charbox(index)
        return len(document)


def plumber_words(path: Path) -> int:
    """pdfplumber's words."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words()
        return len(document.pages)


def plumber_tables(path: Path) -> int:
    """pdfplumber's tables by lines."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()
        return len(document.pages)


def camelot_lattice(path: Path) -> int:
    """camelot's tables by lines."""
    return _camelot(path, "lattice")


def camelot_stream(path: Path) -> int:
    """camelot's tables by alignment."""
    return _camelot(path, "stream")


def _camelot(path: Path, flavor: str) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of pages without tables
        camelot.read_pdf(str(path), flavor=flavor, pages="all")
    with pdfium.PdfDocument(path) as document:
        return len(document)


READERS: dict[str, Callable[[Path], int]] = {
    "pypdfium2, text with boxes": pdfium_boxes,
    "pdfplumber, words": plumber_words,
    "pdfplumber, tables": plumber_tables,
    "camelot, lattice": camelot_lattice,
    "camelot, stream": camelot_stream,
}


def time_reader(reader: Callable[[Path], int], path: Path) -> list[float]:
    """Milliseconds for each page of the file; these readers are timed by file and shared out."""
    started = time.process_time()
    count = reader(path)
    return [(time.process_time() - started) * 1000 / count] * count
