"""The report page as a tagged PDF (PDF/UA-1).

Laying out takes some seconds of pure computing, by a library that is slow to load. So it is done in a process of its
own: the service goes on answering, nothing of it stays in memory, and whatever is wrong with a page ends with it.
"""

import subprocess
import sys
import threading
from pathlib import Path

LONGEST = 120  # seconds for one report
_CHILD = Path(__file__).with_name("pdf_child.py")
_room = threading.BoundedSemaphore(2)  # as many at a time; others wait their turn


def to_pdf(page: str) -> bytes:
    """The page as PDF. Raises subprocess.SubprocessError where that fails or takes too long."""
    command = [sys.executable, "-P", str(_CHILD)]
    with _room:
        done = subprocess.run(command, input=page.encode(), capture_output=True, check=True, timeout=LONGEST)  # noqa: S603
    return done.stdout
