"""The fault set in short, on the embedded column; `make faults` is the whole of it, PostgreSQL and bucket too."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.timeout(300)
def test_nothing_is_lost_doubled_or_stuck() -> None:
    run = [sys.executable, Path(__file__).with_name("run.py"), "--short", "--dossiers", "20", "--column", "embedded"]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
