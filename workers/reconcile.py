"""Bringing database and queue together again.

What the queue lost is sent anew, what a dead worker held is taken back, what it left on disk is removed.
"""

import logging
import shutil
import signal
import threading

import redis

from intake.queue import Queue
from intake.settings import Settings
from intake.store import Store, runs
from intake.store.store import OUTAGE

log = logging.getLogger(__name__)


def reconcile(store: Store, queue: Queue, settings: Settings) -> None:
    """One round. Raises `redis.RedisError` or one of `OUTAGE` when one of the two is away."""
    # A claim is committed before its folder is made, so a folder without a claim later on has been left behind.
    folders = list(settings.scratch.iterdir()) if settings.scratch.exists() else []
    with store.writing() as session:
        again, given_up = runs.take_back(session, settings)
    with store.reading() as session:
        waiting = runs.waiting(session, settings.patience)
        held = runs.leases(session)
    if again or given_up:
        log.warning("%d runs taken back from dead workers, %d given up", again, given_up)
    for folder in folders:
        if folder.name not in held:
            shutil.rmtree(folder, ignore_errors=True)
    pending = queue.pending() if any(told for _, told in waiting) else set()
    queue.announce(store, [run_id for run_id, told in waiting if not told or run_id not in pending])


def main() -> None:
    """Reconcile until told to stop."""
    settings = Settings()
    store, queue = Store(settings), Queue(settings)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    while not stop.wait(settings.reconcile_interval):
        try:
            reconcile(store, queue, settings)
        except (redis.RedisError, *OUTAGE) as error:
            log.warning("nothing reconciled this time: %s", type(error).__name__)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    main()
