"""The engines that a larger installation sets: PostgreSQL on a socket, Redis and a server that speaks S3."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import boto3
import psycopg
import redis

TRUSTING = ["-A", "trust", "-U", "dossierpoort", "-E", "UTF8", "--no-locale"]
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # a test's data may be lost


class Postgres:
    """A server of its own: the one of Debian, on a socket in a folder of its own."""

    def __init__(self, options: dict[str, str] | None = None) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self._bin = found[-1]
        self.folder = Path(tempfile.mkdtemp(prefix="dp-pg-"))
        self._as: list[str] = []
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(self.folder, "postgres", "postgres")
            self._as = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
        self._options = {"listen_addresses": "", "unix_socket_directories": str(self.folder), **(options or {})}
        self._run("initdb", "--no-sync", *TRUSTING, "-D", str(self.folder / "data"))
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = [word for name, value in self._options.items() for word in ("-c", f"{name}={value}")]
        with_us = [*(self._as[:-1] or ["setpriv"]), "--pdeathsig=QUIT"]  # gone when we are killed
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*with_us, "--", self._bin / "postgres", "-D", self.folder / "data", *options],
                stdout=log, stderr=log, cwd="/", start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + 20
        while True:
            try:
                psycopg.connect(self.address("postgres"), autocommit=True).close()
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, (self.folder / "log").read_text()
                time.sleep(0.05)
            else:
                return

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT drops all connections, SIGQUIT is as good as a power cut."""
        self.process.send_signal(number)
        self.process.wait(30)

    def close(self) -> None:
        """Stop it and remove all."""
        if self.process.poll() is None:
            self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder)

    def address(self, name: str) -> str:
        """Of a database."""
        return f"postgresql://dossierpoort@/{name}?host={self.folder}"

    def database(self, template: str = "template1") -> str:
        """A new database: its name."""
        name = f"t{secrets.token_hex(6)}"
        with contextlib.closing(psycopg.connect(self.address("postgres"), autocommit=True)) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def _run(self, program: str, *words: str) -> None:
        subprocess.run([*self._as, self._bin / program, *words], check=True, capture_output=True, cwd="/")


class Redis:
    """A server of its own, which keeps nothing; every address is one of its databases."""

    def __init__(self) -> None:
        self.port = _free_port()
        options = {"port": str(self.port), "bind": "127.0.0.1", "save": "", "appendonly": "no", "databases": "1000"}
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig=KILL", "--", "redis-server", *words],
            stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir(), start_new_session=True,
        )  # fmt: skip
        self._given = 0
        _wait_for_port(self.port, "Redis")

    def address(self) -> str:
        """Of an empty database."""
        self._given += 1
        return f"redis://127.0.0.1:{self.port}/{self._given}"

    @contextlib.contextmanager
    def forgetting(self) -> Iterator[None]:
        """For as long as the context lasts, it would make room by forgetting."""
        with redis.Redis(port=self.port) as client:
            client.config_set("maxmemory-policy", "allkeys-lru")
            yield
            client.config_set("maxmemory-policy", "noeviction")

    def close(self) -> None:
        """Stop it."""
        self.process.kill()
        self.process.wait()


class Bucket:
    """A server that speaks S3, in a process of its own."""

    def __init__(self) -> None:
        self.port = _free_port()
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig=KILL", "--", sys.executable, "-m", "moto.server",
             "-H", "127.0.0.1", "-p", str(self.port)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        _wait_for_port(self.port, "the S3 server")
        words = {"aws_access_key_id": "key", "aws_secret_access_key": "geheim", "region_name": "us-east-1"}
        client = boto3.session.Session().client("s3", endpoint_url=f"http://127.0.0.1:{self.port}", **words)
        client.create_bucket(Bucket="dossiers")

    def address(self) -> str:
        """Of a new, empty place in the bucket."""
        return f"s3+http://key:geheim@127.0.0.1:{self.port}/dossiers/{secrets.token_hex(6)}"

    def close(self) -> None:
        """Stop it."""
        self.process.kill()
        self.process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for_port(port: int, what: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < deadline, f"{what} does not start"
        time.sleep(0.05)
