"""The fault set in short; `make faults` is the whole of it."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("column", ["embedded", "engines"])
@pytest.mark.timeout(300)
def test_nothing_is_lost_doubled_or_stuck(column: str) -> None:
    run = [sys.executable, Path(__file__).with_name("run.py"), "--short", "--dossiers", "20", "--column", column]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
