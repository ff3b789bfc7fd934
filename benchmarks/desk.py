"""How long the gatekeeper's page of a dossier takes: `python -m benchmarks.desk [--requests N]`.

Dossiers with a full printout, three periods of support told in fifteen places each, some corrections and an acceptance,
asked for over HTTP one after another, once with SQLite and once with PostgreSQL. A correction is timed as well.
Processor time is that of server and client together: on a busy machine it tells more than the clock.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extractors.records import DossierRecords, ScoreSeries

# The helpers of the tests stand beside them.
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "intake"))
from engines import FORGETFUL, Postgres
from intake_api import Api, running
from weighed import UNSIGNED, at, put, records, row

DOSSIERS = 20
MOST = 200  # milliseconds at the 95th percentile
DOMAINS = ("word_reading", "spelling", "reading_comprehension", "arithmetic", "text_reading")


def full() -> DossierRecords:
    """As much as a large dossier holds."""
    made = records()
    made.score_series = [
        ScoreSeries(
            domain=domain,
            test=f"Toets {number}",
            measurements=[
                row(f"{half}{group}", f"{2019 + group}-{month}-20", 60 + 40 * group + 20 * (half == "E") + 2 * number)
                for group in range(3, 8)
                for half, month in (("M", "01"), ("E", "06"))
            ],
        )
        for number, domain in enumerate(DOMAINS)
    ]
    for number, period in enumerate(made.interventions):
        period.evidence = [at(0, 200 + 20 * line + 9 * number, page=2)[0] for line in range(15)]
    return made


Times = list[tuple[float, float]]


def measure(api: Api, requests: int) -> dict[str, Times]:
    """Milliseconds of each page and each correction, on the clock and of processor time."""
    key = api.key("gatekeeper", "Poort", ["passenderwijs"])
    ids = [put(api.store, api.settings, f"School {n % 5}", full(), reference=f"{n}") for n in range(DOSSIERS)]
    for dossier in ids:
        post(api, key, dossier, "acceptances", version=1, finding=UNSIGNED, reason="Overleden.")
    corrections = [
        post(
            api,
            key,
            dossier,
            "corrections",
            version=2 + weeks - 10,
            record="intervention:2",
            field="weeks",
            value=weeks,
            reason="Nagekeken.",
        )
        for dossier in ids
        for weeks in (10, 11, 12)
    ]
    pages = [timed(lambda n=n: look(api, key, ids[n % DOSSIERS])) for n in range(requests)]
    return {"page": pages[DOSSIERS:], "correction": corrections}


def look(api: Api, key: dict[str, str], dossier: str) -> None:
    answer = api.client.get(f"/dossiers/{dossier}/beoordeling", headers=key | {"accept": "text/html"})
    answer.raise_for_status()


def post(api: Api, key: dict[str, str], dossier: str, what: str, **body: Any) -> tuple[float, float]:
    def send() -> None:
        answer = api.client.post(f"/api/v1/dossiers/{dossier}/{what}", headers=key, json=body)
        answer.raise_for_status()

    return timed(send)


def timed(do: Callable[[], None]) -> tuple[float, float]:
    start, worked = time.perf_counter(), time.process_time()
    do()
    return (time.perf_counter() - start) * 1000, (time.process_time() - worked) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=220)
    requests = parser.parse_args().requests
    server = Postgres(FORGETFUL)
    slow = False
    try:
        for name, settings in (("SQLite", {}), ("PostgreSQL", {"database_url": server.address(server.database())})):
            with tempfile.TemporaryDirectory() as folder, running(Path(folder), rate_limit=10**6, **settings) as api:
                for what, times in measure(api, requests).items():
                    clock, worked = zip(*times, strict=True)
                    p95 = statistics.quantiles(clock, n=20)[-1]
                    slow |= what == "page" and p95 > MOST
                    told = f"median {statistics.median(clock):6.1f} ms, 95% within {p95:6.1f} ms"
                    print(f"{name:10} {what:10} {len(times):4}× {told}, processor {statistics.median(worked):6.1f} ms")
    finally:
        server.close()
    sys.exit(slow)


if __name__ == "__main__":
    main()
