"""The real reader, but for files that hold nothing but a command.

`once MARKER` hangs unless the marker is there, `sleep SECONDS` takes so long, `raise` fails, `kill` takes the worker's
child along.
"""

import os
import signal
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from extractors import reading
from extractors.records import DossierRecords
from workers import child_inside

MARKERS = tempfile.gettempdir()
_read_file = reading.read_file
_confine = child_inside.confine


def read_file(path: Path, name: str) -> DossierRecords:
    match path.read_bytes()[:200].decode(errors="replace").split():
        case ["once", marker] if not Path(marker).exists():
            Path(marker).touch()
            time.sleep(60)
        case ["sleep", seconds]:
            time.sleep(float(seconds))
        case ["raise"]:
            raise RuntimeError
        case ["kill"]:
            os.kill(os.getppid(), signal.SIGKILL)
    return _read_file(path, name)


def confine(writable: Iterable[str]) -> list[str]:
    """As ever, but that a marker may be made where the test looks for it."""
    return _confine([*writable, MARKERS])


def install() -> None:
    reading.read_file = read_file
    child_inside.confine = confine
