"""Speed: the split by stage of a warm digital page, other readers on the same pages, and `check` from a cold start.

    .venv/bin/python benchmarks/speed.py [FOLDER OF DOSSIERS] [--runs N]

Without a folder: the tour's dossiers and every fifth variant. Dossiers with scanned or damaged files are left out.
Everything runs on one core but the cold start.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import time
from pathlib import Path

import pypdfium2 as pdfium
from others import READERS, time_reader
from stages import STAGES, Times, time_dossier

ROOT = Path(__file__).parents[1]
TOUR = ROOT / "fixtures" / "tour"
OWN = [TOUR / "complete", TOUR / "three-defects", *sorted((ROOT / "fixtures" / "variants" / "dossiers").iterdir())[::5]]


def main() -> None:
    """Print medians over pages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=3, help="warm runs; of each page the median counts (default 3)")
    options = parser.parse_args()
    given = sorted(path for path in options.folder.iterdir() if path.is_dir()) if options.folder else OWN
    dossiers = [folder for folder in given if all(_digital(file) for file in folder.glob("*.pdf"))]
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    _print_own(dossiers, options.runs)
    files = [file for folder in dossiers for file in sorted(folder.glob("*.pdf"))]
    _print_others(files)
    os.sched_setaffinity(0, cores)
    _print_cold(TOUR / "complete")


def _digital(file: Path) -> bool:
    """Whether the file opens and every page of it has text."""
    try:
        with pdfium.PdfDocument(file) as document:
            return all(page.get_textpage().count_chars() for page in document)
    except pdfium.PdfiumError:
        return False


def _print_own(dossiers: list[Path], runs: int) -> None:
    rounds = [[time_dossier(folder) for folder in dossiers] for _ in range(runs + 1)]
    rounds = rounds[1:]  # the first one warms up
    pages: list[Times] = [
        {stage: statistics.median(times[stage] for times in same) for stage in STAGES}
        for dossier in zip(*rounds, strict=True)
        for same in zip(*dossier, strict=True)
    ]
    judged = [
        statistics.median(sum(page["judging"] for page in run) for run in dossier)
        for dossier in zip(*rounds, strict=True)
    ]
    totals = sorted(sum(page.values()) for page in pages)
    print(f"Warm, on one core: {len(pages)} pages of {len(dossiers)} dossiers")
    print("Milliseconds of processor time a page, median and slowest\n")
    for stage in STAGES:
        own = [page[stage] for page in pages]
        print(f"  {stage:30}{statistics.median(own):9.1f}{max(own):9.1f}")
    print(f"  {'all, from file to judgement':30}{statistics.median(totals):9.1f}{totals[-1]:9.1f}")
    print(f"\nJudging a dossier: {statistics.median(judged):.1f} ms, slowest {max(judged):.1f} ms")


def _print_others(files: list[Path]) -> None:
    print("\nOther readers on the same pages (words or tables alone, no meaning)")
    for name, reader in READERS.items():
        reader(files[0])
        own = [ms for file in files for ms in time_reader(reader, file)]
        print(f"  {name:30}{statistics.median(own):9.1f}{max(own):9.1f}")


def _print_cold(folder: Path) -> None:
    command = [str(ROOT / ".venv/bin/dossierpoort"), "check", "--json", str(folder)]
    seconds = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - started)
    count = len(list(folder.glob("*.pdf")))
    print(f"\nCold start of check, {count} files, {len(os.sched_getaffinity(0))} cores")
    print(f"  median of 5 runs              {statistics.median(seconds):9.2f} s")


if __name__ == "__main__":
    main()
