"""The Redis server that the service brings along: on a socket in the data folder, nobody else's, and gone with it."""

import shutil
import time

import redis

from intake.settings import Settings
from workers.serve_errors import ServeError

LONGEST_SOCKET = 107  # bytes; the kernel takes no longer path for a socket


def redis_command(settings: Settings) -> list[str]:
    """How it is started. Raises ServeError where that can't be."""
    server = shutil.which("redis-server")
    if server is None:
        raise ServeError("redis-server is er niet. Installeer het pakket redis-server, of zet DOSSIERPOORT_REDIS_URL.")
    socket = settings.redis_socket
    if len(str(socket).encode()) > LONGEST_SOCKET:
        raise ServeError(f"Het pad van de datamap is te lang voor een socket: {socket.parent.parent}")
    socket.parent.mkdir(parents=True, exist_ok=True)
    options = {
        "port": "0",  # no network at all
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(socket.parent),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "loglevel": "warning",
        "logfile": str(socket.with_name("redis.log")),
    }
    return [server, *(word for name, value in options.items() for word in (f"--{name}", value))]


def wait_for_redis(settings: Settings, seconds: float = 10) -> None:
    """Return when it answers; raise ServeError when it does not in time."""
    deadline = time.monotonic() + seconds
    with redis.Redis.from_url(settings.redis) as client:
        while True:
            try:
                client.ping()
            except redis.RedisError as error:
                if time.monotonic() > deadline:
                    raise ServeError(
                        f"Redis start niet. Zie {settings.redis_socket.with_name('redis.log')}."
                    ) from error
                time.sleep(0.05)
            else:
                return
