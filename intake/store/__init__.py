"""Database and files. SQL stands here and nowhere else."""

# So that whoever knows the tables knows them all.
from intake.store import audit_table, notice_tables, people_tables, privacy_tables  # noqa: F401
from intake.store.store import Store

__all__ = ["Store"]
