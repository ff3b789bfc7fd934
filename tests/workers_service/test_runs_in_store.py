"""The life of a run: claimed by one, held by a lease, ended once."""

import datetime as dt
import io

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import update
from store_help import DAY, REPORT, claim, expire, state

from intake.access import Scope
from intake.settings import Settings
from intake.store import Store, dossiers, keys, runs
from intake.store.store import now
from intake.store.tables import Base, Run
from workers import jobs
from workers.lease import Lease


def test_tables_are_those_of_the_migrations(store: Store) -> None:
    store.migrate()
    with store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_only_one_worker_gets_a_run(store: Store, settings: Settings, run_id: str) -> None:
    claim(store, settings, run_id)
    with store.writing() as session:
        assert runs.claim(session, run_id, settings) is None


def test_a_zombie_changes_nothing(store: Store, settings: Settings, run_id: str) -> None:
    zombie = claim(store, settings, run_id)
    expire(store)
    heir = claim(store, settings, run_id)
    for late in (
        lambda session: runs.report(session, zombie, REPORT | {"status": "review"}, "0"),
        lambda session: runs.renew(session, zombie, 10),
        lambda session: runs.progress(session, zombie, files_done=9, files_total=9),
        lambda session: runs.fail(session, zombie, "x", settings),
    ):
        with pytest.raises(runs.LeaseLostError), store.writing() as session:
            late(session)
    with store.writing() as session:
        runs.report(session, heir, REPORT, "0")
    with pytest.raises(runs.LeaseLostError), store.writing() as session:
        runs.report(session, zombie, REPORT | {"status": "review"}, "0")
    with store.reading() as session:
        report = dossiers.report(session, heir.dossier_id)
        assert report
        assert (report.version, report.status) == (1, "complete")


def test_a_renewed_lease_is_kept(store: Store, settings: Settings, run_id: str) -> None:
    work = claim(store, settings, run_id)
    expire(store)
    with store.writing() as session:
        runs.renew(session, work, 10)
        assert runs.take_back(session, settings) == (0, 0)


def test_the_lease_is_renewed_while_the_work_goes_on(store: Store, settings: Settings, run_id: str) -> None:
    work = claim(store, settings, run_id)
    expire(store)
    with Lease(store, work, 0.03) as lease:
        while state(store, run_id) == ("processing", 1):
            with store.reading() as session:
                until = runs.get(session, run_id).lease_until
            if until and until > now():
                break
        with store.writing() as session:
            session.execute(update(Run).values(lease="somebody else's"))
        lease._thread.join(5)
        with pytest.raises(runs.LeaseLostError):
            lease.progress(files_done=1, files_total=1)


def test_a_dead_worker_s_run_goes_back_in_line_until_it_is_given_up(
    store: Store, settings: Settings, run_id: str
) -> None:
    for expected, after in (((1, 0), ("queued", 1)), ((0, 1), ("failed", 2))):
        claim(store, settings, run_id)
        expire(store)
        with store.writing() as session:
            assert runs.take_back(session, settings) == expected
        assert state(store, run_id) == after
    with store.writing() as session:
        assert runs.claim(session, run_id, settings) is None


def test_added_files_are_for_the_next_run(store: Store, settings: Settings, run_id: str) -> None:
    with store.files.stage([io.BytesIO(b"y")]) as staged, store.writing() as session:
        dossier = dossiers.find(session, Scope(), runs.get(session, run_id).dossier_id)
        assert dossier
        later = dossiers.add_files(session, dossier, [dossiers.NewFile("b.pdf", staged[0])]).id
    assert [name for name, _ in claim(store, settings, run_id).files] == ["a.pdf"]
    assert [name for name, _ in claim(store, settings, later).files] == ["a.pdf", "b.pdf"]


def test_an_older_run_that_ends_later_does_not_hide_the_newer_report(
    store: Store, settings: Settings, run_id: str
) -> None:
    with store.writing() as session:
        dossier = dossiers.find(session, Scope(), runs.get(session, run_id).dossier_id)
        assert dossier
        newer_id, dossier_id = dossiers.add_files(session, dossier, []).id, dossier.id
    older, newer = claim(store, settings, run_id), claim(store, settings, newer_id)
    for work, status in ((newer, "complete"), (older, "incomplete")):
        with store.writing() as session:
            runs.report(session, work, REPORT | {"status": status}, "0")
    with store.reading() as session:
        report = dossiers.report(session, dossier_id)
        assert report
        assert (report.version, report.status) == (2, "complete")


def test_an_error_in_the_job_is_tried_again_and_then_ends_the_run(
    store: Store, settings: Settings, run_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge(*_: object, **__: object) -> None:
        raise ZeroDivisionError("Noor Jansen")

    monkeypatch.setattr(jobs, "judge", judge)
    monkeypatch.setattr(jobs, "read_all", lambda _: iter(()))
    seen = []
    for _ in range(3):
        jobs.process(run_id)
        seen.append(state(store, run_id))
    assert seen == [("queued", 1), ("failed", 2), ("failed", 2)]
    with store.reading() as session:
        assert runs.get(session, run_id).error == "ZeroDivisionError"
    assert list(settings.scratch.iterdir()) == []


def test_a_worker_is_told_of_the_school(store: Store, settings: Settings) -> None:
    with store.writing() as session:
        keys.add(session, "s", "school", "De Bron", [], "Stein")
        asker = keys.principal(session, "s")
        assert asker
        days = {"a": dt.date(2025, 7, 31), "b": dt.date(2025, 8, 1), "c": dt.date(2026, 4, 1)}
        sent = [*days.items(), ("c", DAY), (None, DAY)]
        last = [
            dossiers.add(
                session, school_id=asker.school_id, profile="capelle", reference=reference, received_on=day, files=[]
            ).id
            for reference, day in sent
        ][-1]
    work = claim(store, settings, last)
    assert (work.municipality, work.pupils_this_year) == ("Stein", 3)
