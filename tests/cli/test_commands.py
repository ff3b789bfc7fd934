"""The other commands: inspect, profiles, profile check, key add, doctor."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from validators.profile import FOLDER, profile_ids
from workers.cli import COMMANDS, main

TOUR = Path(__file__).parents[2] / "fixtures" / "tour"
PRINTOUT = TOUR / "complete" / "LVS overzicht.pdf"


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    result = run(command, "--help")
    assert result.exit_code == 0, result.output
    assert "Usage:" in result.output


def test_an_unknown_command_is_wrong_use():
    assert run("toets").exit_code == 2


def test_inspect_gives_an_object_a_file_in_the_form_of_the_contract(tmp_path):
    broken = tmp_path / "kapot.pdf"
    broken.write_bytes(b"%PDF-1.7 kapot")
    result = run("inspect", "--json", PRINTOUT, broken)
    seen, wrong = (json.loads(line) for line in result.stdout.splitlines())
    assert set(seen) == {"name", "sha256", "page_count", "pages", "error"}
    assert (seen["error"], seen["page_count"]) == (None, len(seen["pages"]))
    page = seen["pages"][0]
    assert set(page) >= {"number", "width", "height", "rotation", "reading"}
    assert (page["number"], page["reading"]) == (1, "text")
    assert set(page["words"][0]) == {"text", "bbox", "confidence"}
    assert all(0 <= w["bbox"][0] < w["bbox"][2] <= page["width"] + 1 for w in page["words"])
    cell = page["tables"][0]["cells"][0]
    assert set(cell) == {"row", "column", "row_span", "column_span", "text", "bbox", "header"}
    assert {"fields", "boxes", "signatures"} <= set(page)
    assert (wrong["error"]["code"], wrong["pages"]) == ("document.unreadable", [])


def test_inspect_shows_signature_boxes_with_their_state():
    result = run("inspect", "--json", TOUR / "complete" / "Aanmeldformulier.pdf")
    signatures = [one for page in json.loads(result.stdout)["pages"] for one in page["signatures"]]
    assert signatures
    assert all(set(one) == {"label", "state", "bbox", "confidence"} for one in signatures)


def test_inspect_draws_tables_for_people():
    result = run("inspect", PRINTOUT)
    assert result.exit_code == 0
    assert "Table 1:" in result.stdout


def test_profiles_lists_all():
    output = run("profiles").stdout
    assert all(profile in output for profile in profile_ids())


def test_a_mistake_in_a_profile_is_told_with_its_line(tmp_path):
    good = FOLDER / "passenderwijs.toml"
    assert run("profile", "check", good).exit_code == 0
    wrong = tmp_path / "passenderwijs.toml"
    text = good.read_text()
    line = text[: text.index("minimum_confidence")].count("\n") + 1
    wrong.write_text(text.replace("minimum_confidence = ", 'minimum_confidence = "veel" # ', 1))
    result = run("profile", "check", wrong)
    assert result.exit_code == 1
    assert f"passenderwijs.toml:{line}:" in result.stderr


def test_a_new_key_stands_alone_on_a_line(tmp_path):
    result = run("key", "add", "--role", "gatekeeper", "--name", "P", "--profile", "capelle", "--data", tmp_path / "d")
    assert result.exit_code == 0
    assert len(result.stdout.split()) == 1


def test_doctor_names_what_it_looked_at():
    output = run("doctor").stdout
    assert all(subject in output for subject in ("Python", "Tesseract", "Redis", "Profiles", "Data folder"))


def test_a_check_that_is_told_to_stop_leaves_nothing_behind(tmp_path):
    many, scratch = tmp_path / "many", tmp_path / "scratch"
    for number in range(40):  # more than it can read before it is told to stop
        shutil.copytree(TOUR / "complete", many / str(number))
    scratch.mkdir()
    command = [sys.executable, "-c", "from workers.cli import main; main()"]
    checking = [*command, "check", "--each", str(many), "--jobs", "2"]
    environment = {**os.environ, "TMPDIR": str(scratch)}
    process = subprocess.Popen(checking, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list(scratch.glob("dossierpoort-*/*")) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.terminate()
    assert process.wait(timeout=60) == 128 + signal.SIGTERM
    assert not list(scratch.iterdir())
