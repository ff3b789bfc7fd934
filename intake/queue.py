"""The queues: hints to the workers that a run is waiting. The database holds the truth, so a lost hint costs time only.

Each lane has a queue and workers of its own: a school that waits never stands behind bulk work. Arguments are ids,
serialised as JSON: whoever can write to Redis must not be able to have code run by that.
"""

import logging
from collections.abc import Iterable

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue as RqQueue
from rq.serializers import JSONSerializer

from intake.settings import Settings
from intake.store import Store, runs
from intake.store.tables import Lane

log = logging.getLogger(__name__)
NAMES: dict[Lane, str] = {"now": "dossiers", "bulk": "dossiers-bulk"}
JOB = "workers.jobs.process"  # by name: intake knows nothing of the workers


class Queue:
    """Sends runs to the workers."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        # No retries and a short wait: a school that sends must not wait for Redis.
        self._redis = redis.Redis.from_url(
            settings.redis, retry=Retry(NoBackoff(), 0), socket_connect_timeout=1, socket_timeout=2
        )
        self._queues = {
            lane: RqQueue(name, connection=self._redis, serializer=JSONSerializer) for lane, name in NAMES.items()
        }

    def announce(self, store: Store, waiting: Iterable[tuple[str, Lane]]) -> None:
        """Tell the workers of these runs, and the database that they were told. Redis being away is no error."""
        told = []
        try:
            for run_id, lane in waiting:
                self._queues[lane].enqueue_call(
                    JOB,
                    args=(run_id,),
                    job_id=run_id,
                    timeout=self._settings.job_timeout,
                    result_ttl=60,
                    failure_ttl=3600,
                    description=run_id,
                )
                told.append(run_id)
        except redis.RedisError as error:
            log.warning("Redis could not be told of a run: %s", type(error).__name__)
        if told:
            with store.writing() as session:
                runs.dispatched(session, told)

    def pending(self) -> set[str]:
        """The runs that stand in line in Redis. Raises `redis.RedisError`."""
        return {run_id for queue in self._queues.values() for run_id in queue.get_job_ids()}

    def lengths(self) -> dict[Lane, int]:
        """How many runs stand in line in Redis. Raises `redis.RedisError`."""
        return {lane: queue.count for lane, queue in self._queues.items()}

    def answers(self) -> bool:
        """Whether Redis is there."""
        try:
            return bool(self._redis.ping())
        except redis.RedisError:
            return False

    def close(self) -> None:
        """Give back all connections."""
        self._redis.close()
