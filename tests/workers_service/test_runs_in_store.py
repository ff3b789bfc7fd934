"""The life of a run: claimed by one, held by a lease, ended once."""

import datetime as dt
import errno
import io

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from service_tree import wait_for
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from store_help import DAY, REPORT, claim, state, take_back

from intake.access import Scope
from intake.settings import Settings
from intake.store import Store, dossiers, keys, runs
from intake.store.store import now
from intake.store.tables import Base, Dossier, Run
from workers import jobs, lease
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
    assert take_back(store, settings) == (1, 0)
    heir = claim(store, settings, run_id)
    for late in (
        lambda session: runs.report(session, zombie, REPORT | {"status": "review"}, "0"),
        lambda session: runs.renew(session, zombie),
        lambda session: runs.progress(session, zombie, files_done=9, files_total=9),
        lambda session: runs.fail(session, zombie, "x", settings),
        lambda session: runs.postpone(session, zombie, "x", settings),
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


def test_the_lease_is_renewed_while_the_work_goes_on(store: Store, settings: Settings, run_id: str) -> None:
    work = claim(store, settings, run_id)
    with store.reading() as session:
        before = runs.heartbeats(session)
    with Lease(store, work, 0.03) as held:
        wait_for(lambda: beats(store) != before, "a sign of life")
        with store.writing() as session:
            session.execute(update(Run).values(lease="somebody else's"))
        held._thread.join(5)
        with pytest.raises(runs.LeaseLostError):
            held.progress(files_done=1, files_total=1)


def beats(store: Store) -> dict[str, dt.datetime | None]:
    with store.reading() as session:
        return runs.heartbeats(session)


def test_a_clock_that_was_set_back_keeps_nobody_waiting(store: Store, settings: Settings, run_id: str) -> None:
    ahead = now() + dt.timedelta(days=1)
    with store.writing() as session:
        session.execute(update(Run).values(not_before=ahead, dispatched_at=ahead, state="queued"))
    with store.reading() as session:
        assert runs.waiting(session, settings) == [(run_id, "now", True)]
    claim(store, settings, run_id)


def test_what_was_never_sent_goes_first_and_bulk_last(store: Store, settings: Settings, run_id: str) -> None:
    with store.writing() as session:
        dossier = dossiers.find(session, Scope(), runs.get(session, run_id).dossier_id)
        assert dossier
        bulk, later = (dossiers.add_files(session, dossier, [], lane=lane).id for lane in ("bulk", "now"))
        session.execute(update(Run).where(Run.id == run_id).values(dispatched_at=now() - dt.timedelta(hours=1)))
    with store.reading() as session:
        assert [run.run_id for run in runs.waiting(session, settings)] == [later, bulk, run_id]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), OperationalError("x", {}, Exception())])
def test_what_is_away_or_full_costs_no_attempt(
    store: Store, settings: Settings, run_id: str, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(jobs.judging, "judge", fails)
        patch.setattr(jobs, "read_all", lambda _: iter(()))
        for _ in range(4):
            jobs.process(run_id)
            assert state(store, run_id) == ("queued", 0)
    claim(store, settings, run_id)


def test_a_database_that_is_away_for_a_moment_costs_nothing(
    store: Store, settings: Settings, run_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, tries = claim(store, settings, run_id), []

    def change(session: Session) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("x", {}, Exception())
        runs.report(session, work, REPORT, "0")

    monkeypatch.setattr(lease, "PAUSE", 0)
    lease.Lease(store, work, 10).write(change)
    assert state(store, run_id) == ("reported", 1)


def test_two_who_change_a_dossier_at_once(store: Store, run_id: str) -> None:
    with store.reading() as session:
        dossier_id = runs.get(session, run_id).dossier_id
    with store.writing() as session:
        dossier = session.get_one(Dossier, dossier_id)
        later = update(Dossier).values(revision=Dossier.revision + 1)
        session.execute(later, execution_options={"synchronize_session": False})
        dossier.reference = "nieuw"
        with pytest.raises(StaleDataError):
            session.flush()
        session.rollback()


def test_a_dead_worker_s_run_goes_back_in_line_until_it_is_given_up(
    store: Store, settings: Settings, run_id: str
) -> None:
    for expected, after in (((1, 0), ("queued", 1)), ((0, 1), ("failed", 2))):
        claim(store, settings, run_id)
        assert take_back(store, settings) == expected
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

    monkeypatch.setattr(jobs.judging, "judge", judge)
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
