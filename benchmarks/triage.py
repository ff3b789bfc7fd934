"""How fast the list of dossiers answers: seeds a database, starts the web process, signs in and asks over HTTP.

    .venv/bin/python benchmarks/triage.py [--dossiers 20000] [--rounds 40] [--on sqlite|postgresql|both]

Prints milliseconds per wish, and ends with status 1 where the 95th percentile of all requests is above the limit.
PostgreSQL is Debian's, on a socket in a temporary folder.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import select, text
from triage_seed import seed

from intake.people import passwords
from intake.settings import Settings
from intake.store import Store, people
from intake.store.tables import Dossier

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from engines import Postgres

LIMIT = 150  # milliseconds, for 95 of 100 requests
PORT = 8797
PASSWORD = "een lang en vreemd wachtwoord"  # noqa: S105 - of nobody
WISHES = {
    "to do, due first": "",
    "to do, page 3": "?bladzijde=3",
    "all": "?fase=alles",
    "all, page 200": "?fase=alles&bladzijde=200",
    "completed": "?fase=afgehandeld",
    "being read": "?fase=wordt-gelezen",
    "asked": "?fase=bij-school",
    "incomplete, due within 3 days": "?status=niet-compleet&termijn=3-dagen",
    "too late": "?fase=alles&termijn=verlopen",
    "least sure first": "?fase=alles&sorteer=zekerheid",
    "by school": "?fase=alles&sorteer=school",
    "newest first": "?fase=alles&sorteer=ontvangen",
    "of one school": "?fase=alles&school={school}",
    "a reference": "?fase=alles&zoek=-01234",
    "a town": "?fase=alles&zoek=woerden",
    "found nowhere": "?fase=alles&zoek=bestaatniet",
}


def main() -> int:
    """Measure on one or both databases; 1 where it is too slow."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dossiers", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=40, help="requests for each wish and person")
    parser.add_argument("--on", choices=["sqlite", "postgresql", "both"], default="both")
    options = parser.parse_args()
    slow = False
    for name in ("sqlite", "postgresql") if options.on == "both" else (options.on,):
        with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
            url = None
            if name == "postgresql":
                server = Postgres()
                stack.callback(server.close)
                url = server.address(server.database())
            slow |= _measure(name, Path(folder), url, options.dossiers, options.rounds)
    return int(slow)


def _measure(name: str, data: Path, url: str | None, count: int, rounds: int) -> bool:
    store = Store(Settings(data=data, database_url=url))
    store.migrate()
    began = time.monotonic()
    seed(store, count, dt.datetime.now(ZoneInfo("Europe/Amsterdam")).date())
    with store.writing() as session:
        school = session.scalars(select(Dossier.school_id).limit(1)).one() or ""
        for role, where in (("gatekeeper", None), ("admin", None), ("school", school)):
            profiles = ["passenderwijs", "capelle"] if role == "gatekeeper" else []
            person = people.add(
                session, email=f"{role}@x.nl", name="Kim", role=role, school_id=where, profiles=profiles
            )
            people.set_password(session, person, passwords.hashed(PASSWORD))
        session.execute(text("ANALYZE"))
    store.close()
    print(f"\n{name}: {count} dossiers, seeded in {time.monotonic() - began:.0f} s; milliseconds a request")
    print(f"  {'':44}{'median':>8}{'95 %':>8}{'most':>8}")
    given = {"DATA": str(data), "PORT": str(PORT), "RATE_LIMIT": "1000000", "REDIS_URL": f"unix://{data}/none"}
    given |= {"DATABASE_URL": url} if url else {}
    env = os.environ | {f"DOSSIERPOORT_{key}": value for key, value in given.items()}
    web = subprocess.Popen(
        [sys.executable, "-m", "intake.api.server"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        began_with = _used(web.pid)
        times = [one for role in ("gatekeeper", "admin", "school") for one in _ask(role, school, rounds)]
        used = _used(web.pid) - began_with
    finally:
        web.terminate()
        web.wait(20)
    p95 = _p95(times)
    print(f"  {f'all {len(times)} requests':44}{statistics.median(times):8.0f}{p95:8.0f}{max(times):8.0f}")
    print(f"  processor time of the web process: {used / len(times) * 1000:.0f} a request")
    return p95 > LIMIT


def _used(process: int) -> float:
    """Seconds of processor time that it took so far; other work on the machine does not count."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _ask(role: str, school: str, rounds: int) -> list[float]:
    times = []
    with httpx.Client(base_url=f"http://127.0.0.1:{PORT}", headers={"accept": "text/html"}, timeout=30) as client:
        _sign_in(client, f"{role}@x.nl")
        for wish, query in WISHES.items():
            own = [_once(client, f"/dossiers{query.format(school=school)}") for _ in range(rounds + 1)][1:]
            print(f"  {f'{role}: {wish}':44}{statistics.median(own):8.0f}{_p95(own):8.0f}{max(own):8.0f}")
            times += own
    return times


def _once(client: httpx.Client, address: str) -> float:
    began = time.perf_counter()
    answer = client.get(address)
    took = (time.perf_counter() - began) * 1000
    if answer.status_code != 200:
        sys.exit(f"{address}: {answer.status_code}")
    return took


def _sign_in(client: httpx.Client, email: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            form = client.get("/inloggen").text
            break
        except httpx.ConnectError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
    token = re.search(r'name="csrf" value="(\w+)"', form)
    fields = {"csrf": token[1] if token else "", "email": email, "wachtwoord": PASSWORD}
    if client.post("/inloggen", data=fields).status_code != 303:
        sys.exit("could not sign in")


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95) - 1]


if __name__ == "__main__":
    sys.exit(main())
