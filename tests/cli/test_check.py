"""`dossierpoort check`: what it takes, what it prints, and its exit status."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from workers.cli import main

TOUR = Path(__file__).parents[2] / "fixtures" / "tour"
COMPLETE = TOUR / "complete"


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def report(*words):
    result = run("check", "--json", *words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def small(tmp_path):
    """A dossier of one file, quick to read."""
    folder = tmp_path / "klein"
    folder.mkdir()
    shutil.copy(COMPLETE / "Groepsoverzicht.pdf", folder)
    return folder


def test_a_folder_is_a_dossier_with_its_own_cover():
    given = report(COMPLETE)
    cover = json.loads((COMPLETE / "dossier.json").read_text())
    assert given["dossier"]["reference"] == cover["reference"]
    assert given["dossier"]["received_on"] == cover["received_on"]
    names = [document["name"] for document in given["documents"]]
    assert names == sorted(path.name for path in COMPLETE.glob("*.pdf"))


def test_options_win_over_the_cover():
    given = report(COMPLETE, "--profile", "capelle", "--received-on", "2024-03-01")
    assert given["dossier"]["profile"] == "capelle"
    assert given["dossier"]["received_on"] == "2024-03-01"


def test_a_zip_gives_the_report_of_its_folder(tmp_path):
    path = tmp_path / "dossier.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in COMPLETE.iterdir():
            archive.write(file, f"map/{file.name}")
    assert report(path) == report(COMPLETE)


def test_files_are_a_dossier_whatever_their_order(small):
    shutil.copy(COMPLETE / "Aanmeldformulier.pdf", small)
    files = sorted(small.iterdir(), reverse=True)
    given = report(*files, "--profile", "passenderwijs", "--received-on", "2025-06-23")
    assert [document["name"] for document in given["documents"]] == ["Aanmeldformulier.pdf", "Groepsoverzicht.pdf"]


def test_folders_inside_are_flattened_and_names_stay_apart(small):
    (small / "b").mkdir()
    shutil.copy(COMPLETE / "Vragenlijst ouders.pdf", small / "b" / "Groepsoverzicht.pdf")
    (small / ".DS_Store").write_bytes(b"x")
    given = report(small, "--profile", "passenderwijs")
    assert [document["name"] for document in given["documents"]] == ["Groepsoverzicht (2).pdf", "Groepsoverzicht.pdf"]


def test_without_a_profile_it_says_what_to_do(small):
    result = run("check", small)
    assert result.exit_code == 2
    assert "--profile" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("check", "no-such-file.pdf"),
        ("check", COMPLETE, "--profile", "nergens"),
        ("check", COMPLETE, "--each", TOUR),
        ("check", COMPLETE, "--received-on", "23-06-2025"),
        ("check", COMPLETE, "--out", "x.jsonl"),
    ],
)
def test_wrong_use_is_status_2(words):
    assert run(*words).exit_code == 2


def test_a_wrong_cover_is_wrong_use(small):
    (small / "dossier.json").write_text('{"profile": "passenderwijs", "received_on": "gisteren"}')
    result = run("check", small)
    assert result.exit_code == 2
    assert "received_on" in result.stderr


def test_an_empty_folder_gives_nothing_to_read(tmp_path):
    assert run("check", tmp_path, "--profile", "passenderwijs").exit_code == 2


def test_files_that_nobody_can_read_give_a_report_and_status_2(tmp_path):
    path = tmp_path / "brief.pdf"
    path.write_text("geen pdf")
    result = run("check", "--json", path, "--profile", "passenderwijs")
    assert result.exit_code == 2
    assert "document.unsupported" in {finding["code"] for finding in json.loads(result.stdout)["findings"]}


def test_strict_tells_complete_from_the_rest(small):
    assert run("check", small, "--profile", "passenderwijs").exit_code == 0
    assert run("check", small, "--profile", "passenderwijs", "--strict").exit_code == 1


def test_people_get_a_dutch_report(small):
    result = run("check", small, "--profile", "passenderwijs")
    assert "NIET COMPLEET" in result.stdout
    assert "Voorwaarden" in result.stdout
    assert "Groepsoverzicht.pdf" in result.stdout


def test_each_gives_a_line_for_every_folder_in_order(tmp_path, small):
    many = tmp_path / "veel"
    for name in ("b", "a", "c"):
        shutil.copytree(small, many / name)
    (many / "los.pdf").write_bytes(b"")
    out = tmp_path / "out.jsonl"
    result = run("check", "--each", many, "--profile", "passenderwijs", "--jobs", "2", "--out", out)
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert [line["dossier"]["reference"] for line in lines] == ["a", "b", "c"]
    assert result.stdout == ""


def test_each_goes_on_where_a_folder_gives_no_report(tmp_path, small):
    many = tmp_path / "veel"
    shutil.copytree(small, many / "b")
    (many / "a").mkdir()
    result = run("check", "--each", many, "--profile", "passenderwijs")
    assert result.exit_code == 2
    assert "a: nothing to read" in result.stderr
    assert json.loads(result.stdout)["dossier"]["reference"] == "b"
