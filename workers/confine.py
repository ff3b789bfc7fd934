"""Taking away from this process what reading a file never needs: network, other programs, other processes, writing.

The kernel's own means, from the inside and without rights: a seccomp filter refuses the calls below, Landlock refuses
every change to the file system outside a few folders. Both hold for all that this process starts, and can't be undone.
Bubblewrap does the like from the outside, but for a program that it starts; our children are forks, which start a
hundred times quicker. Where the kernel lacks one of the two, the other still holds, and `dossierpoort doctor` says so.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06  # of the filter's language
X32 = 0x40000000  # calls of another convention, which would pass by their other numbers

# Sockets of any kind, io_uring (which makes them too), starting programs, looking into other processes.
# By architecture: its audit number, then socket, socketpair, connect, io_uring_setup, execve, execveat, ptrace,
# process_vm_readv, process_vm_writev.
CALLS: Final = {
    "x86_64": (0xC000003E, (41, 53, 42, 425, 59, 322, 101, 310, 311)),
    "aarch64": (0xC00000B7, (198, 199, 203, 425, 221, 281, 117, 270, 271)),
}

LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446  # on every architecture
# Writing, removing, making things of each kind; from version 2 moving and from version 3 truncating as well.
CHANGES: Final = {1: 0x1FF2, 2: 0x3FF2, 3: 0x7FF2}
ON_A_FILE: Final = 0x4002  # of these, what makes sense for something that is no folder

_libc = ctypes.CDLL(None, use_errno=True)


def confine(writable: Iterable[str]) -> list[str]:
    """Take it all away, but for changes in these folders; what the kernel could not do, by name."""
    _libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    missing = [] if _keep_files([*writable, os.devnull]) else ["Landlock"]
    return missing if _refuse_calls() else [*missing, "seccomp"]


def _refuse_calls() -> bool:
    known = CALLS.get(platform.machine())
    if known is None:
        return False
    architecture, numbers = known
    count = len(numbers)
    program = [
        (LOAD, 0, 0, 4),
        (EQUAL, 0, count + 2, architecture),  # jumps count from the next instruction; the last one refuses
        (LOAD, 0, 0, 0),
        (AT_LEAST, count + 1, 0, X32),
        *((EQUAL, count - place, 0, number) for place, number in enumerate(numbers)),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]
    code = b"".join(struct.pack("HBBI", *step) for step in program)
    buffer = ctypes.create_string_buffer(code)
    header = struct.pack("HxxxxxxP", len(program), ctypes.addressof(buffer))
    return bool(_libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0) == 0)


def _keep_files(writable: Iterable[str]) -> bool:
    version = _libc.syscall(LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    changes = CHANGES[min(version, max(CHANGES))]
    ruleset = _libc.syscall(LANDLOCK_CREATE, struct.pack("Q", changes), ctypes.c_size_t(8), 0)
    for path in writable:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        allowed = changes if os.path.isdir(path) else changes & ON_A_FILE  # noqa: PTH112 - no more imports in a child
        _libc.syscall(LANDLOCK_ADD, ruleset, 1, struct.pack("=Qi", allowed, place), 0)
        os.close(place)
    done = bool(_libc.syscall(LANDLOCK_RESTRICT, ruleset, 0) == 0)
    os.close(ruleset)
    return done
