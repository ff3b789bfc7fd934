"""Bringing database and queue together again.

What the queue lost is sent anew, what a dead worker held is taken back, what it left on disk is removed.
"""

import logging
import shutil
import signal
import threading
import time
from collections.abc import Callable, Mapping

import redis

from intake import profiles
from intake.logs import start_logging
from intake.privacy import retention
from intake.queue import Queue
from intake.settings import Settings
from intake.store import Store, reprocessing_decisions, reprocessing_items, runs
from intake.store.store import OUTAGE
from workers.folders import Folders

log = logging.getLogger("workers.reconcile")  # also when it is the program itself
PURGE_EVERY = 3600  # seconds between looking for dossiers that were kept long enough


class Watch:
    """Tells which leases show no sign of life, by one steady clock: the machines' own clocks may differ and jump."""

    def __init__(self, patience: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._patience = patience
        self._clock = clock
        self._seen: dict[str, tuple[object, float]] = {}

    def silent(self, signs: Mapping[str, object]) -> set[str]:
        """Those whose sign has been the same for longer than the patience lasts. Signs may be of any kind."""
        moment = self._clock()
        before, self._seen = self._seen, {}
        for lease, sign in signs.items():
            last, since = before.get(lease, (None, moment))
            self._seen[lease] = (sign, since if last == sign else moment)
        return {lease for lease, (_, since) in self._seen.items() if moment - since > self._patience}


def reconcile(store: Store, queue: Queue, settings: Settings, watch: Watch) -> None:
    """One round. Raises `redis.RedisError` or one of `OUTAGE` when one of the two is away."""
    # A claim is committed before its folder is made, so a folder without a claim later on has been left behind.
    folders = list(settings.scratch.iterdir()) if settings.scratch.exists() else []
    with store.reading() as session:
        held = runs.heartbeats(session) | reprocessing_items.heartbeats(session)
    silent = watch.silent(held)
    if silent:
        with store.writing() as session:
            again, given_up = runs.take_back(session, silent, settings)
            back = reprocessing_items.take_back(session, silent, settings)
        log.warning("%d runs taken back from dead workers, %d given up; %d of rounds", again, len(given_up), back)
    for folder in folders:
        if folder.name not in held or folder.name in silent:
            shutil.rmtree(folder, ignore_errors=True)
    with store.reading() as session:
        waiting = runs.waiting(session, settings)
        items = reprocessing_items.waiting(session, settings)
        decided = reprocessing_decisions.unfinished(session)
    told = [run.run_id for run in waiting if run.told] + [item for item, was_told in items if was_told] + [*decided]
    pending = queue.pending() if told else set()
    queue.announce(store, [(run.run_id, run.lane) for run in waiting if not run.told or run.run_id not in pending])
    queue.announce_items(store, [item for item, was_told in items if not was_told or item not in pending])
    queue.announce_decisions(decision for decision in decided if decision not in pending)


def main() -> None:
    """Reconcile until told to stop."""
    settings = Settings()
    store, queue, watch = Store(settings), Queue(settings), Watch(settings.lease)
    folders, stop = Folders(store, queue, settings), threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    purge_at = 0.0
    while not stop.wait(settings.reconcile_interval):
        try:
            reconcile(store, queue, settings, watch)
            profiles.publish(store, settings)
            folders.look()
            if time.monotonic() >= purge_at:
                purge_at = time.monotonic() + PURGE_EVERY
                retention.purge(store, settings)
        except (redis.RedisError, *OUTAGE, OSError) as error:
            log.warning("nothing reconciled this time: %s", type(error).__name__)


if __name__ == "__main__":
    start_logging()
    main()
