"""Database and files. SQL stands here and nowhere else."""

from intake.store.store import Store

__all__ = ["Store"]
