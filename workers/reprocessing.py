"""What a worker does for a round over many dossiers: make a candidate of one, or carry out what was decided.

Like `workers.jobs`: the queue may deliver twice or late; the lease, and the state of each item, tell what still counts.
"""

from __future__ import annotations

import logging
import random
import time
from contextlib import contextmanager, suppress
from importlib.metadata import version
from typing import TYPE_CHECKING

from extractors.records import DossierRecords
from intake import judging, logs
from intake.settings import Settings
from intake.store import Store, reprocessing_decisions, reprocessing_items, weighing
from intake.store.reprocessing_items import Candidate
from intake.store.runs import LeaseLostError
from intake.store.store import OUTAGE
from validators.differences import Differences, differences
from validators.report import Report
from workers import jobs
from workers.lease import Lease

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from intake.store.reprocessing_items import ItemWork

log = logging.getLogger(__name__)
A_WHILE = 10  # seconds
NOTHING_KEPT = "nothing_kept"  # read before records were kept: only reading the files again helps


class NothingKeptError(Exception):
    """There are no records of the dossier to judge again."""


def process(item_id: str) -> None:
    """Make the candidate of this dossier, if that is still wanted and nobody else is doing it, and of others after it.

    A job takes longer to begin than many a dossier to be judged, so it goes on for a while; not for long, since what
    somebody decided on waits behind it.
    """
    until = time.monotonic() + A_WHILE
    with _opened() as (store, settings):
        with store.writing() as session:
            taken = reprocessing_items.claim(session, item_id, settings)
        while taken is not None:
            logs.run_id.set(taken.work.run_id)
            _work(store, settings, taken)
            taken = _next(store, settings) if time.monotonic() < until else None


def _next(store: Store, settings: Settings) -> ItemWork | None:
    """Any other dossier that waits; workers that look at the same moment hardly ever pick the same one."""
    with store.reading() as session:
        waiting = [item_id for item_id, _ in reprocessing_items.waiting(session, settings, told_lately=True)]
    if not waiting:
        return None
    with store.writing() as session:
        return reprocessing_items.claim(session, random.choice(waiting), settings)  # noqa: S311 - no secret


def carry_out(decision_id: str) -> None:
    """Carry out what somebody decided; what is cut off, is taken up by the next who is told of it."""
    with _opened() as (store, _):
        some = True
        while some:
            with store.writing() as session:
                some = bool(reprocessing_decisions.carry_out(session, decision_id))


@contextmanager
def _opened() -> Iterator[tuple[Store, Settings]]:
    settings = Settings()
    store = Store(settings)
    try:
        yield store, settings
    except OUTAGE as error:  # the reconciler sends it again
        log.warning("waits for the database: %s", type(error).__name__)
    finally:
        store.close()


def _work(store: Store, settings: Settings, taken: ItemWork) -> None:
    work = taken.work
    try:
        with Lease(store, work, settings.lease, reprocessing_items) as lease:
            candidate = _candidate(store, settings, taken, lease)
            lease.write(lambda session: reprocessing_items.done(session, work, candidate))
    except LeaseLostError:
        log.warning("went to another worker, or was cancelled")
    except NothingKeptError:
        with suppress(LeaseLostError), store.writing() as session:
            reprocessing_items.fail(session, work, NOTHING_KEPT, settings, final=True)
    except Exception as error:  # noqa: BLE001 - whatever it is, the round must go on
        kind, passes = type(error).__name__, jobs.passes(error)
        log.log(logging.WARNING if passes else logging.ERROR, "attempt %d: %s", work.attempt, kind)
        end = reprocessing_items.postpone if passes else reprocessing_items.fail
        with suppress(LeaseLostError), store.writing() as session:
            end(session, work, kind, settings)


def _candidate(store: Store, settings: Settings, taken: ItemWork, lease: Lease) -> Candidate:
    work, made_by, fresh = taken.work, version("dossierpoort"), taken.mode == "read"
    if fresh:
        with jobs.scratch(settings, work) as folder:
            records = jobs.read(store, work, lease, folder)
    with store.reading() as session:
        if not fresh:
            records, made_by = _kept(session, work.dossier_id)
        report = judging.judged(records, work, judging.said(session, work.dossier_id)).report
    before = Report.model_validate(taken.before) if taken.before else None
    found = differences(before, report) if before else None
    reasons = _reasons(found, before, report) if found and before else {("status", f"none>{report.status}")}
    return Candidate(
        content=report.model_dump(mode="json"),
        records=records.model_dump(mode="json") if fresh else None,
        extractor_version=made_by,
        differs=bool(reasons),
        differences=found.model_dump(mode="json") if found else {},
        reasons=reasons,
    )


def _kept(session: Session, dossier_id: str) -> tuple[DossierRecords, str]:
    kept = weighing.newest_records(session, dossier_id)
    if kept is None:
        raise NothingKeptError
    run, content = kept
    return DossierRecords.model_validate(content), run.extractor_version or ""


def _reasons(found: Differences, before: Report, after: Report) -> set[tuple[str, str]]:
    """Each cause once, as it is counted over the whole round."""
    old, new = before.dossier.profile_version, after.dossier.profile_version
    reasons = {("profile", f"{old}>{new}")} if old != new else set()
    reasons |= {("requirement", "state")} if found.requirements else set()
    reasons |= {("value", f"{value.record.partition(':')[0]}.{value.field}".rstrip(".")) for value in found.values}
    for finding in found.findings:
        kind = "appears" if finding.before is None else "goes" if finding.after is None else "weighs"
        reasons.add((kind, finding.code))
    if found.status_before != found.status_after:
        reasons.add(("status", f"{found.status_before}>{found.status_after}"))
    return reasons
