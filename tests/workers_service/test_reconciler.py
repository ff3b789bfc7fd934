"""Database and queue brought together again, with a real Redis."""

import json
import subprocess
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from store_help import claim, expire, state

from intake.queue import Queue
from intake.settings import Settings
from intake.store import Store
from workers.embedded import redis_command, wait_for_redis
from workers.reconcile import reconcile
from workers.serve_errors import ServeError


@pytest.fixture
def server(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(redis_command(settings)) as process:
        wait_for_redis(settings)
        yield process
        process.terminate()


@pytest.fixture
def queue(settings: Settings) -> Iterator[Queue]:
    queue = Queue(settings)
    yield queue
    queue.close()


@pytest.fixture
def hasty(settings: Settings) -> Settings:
    return settings.model_copy(update={"patience": 0.0})


@pytest.mark.usefixtures("server")
class TestWithRedis:
    def test_what_was_never_sent_is_sent(self, store: Store, queue: Queue, settings: Settings, run_id: str) -> None:
        reconcile(store, queue, settings)
        assert queue.pending() == {run_id}
        assert state(store, run_id) == ("queued", 0)

    def test_what_redis_forgot_is_sent_again(self, store: Store, queue: Queue, hasty: Settings, run_id: str) -> None:
        queue.announce(store, [run_id])
        with redis.Redis.from_url(hasty.redis) as client:
            client.flushall()
        time.sleep(0.01)
        reconcile(store, queue, hasty)
        assert queue.pending() == {run_id}

    def test_what_stands_in_line_is_not_sent_twice(
        self, store: Store, queue: Queue, hasty: Settings, run_id: str
    ) -> None:
        queue.announce(store, [run_id])
        time.sleep(0.01)
        reconcile(store, queue, hasty)
        with redis.Redis.from_url(hasty.redis) as client:
            assert client.llen("rq:queue:dossiers") == 1

    def test_what_may_be_on_its_way_is_left_alone(
        self, store: Store, queue: Queue, settings: Settings, run_id: str
    ) -> None:
        queue.announce(store, [run_id])
        with redis.Redis.from_url(settings.redis) as client:
            client.flushall()
        reconcile(store, queue, settings)
        assert queue.pending() == set()

    def test_what_a_dead_worker_held_is_sent_and_what_it_left_is_removed(
        self, store: Store, queue: Queue, settings: Settings, run_id: str
    ) -> None:
        work = claim(store, settings, run_id)
        left = settings.scratch / work.lease
        left.mkdir(parents=True)
        reconcile(store, queue, settings)
        assert left.exists()
        expire(store)
        reconcile(store, queue, settings)
        assert queue.pending() == {run_id}
        assert not left.exists()

    def test_nothing_but_ids_goes_through_redis(
        self, store: Store, queue: Queue, settings: Settings, run_id: str
    ) -> None:
        queue.announce(store, [run_id])
        with redis.Redis.from_url(settings.redis) as client:
            job = client.hgetall(f"rq:job:{run_id}")
        assert json.loads(zlib.decompress(job[b"data"])) == ["workers.jobs.process", None, [run_id], {}]


def test_without_redis_a_run_waits(store: Store, queue: Queue, settings: Settings, run_id: str) -> None:
    reconcile(store, queue, settings)
    assert state(store, run_id) == ("received", 0)


def test_a_path_too_long_for_a_socket_is_said(settings: Settings) -> None:
    with pytest.raises(ServeError, match="te lang"):
        redis_command(settings.model_copy(update={"data": Path("/tmp") / ("x" * 100)}))  # noqa: S108
