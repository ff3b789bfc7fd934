"""The queues: hints to the workers that a run is waiting. The database holds the truth, so a lost hint costs time only.

Each lane has a queue and workers of its own: a school that waits never stands behind bulk work. Arguments are ids,
serialised as JSON: whoever can write to Redis must not be able to have code run by that.
"""

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue as RqQueue
from rq import Worker
from rq.serializers import JSONSerializer

from intake.settings import Settings
from intake.store import Store, reprocessing_items, runs
from intake.store.tables import Lane

log = logging.getLogger(__name__)
NAMES: dict[Lane, str] = {"now": "dossiers", "bulk": "dossiers-bulk"}
JOB = "workers.jobs.process"  # by name: intake knows nothing of the workers
ITEM_JOB = "workers.reprocessing.process"
DECISION_JOB = "workers.reprocessing.carry_out"


@dataclass(frozen=True)
class WorkerSeen:
    """A worker as the queue knows it."""

    name: str
    machine: str
    lane: Lane
    busy: bool
    seen_at: dt.datetime | None


class Queue:
    """Sends runs, dossiers of rounds and decisions on them to the workers."""

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
        told = self._send(JOB, waiting)
        if told:
            with store.writing() as session:
                runs.dispatched(session, told)

    def announce_items(self, store: Store, waiting: Iterable[str]) -> None:
        """The same of dossiers of a round."""
        told = self._send(ITEM_JOB, ((item_id, "bulk") for item_id in waiting))
        if told:
            with store.writing() as session:
                reprocessing_items.dispatched(session, told)

    def announce_decisions(self, decision_ids: Iterable[str]) -> None:
        """Have decisions carried out before the dossiers that stand in line: somebody may be waiting for it."""
        self._send(DECISION_JOB, ((decision_id, "bulk") for decision_id in decision_ids), at_front=True)

    def _send(self, job: str, waiting: Iterable[tuple[str, Lane]], *, at_front: bool = False) -> list[str]:
        told = []
        try:
            for job_id, lane in waiting:
                self._queues[lane].enqueue_call(
                    job,
                    args=(job_id,),
                    job_id=job_id,
                    timeout=self._settings.job_timeout,
                    result_ttl=60,
                    failure_ttl=3600,
                    description=job_id,
                    at_front=at_front,
                )
                told.append(job_id)
        except redis.RedisError as error:
            log.warning("Redis could not be told of a run: %s", type(error).__name__)
        return told

    def pending(self) -> set[str]:
        """What stands in line in Redis, by id. Raises `redis.RedisError`."""
        return {run_id for queue in self._queues.values() for run_id in queue.get_job_ids()}

    def lengths(self) -> dict[Lane, int]:
        """How many runs stand in line in Redis. Raises `redis.RedisError`."""
        return {lane: queue.count for lane, queue in self._queues.items()}

    def workers(self) -> list[WorkerSeen]:
        """The workers that gave a sign of life lately. Raises `redis.RedisError`."""
        lanes = {name: lane for lane, name in NAMES.items()}
        return [
            WorkerSeen(
                name=worker.name[:8],
                machine=worker.hostname or "",
                lane=lanes.get(worker.queue_names()[0], "now"),
                busy=worker.get_state() == "busy",
                seen_at=worker.last_heartbeat.replace(tzinfo=dt.UTC) if worker.last_heartbeat else None,
            )
            for worker in Worker.all(connection=self._redis, serializer=JSONSerializer)
        ]

    def answers(self) -> bool:
        """Whether Redis is there."""
        try:
            return bool(self._redis.ping())
        except redis.RedisError:
            return False

    def close(self) -> None:
        """Give back all connections."""
        self._redis.close()
