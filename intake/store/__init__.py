"""Database and files. SQL stands here and nowhere else."""

# So that whoever knows the tables knows them all.
from intake.store import (  # noqa: F401
    audit_table,
    notice_tables,
    overview_events,
    people_tables,
    privacy_tables,
    profile_tables,
    reprocessing_tables,
    triage_tables,
    upload_tables,
    weighing_tables,
)
from intake.store.store import Store

__all__ = ["Store"]
