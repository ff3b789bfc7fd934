"""Work on hostile input, done in forked children with limits.

The threat: a file made or broken such that its parser hangs, explodes or crashes. The rule: such a file costs its own
child process and nothing else. A child has limits on memory, processor time, wall clock, file size and open files; it
holds none of its parent's open files, has a scratch folder that its parent removes, and dies with its parent.
Its answer is bytes over a pipe, never a pickle. Left open: a child that is taken over may read and write files and use
the network as its parent may.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import selectors
import signal
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MIB = 1024 * 1024
PR_SET_PDEATHSIG = 1
ANSWERED, RAISED, NO_MEMORY, END = b"+", b"!", b"m", b"."  # an answer's first byte, and its last


@dataclass(frozen=True)
class Limits:
    """What one child may use: seconds on the clock and of processor time, bytes of address space, files and answer."""

    wall_seconds: float = 300
    cpu_seconds: int = 120
    memory: int = 2048 * MIB
    file_size: int = 256 * MIB
    open_files: int = 128
    answer: int = 64 * MIB


class ChildError(Exception):
    """A child gave no answer; the text says why, without anything from the file."""


class CrashedError(ChildError):
    """The child died or raised an error."""


class OverLimitError(ChildError):
    """The child used more than its limits."""


def run(task: Callable[[], bytes], limits: Limits) -> bytes:
    """The answer of one task; raises ChildError."""
    (answer,) = run_all([task], limits, 1)
    if isinstance(answer, ChildError):
        raise answer
    return answer


def run_all(tasks: Iterable[Callable[[], bytes]], limits: Limits, jobs: int) -> Iterator[bytes | ChildError]:
    """The answers of the tasks in their order, `jobs` children at a time; tasks are taken only when there is room."""
    waiting = iter(tasks)
    running: list[_Child] = []
    finished: dict[int, bytes | ChildError] = {}
    started = given = 0
    exhausted = False
    try:
        while True:
            while not exhausted and len(running) < jobs:
                task = next(waiting, None)
                if task is None:
                    exhausted = True
                else:
                    running.append(_Child(started, task, limits))
                    started += 1
            while given in finished:
                yield finished.pop(given)
                given += 1
            if not running:
                return
            for child in _ready(running):
                running.remove(child)
                finished[child.place] = child.answer()
    finally:
        for child in running:
            child.stop()


def _ready(children: list[_Child]) -> list[_Child]:
    """The children that are done, after waiting for at least some news."""
    with selectors.DefaultSelector() as selector:
        for child in children:
            selector.register(child.pipe, selectors.EVENT_READ, child)
        patience = min(child.deadline for child in children) - time.monotonic()
        heard = {key.data for key, _ in selector.select(max(patience, 0))}
    now = time.monotonic()
    return [child for child in children if (child in heard and child.receive()) or now >= child.deadline]


class _Child:
    """One running child, as its parent sees it."""

    def __init__(self, place: int, task: Callable[[], bytes], limits: Limits) -> None:
        self.place = place
        self.limits = limits
        self.deadline = time.monotonic() + limits.wall_seconds
        self.received = bytearray()
        self.ended = False
        self.scratch = tempfile.TemporaryDirectory(prefix="dossierpoort-", ignore_cleanup_errors=True)
        self.pipe, theirs = os.pipe()
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            _live(task, limits, self.scratch.name, theirs, parent)
        os.close(theirs)

    def receive(self) -> bool:
        """Take what the pipe holds; True when there is nothing more to come."""
        chunk = os.read(self.pipe, MIB)
        self.received += chunk
        self.ended = not chunk
        return self.ended or len(self.received) > self.limits.answer

    def answer(self) -> bytes | ChildError:
        """What the child had to say, or why it said nothing."""
        status = self.stop()
        kind, said, end = bytes(self.received[:1]), bytes(self.received[1:-1]), bytes(self.received[-1:])
        if not self.ended:
            return OverLimitError("too long an answer" if len(self.received) > self.limits.answer else "too much time")
        if end != END or not kind:
            died_of = os.WTERMSIG(status)
            if died_of in (signal.SIGXCPU, signal.SIGKILL):
                return OverLimitError("too much processor time or memory")
            return CrashedError(f"died of signal {died_of}")
        if kind == NO_MEMORY:
            return OverLimitError("too much memory")
        return said if kind == ANSWERED else CrashedError(said.decode(errors="replace"))

    def stop(self) -> int:
        """End the child with all that it started, remove its scratch folder, and give its wait status.

        One that died before keeps the status that it died with; one that has said all may be killed as well.
        """
        for end in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError):  # it may not have its own group yet
                end(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        os.close(self.pipe)
        self.scratch.cleanup()
        return status


def _live(task: Callable[[], bytes], limits: Limits, scratch: str, pipe: int, parent: int) -> NoReturn:
    """The whole life of a child: it ends here whatever happens, so that no code of the parent runs twice."""
    try:
        _settle(limits, scratch, pipe, parent)
        said = ANSWERED + task() + END
    except MemoryError:
        said = NO_MEMORY + END
    except BaseException as error:  # noqa: BLE001 - the border of the process: nothing may pass
        said = RAISED + _where(error).encode() + END
    try:
        with os.fdopen(pipe, "wb") as out:
            out.write(said)
    finally:
        os._exit(0)


def _settle(limits: Limits, scratch: str, pipe: int, parent: int) -> None:
    os.setsid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.closerange(3, pipe)
    os.closerange(pipe + 1, os.sysconf("SC_OPEN_MAX"))
    os.chdir(scratch)
    os.environ["TMPDIR"] = tempfile.tempdir = scratch
    for kind, bound in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (bound, bound))


def _where(error: BaseException) -> str:
    """The kind of error and the line that raised it, without its message: that may hold text of the file."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    return f"{type(error).__name__} at {Path(ours[-1].filename).name}:{ours[-1].lineno}"
