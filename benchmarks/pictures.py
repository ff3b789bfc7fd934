"""What the picture of a page costs: `.venv/bin/python benchmarks/pictures.py [FOLDER…]`; else our sample dossiers."""

from __future__ import annotations

import statistics
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import FileError
from extractors.pages.content import FileKind, kind_of
from extractors.pages.drawing import draw_pages
from extractors.pages.pdf.file import open_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

TOUR = Path(__file__).parents[1] / "fixtures" / "tour"


def main(folders: list[str]) -> None:
    print(f"{'dossier':16}{'pages':>6}{'ms a page':>11}{'kB a page':>11}{'kB a thumbnail':>16}")
    for folder in map(Path, folders or sorted(map(str, TOUR.iterdir()))):
        costs = list(_costs(folder))
        if costs:
            ms, large, small = (statistics.mean(column) for column in zip(*costs, strict=True))
            print(f"{folder.name[:15]:16}{len(costs):6}{ms:11.0f}{large:11.0f}{small:16.1f}")


def _costs(folder: Path) -> Iterator[tuple[float, float, float]]:
    """Of each page: milliseconds of processor time, and kilobytes of both pictures."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".json"):
        with suppress(FileError):
            count = len(open_pdf(path)) if kind_of(path) is FileKind.PDF else 1
            started = time.process_time()
            for page in draw_pages(path, range(1, count + 1), {}):
                yield (time.process_time() - started) * 1000, len(page.page) / 1000, len(page.thumb) / 1000
                started = time.process_time()


if __name__ == "__main__":
    main(sys.argv[1:])
