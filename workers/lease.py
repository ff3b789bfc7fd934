"""Holding a run while working at it."""

import logging
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Protocol, Self

from sqlalchemy.orm import Session

from intake.store import Store, runs
from intake.store.runs import LeaseLostError, Work
from intake.store.store import OUTAGE

log = logging.getLogger(__name__)
PAUSE = 0.5  # seconds between two tries to write while the database is away


class Book(Protocol):
    """Where it is written who holds what: `intake.store.runs`, or a module like it."""

    def renew(self, session: Session, work: Work) -> None: ...
    def progress(
        self, session: Session, work: Work, *, files_done: int, files_total: int, told: dict[str, Any] | None = None
    ) -> None: ...


class Lease:
    """Renews the lease three times in its length, from a thread: reading a single file may take longer than a lease.

    Files are read in forked children meanwhile. That is safe beside this thread: it uses the store alone, which a child
    never does, so no lock that it holds at the moment of the fork is wanted there.
    """

    def __init__(self, store: Store, work: Work, seconds: float, book: Book = runs) -> None:
        self._store = store
        self._book = book
        self._work = work
        self._seconds = seconds
        self._done = threading.Event()
        self._lost = False
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def progress(self, *, files_done: int, files_total: int, told: dict[str, Any] | None = None) -> None:
        """Record how far it is. Raises LeaseLostError when the run is somebody else's by now."""
        if self._lost:
            raise LeaseLostError(self._work.run_id)
        values: dict[str, Any] = {"files_done": files_done, "files_total": files_total, "told": told}
        self.write(lambda session: self._book.progress(session, self._work, **values))

    def write(self, change: Callable[[Session], None]) -> None:
        """Write in one transaction; a database that is away for less than a lease costs nothing but the wait."""
        deadline = time.monotonic() + self._seconds
        while True:
            try:
                with self._store.writing() as session:
                    change(session)
            except OUTAGE:
                if time.monotonic() > deadline:
                    raise
                time.sleep(PAUSE)
            else:
                return

    def _beat(self) -> None:
        while not self._done.wait(self._seconds / 3):
            try:
                with self._store.writing() as session:
                    self._book.renew(session, self._work)
            except LeaseLostError:
                self._lost = True
                return
            except OUTAGE as error:
                log.warning("the lease of run %s was not renewed: %s", self._work.run_id, type(error).__name__)
