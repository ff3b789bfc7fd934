"""Delivers notices until told to stop: what is due is tried, and every attempt is written down."""

import logging
import signal
import threading

from intake.logs import start_logging
from intake.notices import UndeliveredError, deliver
from intake.settings import Settings
from intake.store import Store, notices
from intake.store.notice_tables import Notice
from intake.store.store import OUTAGE

log = logging.getLogger("workers.notices")  # also when it is the program itself


def deliver_due(store: Store, settings: Settings) -> None:
    """One round. Raises one of `OUTAGE`."""
    with store.reading() as session:
        waiting = notices.due(session)
    for notice_id in waiting:
        with store.writing() as session:
            mine = notices.take(session, notice_id)
        if not mine:
            continue
        outcome = "delivered"
        with store.reading() as session:
            notice = session.get(Notice, notice_id)
            if notice is None:
                continue
            try:
                deliver(notice, settings)
            except UndeliveredError as error:
                outcome = str(error)
                log.warning("a notice was not delivered", extra={"told": {"notice": notice_id, "outcome": outcome}})
        with store.writing() as session:
            notices.record(session, notice_id, outcome, delivered=outcome == "delivered")


def main() -> None:
    """Deliver until told to stop."""
    settings = Settings()
    store, stop = Store(settings), threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    while not stop.wait(settings.reconcile_interval):
        try:
            deliver_due(store, settings)
        except (*OUTAGE, OSError) as error:
            log.warning("nothing delivered this time: %s", type(error).__name__)


if __name__ == "__main__":
    start_logging()
    main()
