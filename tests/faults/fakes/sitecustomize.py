"""Loaded by every Python of the service under test: the wall clock is off by what a file says."""

import datetime as dt
import os
import sys
import time
from pathlib import Path


def _offset() -> float:
    return float(Path(os.environ["FAULTS_CLOCK"]).read_text())


def _install() -> None:
    from intake.store import store  # noqa: PLC0415 - before anybody takes its `now` by name

    real = time.time
    time.time = lambda: real() + _offset()
    store.now = lambda: dt.datetime.now(dt.UTC) + dt.timedelta(seconds=_offset())


if any(word in sys.orig_argv for word in ("workers.queueing", "workers.reconcile", "intake.api.server")):
    _install()
