"""A store with tables, quickly: making them step by step takes longer than most tests."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from intake.settings import Settings
from intake.store import Store


def with_tables(settings: Settings) -> Store:
    """The store of these settings, with all tables; SQLite's are copied from ones that were made before."""
    database = settings.data / "dossierpoort.db"
    if not settings.database_url and not database.exists():
        settings.data.mkdir(mode=0o700, exist_ok=True)
        database.write_bytes(_made())
    store = Store(settings)
    if not store.up_to_date():
        store.migrate()
    return store


@cache
def _made() -> bytes:
    with TemporaryDirectory() as folder:
        store = Store(Settings(data=Path(folder), database_url=None))
        store.migrate()
        store.close()
        return (Path(folder) / "dossierpoort.db").read_bytes()
