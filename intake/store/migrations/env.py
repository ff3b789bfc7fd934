"""How Alembic runs the steps: on the connection that the store hands over."""

from alembic import context

from intake.store.tables import Base

connection = context.config.attributes["connection"]
on_sqlite = connection.dialect.name == "sqlite"


def heed_references(*, heed: bool) -> None:
    """SQLite changes a table by making it anew, which can't be while rows of others must refer to it.

    It listens to this outside of a transaction alone, so not by way of SQLAlchemy, which would begin one.
    """
    if on_sqlite:
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={'ON' if heed else 'OFF'}")


context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=True)
heed_references(heed=False)
try:
    with context.begin_transaction():
        context.run_migrations()
        if on_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
            raise RuntimeError(f"a row of {broken[0]} would refer to nothing in {broken[2]}")
finally:
    heed_references(heed=True)
