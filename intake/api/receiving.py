"""Writing what comes in to a file that may have a beginning already."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from intake.api.problems import TOO_LARGE, WRONG_CHECKSUM, ProblemError
from intake.api.turns import Turn
from intake.api.tus import Checksum

PIECE = 256 * 1024  # bytes that may be lost with a connection


class Piece:
    """A piece of a file, from `start` on. `reached` tells how far the file is safe on disk once it is closed."""

    def __init__(self, path: Path, start: int, most: int, checksum: Checksum) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        self._start = start
        self._most = most
        self._checksum = checksum
        self.reached = start

    def write(self, content: bytes) -> None:
        """Take the next bytes. Raises ProblemError (413) when there are more than announced; none of these count."""
        if self.reached + len(content) > self._most:
            raise ProblemError(TOO_LARGE, "Er komt meer dan in Upload-Length stond.")
        self._checksum.update(content)
        view = memoryview(content)
        while view:
            written = os.pwrite(self._descriptor, view, self.reached)
            self.reached += written
            view = view[written:]

    def close(self, *, whole: bool) -> None:
        """Make it safe; a piece that counts only as a whole is undone unless it is. Raises ProblemError (460)."""
        sound = self._checksum.holds() if whole else not self._checksum.is_asked
        if not sound:
            os.ftruncate(self._descriptor, self._start)
            self.reached = self._start
        os.fsync(self._descriptor)
        os.close(self._descriptor)
        if whole and not sound:
            raise ProblemError(WRONG_CHECKSUM, "Stuur dit stuk opnieuw.")


async def receive(stream: AsyncIterator[bytes], piece: Piece, turn: Turn) -> None:
    """Write the body for as long as it comes in and nobody else wants the turn.

    Raises ClientDisconnect when the connection ended before the body did; what was written then counts.
    """
    held, whole = bytearray(), False
    try:
        while not whole:
            async with turn.patience():
                chunk = await anext(stream, None)
            whole = chunk is None
            held += chunk or b""
            if held and (whole or len(held) >= PIECE):
                await run_in_threadpool(piece.write, bytes(held))
                held.clear()
    except (ClientDisconnect, TimeoutError) as error:
        await run_in_threadpool(piece.write, bytes(held))
        raise ClientDisconnect from error
    finally:
        await run_in_threadpool(piece.close, whole=whole)
