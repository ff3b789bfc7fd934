"""Floors under the accuracy go up and never down."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import floors
import measures

EMPTY = {"slices": {}, "total": {"dossiers": 2, "false_completes": ["D1"], "status_right": 1, "fields": {}}}


@pytest.fixture
def history(tmp_path, monkeypatch):
    """Commits of the floors, the last of which stands in the file."""
    commits: list[str] = []
    monkeypatch.setattr(floors, "FILE", tmp_path / "floors.json")

    def git(*words):
        if words[0] == "log":
            return "\n".join(str(number) for number in range(len(commits)))
        return commits[int(words[1].partition(":")[0])]

    def commit(content):
        commits.append(json.dumps(content))
        floors.FILE.write_text(commits[-1])

    monkeypatch.setattr(floors, "_git", git)
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


def test_harder_dossiers_start_with_floors_of_their_own(history):
    history({floors.key("variants", 10): {"rows": 0.9}})
    history({floors.key("variants", 12): {"rows": 0.8}})
    assert floors.lowered() == []
    floors.lift(floors.key("variants", 14), {"rows": 0.7})
    assert floors.read() == {"variants, 14 dossiers": {"rows": 0.7}}


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
