"""A worker process: takes runs from the queue, one at a time, each in a child of its own."""

import ctypes
import gc
import logging
import math
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

import redis
from rq import Worker
from rq.job import Job
from rq.queue import Queue
from rq.serializers import JSONSerializer

import workers.jobs  # loaded before the first fork, so that no job pays for it  # noqa: F401
from intake.logs import start_logging
from intake.queue import NAMES
from intake.settings import Settings
from intake.store import Store
from intake.store.tables import Lane
from workers.embedded import wait_for_redis

log = logging.getLogger("workers.queueing")  # also when it is the program itself
PR_SET_PDEATHSIG = 1
PAUSE = 0.5  # seconds before trying again


class DossierWorker(Worker):
    """RQ's worker, with a child that never outlives it and a short wait for a Redis that comes back."""

    max_connection_wait_time = 2.0
    told_to_stop = False

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """What SIGTERM and SIGINT do."""
        self.told_to_stop = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        """The life of the child."""
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != self.pid:
            os._exit(1)
        super().main_work_horse(job, queue)


def main(lane: Lane) -> None:
    """Work on one lane until told to stop."""
    if lane == "bulk":  # started with `nice`, which counts within its own session alone where sessions have shares
        with suppress(OSError):
            Path("/proc/self/autogroup").write_text("10")
    settings = Settings()
    Store(settings).close()  # what is slow to make, such as the client of a bucket, is made before the first fork
    wait_for_redis(settings, math.inf)
    gc.freeze()  # a child that looks for garbage would copy all that it has from its parent
    while not _work(lane, redis.Redis.from_url(settings.redis)):
        # RQ gives up where Redis is away, full or slow at a bad moment; starting anew takes as long as many dossiers.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        time.sleep(PAUSE)
        wait_for_redis(settings, math.inf)


def _work(lane: Lane, connection: redis.Redis) -> bool:
    """Work until told to stop, or until RQ gives up; whether it was the former."""
    # One queue: with several, RQ pops without the net that catches a run when the worker dies right after.
    worker = DossierWorker(
        [NAMES[lane]],
        connection=connection,
        serializer=JSONSerializer,
        worker_ttl=30,
        job_monitoring_interval=5,
        maintenance_interval=30,
        log_job_description=False,
    )
    worker.log_result_lifespan = False
    try:
        worker.work(logging_level="WARNING")
    except redis.RedisError as error:
        log.warning("waits for Redis: %s", type(error).__name__)
    if worker.horse_pid and not worker.told_to_stop:  # its dossier is still being read, under a lease
        with suppress(ChildProcessError):
            os.waitpid(worker.horse_pid, 0)
    return worker.told_to_stop


if __name__ == "__main__":
    start_logging()
    main("bulk" if "bulk" in sys.argv[1:] else "now")
