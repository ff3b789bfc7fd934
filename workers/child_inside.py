"""The life of a child with limits, from the inside."""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import signal
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from workers.confine import confine

if TYPE_CHECKING:
    from collections.abc import Callable

    from workers.child import Limits

PR_SET_PDEATHSIG = 1
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)
ANSWERED, RAISED, NO_MEMORY, NO_ROOM, END = b"+", b"!", b"m", b"d", b"."  # an answer's first byte, and its last


def live(task: Callable[[], bytes], limits: Limits, scratch: str, pipe: int, parent: int) -> NoReturn:
    """From fork to end: a child ends here whatever happens, so that no code of the parent runs twice."""
    try:
        _settle(limits, scratch, pipe, parent)
        said = ANSWERED + task() + END
    except MemoryError:
        said = NO_MEMORY + END
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        said = NO_ROOM + END if full else RAISED + _where(error).encode() + END
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
    for number in STOPPING:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
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
    confine([scratch, *limits.writable])


def _where(error: BaseException) -> str:
    """The kind of error and the line that raised it, without its message: that may hold text of the file."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    return f"{type(error).__name__} at {Path(ours[-1].filename).name}:{ours[-1].lineno}"
