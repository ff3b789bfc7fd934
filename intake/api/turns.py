"""One connection at a time for each upload.

A connection that was lost over wifi may look alive to the server for many minutes, while the client is back already. So
whoever comes later takes over: the earlier one keeps what it has and ends.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

PATIENCE = 60.0  # seconds without a byte


class Turn:
    """The right to write to an upload, for as long as nobody else wants it."""

    def __init__(self) -> None:
        self.over = asyncio.Event()
        self._wanted = False
        self._waiting: asyncio.Timeout | None = None

    @asynccontextmanager
    async def patience(self) -> AsyncIterator[None]:
        """Wait for bytes in here. Raises TimeoutError when somebody else wants the turn, or nothing comes."""
        try:
            async with asyncio.timeout(0 if self._wanted else PATIENCE) as self._waiting:
                yield
        finally:
            self._waiting = None

    def give_way(self) -> None:
        """Somebody else wants it."""
        self._wanted = True
        if self._waiting:
            self._waiting.reschedule(asyncio.get_running_loop().time())


class Turns:
    """Who writes to which upload."""

    def __init__(self) -> None:
        self._held: dict[str, Turn] = {}

    @asynccontextmanager
    async def take(self, upload_id: str) -> AsyncIterator[Turn]:
        """The turn, as soon as whoever has it gave way."""
        while other := self._held.get(upload_id):
            other.give_way()
            await other.over.wait()
        turn = self._held[upload_id] = Turn()
        try:
            yield turn
        finally:
            del self._held[upload_id]
            turn.over.set()
