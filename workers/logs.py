"""What a running service says on standard error: one line an event, without names or anything from files."""

from __future__ import annotations

import logging


def start_logging() -> None:
    """Log from INFO on; libraries only when something is wrong."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
