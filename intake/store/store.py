"""Opening the database and its transactions."""

import datetime as dt
import fcntl
import logging
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select, text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.orm import Session

from intake.settings import Settings
from intake.store.blobs import Blobs, FolderBlobs
from intake.store.files import FileStore
from intake.store.sealing import SealedBlobs
from validators.profile import also_from

# The database does not answer, is full, or has no connection left: nobody's mistake, and it passes.
OUTAGE = (OperationalError, InterfaceError, NoConnectionError)
MOST_CONNECTIONS = 50  # of one process; more than the web process has threads
LONGEST_WAIT = 10  # seconds for whoever wants to write, on SQLite
PEN = "pen"
MIGRATING = "dossierpoort: migrating"


class Store:
    """The database and the files of one service."""

    def __init__(self, settings: Settings) -> None:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)  # files about children: nobody else looks in
        self._data = settings.data
        also_from(settings.data.resolve() / "profiles")  # `intake.profiles` puts them there
        self.files = FileStore(settings.files / "incoming", _blobs(settings, settings.files, ""))
        self.pictures = _blobs(settings, settings.cutouts, "cutouts")
        on_postgresql = settings.database.startswith("postgresql")
        self._engine = create_engine(
            settings.database,
            pool_pre_ping=on_postgresql,  # a file does not go away
            pool_size=5,
            max_overflow=MOST_CONNECTIONS - 5,
            hide_parameters=True,
            connect_args=POSTGRESQL if on_postgresql else {},
        )
        self._reader: Engine = self._engine
        if on_postgresql:
            self._reader = self._engine.execution_options(isolation_level="REPEATABLE READ")
        else:
            _prepare_sqlite(self._engine)
        self._writer = self._engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent look at the database."""
        with Session(self._reader) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, from its first question: committed when the block ends, rolled back when it raises."""
        with Session(self._writer) as session:
            yield session
            session.commit()

    def migrate(self) -> None:
        """Bring the tables up to date; several processes may try at once."""
        from alembic import command  # noqa: PLC0415 - a quarter of a second that only the first process needs

        config = _alembic()
        with self._one_at_a_time(), self._engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def up_to_date(self) -> bool:
        """Whether the tables are those that this version works with."""
        from alembic.migration import MigrationContext  # noqa: PLC0415 - idem
        from alembic.script import ScriptDirectory  # noqa: PLC0415 - idem

        with self._engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_heads()
        return set(present) == set(ScriptDirectory.from_config(_alembic()).get_heads())

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        if self._engine.dialect.name == "postgresql":  # the processes may stand on several machines
            with self._engine.connect() as connection, connection.begin():
                connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(MIGRATING, 0))))
                yield
        else:
            with (self._data / "migrate.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield

    def forget(self) -> None:
        """Have SQLite let go of what its log of changes still holds of rows that were deleted, as far as it can now."""
        if self._engine.dialect.name == "sqlite":
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
            finally:
                connection.close()

    def check(self) -> None:
        """Raise when the database does not answer."""
        with self._engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def clock_ahead(self) -> float:
        """How many seconds the clock of the database's machine is ahead of ours."""
        if self._engine.dialect.name == "sqlite":
            return 0.0
        with self._engine.connect() as connection:
            theirs: dt.datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
            return (theirs - now()).total_seconds()

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()


def _alembic() -> Any:
    """Where the migrations stand, in alembic's own form."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    from alembic.config import Config  # noqa: PLC0415 - idem

    config = Config()
    config.set_main_option("script_location", "intake.store:migrations")
    config.set_main_option("path_separator", "os")
    return config


def now() -> dt.datetime:
    """The present moment in UTC."""
    return dt.datetime.now(dt.UTC)


def new_id() -> str:
    """An id that tells nothing and can't be guessed."""
    return secrets.token_hex(12)


def is_id(text: str) -> bool:
    """Whether this may be such an id: what was made up is never looked for (PostgreSQL refuses some of it)."""
    return re.fullmatch(r"[0-9a-f]{24}", text) is not None


def in_turn(session: Session, name: str) -> None:
    """Wait until no other transaction holds this name, and hold it until this one ends.

    SQLite needs no such thing: there a writing transaction waits for all others.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def _blobs(settings: Settings, folder: Path, prefix: str) -> Blobs:
    plain = _plain_blobs(settings, folder, prefix)
    return SealedBlobs(plain, settings.sealing_keys) if settings.file_keys else plain


def _plain_blobs(settings: Settings, folder: Path, prefix: str) -> Blobs:
    if settings.files_url is None:
        return FolderBlobs(folder)
    from intake.store.bucket import BucketBlobs  # noqa: PLC0415 - a third of a second, for those who have a bucket

    return BucketBlobs(settings.files_url, prefix)


# A server that is gone is noticed within seconds, and nobody waits for a lock for ever.
POSTGRESQL: dict[str, Any] = {
    "connect_timeout": 5,
    "tcp_user_timeout": 15_000,
    "keepalives_idle": 10,
    "options": "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s",
}


# What is deleted is overwritten: a page of the file that is free must not tell of a child that is erased.
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={LONGEST_WAIT * 1000}",
    "secure_delete=ON",
)


def _prepare_sqlite(engine: Engine) -> None:
    pen = threading.Lock()

    @event.listens_for(engine, "checkin")
    def checkin(_connection: Any, record: Any) -> None:
        if record.info.pop(PEN, False):  # committed or rolled back by now
            pen.release()

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        # The driver's own BEGIN comes too late and is always deferred; ours stands below.
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer that begins as a reader fails when somebody else wrote in between, so it takes its lock at once.
        writes = connection.get_execution_options().get("writes", False)
        if writes and PEN not in connection.info:
            # Threads of this process wait in line, where SQLite would ask again now and then.
            if not pen.acquire(timeout=LONGEST_WAIT):
                raise NoConnectionError("another thread holds the database")
            connection.info[PEN] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
