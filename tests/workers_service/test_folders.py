"""What is put into a school's folder is dropped once, when it has come to rest, and moved aside with its report."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from store_help import REPORT, claim

from intake.queue import Queue
from intake.settings import Settings
from intake.store import Store, runs, schools
from intake.store.tables import Dossier, Run
from workers.folders import Folders

COVER = {"profile": "passenderwijs", "reference": "17", "received_on": "2026-05-01"}


@pytest.fixture
def hasty(settings: Settings) -> Settings:
    return settings.model_copy(update={"folder_delay": 0, "redis_url": f"unix://{settings.data}/none.sock"})


@pytest.fixture
def school(store: Store, settings: Settings) -> Path:
    with store.writing() as session:
        place = settings.data / "folders" / schools.ensure(session, "De Bron", None).id
    (place / "inbox").mkdir(parents=True)
    return place


def put(school: Path, cover: object = COVER) -> None:
    folder = school / "inbox" / "leerling 17"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"x")
    (folder / "dossier.json").write_text(json.dumps(cover))


def names(school: Path) -> list[str]:
    return sorted(path.parent.name for path in school.glob("*/*"))


def test_dropped_once_and_moved_aside_with_its_report(store: Store, hasty: Settings, school: Path) -> None:
    put(school)
    folders = Folders(store, Queue(hasty), hasty)
    for _ in range(3):
        folders.look()
    assert names(school) == ["taken"]
    with store.reading() as session:
        dossier = session.scalars(select(Dossier)).one()
        assert (dossier.reference, [file.name for file in dossier.files]) == ("17", ["a.pdf"])
        run_id = session.scalars(select(Run.id)).one()
    work = claim(store, hasty, run_id)
    with store.writing() as session:
        runs.report(session, work, REPORT, "0")
    Folders(store, Queue(hasty), hasty).look()
    (report,) = school.glob("done/*/rapport.json")
    assert json.loads(report.read_text()) == REPORT
    assert names(school) == ["done"]


def test_what_still_changes_is_left_alone(store: Store, hasty: Settings, school: Path) -> None:
    put(school)
    folders = Folders(store, Queue(hasty), hasty.model_copy(update={"folder_delay": 60}))
    folders.look()
    folders.look()
    assert names(school) == ["inbox"]


def test_a_single_file_is_a_dossier_too(store: Store, hasty: Settings, school: Path) -> None:
    (school / "inbox" / "alles.pdf").write_bytes(b"x")
    folders = Folders(store, Queue(hasty), hasty.model_copy(update={"folder_profile": "passenderwijs"}))
    folders.look()
    with store.reading() as session:
        assert len(session.scalars(select(Dossier)).all()) == 1


@pytest.mark.parametrize(
    "cover", [{}, {"profile": "atlantis"}, {"profile": "passenderwijs", "received_on": "gisteren"}, []]
)
def test_what_cannot_be_dropped_is_put_aside_with_the_reason(
    store: Store, hasty: Settings, school: Path, cover: object
) -> None:
    put(school, cover)
    Folders(store, Queue(hasty), hasty).look()
    (reason,) = school.glob("refused/*/rapport.json")
    assert "geldig profiel" in reason.read_text()
