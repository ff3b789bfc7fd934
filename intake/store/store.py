"""Opening the database and its transactions."""

import datetime as dt
import fcntl
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.orm import Session

from intake.settings import Settings
from intake.store.files import FileStore


class Store:
    """The database and the files of one service."""

    def __init__(self, settings: Settings) -> None:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)  # files about children: nobody else looks in
        self._data = settings.data
        self.files = FileStore(settings.files)
        self._engine = create_engine(settings.database, pool_pre_ping=True, hide_parameters=True)
        if self._engine.dialect.name == "sqlite":
            _prepare_sqlite(self._engine)
        self._writer = self._engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent look at the database."""
        with Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, from its first question: committed when the block ends, rolled back when it raises."""
        with Session(self._writer) as session:
            yield session
            session.commit()

    def migrate(self) -> None:
        """Bring the tables up to date; several processes may try at once."""
        logging.getLogger("alembic").setLevel(logging.WARNING)
        from alembic import command  # noqa: PLC0415 - a quarter of a second that only the first process needs
        from alembic.config import Config  # noqa: PLC0415

        config = Config()
        config.set_main_option("script_location", "intake.store:migrations")
        config.set_main_option("path_separator", "os")
        with (self._data / "migrate.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with self._engine.connect() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")

    def check(self) -> None:
        """Raise when the database does not answer."""
        with self._engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()


def now() -> dt.datetime:
    """The present moment in UTC."""
    return dt.datetime.now(dt.UTC)


def new_id() -> str:
    """An id that tells nothing and can't be guessed."""
    return secrets.token_hex(12)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        # The driver's own BEGIN comes too late and is always deferred; ours stands below.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer that begins as a reader fails when somebody else wrote in between, so it takes its lock at once.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
