"""Work on hostile input, done in forked children with limits.

The threat: a file made or broken such that its parser hangs, explodes or crashes. The rule: such a file costs its own
child process and nothing else. A child has limits on memory, processor time, wall clock, file size and open files; it
holds none of its parent's open files, has a scratch folder that its parent removes, and dies with its parent.
Its answer is bytes over a pipe, never a pickle. It has no network, starts no programs and changes no files but its own
(`workers.confine`). Left open: a child that is taken over may read what its parent may, and can tell nobody but by its
answer, which is checked as records; it may send signals to processes of its user; where the kernel has neither seccomp
nor Landlock it may do all that its parent may.
"""

from __future__ import annotations

import contextlib
import errno
import os
import selectors
import signal
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workers.child_inside import ANSWERED, END, NO_MEMORY, NO_ROOM, STOPPING, live

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MIB = 1024 * 1024
LONGEST_DYING = 5.0  # seconds


@dataclass(frozen=True)
class Limits:
    """What one child may use: seconds on the clock and of processor time, bytes of address space, files and answer.

    `writable` are folders in which it may make files, besides its own scratch folder.

    A scanned page takes some seconds, and schools scan whole dossiers into one file of many pages.
    """

    wall_seconds: float = 900
    cpu_seconds: int = 600
    memory: int = 2048 * MIB
    file_size: int = 256 * MIB
    open_files: int = 128
    answer: int = 64 * MIB
    writable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Usage:
    """What a child used: seconds on the clock and of processor time, and bytes of memory at most."""

    wall_seconds: float
    cpu_seconds: float
    memory: int


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


def run_all(
    tasks: Iterable[Callable[[], bytes]],
    limits: Limits,
    jobs: int,
    told: Callable[[int, Usage], None] = lambda *_: None,
) -> Iterator[bytes | ChildError]:
    """The answers of the tasks in their order, `jobs` children at a time; tasks are taken only when there is room.

    `told` hears of each child, by the place of its task, what it used.
    """
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
                    with _undisturbed():
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
                told(child.place, child.usage)
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


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """What tells this process to stop waits: a child that was started must be known, or nobody would stop it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Child:
    """One running child, as its parent sees it."""

    def __init__(self, place: int, task: Callable[[], bytes], limits: Limits) -> None:
        self.place = place
        self.limits = limits
        self.started = time.monotonic()
        self.deadline = self.started + limits.wall_seconds
        self.usage = Usage(0, 0, 0)
        self.received = bytearray()
        self.ended = False
        self.scratch = tempfile.TemporaryDirectory(prefix="dossierpoort-", ignore_cleanup_errors=True)
        self.pipe, theirs = os.pipe()
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            live(task, limits, self.scratch.name, theirs, parent)
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
        if kind == NO_ROOM:
            raise OSError(errno.ENOSPC, "no room for what a child writes")  # no fault of the file
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
        _, status, used = os.wait4(self.pid, 0)
        wall = time.monotonic() - self.started
        self.usage = Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
        os.close(self.pipe)
        self._clear()
        return status

    def _clear(self) -> None:
        """Children of the child, with groups of their own, die with it, but may write until they have."""
        deadline = time.monotonic() + LONGEST_DYING
        self.scratch.cleanup()
        while Path(self.scratch.name).exists() and time.monotonic() < deadline:
            time.sleep(0.01)
            self.scratch.cleanup()
