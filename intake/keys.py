"""Handing out keys."""

from pathlib import Path

from intake.access import KeyRole, new_secret
from intake.settings import Settings
from intake.store import Store, keys


def add_key(
    role: KeyRole,
    name: str,
    profiles: list[str] | None = None,
    data: Path | None = None,
    municipality: str | None = None,
) -> str:
    """Make a key and return it; it can't be shown again.

    The key of a school belongs to the school called `name` in `municipality`: a second key with the same two is a key
    to the same school, so schools that share a name must be given with their municipality.
    Profiles are what a gatekeeper judges, or what a school may send to (all, when none is given).
    """
    settings = Settings() if data is None else Settings(data=data)
    store = Store(settings)
    try:
        store.migrate()
        secret = new_secret()
        with store.writing() as session:
            keys.add(session, secret, role, name, profiles or [], municipality)
    finally:
        store.close()
    return secret
