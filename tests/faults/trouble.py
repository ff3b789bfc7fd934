"""What may go wrong: each fault takes the service and returns when it is over."""

import itertools
import signal
import threading
import time
from collections.abc import Callable

import redis
from redis.exceptions import RedisError
from rq import Queue
from rq.serializers import JSONSerializer
from world import World

Fault = Callable[[World], None]
HOUR = 3600
DUPLICATES = 30


def worker_killed(world: World) -> None:
    world.busy(3)
    world.kill(world.pids("workers.queueing")[:1])


def work_horse_killed(world: World) -> None:
    world.busy(3)
    world.kill(world.horses()[:1])


def web_killed(world: World) -> None:
    world.kill(world.pids("intake.api.server"))


def reconciler_killed(world: World) -> None:
    world.kill(world.pids("workers.reconcile"))


def redis_killed(world: World) -> None:
    world.kill(world.pids("redis-server"))


def redis_emptied(world: World) -> None:
    with _redis(world) as client:
        _if_there(client.flushall)


def no_redis(world: World) -> None:
    until = time.monotonic() + world.absence
    while time.monotonic() < until:
        world.kill(world.pids("redis-server"))
        time.sleep(0.05)


def delivered_twice(world: World) -> None:
    """Runs that stand in line or were done a moment ago once more, under the same names and under others."""
    with _redis(world) as client:
        queue = Queue("dossiers", connection=client, serializer=JSONSerializer)

        def again() -> None:
            known = [key.decode().removeprefix("rq:job:") for key in client.scan_iter("rq:job:*", count=500)]
            ours = {run_id for run_id in (*queue.get_job_ids(), *known) if "-" not in run_id}  # not made here before
            for run_id in sorted(ours)[:DUPLICATES]:
                queue.push_job_id(run_id)
                queue.enqueue_call("workers.jobs.process", args=(run_id,), result_ttl=10)

        _if_there(again)


def slow_zombie(world: World) -> None:
    """A worker that stands still for longer than its lease, and then goes on as if nothing happened."""
    if world.busy(3):
        stopped = world.horses()[:1]
        world.kill(stopped, signal.SIGSTOP)
        time.sleep(world.lease * 1.5)
        world.kill(stopped, signal.SIGCONT)


def disk_full(world: World) -> None:
    ballast = world.fill_disk()
    time.sleep(world.absence)
    ballast.unlink()


def clock_set_ahead(world: World) -> None:
    world.step_clock(HOUR)
    time.sleep(world.absence)


def clock_set_back(world: World) -> None:
    world.step_clock(-HOUR)
    time.sleep(world.absence)


def database_restarted(world: World) -> None:
    _database_away(world, signal.SIGINT)


def database_crashed(world: World) -> None:
    _database_away(world, signal.SIGQUIT)


def bucket_hangs(world: World) -> None:
    assert world.bucket
    pids = [world.bucket.process.pid]
    world.kill(pids, signal.SIGSTOP)
    time.sleep(world.absence)
    world.kill(pids, signal.SIGCONT)


EVERYWHERE: tuple[Fault, ...] = (
    worker_killed, redis_emptied, work_horse_killed, web_killed, delivered_twice, redis_killed, clock_set_ahead,
    disk_full, no_redis, clock_set_back, reconciler_killed,
)  # fmt: skip
ENGINES: tuple[Fault, ...] = (database_restarted, bucket_hangs, database_crashed)


def cause(world: World, pause: float, go_on: Callable[[], bool]) -> dict[str, int]:
    """Faults one after the other, a zombie all the while, for as long as `go_on` says, and each at least once.

    Returns how often each was there.
    """
    faults = EVERYWHERE + (ENGINES if world.postgres else ())
    counts = {fault.__name__: 0 for fault in (*faults, slow_zombie)}
    ending = threading.Event()

    def zombies() -> None:
        while not ending.wait(world.lease):
            slow_zombie(world)
            counts["slow_zombie"] += 1

    thread = threading.Thread(target=zombies, daemon=True)
    thread.start()
    for fault in itertools.cycle(faults):
        if not go_on() and all(counts[fault.__name__] for fault in faults):
            break
        fault(world)
        counts[fault.__name__] += 1
        time.sleep(pause)
    ending.set()
    thread.join()
    return counts


def _database_away(world: World, how: signal.Signals) -> None:
    assert world.postgres
    world.postgres.stop(how)
    time.sleep(world.absence / 2)
    world.postgres.start()


def _redis(world: World) -> redis.Redis:
    return redis.Redis.from_url(f"unix://{world.data}/redis/redis.sock", socket_timeout=5)


def _if_there(change: Callable[[], object]) -> None:
    try:
        change()
    except RedisError:
        return  # another fault took it away
