"""Zips: what is inside is read, what is dangerous is refused by name, and nothing lands outside the target folder."""

import io
import zipfile

import pytest

from workers import unzip
from workers.unzip import is_zip, unpack


def make(path, entries, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "target"
    folder.mkdir()
    return folder


def test_names_are_never_paths(tmp_path, target):
    names = ["../../escape.pdf", "/etc/absolute.pdf", "C:\\windows\\back.pdf", "map/dieper/plan.pdf"]
    entries = unpack(make(tmp_path / "d.zip", [(name, b"%PDF") for name in names]), target)
    assert [entry.name for entry in entries] == ["escape.pdf", "absolute.pdf", "back.pdf", "plan.pdf"]
    assert sorted(p.name for p in target.iterdir()) == ["0", "1", "2", "3"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["d.zip", "target"]


def test_a_bomb_is_refused_and_the_rest_is_unpacked(tmp_path, target, monkeypatch):
    monkeypatch.setattr(unzip, "LARGEST_ENTRY", 1000)
    entries = unpack(make(tmp_path / "d.zip", [("bom.pdf", b"0" * 100_000), ("goed.pdf", b"%PDF")]), target)
    assert entries[0].refusal.code == "document.unsupported"
    assert entries[1].unpacked is not None
    assert [p.read_bytes() for p in target.iterdir()] == [b"%PDF"]


def test_two_bombs_in_one_zip_are_told_apart(tmp_path, target):
    entries = unpack(
        make(tmp_path / "d.zip", [(f"{n}.pdf", n[:1].encode() * 20_000_000) for n in ("a", "b", "a2")]), target
    )
    hashes = [entry.sha256 for entry in entries]
    assert all(entry.refusal for entry in entries)
    assert hashes[0] == hashes[2] != hashes[1]


def test_many_small_entries_may_not_fill_the_disk(tmp_path, target, monkeypatch):
    monkeypatch.setattr(unzip, "LARGEST_TOTAL", 250)
    entries = unpack(make(tmp_path / "d.zip", [(f"{n}.pdf", b"x" * 100) for n in range(5)]), target)
    assert [entry.refusal is None for entry in entries] == [True, True, False, False, False]


def test_too_many_entries_are_one_refusal(tmp_path, target, monkeypatch):
    monkeypatch.setattr(unzip, "MOST_ENTRIES", 3)
    (entry,) = unpack(make(tmp_path / "d.zip", [(f"{n}.pdf", b"x") for n in range(5)]), target)
    assert (entry.name, entry.refusal.code) == ("d.zip", "document.unsupported")
    assert not list(target.iterdir())


def test_an_entry_that_lies_about_its_size_gives_no_more_than_it_declares(tmp_path, target):
    path = make(tmp_path / "d.zip", [("liegt.pdf", b"0" * 100_000)])
    raw = path.read_bytes().replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(raw)
    (entry,) = unpack(path, target)
    assert entry.refusal.code == "document.unreadable"
    assert not list(target.iterdir())


def test_an_encrypted_entry_asks_for_a_copy_without_password(tmp_path, target):
    path = make(tmp_path / "d.zip", [("dicht.pdf", b"%PDF")], zipfile.ZIP_STORED)
    raw = bytearray(path.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    (entry,) = unpack(path, target)
    assert entry.refusal.code == "document.password"


def test_a_damaged_zip_is_one_refusal(tmp_path, target):
    path = make(tmp_path / "d.zip", [("plan.pdf", b"x" * 1000)])
    path.write_bytes(path.read_bytes()[:-30])
    (entry,) = unpack(path, target)
    assert (entry.name, entry.refusal.code) == ("d.zip", "document.unreadable")


def test_what_systems_leave_in_zips_is_no_document(tmp_path, target):
    names = ["__MACOSX/._plan.pdf", ".DS_Store", "map/Thumbs.db", "map/", "plan.pdf"]
    entries = unpack(make(tmp_path / "d.zip", [(name, b"x") for name in names]), target)
    assert [entry.name for entry in entries] == ["plan.pdf"]


def test_a_zip_is_known_by_its_content(tmp_path):
    zipped = make(tmp_path / "dossier.pdf", [("plan.pdf", b"%PDF")])
    document = make(tmp_path / "brief.docx", [("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")])
    pdf = tmp_path / "plan.zip"
    pdf.write_bytes(b"%PDF-1.7\n")
    assert is_zip(zipped)
    assert not is_zip(document)
    assert not is_zip(pdf)


def test_a_zip_in_a_zip_stays_closed(tmp_path, target):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("binnen.pdf", b"%PDF")
    entries = unpack(make(tmp_path / "d.zip", [("binnen.zip", inner.getvalue())]), target)
    assert [entry.name for entry in entries] == ["binnen.zip"]
