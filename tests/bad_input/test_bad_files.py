"""Every bad file of fixtures/bad, beside a good one: its finding comes, the good one is read, nothing stays."""

import datetime as dt
import json
import os
import tempfile
from pathlib import Path

import pytest

from fixtures.generator import bad
from workers.check import Options, check

FIXTURES = Path(__file__).parents[2] / "fixtures"
EXPECTED = json.loads((FIXTURES / "bad-expected.json").read_text())
OPTIONS = Options("passenderwijs", dt.date(2025, 6, 23))


def content(name: str) -> bytes:
    return bad.LARGE[name]() if name in bad.LARGE else (FIXTURES / "bad" / name).read_bytes()


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_bad_file_is_a_finding_and_the_rest_is_read(name, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    dossier = tmp_path / "dossier"
    scratch.mkdir()
    dossier.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    (dossier / name).write_bytes(content(name))
    (dossier / "zz goed.pdf").write_bytes(bad.plain_pdf())

    report = check([dossier], OPTIONS, jobs=2)

    codes = {f.code for f in report.findings if f.subject not in ("zz goed.pdf", "") and f.subject in _names(report)}
    problems = codes & {"document.unreadable", "document.password", "document.unsupported"}
    allowed = set(EXPECTED[name])
    assert problems <= allowed
    assert problems or "" in allowed
    assert report.documents[-1].name == "zz goed.pdf"
    assert report.documents[-1].page_count == 1
    assert report.status != "complete"
    assert not list(scratch.iterdir())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dossier", "scratch"]


def test_nothing_of_a_zip_lands_outside(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    report = check([FIXTURES / "bad" / "uitbreker.zip"], OPTIONS)
    assert all("/" not in name and "\\" not in name for name in _names(report))
    assert not list(tmp_path.rglob("*evil*"))
    assert not Path("/tmp/evil-absolute.pdf").exists()  # noqa: S108 - that is where the zip wants to write


def test_a_name_that_is_no_text_is_no_reason_to_stop(tmp_path):
    folder = tmp_path / "caf\udce9"
    folder.mkdir()
    (folder / "caf\udce9\n.pdf").write_bytes(bad.plain_pdf())
    report = check([folder], OPTIONS)
    assert _names(report) == ["caf.pdf"]
    assert report.model_dump_json()


def test_a_file_that_may_not_be_read_is_a_finding(tmp_path, monkeypatch):
    (tmp_path / "dicht.pdf").write_bytes(bad.plain_pdf())
    (tmp_path / "goed.pdf").write_bytes(bad.plain_pdf())
    # Permissions do not bind root, who runs the tests in some places.
    monkeypatch.setattr(os, "access", lambda path, _mode: path.name != "dicht.pdf")
    report = check([tmp_path], OPTIONS)
    assert ("document.unreadable", "dicht.pdf") in {(f.code, f.subject) for f in report.findings}
    assert [document.page_count for document in report.documents] == [0, 1]


def _names(report):
    return [document.name for document in report.documents]
