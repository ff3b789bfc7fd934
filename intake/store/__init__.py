"""Database and files. SQL stands here and nowhere else."""

from intake.store import audit_table, people_tables, privacy_tables  # noqa: F401 - so that whoever knows the tables knows them all
from intake.store.store import Store

__all__ = ["Store"]
