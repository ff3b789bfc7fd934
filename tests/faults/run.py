"""`make faults`: dossiers dropped while everything that can die dies. Lost 0, doubled 0, stuck 0, or exit status 1.

.venv/bin/python tests/faults/run.py [--column embedded|engines] [--dossiers N] [--short]
"""

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "workers_service"))
from ledger import Ledger, judge
from trouble import cause
from world import World, alone

PATIENCE = 120  # seconds after the last fault


def main() -> int:
    """Run one column."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--column", choices=["embedded", "engines"], default="embedded")
    parser.add_argument("--dossiers", type=int, help="how many are dropped: 500, or 40 in short")
    parser.add_argument("--short", action="store_true", help="short leases and one round of faults, for the tests")
    parser.add_argument("--log", type=Path, help="keep the service's log here")
    wanted = parser.parse_args()
    alone()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # all that was started is stopped
    with tempfile.TemporaryDirectory(prefix="dp-faults-") as home:
        well = False
        try:
            with World(Path(home), wanted.column, hurry=wanted.short) as world:
                well = _run(world, wanted.dossiers or (40 if wanted.short else 500), short=wanted.short)
        finally:
            log = (Path(home) / "service.log").read_text()
            if wanted.log:
                wanted.log.write_text(log)
            if not well:
                sys.stderr.write(log[-6000:])
    return 0 if well else 1


def _run(world: World, count: int, *, short: bool) -> bool:
    ledger = Ledger(world, count, pause=2.5 if short else 1.0)
    began = time.monotonic()
    clients = ledger.start(4)
    # In short one round of faults: on a busy machine more of them would keep the clients from ever being done.
    faults = cause(world, 0.3 if short else 4, lambda: not short and any(client.is_alive() for client in clients))
    for client in clients:
        client.join()
    under_fire = time.monotonic() - began
    verdict = judge(ledger, PATIENCE)
    bad = {name: len(getattr(verdict, name)) for name in ("lost", "doubled", "stuck", "wrong")}
    print(f"{len(ledger.accepted)} dossiers accepted in {under_fire:.0f} s, slowest after {ledger.slowest:.1f} s")
    print("faults:", ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in faults.items()))
    print("answers that were asked again:", dict(ledger.refusals))
    print("attempts:", dict(sorted(verdict.attempts.items())))
    print(", ".join(f"{name} {number}" for name, number in bad.items()))
    print(f"all reported {verdict.seconds:.1f} s after the last fault")
    print(*(f"{name}: {id_}" for name in bad for id_ in getattr(verdict, name)[:5]), sep="\n")
    return not any(bad.values()) and len(ledger.accepted) == count


if __name__ == "__main__":
    sys.exit(main())
