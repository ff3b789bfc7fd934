"""One large upload into a web process of its own: its memory and what it writes to disk, for each place of contents.

.venv/bin/python benchmarks/upload_memory.py [--size 200]
"""

import argparse
import base64
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from engines import Bucket

from intake.access import new_secret
from intake.settings import Settings
from intake.store import Store, keys

MB = 1_000_000


class Web:
    """A web process that is looked at while it works."""

    def __init__(self, data: Path, **given: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        settings = Settings(data=data, port=port, redis_url=f"unix://{data}/none.sock", **given)
        store = Store(settings)
        store.migrate()
        secret = new_secret()
        with store.writing() as session:
            keys.add(session, secret, "school", "De Meting", [])
        store.close()
        environment = os.environ | settings.environment()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "intake.api.server"], env=environment, stderr=subprocess.DEVNULL
        )
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=600)
        self.key = {"Authorization": f"Bearer {secret}"}
        while True:
            try:
                self.client.get("/healthz")
            except httpx.TransportError:
                time.sleep(0.1)
            else:
                break

    def memory(self) -> float:
        """MB in memory now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1000

    def written(self) -> float:
        """MB handed to files so far."""
        return int(Path(f"/proc/{self.process.pid}/io").read_text().partition("wchar:")[2].split()[0]) / 1e6

    def measure(self, send: object) -> tuple[float, float, float, float]:
        """Memory before, its peak, MB written, seconds."""
        before, wrote, began, over = self.memory(), self.written(), time.monotonic(), threading.Event()
        peaks = [before]

        def watch() -> None:
            while not over.wait(0.01):
                peaks.append(self.memory())

        watcher = threading.Thread(target=watch)
        watcher.start()
        send()  # type: ignore[operator]
        took = time.monotonic() - began
        over.set()
        watcher.join()
        return before, max(peaks), self.written() - wrote, took

    def small(self) -> None:
        """What loads all code."""
        self.client.post(
            "/api/v1/dossiers", headers=self.key, data={"profile": "passenderwijs"}, files={"files": b"x"}
        ).raise_for_status()

    def form(self, size: int) -> None:
        """One drop of so many MB, as a form."""
        piece = secrets.token_bytes(MB)  # new each time: what is kept already would not be kept again

        def body() -> Iterator[bytes]:
            yield b'--x\r\nContent-Disposition: form-data; name="profile"\r\n\r\npassenderwijs\r\n'
            yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="scan.pdf"\r\n\r\n'
            for _ in range(size):
                yield piece
            yield b"\r\n--x--\r\n"

        headers = self.key | {"Content-Type": "multipart/form-data; boundary=x"}
        self.client.post("/api/v1/dossiers", headers=headers, content=body()).raise_for_status()

    def resumable(self, size: int) -> None:
        """The same as a resumable upload, then named in a drop."""
        scan = secrets.token_bytes(MB)
        tus = self.key | {"Tus-Resumable": "1.0.0"}
        place = self.client.post("/api/v1/uploads", headers=tus | {"Upload-Length": str(size * MB)}).headers["location"]
        piece = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        self.client.patch(place, headers=tus | piece, content=iter([scan] * size)).raise_for_status()
        form = [("profile", (None, "passenderwijs")), ("uploads", (None, place.rpartition("/")[2]))]
        self.client.post("/api/v1/dossiers", headers=self.key, files=form).raise_for_status()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=200, help="MB")
    size = parser.parse_args().size
    bucket = Bucket()
    sealed = {"file_keys": base64.b64encode(secrets.token_bytes(32)).decode()}
    places: dict[str, dict[str, str]] = {"disk": {}, "disk, sealed": sealed, "bucket": {"files_url": bucket.address()}}
    print(f"{size} MB                     MB before   MB peak   MB written   seconds")
    for name, given in places.items():
        with tempfile.TemporaryDirectory() as folder:
            web = Web(Path(folder), **given)
            web.small()
            for way, send in (("form", web.form), ("resumable", web.resumable)):
                before, peak, written, took = web.measure(lambda send=send: send(size))
                print(f"{name:13} {way:10} {before:12.0f} {peak:9.0f} {written:12.0f} {took:9.1f}", flush=True)
            web.process.terminate()
            web.process.wait()
    bucket.close()


if __name__ == "__main__":
    main()
