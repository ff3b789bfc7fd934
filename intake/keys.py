"""Handing out keys."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from intake.access import KeyRole, Principal, new_secret
from intake.settings import Settings
from intake.store import Store, audit, keys
from intake.store.audit import SYSTEM, Actor, Event
from intake.store.store import now


def add_key(  # noqa: PLR0913, PLR0917 - what can be told of a key
    role: KeyRole,
    name: str,
    profiles: list[str] | None = None,
    data: Path | None = None,
    municipality: str | None = None,
    days: int | None = None,
) -> str:
    """Make a key, which opens for so many days (for ever, unless given), and return it; it can't be shown again.

    The key of a school belongs to the school called `name` in `municipality`: a second key with the same two is a key
    to the same school, so schools that share a name must be given with their municipality.
    Profiles are what a gatekeeper judges, or what a school may send to (all, when none is given).
    """
    with opened(data) as store, store.writing() as session:
        return issue(session, SYSTEM, role, name, profiles or [], municipality, days)


def issue(  # noqa: PLR0913, PLR0917 - what can be told of a key
    session: Session,
    actor: Principal | Actor,
    role: KeyRole,
    name: str,
    profiles: list[str],
    municipality: str | None = None,
    days: int | None = None,
) -> str:
    """The same within a transaction, and by somebody."""
    secret = new_secret()
    expires_at = now() + dt.timedelta(days=days) if days else None
    key = keys.add(session, secret, role, name, profiles, municipality, expires_at)
    audit.record(session, actor, Event.KEY_ADDED, target=key.id, detail=role)
    return secret


@contextmanager
def opened(data: Path | None = None) -> Iterator[Store]:
    """The store of this data folder, or of the settings, with its tables up to date."""
    store = Store(Settings() if data is None else Settings(data=data))
    try:
        store.migrate()
        yield store
    finally:
        store.close()
