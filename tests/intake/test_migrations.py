"""The tables go down to what they first were and up again, on both columns, and what they held is still there."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select
from weighed import put

from intake.settings import Settings
from intake.store import Store
from intake.store.tables import Base

FIRST = ("schools", "dossiers", "files", "runs", "reports")


def move(store: Store, step: Callable[[Config, str], None], revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", "intake.store:migrations")
    config.set_main_option("path_separator", "os")
    with store._engine.connect() as connection:
        config.attributes["connection"] = connection
        step(config, revision)


def counted(store: Store) -> list[int]:
    with store.reading() as session:
        return [session.scalar(select(func.count()).select_from(Base.metadata.tables[name])) or 0 for name in FIRST]


def test_down_and_up_again_nothing_is_lost(tmp_path: Path, engines: Callable[[], dict[str, str]]) -> None:
    settings = Settings(data=tmp_path, **engines())
    store = Store(settings)
    store.migrate()
    for school in ("De Bron", "De Ster"):
        put(store, settings, school)
    assert counted(store) == [2, 2, 2, 2, 2]
    move(store, command.downgrade, "0001")
    assert counted(store) == [2, 2, 2, 2, 2]
    move(store, command.upgrade, "head")
    assert counted(store) == [2, 2, 2, 2, 2]
    with store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    move(store, command.downgrade, "base")
    with store._engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    store.close()
