"""What a request needs of the service: a look at the store, a transaction in it."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import contextmanager_in_threadpool
from sqlalchemy.orm import Session

from intake.api.going_first import Hands
from intake.api.limits import Limiter
from intake.api.turns import Turns
from intake.herald import Herald
from intake.queue import Queue
from intake.settings import Settings
from intake.store import Store
from intake.store.tables import Run

# Half of the threads that requests share. The others stay free for whoever has the database's only lock and needs a
# thread to go on: if all waited for that lock, nobody could give it back.
MOST_WRITERS = 20


@dataclass
class Service:
    """Everything that lives as long as the application."""

    settings: Settings
    store: Store
    queue: Queue
    herald: Herald
    writers: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_WRITERS), kw_only=True)
    requests: Limiter
    sign_ins: Limiter
    leaving: asyncio.Event = field(default_factory=asyncio.Event)  # the process was told to stop
    turns: Turns = field(default_factory=Turns)
    hands: Hands = field(default_factory=lambda: Hands(os.cpu_count() or 1))


@dataclass
class Unit:
    """One transaction, the runs that it gives to the workers, and the files that nobody needs after it."""

    session: Session
    runs: list[Run] = field(default_factory=list)
    leftovers: list[Path] = field(default_factory=list)


async def service(request: Request) -> Service:  # async, as what does not wait: a thread would cost more than it does
    """The service that the application was made with."""
    found: Service = request.app.state.service
    return found


TheService = Annotated[Service, Depends(service)]


def reading(service: TheService) -> Iterator[Session]:
    """One consistent look at the database for the whole request."""
    with service.store.reading() as session:
        yield session


async def may_write(service: TheService) -> AsyncIterator[None]:
    """One of the places of those who write, for a request that opens its transaction itself."""
    async with service.writers:
        yield


async def writing(service: TheService) -> AsyncIterator[Unit]:
    """One transaction for the whole request. The workers hear of it soon after it is committed."""
    async with service.writers, contextmanager_in_threadpool(transaction(service)) as unit:
        yield unit


@contextmanager
def transaction(service: Service) -> Iterator[Unit]:
    """One transaction. The workers hear of it soon after it is committed."""
    with service.store.writing() as session:
        unit = Unit(session)
        yield unit
        waiting = [(run.id, run.lane) for run in unit.runs]
    for path in unit.leftovers:
        path.unlink(missing_ok=True)
    if waiting:
        service.herald.tell(waiting)


# Ended before the answer leaves: a 202 must not be said of what could still fail.
Reading = Annotated[Session, Depends(reading, scope="function")]
Writing = Annotated[Unit, Depends(writing, scope="function")]
MayWrite = Annotated[None, Depends(may_write, scope="function")]
