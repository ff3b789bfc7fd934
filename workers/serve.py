"""The whole service in one process tree: Redis, workers, reconciler and web, started in that order."""

import fcntl
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from intake.settings import Settings
from intake.store import Store, erasing
from workers.embedded import redis_command, wait_for_redis
from workers.serve_errors import ServeError
from workers.serve_processes import Family, Member

log = logging.getLogger(__name__)
# Bulk work takes a tenth of what the others get. Not less: whoever holds SQLite's only lock must be able to end.
GIVING_WAY = ("nice", "-n", "10")


def serve(
    host: str | None = None, port: int | None = None, data: Path | None = None, workers: int | None = None
) -> None:
    """Run the service until SIGTERM or SIGINT; what is not given comes from the settings. Raises ServeError."""
    settings = _settings(host=host, port=port, data=data, workers=workers)
    with _alone(settings), _family() as (family, stop):
        _check_port(settings)
        store = Store(settings)
        store.migrate()
        with store.writing() as session:
            erasing.list_for_removal(session, store.files.sweep())  # unless a dossier has them
        store.close()
        environment = _environment(settings)
        if settings.redis_url is None:
            family.start(Member("redis", redis_command(settings), environment, grace=10))
            wait_for_redis(settings)
        _start_workers(family, settings)
        _start_reconciler(family, settings)
        web = [sys.executable, "-m", "intake.api.server"]
        uploads = {"TMPDIR": str(settings.files / "incoming")}  # large ones must not fill a /tmp that lives in memory
        family.start(Member("web", web, environment | uploads, grace=8))
        log.info("Dossierpoort: http://%s:%d", settings.host, settings.port)
        family.tend(stop)


def work(workers: int | None = None) -> None:
    """Run workers alone until SIGTERM or SIGINT, for the database and Redis of the settings."""
    settings = _settings(workers=workers)
    with _family() as (family, stop):
        _start_workers(family, settings)
        _start_reconciler(family, settings)  # one on each machine: it also removes what a killed worker left there
        family.tend(stop)


def _settings(**given: object) -> Settings:
    return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]


def _start_workers(family: Family, settings: Settings) -> None:
    command = [sys.executable, "-m", "workers.queueing"]
    lanes = {
        "worker": (settings.workers, command),
        "bulk worker": (settings.bulk_workers, [*GIVING_WAY, *command, "bulk"]),
    }
    for name, (count, words) in lanes.items():
        for _ in range(count):
            # Told to stop, a worker ends its dossier first; when its parent was killed nobody may be left waiting.
            family.start(Member(name, words, _environment(settings), grace=10, orphaned="KILL"))


def _start_reconciler(family: Family, settings: Settings) -> None:
    command = [sys.executable, "-m", "workers.reconcile"]
    family.start(Member("reconciler", command, _environment(settings), grace=5))
    command = [sys.executable, "-m", "workers.notices"]
    family.start(Member("notices", command, _environment(settings), grace=5))


def _environment(settings: Settings) -> dict[str, str]:
    # Two Tesseract processes that both want all cores starve each other.
    return {**os.environ, **settings.environment(), "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}


@contextmanager
def _family() -> Iterator[tuple[Family, threading.Event]]:
    stop, family = threading.Event(), Family()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield family, stop
    finally:
        family.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Two services on one data folder would take each other's Redis away."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.data / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ServeError(f"Er draait al een dienst op {settings.data.resolve()}.") from error
        yield


def _check_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise ServeError(f"Poort {settings.port} op {settings.host} is niet vrij.") from error
