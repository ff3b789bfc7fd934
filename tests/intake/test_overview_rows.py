"""What lists tell of a dossier follows from its reports, questions and marks, also for those that were there before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from dossier_rows import dossier, report
from sqlalchemy import select

from extractors.records import Intervention, Measurement, ScoreSeries, Signature
from intake.access import Principal
from intake.overview import in_short, lowest, points
from intake.settings import Settings
from intake.store import Store, weighing
from intake.store.runs import append
from intake.store.tables import Dossier
from intake.store.triage_tables import Overview
from intake.store.weighing_tables import Completion, Question

DESK = Principal("g", "gatekeeper", None, frozenset(), name="Kim")


def told(store: Store) -> dict[str | None, tuple[Any, ...]]:
    """What lists know of each dossier, by reference."""
    about = (Dossier.report_version, Dossier.status, Dossier.confidence, Dossier.asked, Dossier.completed)
    question = select(Dossier.reference, *about, Overview.points, Overview.point_count)
    with store.reading() as session:
        return {row[0]: tuple(row[1:]) for row in session.execute(question.outerjoin(Overview))}


def move(store: Store, step: Callable[[Config, str], None], revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", "intake.store:migrations")
    config.set_main_option("path_separator", "os")
    with store._engine.connect() as connection:
        config.attributes["connection"] = connection
        step(config, revision)


def test_they_follow_and_are_told_of_what_was_there_before(
    tmp_path: Path, engines: Callable[[], dict[str, str]]
) -> None:
    store = Store(Settings(data=tmp_path, **engines()))
    store.migrate()
    sure = [Signature(role="parent_1", label="Ouder", state="ink", confidence=0.75)]
    with store.writing() as session:
        dossier(session, "De Bron", reference="bare", status=None, state="queued")
        again = dossier(session, "De Bron", reference="again", messages=("Eerst.",), signatures=sure)
        append(session, again, 2, report("complete", (), signatures=sure), None, None)
        busy = dossier(session, "De Bron", reference="busy", messages=tuple("abcde"))
        weighing.say(session, Question, DESK, busy, version=1, text="?")
        mark = weighing.say(session, Completion, DESK, again, version=2, reason=None)
        weighing.say(session, Completion, DESK, busy, version=1, reason="x")
        weighing.withdraw(session, DESK, mark)
    expected = {
        "bare": (None, None, None, None, False, None, None),
        "again": (2, "complete", 0.75, None, False, [], 0),
        "busy": (1, "incomplete", None, 1, True, ["a", "b", "c"], 5),
    }
    assert told(store) == expected
    move(store, command.downgrade, "0010")
    move(store, command.upgrade, "head")
    assert told(store) == expected
    store.close()


def test_the_weakest_reading_is_one_that_decides() -> None:
    rows = [
        Measurement(kind=kind, confidence=confidence)
        for kind, confidence in (("main", 0.9), ("intermediate", 0.1), ("unknown", 0.8))
    ]
    other = [Measurement(kind="main", confidence=0.2)]
    series = [
        ScoreSeries(domain="word_reading", test="DMT", measurements=rows),
        ScoreSeries(domain="arithmetic", test="Rekenen", measurements=other),
    ]
    assert lowest(report("complete", (), score_series=series)) == 0.8
    gone = report("complete", (), score_series=series) | {"dossier": {"profile": "gone", "received_on": "2026-05-01"}}
    assert lowest(gone) == 0.2
    assert lowest(report("complete", (), interventions=[Intervention(confidence=0.3)], score_series=series)) == 0.3
    assert lowest(report("complete", ())) is None


def test_points_are_what_blocks_and_else_what_is_unclear() -> None:
    content = report("incomplete", ("Dit ontbreekt (op blad 2). We keken in alle bestanden.", "x" * 300))
    assert points(content)[0] == "Dit ontbreekt."
    assert [len(point) for point in in_short(content)["points"]] == [14, 200]
    unclear = [{"state": "unclear", "finding_ids": ["f1"]}, {"state": "met", "finding_ids": ["f0"]}]
    assert points(content | {"status": "review", "requirements": unclear}) == ["x" * 300]
