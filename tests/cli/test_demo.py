"""Sample data: set up by the real reader and real deeds, and never among real dossiers."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from sqlalchemy import select

from intake.people import passwords
from intake.settings import Settings
from intake.store import Store, dossiers, people
from intake.store.tables import Dossier
from workers.commands import demo
from workers.demo.scenes import SCENES, Scene
from workers.demo.stage import renew, set_up


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a demo sets in the environment is gone afterwards; passwords cost little."""
    before = dict(os.environ)
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    yield
    os.environ.clear()
    os.environ.update(before)


def test_every_scene_has_its_files_and_known_acts() -> None:
    for scene in SCENES:
        papers = {path.name for path in scene.files.iterdir()}
        assert "dossier.json" in papers
        assert set(scene.later) < papers
    assert {"read", "add", "ask", "accept", "correct", "complete", "fail", "wait"} == {
        act for scene in SCENES for act in scene.acts
    }
    assert len({scene.reference for scene in SCENES}) == len(SCENES)


def test_the_scenes_play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIERPOORT_DATA", str(tmp_path))
    some = [
        Scene("a", "tour/three-defects", 1, acts=("read", "ask", "accept")),
        Scene("b", "tour/complete", -1, acts=("fail",)),
    ]
    heard: list[str] = []
    signs = set_up(Settings(), some, heard.append)
    assert [sign.what for sign in signs] == ["School De Regenboog", "School De Wingerd", "Poortwachter", "Beheerder"]
    assert len(heard) == 2
    store = Store(Settings())
    with store.reading() as session:
        told, failed = session.scalars(select(Dossier).order_by(Dossier.reference)).all()
        report = dossiers.report(session, told.id)
        assert report
        assert (report.status, report.version) == ("complete", 4)  # read, and three findings accepted one by one
        assert failed.run.state == "failed"
        kim = people.by_email(session, signs[0].email)
        assert kim
        assert passwords.matches(kim.password, signs[0].password)
    store.close()
    again = renew(Settings())
    assert {sign.email for sign in again} == {sign.email for sign in signs}
    assert all(sign.password not in {other.password for other in signs} for sign in again)


def test_real_dossiers_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "dossierpoort.db").touch()
    answer = CliRunner().invoke(demo.command, ["--data", str(tmp_path)])
    assert answer.exit_code == 2
    assert "real dossiers are left alone" in answer.output
