"""The engines that a larger installation sets: PostgreSQL on a socket, and a server that speaks S3 on loopback."""

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
from pathlib import Path

import boto3
import psycopg

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


class Bucket:
    """A server that speaks S3, in a process of its own."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig=KILL", "--", sys.executable, "-m", "moto.server",
             "-H", "127.0.0.1", "-p", str(self.port)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        deadline = time.monotonic() + 30
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            assert time.monotonic() < deadline, "the S3 server does not start"
            time.sleep(0.1)
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
