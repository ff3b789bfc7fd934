"""Floors under the accuracy go up and never down."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import floors
import measures

EMPTY = {"slices": {}, "total": {"dossiers": 2, "false_completes": ["D1"], "status_right": 1, "fields": {}}}


@pytest.fixture
def history(tmp_path, monkeypatch):
    monkeypatch.setattr(floors, "FILE", tmp_path / "floors.json")
    floors.FILE.write_text("{}")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=t", "-c", "user.email=t@example.org"]

    def commit(content):
        floors.FILE.write_text(json.dumps(content))
        subprocess.run([*git, "add", "-A"], check=True)
        subprocess.run([*git, "commit", "-qm", "floors"], check=True)

    subprocess.run([*git, "init", "-q"], check=True)
    return commit


def test_a_floor_that_was_once_higher_is_told(history):
    history({"corpus": {"rows": 0.9}})
    history({"corpus": {"rows": 0.95}})
    assert floors.lowered() == []
    history({"corpus": {"rows": 0.93}})
    assert floors.lowered() == ["corpus, rows: was 0.95"]


def test_a_floor_that_was_taken_away_is_told(history):
    history({"corpus": {"rows": 0.9}})
    history({})
    assert floors.lowered() == ["corpus, rows: was 0.9"]


def test_lifting_never_lowers(history):
    history({"corpus": {"rows": 0.9, "kinds": 0.5}})
    floors.lift("corpus", {"rows": 0.8, "kinds": 0.98769})
    assert floors.read() == {"corpus": {"rows": 0.9, "kinds": 0.987}}


def test_without_history_nothing_was_lowered(tmp_path, monkeypatch):
    monkeypatch.setattr(floors, "FILE", tmp_path / "floors.json")
    floors.FILE.write_text('{"corpus": {"rows": 0.1}}')
    assert floors.lowered() == []


def test_a_false_complete_costs_the_first_figure():
    assert measures.measures(EMPTY, None)["no false completes"] == 0.5
