"""The compose file, acted out where there is no Docker: each service's own command and environment, as processes.

    .venv/bin/python deploy/rehearse.py

As root, in a network of its own (names of services are addresses on it, nothing outside is there) and with a hosts file
as Docker would give. A service starts once what it depends on passes its health check, which is run as written. What
differs: PostgreSQL and Redis are those of this machine, the bucket is moto's, `/data` is a folder for each service, and
nothing is built from the Dockerfile. Dossiers are dropped, some must be read by `work`, which has nothing but the three
addresses, and everything must stop within its grace.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import yaml

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))
from engines import Bucket, Postgres  # noqa: E402 - the path comes first
from service_tree import wait_for  # noqa: E402

PLACES = {"database": "127.0.0.2", "queue": "127.0.0.3", "web": "127.0.0.4", "work": "127.0.0.5"}
ENGINES = ("database", "queue")
DOSSIERS = 6
PASSWORD = "geheim-van-niemand"  # noqa: S105 - of a rehearsal
SAMPLE = HERE.parent / "fixtures" / "tour" / "three-defects"
PROGRAM = Path(sys.executable).with_name("dossierpoort")


def main() -> int:
    """Act it out; 1 when something does not go as the file says."""
    if not os.environ.get("REHEARSING"):
        command = ["unshare", "--net", "--mount", "--", sys.executable, *sys.argv]
        os.execvpe("unshare", command, {**os.environ, "REHEARSING": "1"})  # noqa: S606 - this program
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rehearsal-")))
        _own_network(home)
        bucket = Bucket()
        stack.callback(bucket.close)
        given = {"POSTGRES_PASSWORD": PASSWORD, "FILES_URL": bucket.address(), "PUBLIC_URL": "https://poort.example"}
        services = _compose(given)
        stack.enter_context(_database(services["database"], home))
        stack.enter_context(_queue(services["queue"]))
        for name in ("web", "work"):  # in the order of `depends_on`
            for other, how in services[name]["depends_on"].items():
                assert how == {"condition": "service_healthy"}
                if other not in ENGINES:
                    _healthy(services[other]["healthcheck"])
            stack.enter_context(_started(name, services[name], home))
        _dossiers(services["web"], home)
    return 0


def _own_network(home: Path) -> None:
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    (home / "hosts").write_text("".join(f"{at} {name}\n" for name, at in (PLACES | {"localhost": "127.0.0.1"}).items()))
    subprocess.run(["mount", "--bind", home / "hosts", "/etc/hosts"], check=True)


def _compose(given: dict[str, str]) -> dict[str, Any]:
    text = re.sub(r"\$\{(\w+)\}", lambda found: given[found[1]], (HERE / "compose.yaml").read_text())
    services: dict[str, Any] = yaml.safe_load(text)["services"]
    assert set(services) == set(PLACES), "a service that is not acted out"
    return services


@contextmanager
def _database(service: dict[str, Any], home: Path) -> Iterator[None]:
    said = service["environment"]
    (home / "pg_hba.conf").write_text("local all all trust\nhost all all 127.0.0.0/8 scram-sha-256\n")
    home.chmod(0o755)
    server = Postgres({"listen_addresses": PLACES["database"], "hba_file": str(home / "pg_hba.conf")})
    try:
        words = f"ALTER ROLE {said['POSTGRES_USER']} PASSWORD '{said['POSTGRES_PASSWORD']}'"
        for sentence in (words, f"CREATE DATABASE {said['POSTGRES_DB']}"):
            subprocess.run(["psql", "-q", "-c", sentence, server.address("postgres")], check=True)
        yield
    finally:
        server.close()


@contextmanager
def _queue(service: dict[str, Any]) -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [*service["command"], "--bind", PLACES["queue"]], cwd=folder, stdout=subprocess.DEVNULL
        )
        try:
            check = [*service["healthcheck"]["test"][1:2], "-h", "queue", *service["healthcheck"]["test"][2:]]
            wait_for(lambda: subprocess.run(check, check=False, capture_output=True).stdout == b"PONG\n", "Redis")
            yield
        finally:
            process.terminate()
            process.wait(30)


@contextmanager
def _started(name: str, service: dict[str, Any], home: Path) -> Iterator[None]:
    data = home / name
    data.mkdir(mode=0o700)
    plain = {key: value for key, value in os.environ.items() if not key.startswith("DOSSIERPOORT_")}
    with (home / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            [PROGRAM, *service["command"]], cwd=data, stdout=log, stderr=log,
            env=plain | service["environment"] | {"DOSSIERPOORT_DATA": str(data)},
        )  # fmt: skip
    print(f"{name}: dossierpoort {' '.join(service['command'])}", flush=True)
    try:
        yield
    except BaseException:
        print((home / f"{name}.log").read_text()[-5000:])
        raise
    finally:
        began = time.monotonic()
        process.terminate()
        code = process.wait(int(service["stop_grace_period"].removesuffix("s")))
        print(f"{name} stopped after {time.monotonic() - began:.1f} s with status {code}", flush=True)
        assert code == 0


def _healthy(check: dict[str, Any]) -> None:
    kind, *command = check["test"]
    assert kind == "CMD"
    began = time.monotonic()
    wait_for(lambda: subprocess.run(command, check=False, capture_output=True).returncode == 0, "its health", 120)
    print(f"healthy after {time.monotonic() - began:.1f} s", flush=True)


def _dossiers(web: dict[str, Any], home: Path) -> None:
    environment = os.environ | web["environment"] | {"DOSSIERPOORT_DATA": str(home / "web")}
    add = [PROGRAM, "key", "add", "--role", "school", "--name", "De Bron"]
    key = subprocess.run(add, check=True, capture_output=True, text=True, env=environment).stdout.strip()
    files = [("files", (file.name, file.read_bytes())) for file in sorted(SAMPLE.glob("*.pdf"))]
    with httpx.Client(base_url="http://web:8000", headers={"Authorization": f"Bearer {key}"}, timeout=60) as client:

        def drop() -> str:
            answer = client.post("/api/v1/dossiers", data={"profile": "passenderwijs"}, files=files)
            return str(answer.raise_for_status().json()["href"])

        began = time.monotonic()
        for place in [drop() for _ in range(DOSSIERS)]:
            wait_for(lambda: client.get(place).json()["state"] == "reported", "the report", 300)  # noqa: B023 - at once
            report = client.get(f"{place}/report").raise_for_status().json()
            assert report["status"] == "incomplete", report
    took = {name: (home / f"{name}.log").read_text().count('"file read"') for name in ("web", "work")}
    print(f"{DOSSIERS} dossiers reported after {time.monotonic() - began:.0f} s; files read: {took}", flush=True)
    assert sum(took.values()) == DOSSIERS * len(files)
    assert took["work"]


if __name__ == "__main__":
    sys.exit(main())
