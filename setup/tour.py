"""`make run`: the whole service with everything embedded, and one dossier from the drop to its report.

All data stands in a temporary folder; Ctrl-C stops the service and removes it.
"""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from client import Client

from intake.keys import add_key
from validators.report import Report
from workers.terminal import print_report

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "fixtures" / "tour" / "three-defects"
COVER = json.loads((SAMPLE / "dossier.json").read_text())
PREFERRED_PORT = 8000
PATIENCE = 60  # seconds until the service must answer, and until the report must be there


def main() -> int:
    """Start, show, wait for Ctrl-C, stop."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory(prefix="dossierpoort-") as data:
        keys = {
            "school": add_key("school", COVER["school"]["name"], data=Path(data)),
            "gatekeeper": add_key("gatekeeper", "Poortwachter", ["passenderwijs"], Path(data)),
            "administrator": add_key("admin", "Beheerder", data=Path(data)),
        }
        port = _free_port()
        command = [str(ROOT / ".venv/bin/dossierpoort"), "serve", "--port", str(port), "--data", data]
        with subprocess.Popen(command, start_new_session=True) as service:
            try:
                _show(service, f"http://127.0.0.1:{port}", keys)
                service.wait()
            except KeyboardInterrupt:
                print("\nStopping.")
            finally:
                service.terminate()
                service.wait()
    return 0


def _show(service: subprocess.Popen[bytes], address: str, keys: dict[str, str]) -> None:
    client = Client(address, keys["school"])
    _await_service(service, address)
    print(f"\nThe service runs at {address}, with these keys:")
    for who, key in keys.items():
        print(f"  {who:15}{key}")
    fields = {name: COVER[name] for name in ("profile", "reference", "received_on")}
    files = sorted(SAMPLE.glob("*.pdf"))
    print(f"\nDropping {SAMPLE.relative_to(ROOT)} ({len(files)} files) with the school's key:\n")
    dossier = client.drop(files, fields)
    report = f"/api/v1/dossiers/{dossier['id']}/report"
    _await_report(client, dossier["id"])
    print_report(Report.model_validate(client.get(report)))
    complete = sorted((SAMPLE.parent / "complete").glob("*.pdf"))
    uploads = " ".join(f'-F "files=@{file.relative_to(ROOT)}"' for file in complete)
    print(
        f"""
Open the same report in a browser (any user name, a key as the password):
  {address}{report}

Drop another dossier, and look at what became of all:
  curl -H "Authorization: Bearer {keys["school"]}" -F profile=passenderwijs -F received_on=2025-06-23 \\
    {uploads} \\
    {address}/api/v1/dossiers
  curl -H "Authorization: Bearer {keys["gatekeeper"]}" {address}/api/v1/dossiers

Without a service: .venv/bin/dossierpoort check fixtures/tour/complete
To keep what is sent: .venv/bin/dossierpoort serve --data data
Everything here is temporary. Ctrl-C stops the service and removes it.""",
        flush=True,
    )


def _await_service(service: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):  # noqa: S310 - our own address
                return
        except OSError:
            if service.poll() is not None or time.monotonic() > deadline:
                sys.exit("The service does not start; what it said stands above.")
            time.sleep(0.1)


def _await_report(client: Client, dossier_id: str) -> None:
    deadline = time.monotonic() + PATIENCE
    state = ""
    while state != "reported":
        state = client.get(f"/api/v1/dossiers/{dossier_id}")["state"]
        if state == "failed" or time.monotonic() > deadline:
            sys.exit(f"There is no report; the dossier is {state}.")
        time.sleep(0.1)


def _free_port() -> int:
    """The usual port, or any other where that is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PREFERRED_PORT))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main())
