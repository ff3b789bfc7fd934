"""A worker process: takes runs from the queue, one at a time, each in a child of its own."""

import ctypes
import gc
import math
import os
import signal
import sys

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

PR_SET_PDEATHSIG = 1


class DossierWorker(Worker):
    """RQ's worker, with a child that never outlives it and a short wait for a Redis that comes back."""

    max_connection_wait_time = 2.0

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        """The life of the child."""
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != self.pid:
            os._exit(1)
        super().main_work_horse(job, queue)


def main(lane: Lane) -> None:
    """Work on one lane until told to stop."""
    settings = Settings()
    Store(settings).close()  # what is slow to make, such as the client of a bucket, is made before the first fork
    wait_for_redis(settings, math.inf)
    connection = redis.Redis.from_url(settings.redis)
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
    gc.freeze()  # a child that looks for garbage would copy all that it has from its parent
    worker.work(logging_level="WARNING")


if __name__ == "__main__":
    start_logging()
    main("bulk" if "bulk" in sys.argv[1:] else "now")
