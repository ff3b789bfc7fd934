"""Database and queue brought together again, with a real Redis."""

import json
import subprocess
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from store_help import claim, state

from intake.queue import Queue
from intake.settings import Settings
from intake.store import Store
from workers.embedded import redis_command, wait_for_redis
from workers.reconcile import Watch, reconcile
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
        reconcile(store, queue, settings, Watch(30))
        assert queue.pending() == {run_id}
        assert state(store, run_id) == ("queued", 0)

    def test_what_redis_forgot_is_sent_again(self, store: Store, queue: Queue, hasty: Settings, run_id: str) -> None:
        queue.announce(store, [(run_id, "now")])
        with redis.Redis.from_url(hasty.redis) as client:
            client.flushall()
        time.sleep(0.01)
        reconcile(store, queue, hasty, Watch(30))
        assert queue.pending() == {run_id}

    def test_what_stands_in_line_is_not_sent_twice(
        self, store: Store, queue: Queue, hasty: Settings, run_id: str
    ) -> None:
        queue.announce(store, [(run_id, "now")])
        time.sleep(0.01)
        reconcile(store, queue, hasty, Watch(30))
        with redis.Redis.from_url(hasty.redis) as client:
            assert client.llen("rq:queue:dossiers") == 1

    def test_what_may_be_on_its_way_is_left_alone(
        self, store: Store, queue: Queue, settings: Settings, run_id: str
    ) -> None:
        queue.announce(store, [(run_id, "now")])
        with redis.Redis.from_url(settings.redis) as client:
            client.flushall()
        reconcile(store, queue, settings, Watch(30))
        assert queue.pending() == set()

    def test_what_a_dead_worker_held_is_sent_and_what_it_left_is_removed(
        self, store: Store, queue: Queue, settings: Settings, run_id: str
    ) -> None:
        work, moments = claim(store, settings, run_id), iter((0, 29, 31))
        left, watch = settings.scratch / work.lease, Watch(30, lambda: next(moments))
        left.mkdir(parents=True)
        for _ in range(2):
            reconcile(store, queue, settings, watch)
            assert left.exists()
        reconcile(store, queue, settings, watch)
        assert queue.pending() == {run_id}
        assert not left.exists()

    def test_bulk_work_stands_in_a_line_of_its_own(self, store: Store, queue: Queue, run_id: str) -> None:
        queue.announce(store, [(run_id, "bulk")])
        assert queue.lengths() == {"now": 0, "bulk": 1}
        assert queue.pending() == {run_id}

    def test_nothing_but_ids_goes_through_redis(
        self, store: Store, queue: Queue, settings: Settings, run_id: str
    ) -> None:
        queue.announce(store, [(run_id, "now")])
        with redis.Redis.from_url(settings.redis) as client:
            job = client.hgetall(f"rq:job:{run_id}")
        assert json.loads(zlib.decompress(job[b"data"])) == ["workers.jobs.process", None, [run_id], {}]


def test_without_redis_a_run_waits(store: Store, queue: Queue, settings: Settings, run_id: str) -> None:
    reconcile(store, queue, settings, Watch(30))
    assert state(store, run_id) == ("received", 0)


def test_a_path_too_long_for_a_socket_is_said(settings: Settings) -> None:
    with pytest.raises(ServeError, match="te lang"):
        redis_command(settings.model_copy(update={"data": Path("/tmp") / ("x" * 100)}))  # noqa: S108


def test_a_watch_knows_who_is_silent_whatever_the_clocks_say() -> None:
    moments = iter((0, 9, 11, 12, 20, 30))
    watch = Watch(10, lambda: next(moments))
    assert watch.silent({"a": 5, "b": 5}) == set()
    assert watch.silent({"a": 5, "b": 4}) == set()  # set back, but alive
    assert watch.silent({"a": 5, "b": 4}) == {"a"}
    assert watch.silent({"b": 4}) == set()  # taken back, forgotten
    assert watch.silent({"a": 5, "b": 4}) == {"b"}
    assert watch.silent({"a": 5}) == set()
