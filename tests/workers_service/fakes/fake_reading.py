"""Stands in for the reader in the workers of these tests."""

import hashlib
import os
import signal
import sys
import time
from pathlib import Path
from types import ModuleType

from extractors.records import Document, DossierRecords


def read_file(path: Path, name: str) -> DossierRecords:
    content = path.read_bytes()
    match content.decode(errors="replace").split():
        case ["once", marker] if not Path(marker).exists():
            Path(marker).touch()
            time.sleep(60)
        case ["sleep", seconds]:
            time.sleep(float(seconds))
        case ["raise"]:
            raise RuntimeError
        case ["kill"]:
            os.kill(os.getppid(), signal.SIGKILL)
    document = Document(name=name, sha256=hashlib.sha256(content).hexdigest(), page_count=1, reading="text")
    return DossierRecords(documents=[document])


def install() -> None:
    reading = ModuleType("extractors.reading")
    reading.read_file = read_file  # type: ignore[attr-defined]
    sys.modules["extractors.reading"] = reading
