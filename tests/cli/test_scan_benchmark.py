"""Pages are kept between runs and never used when stale; the tables say what the scores say."""

import sys
from pathlib import Path

import pytest

from fixtures.generator import bad

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import kept_pages
import scan_tables

from extractors import reading
from extractors.errors import FileError


@pytest.fixture
def pages(tmp_path, monkeypatch):
    """A folder for pages; the reader is put back afterwards."""
    monkeypatch.setattr(kept_pages, "FOLDER", tmp_path / "kept")
    monkeypatch.setattr(reading, "open_pages", reading.open_pages)
    return tmp_path


def test_what_was_read_once_is_not_read_again(pages, monkeypatch):
    good, damaged = pages / "goed.pdf", pages / "kapot.pdf"
    good.write_bytes(bad.plain_pdf())
    damaged.write_bytes(bad.truncated())
    kept_pages.fill([good, damaged], 1)
    kept_pages.use()
    monkeypatch.setattr(kept_pages, "_read", lambda _: pytest.fail("read again"))
    assert next(word.text for page in reading.open_pages(good) for word in page.words) == "Toetsoverzicht"
    with pytest.raises(FileError):
        list(reading.open_pages(damaged))


def test_another_file_or_other_code_is_read(pages, monkeypatch):
    file = pages / "goed.pdf"
    file.write_bytes(bad.plain_pdf())
    kept_pages.fill([file], 1)
    kept_pages.use()
    file.write_bytes(bad.plain_pdf(("Iets anders",)))
    assert [word.text for page in reading.open_pages(file) for word in page.words] == ["Iets", "anders"]
    before = list((pages / "kept").rglob("*.pickle"))
    monkeypatch.setattr(kept_pages, "CODE", "later")
    kept_pages.fill([file], 1)
    assert len(list((pages / "kept").rglob("*.pickle"))) == len(before) + 1


def score(*, wrong):
    """What score.py says of one dossier with ten values, so many of them wrong."""
    bands = [*scan_tables.BANDS, *scan_tables.TOGETHER]
    return {
        "slices": {},
        "total": {
            "dossiers": 1,
            "status_right": 1,
            "false_completes": [],
            "false_alarms": ["D1"],
            "fields": {"measurements": {"date": {"right": 10 - wrong, "of": 10, "exact": 1 - wrong / 10}}},
            "calibration": {band: {"wrong": wrong, "of": 10} for band in bands},
        },
    }


def test_levels_of_both_sets_are_weighed_together():
    lines = scan_tables.all_tables({"samples hard": score(wrong=1), "own hard": score(wrong=3)})
    assert "| date | 0.900 | 0.700 |" in lines
    assert "| false alarms | 1 | 1 |" in lines
    assert "| 0.99 and more | 0.800 of 20 |" in lines
