"""Rounds over many dossiers as the store sees them, on both databases."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select, update
from store_help import DAY, REPORT, claim

from intake.access import Principal
from intake.settings import Settings
from intake.store import (
    Store,
    dossiers,
    reprocessing_choice,
    reprocessing_decisions,
    reprocessing_items,
    reprocessing_results,
    reprocessings,
    runs,
    schools,
)
from intake.store.audit_table import AuditEvent
from intake.store.reprocessing_choice import Choice
from intake.store.reprocessing_items import Candidate, ItemWork
from intake.store.reprocessing_results import Reason, Turn, Wanted
from intake.store.reprocessing_tables import Deed, Reprocessing, ReprocessingItem
from intake.store.runs import LeaseLostError
from intake.store.tables import Dossier, ReportVersion

ADMIN = Principal("a" * 24, "admin", None, frozenset(), kind="person")
BETTER: dict[str, Any] = REPORT | {"status": "incomplete"}


@pytest.fixture
def three(store: Store, settings: Settings) -> list[str]:
    return [report(store, settings, drop(store, DAY + dt.timedelta(days=day))) for day in range(3)]


def drop(store: Store, received_on: dt.date = DAY, school: str | None = None, profile: str = "passenderwijs") -> str:
    with store.files.stage([io.BytesIO(b"x")]) as staged, store.writing() as session:
        where = schools.ensure(session, school, None).id if school else None
        files = [dossiers.NewFile("a.pdf", file) for file in staged]
        values: dict[str, Any] = {"school_id": where, "profile": profile, "received_on": received_on}
        run = dossiers.add(session, reference=None, files=files, **values)
        store.files.keep(staged[0])
        return run.dossier_id


def add(store: Store, dossier_id: str) -> None:
    with store.files.stage([io.BytesIO(b"y")]) as staged, store.writing() as session:
        dossiers.add_files(session, session.get_one(Dossier, dossier_id), [dossiers.NewFile("b.pdf", staged[0])])
        store.files.keep(staged[0])


def report(store: Store, settings: Settings, dossier_id: str, content: dict[str, Any] = REPORT) -> str:
    with store.reading() as session:
        run_id = session.get_one(Dossier, dossier_id).run.id
    work = claim(store, settings, run_id)
    with store.writing() as session:
        runs.report(session, work, content, "0.1")
    return dossier_id


def begin(store: Store, choice: Choice = Choice(), *, dry_run: bool = False) -> str:  # noqa: B008 - it is frozen
    with store.writing() as session:
        return reprocessings.start(session, ADMIN, choice, "read", dry_run=dry_run).id


def take(store: Store, settings: Settings) -> ItemWork | None:
    with store.reading() as session:
        waiting = reprocessing_items.waiting(session, settings)
    if not waiting:
        return None
    with store.writing() as session:
        return reprocessing_items.claim(session, waiting[0][0], settings)


def finish(store: Store, item: ItemWork, content: dict[str, Any] = BETTER) -> None:
    differs = content != item.before
    candidate = Candidate(content, None, "0.2", differs, {"status": [1, 2]}, [("status", "complete>incomplete")])
    with store.writing() as session:
        reprocessing_items.done(session, item.work, candidate)


def work_on(store: Store, settings: Settings, content: dict[str, Any] = BETTER) -> None:
    while item := take(store, settings):
        finish(store, item, content)


def decide(store: Store, round_id: str, deed: Deed, items: Sequence[str] | None = None) -> int:
    with store.writing() as session:
        round_ = session.get_one(Reprocessing, round_id)
        decision = reprocessing_decisions.decide(session, ADMIN, round_, deed, "beter gelezen", items)
        if decision is None:
            return 0
        decision_id, count = decision.id, decision.count
    while carry_out(store, decision_id):
        pass
    return count


def carry_out(store: Store, decision_id: str) -> int:
    with store.writing() as session:
        return reprocessing_decisions.carry_out(session, decision_id)


def states(store: Store, round_id: str) -> dict[str, int]:
    with store.reading() as session:
        found = reprocessings.progress(session, session.get_one(Reprocessing, round_id))
        return {str(state): count for state, count in found.counts.items()}


def versions(store: Store, dossier_id: str) -> list[tuple[int, str]]:
    with store.reading() as session:
        question = select(ReportVersion.version, ReportVersion.status).where(ReportVersion.dossier_id == dossier_id)
        return [(version, status) for version, status in session.execute(question.order_by(ReportVersion.version))]


def items(store: Store) -> list[ReprocessingItem]:
    with store.reading() as session:
        return list(session.scalars(select(ReprocessingItem).order_by(ReprocessingItem.id)))


def test_a_choice_narrows_by_each_of_its_sides(store: Store, settings: Settings) -> None:
    early = report(store, settings, drop(store, DAY, "De Bron"))
    finding = {"code": "pupil.age", "id": "pupil.age", "severity": "blocking", "message": "x"}
    late = report(
        store, settings, drop(store, DAY + dt.timedelta(days=9), profile="capelle"), BETTER | {"findings": [finding]}
    )
    unread = drop(store, DAY)
    with store.reading() as session:

        def chosen(**values: Any) -> set[str]:
            choice = Choice.of_json(Choice(**values).as_json())
            found = set(reprocessing_choice.ids(session, choice))
            assert reprocessing_choice.count(session, choice) == len(found)
            return found

        assert chosen() == {early, late, unread}
        assert chosen(profile="capelle") == {late}
        assert chosen(since=DAY + dt.timedelta(days=1)) == {late}
        assert chosen(until=DAY) == {early, unread}
        assert chosen(status="complete") == {early}
        assert chosen(code="pupil.age") == {late}
        assert chosen(code="pupil_age") == chosen(status="failed") == set()
        assert chosen(extractor_version="0.1") == {early, late}
        assert chosen(school="De Bron") == {early}
        assert reprocessing_choice.extractor_versions(session) == ["0.1"]


def test_nothing_chosen_is_no_round(store: Store) -> None:
    with pytest.raises(reprocessings.NothingChosenError):
        begin(store, Choice(profile="capelle"))


def test_a_dry_run_changes_no_report(store: Store, settings: Settings, three: list[str]) -> None:
    round_id = begin(store, dry_run=True)
    work_on(store, settings)
    assert states(store, round_id) == {"different": 3}
    with pytest.raises(reprocessing_decisions.DryRunError):
        decide(store, round_id, "accept")
    assert [versions(store, dossier) for dossier in three] == [[(1, "complete")]] * 3
    with store.writing() as session:
        reprocessings.make_real(session, ADMIN, round_id)
    assert decide(store, round_id, "accept") == 3
    assert {(item.extractor_before, item.extractor_after) for item in items(store)} == {("0.1", "0.2")}


def test_what_says_the_same_keeps_no_candidate(store: Store, settings: Settings, three: list[str]) -> None:
    round_id = begin(store, Choice(until=DAY))
    work_on(store, settings, REPORT)
    assert three
    assert states(store, round_id) == {"same": 1}
    assert [item.content for item in items(store)] == [None]
    assert decide(store, round_id, "accept") == 0


def test_accepting_appends_and_rolling_back_appends_again(store: Store, settings: Settings, three: list[str]) -> None:
    round_id = begin(store)
    work_on(store, settings)
    assert decide(store, round_id, "accept") == 3
    assert versions(store, three[0]) == [(1, "complete"), (2, "incomplete")]
    assert states(store, round_id) == {"accepted": 3}
    assert decide(store, round_id, "roll_back") == 3
    assert versions(store, three[0]) == [(1, "complete"), (2, "incomplete"), (3, "complete")]
    assert states(store, round_id) == {"rolled_back": 3}
    with store.reading() as session:
        log = session.execute(
            select(AuditEvent.event, AuditEvent.actor_id, AuditEvent.detail).where(AuditEvent.dossier_id == three[0])
        ).all()
        made = reprocessing_decisions.of_round(session, round_id)
    assert [tuple(row) for row in log[-2:]] == [
        ("report_replaced", ADMIN.id, "version 1 -> 2"),
        ("report_rolled_back", ADMIN.id, "version 1 -> 3"),
    ]
    assert [(one.deed, one.reason, one.actor_id, one.count) for one in made] == [
        ("accept", "beter gelezen", ADMIN.id, 3),
        ("roll_back", "beter gelezen", ADMIN.id, 3),
    ]


def test_a_selection_is_accepted_and_the_rest_rejected(store: Store, settings: Settings, three: list[str]) -> None:
    round_id = begin(store)
    work_on(store, settings)
    chosen = items(store)[0]
    assert decide(store, round_id, "accept", [chosen.id]) == 1
    assert decide(store, round_id, "reject") == 2
    assert states(store, round_id) == {"accepted": 1, "rejected": 2}
    assert sorted(len(versions(store, dossier)) for dossier in three) == [1, 1, 2]
    assert [item.content for item in items(store)] == [None] * 3


def test_a_dossier_that_changed_meanwhile_is_left_alone(store: Store, settings: Settings, three: list[str]) -> None:
    round_id = begin(store)
    work_on(store, settings)
    add(store, three[0])
    with store.reading() as session:
        assert reprocessings.progress(session, session.get_one(Reprocessing, round_id)).stale == 1
    decide(store, round_id, "accept")
    assert states(store, round_id) == {"accepted": 2, "overtaken": 1}
    assert versions(store, three[0]) == [(1, "complete")]


def test_what_changed_after_it_was_accepted_is_not_rolled_back(
    store: Store, settings: Settings, three: list[str]
) -> None:
    round_id = begin(store)
    work_on(store, settings)
    decide(store, round_id, "accept")
    add(store, three[0])
    report(store, settings, three[0])
    decide(store, round_id, "roll_back")
    assert states(store, round_id) == {"accepted": 1, "rolled_back": 2}
    assert versions(store, three[0])[-1] == (3, "complete")
    assert {item.error for item in items(store)} == {None, "overtaken"}


def test_what_changed_meanwhile_or_failed_is_done_again(store: Store, settings: Settings, three: list[str]) -> None:
    round_id = begin(store)
    work_on(store, settings)
    add(store, three[0])
    report(store, settings, three[0])
    with store.writing() as session:
        assert reprocessings.again(session, ADMIN, session.get_one(Reprocessing, round_id)) == 1
    assert states(store, round_id) == {"waiting": 1, "different": 2}
    work_on(store, settings)
    assert decide(store, round_id, "accept") == 3
    assert versions(store, three[0])[-1] == (3, "incomplete")


def test_results_are_told_by_verdict_by_reason_and_by_dossier(
    store: Store, settings: Settings, three: list[str]
) -> None:
    round_id = begin(store)
    work_on(store, settings)
    with store.reading() as session:
        assert reprocessing_results.turns(session, round_id) == [Turn("complete", "incomplete", 3)]
        assert reprocessing_results.reasons(session, round_id) == [Reason("status", "complete>incomplete", 3, 3)]
        every = reprocessing_results.results(session, round_id, Wanted(), 1, 2)
        assert (every[0], [result.dossier.id for result in every[1]]) == (3, three[:2])
        for wanted, count in (
            (Wanted(("different",)), 3),
            (Wanted(("same",)), 0),
            (Wanted(reason=("status", "complete>incomplete"), verdict=True), 3),
            (Wanted(reason=("appears", "pupil.age")), 0),
        ):
            assert reprocessing_results.results(session, round_id, wanted, 1, 2)[0] == count
        found = reprocessing_results.result(session, round_id, every[1][0].item.id)
        assert found
        assert (found.stale, found.item.differences) == (False, {"status": [1, 2]})
        assert reprocessing_results.result(session, "none", found.item.id) is None


def test_a_dossier_that_is_being_read_anyhow_is_overtaken(store: Store, settings: Settings) -> None:
    drop(store)
    round_id = begin(store)
    assert take(store, settings) is None
    assert states(store, round_id) == {"overtaken": 1}


def test_a_paused_round_gives_no_work_and_goes_on_where_it_was(
    store: Store, settings: Settings, three: list[str]
) -> None:
    round_id = begin(store)
    item = take(store, settings)
    assert item
    assert three
    with store.writing() as session:
        assert reprocessings.pause(session, ADMIN, round_id)
        assert not reprocessings.pause(session, ADMIN, round_id)
    assert take(store, settings) is None
    finish(store, item)  # the one at hand
    with store.writing() as session:
        assert reprocessings.resume(session, ADMIN, round_id)
    work_on(store, settings)
    assert states(store, round_id) == {"different": 3}


def test_cancelling_stops_the_one_at_hand_and_keeps_what_is_done(
    store: Store, settings: Settings, three: list[str]
) -> None:
    round_id = begin(store)
    done = take(store, settings)
    assert done
    finish(store, done)
    at_hand = take(store, settings)
    assert at_hand
    with store.writing() as session:
        assert reprocessings.cancel(session, ADMIN, round_id)
    with pytest.raises(LeaseLostError):
        finish(store, at_hand)
    assert take(store, settings) is None
    assert states(store, round_id) == {"different": 1, "cancelled": 2}
    assert decide(store, round_id, "accept") == 1
    assert sum(len(versions(store, dossier)) for dossier in three) == 4


def test_a_worker_that_died_is_followed_by_another_until_it_was_often_enough(
    store: Store, settings: Settings, three: list[str]
) -> None:
    round_id = begin(store, Choice(until=DAY))
    late = take(store, settings)
    assert late
    assert three
    for _ in range(2):
        with store.writing() as session:
            assert reprocessing_items.take_back(session, reprocessing_items.heartbeats(session).keys(), settings) == 1
        again = take(store, settings)
    assert again is None  # two attempts are allowed here
    with pytest.raises(LeaseLostError):
        finish(store, late)
    assert states(store, round_id) == {"failed": 1}


def test_a_decision_that_was_cut_off_is_known_and_gone_on_with(
    store: Store, settings: Settings, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reprocessing_decisions, "A_FEW", 2)
    round_id = begin(store)
    work_on(store, settings)
    with store.writing() as session:
        round_ = session.get_one(Reprocessing, round_id)
        assert reprocessing_decisions.decide(session, ADMIN, round_, "accept", "beter")
        assert reprocessing_decisions.decide(session, ADMIN, round_, "accept", "nog eens") is None
    with store.reading() as session:
        (decision,) = reprocessing_decisions.unfinished(session)
    assert carry_out(store, decision) == 2
    with store.reading() as session:
        assert reprocessing_decisions.left(session, round_id) == 1
        assert reprocessing_decisions.unfinished(session) == [decision]
    assert carry_out(store, decision) == 1
    assert carry_out(store, decision) == 0
    assert sum(len(versions(store, dossier)) for dossier in three) == 6


def test_the_pace_tells_when_it_will_be_ready(store: Store, settings: Settings, three: list[str]) -> None:
    round_id = begin(store)
    item = take(store, settings)
    assert item
    assert three
    finish(store, item)
    with store.writing() as session:
        minute = reprocessings.now() - dt.timedelta(minutes=1)
        session.execute(update(Reprocessing).values(resumed_at=minute))
    with store.reading() as session:
        found = reprocessings.progress(session, session.get_one(Reprocessing, round_id))
    assert (found.total, found.open, found.done) == (3, 2, 1)
    assert found.pace == pytest.approx(1, abs=0.1)
    assert found.ready_at
    assert (found.ready_at - reprocessings.now()).total_seconds() == pytest.approx(120, abs=15)


def test_nothing_of_an_erased_dossier_stays_in_a_round(store: Store, settings: Settings, three: list[str]) -> None:
    from intake.privacy.erase import erase  # noqa: PLC0415 - beside what it is for
    from intake.store.audit import SYSTEM  # noqa: PLC0415

    round_id = begin(store)
    work_on(store, settings)
    decide(store, round_id, "accept")
    erased = erase(store, three[0], SYSTEM)
    assert erased
    assert erased.left == []
    assert states(store, round_id) == {"accepted": 2}
