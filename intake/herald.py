"""Tells the workers of new runs from a thread of its own: whoever sends a dossier waits for nobody but the database."""

import logging
import threading
from collections.abc import Sequence
from queue import SimpleQueue

from intake.queue import Queue
from intake.store import Store
from intake.store.store import OUTAGE
from intake.store.tables import Lane

log = logging.getLogger(__name__)


class Herald:
    """What it is told while it is busy goes along together. What it can't pass on, the reconciler will."""

    def __init__(self, store: Store, queue: Queue) -> None:
        self._store = store
        self._queue = queue
        self._news: SimpleQueue[Sequence[tuple[str, Lane]] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._go, name="herald", daemon=True)
        self._thread.start()

    def tell(self, waiting: Sequence[tuple[str, Lane]]) -> None:
        """Pass these runs on, soon."""
        self._news.put(waiting)

    def close(self) -> None:
        """Pass on what is left, and end."""
        self._news.put(None)
        self._thread.join()

    def _go(self) -> None:
        ending = False
        while not ending:
            news = [self._news.get()]
            while not self._news.empty():
                news.append(self._news.get())
            ending = None in news
            try:
                self._queue.announce(self._store, [run for waiting in news if waiting for run in waiting])
            except OUTAGE as error:
                log.warning("runs wait for the reconciler: %s", type(error).__name__)
