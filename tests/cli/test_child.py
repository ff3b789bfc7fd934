"""A task in a child gives its answer, or a reason why not; whatever it does, the others go on and nothing stays."""

import os
import signal
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest

from workers.child import MIB, ChildError, CrashedError, Limits, OverLimitError, run, run_all

QUICK = Limits(wall_seconds=2, cpu_seconds=1, memory=2048 * MIB, answer=MIB)


def fine() -> bytes:
    return b"fine"


def hangs() -> bytes:
    time.sleep(60)
    return b""


def takes_memory() -> bytes:
    return b"x" * (4096 * MIB)


def crashes() -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def raises() -> bytes:
    raise ValueError("Jansen, Piet")


def says_too_much() -> bytes:
    return b"x" * (2 * MIB)


def closes_its_pipe_and_hangs() -> bytes:
    os.closerange(3, 256)
    return hangs()


@pytest.mark.parametrize(
    ("task", "error"),
    [
        (hangs, OverLimitError),
        (takes_memory, OverLimitError),
        (says_too_much, OverLimitError),
        (closes_its_pipe_and_hangs, OverLimitError),
        (crashes, CrashedError),
        (raises, CrashedError),
    ],
)
def test_a_bad_task_costs_itself_alone(task, error):
    started = time.monotonic()
    answers = list(run_all([fine, task, fine], QUICK, 2))
    assert answers[0] == answers[2] == b"fine"
    assert isinstance(answers[1], error)
    assert time.monotonic() - started < 10  # and not the minute that one would hang


def test_processor_time_is_limited():
    def spins() -> bytes:
        while True:
            pass

    with pytest.raises(OverLimitError):
        run(spins, Limits(wall_seconds=10, cpu_seconds=1))


def test_the_message_of_an_error_stays_in_the_child():
    with pytest.raises(ChildError) as caught:
        run(raises, QUICK)
    assert "Jansen" not in str(caught.value)
    assert str(caught.value).startswith("ValueError at test_child.py:")


def test_answers_keep_the_order_of_their_tasks():
    def waits(seconds: float) -> bytes:
        time.sleep(seconds)
        return str(seconds).encode()

    tasks = [lambda s=s: waits(s) for s in (0.2, 0.0, 0.1, 0.0)]
    assert list(run_all(tasks, QUICK, 3)) == [b"0.2", b"0.0", b"0.1", b"0.0"]


def test_tasks_are_taken_only_when_there_is_room():
    taken = []

    def tasks():
        for number in range(6):
            taken.append(number)
            yield fine

    answers = run_all(tasks(), QUICK, 1)
    next(answers)
    assert len(taken) < 4
    answers.close()


def test_nothing_stays_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pids = tmp_path / "pids"

    def writes_and_starts() -> bytes:
        Path("scratch.bin").write_bytes(b"x")
        tempfile.mkdtemp()
        other = os.fork()
        if other == 0:
            os.closerange(3, 100)
            time.sleep(30)
        pids.write_text(str(other))
        return b"done"

    assert run(writes_and_starts, replace(QUICK, writable=(str(tmp_path),))) == b"done"
    child = Path(f"/proc/{pids.read_text()}/stat")
    deadline = time.monotonic() + 2
    while child.exists() and " Z " not in child.read_text() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not child.exists() or " Z " in child.read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["pids"]


def test_a_child_holds_no_open_file_of_its_parent(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("of the parent")
    with secret.open() as file:
        number = file.fileno()

        def reads() -> bytes:
            return os.read(number, 10)

        with pytest.raises(CrashedError, match="OSError"):
            run(reads, QUICK)


def test_giving_up_early_ends_the_children(tmp_path):
    def tells_and_hangs() -> bytes:
        (tmp_path / "pid").write_text(str(os.getpid()))
        return hangs()

    answers = run_all([fine, tells_and_hangs], Limits(writable=(str(tmp_path),)), 2)
    assert next(answers) == b"fine"
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
        time.sleep(0.01)
    answers.close()
    assert not Path(f"/proc/{(tmp_path / 'pid').read_text()}").exists()
