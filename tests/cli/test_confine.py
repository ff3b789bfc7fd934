"""What a child that was taken over could not do."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workers.child import CrashedError, Limits, run
from workers.confine import confine
from workers.sandbox import read_in_child


def refused(attempt: Callable[[], object]) -> bytes:
    try:
        attempt()
    except PermissionError:
        return b"refused"
    return b"done"


@pytest.mark.parametrize(
    "attempt",
    [
        socket.socket,
        lambda: socket.socket(socket.AF_UNIX),
        socket.socketpair,
        lambda: subprocess.run(["/bin/true"], check=True),
        lambda: os.execv("/bin/true", ["true"]),  # noqa: S606 - what must be refused
        lambda: Path("/tmp/somebody-else").write_text("x"),  # noqa: S108
        lambda: Path(sys.executable).unlink(),
    ],
)
def test_it_is_refused(attempt: Callable[[], object]) -> None:
    assert run(lambda: refused(attempt), Limits()) == b"refused"


def test_it_may_write_where_it_was_told(tmp_path: Path) -> None:
    def task() -> bytes:
        Path("here").mkdir()
        Path("here/mine").write_text("x")
        (tmp_path / "target").write_text("x")
        Path(os.devnull).write_text("x")
        return Path("here/mine").read_bytes()

    assert run(task, Limits(writable=(str(tmp_path),))) == b"x"
    assert (tmp_path / "target").exists()
    with pytest.raises(CrashedError, match="PermissionError"):
        run(task, Limits())


def test_this_machine_has_both() -> None:
    assert run(lambda: repr(confine([])).encode(), Limits()) == b"[]"


def test_digital_signatures_are_still_checked_in_a_child() -> None:
    signed = Path(__file__).parents[2] / "fixtures/variants/dossiers/V07-niveau-voorop/handtekeningen.pdf"
    records = read_in_child(signed, signed.name)
    assert records.problems == []
    assert [s.intact for part in records.signed_parts for s in part.signatures] == [True, True]
